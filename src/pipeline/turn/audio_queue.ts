/**
 * Audio that waits to be sent, without an object for each chunk.
 *
 * @module
 */
import type { TimedAudio } from "../../contract/adapter.ts";
import { Ring } from "../ring.ts";

/** The numbers that are kept of each chunk, in this order. */
const TIMESTAMP_MS = 0, DURATION_MS = 1, OFFSET = 2, LENGTH = 3, FIELDS = 4;

/** Chunks of audio, in order of time. */
export class AudioQueue {
  readonly #chunks = new Ring<ArrayBuffer>(FIELDS);

  /** How many chunks there are. */
  get length(): number {
    return this.#chunks.length;
  }

  /** The media time at which the first chunk begins; `Infinity`: there is none. */
  get startMs(): number {
    return this.#chunks.length === 0 ? Infinity : this.#chunks.numberAt(0, TIMESTAMP_MS);
  }

  /** Adds a chunk; its bytes must not change afterwards. */
  push({ pcm, timestampMs, durationMs }: TimedAudio): void {
    this.#chunks.push(pcm.buffer, [timestampMs, durationMs, pcm.byteOffset, pcm.byteLength]);
  }

  /** Removes the first chunk. There must be one. */
  shift(): TimedAudio {
    const chunks = this.#chunks;
    const part: TimedAudio = {
      type: "audio",
      pcm: new Uint8Array(chunks.valueAt(0), chunks.numberAt(0, OFFSET), chunks.numberAt(0, LENGTH)),
      timestampMs: chunks.numberAt(0, TIMESTAMP_MS),
      durationMs: chunks.numberAt(0, DURATION_MS),
    };
    chunks.shift();
    return part;
  }

  /** Removes all chunks. */
  takeAll(): TimedAudio[] {
    return Array.from({ length: this.length }, () => this.shift());
  }
}
