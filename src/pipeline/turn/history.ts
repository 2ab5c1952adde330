/**
 * What was said in a session, and which part was heard.
 *
 * @module
 */
import type { ChatMessage, TimedWord } from "../../contract/adapter.ts";
import type { TurnStatus } from "../../contract/protocol/messages.ts";

/** One finished turn. */
export interface TurnRecord {
  readonly turn: number;
  readonly turnId: string;
  readonly mode: "reply" | "verbatim";
  readonly userText: string;
  readonly status: TurnStatus;
  /** All text that was generated. */
  readonly generatedText: string;
  /** The part whose audio was sent. */
  readonly sentText: string;
  /** The part that the user heard. */
  readonly heardText: string;
  readonly heardMs: number;
  readonly heardSource: "measured" | "estimated";
  /** When its first audio was sent, ms since the session began; `null`: never. */
  readonly audioStartMs: number | null;
  /** Words that were sent, on the turn's media clock. */
  readonly words: readonly TimedWord[];
}

/** The last turns of a session, up to a bound. */
export class History {
  readonly #maxTurns: number;
  #records: TurnRecord[] = [];

  constructor(maxTurns: number) {
    this.#maxTurns = maxTurns;
  }

  /** The kept turns, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#records;
  }

  /** Adds a finished turn; the oldest one is dropped if there are too many. */
  add(record: TurnRecord): void {
    this.#records.push(record);
    if (this.#records.length > this.#maxTurns) this.#records.shift();
  }

  /** The conversation for the next turn's model. */
  messages(): ChatMessage[] {
    return conversationOf(this.#records);
  }
}

/**
 * The conversation as far as it was heard. A verbatim text was said by the human itself, so it is not a user message.
 *
 * @param records The turns, oldest first.
 * @returns What each side said, in order.
 */
export function conversationOf(records: readonly TurnRecord[]): ChatMessage[] {
  return records.flatMap((record): ChatMessage[] => {
    const reply: ChatMessage[] = record.heardText === "" ? [] : [{ role: "assistant", content: record.heardText }];
    return record.mode === "verbatim" ? reply : [{ role: "user", content: record.userText }, ...reply];
  });
}
