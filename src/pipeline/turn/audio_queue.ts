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

  /**
   * Removes the first chunk. There must be one.
   *
   * @param longestMs Chunks that follow it in memory are joined to it up to this length, ms.
   */
  shift(longestMs = 0): TimedAudio {
    const chunks = this.#chunks;
    const buffer = chunks.valueAt(0);
    const offset = chunks.numberAt(0, OFFSET);
    const timestampMs = chunks.numberAt(0, TIMESTAMP_MS);
    let durationMs = 0;
    let length = 0;
    do {
      durationMs += chunks.numberAt(0, DURATION_MS);
      length += chunks.numberAt(0, LENGTH);
      chunks.shift();
    } while (
      chunks.length > 0 && chunks.valueAt(0) === buffer && chunks.numberAt(0, OFFSET) === offset + length &&
      durationMs + chunks.numberAt(0, DURATION_MS) <= longestMs
    );
    return { type: "audio", pcm: new Uint8Array(buffer, offset, length), timestampMs, durationMs };
  }

  /** Removes all chunks. */
  takeAll(): TimedAudio[] {
    return Array.from({ length: this.length }, () => this.shift());
  }
}
