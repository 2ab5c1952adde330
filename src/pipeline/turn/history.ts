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

  /**
   * @param maxTurns The bound.
   * @param records The turns so far, oldest first.
   */
  constructor(maxTurns: number, records: readonly TurnRecord[] = []) {
    this.#maxTurns = maxTurns;
    this.#records = records.slice(Math.max(0, records.length - maxTurns));
  }

  /** The kept turns, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#records;
  }

  /** Adds a finished turn. Returns what no longer has a place: the oldest turn, if there are too many. */
  add(record: TurnRecord): readonly TurnRecord[] {
    this.#records.push(record);
    return this.#records.splice(0, Math.max(0, this.#records.length - this.#maxTurns));
  }

  /** Replaces the record of a turn; a turn that is not kept stays away. */
  replace(record: TurnRecord): void {
    const at = this.#records.findIndex(({ turn }) => turn === record.turn);
    if (at >= 0) this.#records[at] = record;
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
