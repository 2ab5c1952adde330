/**
 * What was said in a session, and which part was heard.
 *
 * @module
 */
import type { ChatMessage, TimedWord } from "../../contract/adapter.ts";
import type { TurnRecord } from "../../store/record.ts";

type PackedWord = [text: string, startMs: number, endMs: number, charStart: number, charEnd: number];

/** A turn as it is kept: an object for each of its words would take three quarters of its memory. */
type KeptTurn = Omit<TurnRecord, "words"> & { readonly packedWords: string };

/** The last turns of a session, up to a bound. */
export class History {
  readonly #maxTurns: number;
  readonly #kept: KeptTurn[];
  /** Made when a turn ends, so that the next one begins without it. */
  #messages: readonly ChatMessage[];

  /**
   * @param maxTurns The bound.
   * @param records The turns so far, oldest first.
   */
  constructor(maxTurns: number, records: readonly TurnRecord[] = []) {
    this.#maxTurns = maxTurns;
    this.#kept = records.slice(Math.max(0, records.length - maxTurns)).map(kept);
    this.#messages = conversationOf(this.#kept);
  }

  /** The kept turns, oldest first; they are made with each call. */
  get records(): readonly TurnRecord[] {
    return this.#kept.map(recordOf);
  }

  /** Adds a finished turn. Returns what no longer has a place: the oldest turn, if there are too many. */
  add(record: TurnRecord): readonly TurnRecord[] {
    this.#kept.push(kept(record));
    const deleted = this.#kept.splice(0, Math.max(0, this.#kept.length - this.#maxTurns));
    this.#messages = conversationOf(this.#kept);
    return deleted.map(recordOf);
  }

  /** Replaces the record of a turn; a turn that is not kept stays away. */
  replace(record: TurnRecord): void {
    const at = this.#kept.findIndex(({ turn }) => turn === record.turn);
    if (at < 0) return;
    this.#kept[at] = kept(record);
    this.#messages = conversationOf(this.#kept);
  }

  /** The conversation for the next turn's model. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }
}

function kept({ words, ...turn }: TurnRecord): KeptTurn {
  const packed = words.map(({ text, startMs, endMs, charStart, charEnd }) =>
    [text, startMs, endMs, charStart, charEnd] satisfies PackedWord
  );
  return { ...turn, packedWords: JSON.stringify(packed) };
}

function recordOf({ packedWords, ...turn }: KeptTurn): TurnRecord {
  const packed: PackedWord[] = JSON.parse(packedWords);
  const words = packed.map(([text, startMs, endMs, charStart, charEnd]): TimedWord => {
    return { type: "word", text, startMs, endMs, charStart, charEnd };
  });
  return { ...turn, words };
}

/**
 * The conversation as far as it was heard. A text that was refused, such as one that is too long, would have every later
 * turn refused. A verbatim text was said by the human itself, so it is not a user message.
 *
 * @param records The turns, oldest first.
 * @returns What each side said, in order.
 */
export function conversationOf(
  records: readonly Pick<TurnRecord, "mode" | "userText" | "heardText" | "isRefused">[],
): ChatMessage[] {
  return records.flatMap((record): ChatMessage[] => {
    if (record.isRefused) return [];
    const reply: ChatMessage[] = record.heardText === "" ? [] : [{ role: "assistant", content: record.heardText }];
    return record.mode === "verbatim" ? reply : [{ role: "user", content: record.userText }, ...reply];
  });
}
