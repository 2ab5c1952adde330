/**
 * What was said and heard in a session, so that a new connection can go on where the old one ended.
 *
 * @module
 */
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { ReplayedMessage } from "./connection.ts";

/** Messages that are kept; older ones are forgotten. */
const MAX_MESSAGES = 100;

/** A message that may still change: the reply that is being heard. */
export interface HistoryEntry {
  readonly role: ChatMessage["role"];
  content: string;
  /** The item that it is on the current connection, if it was put there as text. */
  itemId: string | undefined;
}

/** The heard conversation, oldest first. */
export class HeardHistory {
  #entries: HistoryEntry[] = [];
  #ids = 0;

  /** @param messages What was said before. */
  constructor(messages: readonly ChatMessage[] = []) {
    for (const { role, content } of messages) this.add(role, content);
  }

  /** Appends a message. */
  add(role: ChatMessage["role"], content: string): HistoryEntry {
    const entry: HistoryEntry = { role, content, itemId: undefined };
    this.#entries.push(entry);
    if (this.#entries.length > MAX_MESSAGES) this.#entries.shift();
    return entry;
  }

  /** An id for an item, unlike all others of the session; OpenAI allows 32 characters. */
  nextItemId(): string {
    return `tth_${++this.#ids}`;
  }

  /** Everything that has content, as items for a new connection. */
  replay(): ReplayedMessage[] {
    return this.#entries.filter(({ content }) => content.trim() !== "").map((entry) => {
      const itemId = entry.itemId = this.nextItemId();
      return { role: entry.role, content: entry.content, itemId };
    });
  }
}
