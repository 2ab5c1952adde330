/**
 * Audio messages kept for a replay, without an object for each.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import type { ServerEvent } from "../../../contract/protocol/messages.ts";
import { Ring } from "../../ring.ts";
import { audioBytes } from "./sequenced.ts";

type AudioEvent = Extract<ServerEvent, { type: "audio_chunk" }>;

/** The numbers that are kept of each message, in this order. */
const ADDED_AT = 0, SEQ = 1, TURN = 2, TIMESTAMP_MS = 3, DURATION_MS = 4, OFFSET = 5, LENGTH = 6, FIELDS = 7;

/** Audio messages, numbered upwards. */
export class AudioLog {
  readonly #media = new Ring<ArrayBufferLike>(FIELDS);
  readonly #turnIds = new Ring<string | null>(0);

  /** The number of the first one; `Infinity`: there is none. */
  get firstSeq(): number {
    return this.#media.length === 0 ? Infinity : this.#media.numberAt(0, SEQ);
  }

  /** When the first one was added; `Infinity`: there is none. */
  get firstAddedAt(): number {
    return this.#media.length === 0 ? Infinity : this.#media.numberAt(0, ADDED_AT);
  }

  /** Adds a message; its bytes must not change afterwards. */
  push({ seq, turn, turn_id, timestamp_ms, duration_ms, data }: AudioEvent, addedAt: number): void {
    const { buffer, byteOffset, byteLength } = data;
    this.#media.push(buffer, [addedAt, seq, turn, timestamp_ms, duration_ms, byteOffset, byteLength]);
    this.#turnIds.push(turn_id, []);
  }

  /** Removes the first message, and returns its size. */
  shift(): number {
    const bytes = audioBytes(this.#media.numberAt(0, LENGTH));
    this.#media.shift();
    this.#turnIds.shift();
    return bytes;
  }

  /** The messages after a number, in order. */
  after(seq: number): AudioEvent[] {
    return Array.from({ length: this.#media.length }, (_, i) => this.#event(i)).filter((event) => event.seq > seq);
  }

  /** The number of the last message that a client at a position in a turn has played; 0: none. */
  lastPlayed(turn: number, positionMs: number): number {
    const media = this.#media;
    for (let i = media.length - 1; i >= 0; i--) {
      const itsTurn = media.numberAt(i, TURN);
      const endMs = media.numberAt(i, TIMESTAMP_MS) + media.numberAt(i, DURATION_MS);
      if (itsTurn < turn || (itsTurn === turn && endMs <= positionMs)) return media.numberAt(i, SEQ);
    }
    return 0;
  }

  #event(i: number): AudioEvent {
    const media = this.#media;
    return {
      type: "audio_chunk",
      seq: media.numberAt(i, SEQ),
      turn: media.numberAt(i, TURN),
      turn_id: this.#turnIds.valueAt(i),
      data: new Uint8Array(media.valueAt(i), media.numberAt(i, OFFSET), media.numberAt(i, LENGTH)),
      timestamp_ms: media.numberAt(i, TIMESTAMP_MS),
      duration_ms: media.numberAt(i, DURATION_MS),
      encoding: "pcm",
      sample_rate: SAMPLE_RATE_HZ,
    };
  }
}
