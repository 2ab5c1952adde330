/**
 * What was said in a session, and which part was heard.
 *
 * @module
 */
import type { ChatMessage } from "../../contract/adapter.ts";
import type { TurnRecord } from "../../store/record.ts";

/** The last turns of a session, up to a bound. */
export class History {
  readonly #maxTurns: number;
  readonly #records: TurnRecord[];
  /** Made when a turn ends, so that the next one begins without it. */
  #messages: readonly ChatMessage[];

  /**
   * @param maxTurns The bound.
   * @param records The turns so far, oldest first.
   */
  constructor(maxTurns: number, records: readonly TurnRecord[] = []) {
    this.#maxTurns = maxTurns;
    this.#records = records.slice(Math.max(0, records.length - maxTurns));
    this.#messages = conversationOf(this.#records);
  }

  /** The kept turns, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#records;
  }

  /** Adds a finished turn. Returns what no longer has a place: the oldest turn, if there are too many. */
  add(record: TurnRecord): readonly TurnRecord[] {
    this.#records.push(record);
    const deleted = this.#records.splice(0, Math.max(0, this.#records.length - this.#maxTurns));
    this.#messages = conversationOf(this.#records);
    return deleted;
  }

  /** Replaces the record of a turn; a turn that is not kept stays away. */
  replace(record: TurnRecord): void {
    const at = this.#records.findIndex(({ turn }) => turn === record.turn);
    if (at < 0) return;
    this.#records[at] = record;
    this.#messages = conversationOf(this.#records);
  }

  /** The conversation for the next turn's model. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
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
