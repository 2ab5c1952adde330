/**
 * Audio messages kept for a replay, without an object for each: they live long enough to reach the old generation of
 * the garbage collector, where objects cost most.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import type { ServerEvent } from "../../../contract/protocol/messages.ts";
import { audioBytes } from "./sequenced.ts";

type AudioEvent = Extract<ServerEvent, { type: "audio_chunk" }>;

/** What is kept of each message in a list of numbers, in this order. */
const SEQ = 0, TURN = 1, TIMESTAMP_MS = 2, DURATION_MS = 3, OFFSET = 4, LENGTH = 5, STRIDE = 6;

/** Audio messages, numbered upwards. */
export class AudioLog {
  readonly #numbers: number[] = [];
  readonly #turnIds: (string | null)[] = [];
  readonly #buffers: ArrayBufferLike[] = [];

  /** The number of the first one; `Infinity`: there is none. */
  get firstSeq(): number {
    return this.#numbers[SEQ] ?? Infinity;
  }

  /** Adds a message; its bytes must not change afterwards. */
  push({ seq, turn, turn_id, timestamp_ms, duration_ms, data }: AudioEvent): void {
    this.#numbers.push(seq, turn, timestamp_ms, duration_ms, data.byteOffset, data.byteLength);
    this.#turnIds.push(turn_id);
    this.#buffers.push(data.buffer);
  }

  /** The messages after a number, in order. */
  after(seq: number): AudioEvent[] {
    const events: AudioEvent[] = [];
    for (let i = this.#countThrough(seq); i < this.#buffers.length; i++) events.push(this.#event(i));
    return events;
  }

  /** The number of the last message that a client at a position in a turn has played; 0: none. */
  lastPlayed(turn: number, positionMs: number): number {
    const numbers = this.#numbers;
    for (let at = numbers.length - STRIDE; at >= 0; at -= STRIDE) {
      const itsTurn = numbers[at + TURN]!;
      const endMs = numbers[at + TIMESTAMP_MS]! + numbers[at + DURATION_MS]!;
      if (itsTurn < turn || (itsTurn === turn && endMs <= positionMs)) return numbers[at + SEQ]!;
    }
    return 0;
  }

  /** Forgets the messages up to a number, and tells the number and size of each. */
  forget(throughSeq: number, tell: (seq: number, bytes: number) => void): void {
    const count = this.#countThrough(throughSeq);
    if (count === 0) return;
    for (let i = 0; i < count; i++) tell(this.#at(i, SEQ), audioBytes(this.#at(i, LENGTH)));
    this.#numbers.splice(0, count * STRIDE);
    this.#turnIds.splice(0, count);
    this.#buffers.splice(0, count);
  }

  #at(i: number, field: number): number {
    return this.#numbers[i * STRIDE + field]!;
  }

  /** How many messages have a number of at most `seq`. */
  #countThrough(seq: number): number {
    let count = 0;
    while (count < this.#buffers.length && this.#at(count, SEQ) <= seq) count++;
    return count;
  }

  #event(i: number): AudioEvent {
    return {
      type: "audio_chunk",
      seq: this.#at(i, SEQ),
      turn: this.#at(i, TURN),
      turn_id: this.#turnIds[i]!,
      data: new Uint8Array(this.#buffers[i]!, this.#at(i, OFFSET), this.#at(i, LENGTH)),
      timestamp_ms: this.#at(i, TIMESTAMP_MS),
      duration_ms: this.#at(i, DURATION_MS),
      encoding: "pcm",
      sample_rate: SAMPLE_RATE_HZ,
    };
  }
}
