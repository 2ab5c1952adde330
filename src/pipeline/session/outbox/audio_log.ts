/**
 * Audio messages kept for a replay, without an object for each.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import type { ServerEvent } from "../../../contract/protocol/messages.ts";
import { Ring } from "../../ring.ts";
import type { BytePages } from "./byte_pages.ts";
import { ByteRing } from "./byte_ring.ts";
import { audioBytes } from "./sequenced.ts";

type AudioEvent = Extract<ServerEvent, { type: "audio_chunk" }>;

/** The numbers that are kept of each message, in this order. */
const ADDED_AT = 0, SEQ = 1, TURN = 2, TIMESTAMP_MS = 3, DURATION_MS = 4, LENGTH = 5, PLACE = 6, FIELDS = 7;

/** Audio messages, numbered upwards. */
export class AudioLog {
  /** Their turns' ids and numbers. */
  readonly #heads = new Ring<string | null>(FIELDS);
  readonly #media: ByteRing;

  /** @param pages Lends the memory for their media. */
  constructor(pages: BytePages) {
    this.#media = new ByteRing(pages);
  }

  /** The number of the first one; `Infinity`: there is none. */
  get firstSeq(): number {
    return this.#heads.length === 0 ? Infinity : this.#heads.numberAt(0, SEQ);
  }

  /** When the first one was added; `Infinity`: there is none. */
  get firstAddedAt(): number {
    return this.#heads.length === 0 ? Infinity : this.#heads.numberAt(0, ADDED_AT);
  }

  /** Adds a message. */
  push({ seq, turn, turn_id, timestamp_ms, duration_ms, data }: AudioEvent, addedAt: number): void {
    const place = this.#media.push(data);
    this.#heads.push(turn_id, [addedAt, seq, turn, timestamp_ms, duration_ms, data.byteLength, place]);
  }

  /** Removes the first message, and returns its size. */
  shift(): number {
    const length = this.#heads.numberAt(0, LENGTH);
    this.#heads.shift();
    if (this.#heads.length > 0) this.#media.dropBefore(this.#heads.numberAt(0, PLACE));
    else this.#media.clear();
    return audioBytes(length);
  }

  /** The messages after a number, in order. */
  after(seq: number): AudioEvent[] {
    const events: AudioEvent[] = [];
    for (let i = 0; i < this.#heads.length; i++) if (this.#heads.numberAt(i, SEQ) > seq) events.push(this.#event(i));
    return events;
  }

  /** The number of the last message that a client at a position in a turn has played; 0: none. */
  lastPlayed(turn: number, positionMs: number): number {
    const heads = this.#heads;
    for (let i = heads.length - 1; i >= 0; i--) {
      const itsTurn = heads.numberAt(i, TURN);
      const endMs = heads.numberAt(i, TIMESTAMP_MS) + heads.numberAt(i, DURATION_MS);
      if (itsTurn < turn || (itsTurn === turn && endMs <= positionMs)) return heads.numberAt(i, SEQ);
    }
    return 0;
  }

  #event(i: number): AudioEvent {
    const heads = this.#heads;
    return {
      type: "audio_chunk",
      seq: heads.numberAt(i, SEQ),
      turn: heads.numberAt(i, TURN),
      turn_id: heads.valueAt(i),
      data: this.#media.slice(heads.numberAt(i, PLACE), heads.numberAt(i, LENGTH)),
      timestamp_ms: heads.numberAt(i, TIMESTAMP_MS),
      duration_ms: heads.numberAt(i, DURATION_MS),
      encoding: "pcm",
      sample_rate: SAMPLE_RATE_HZ,
    };
  }
}
