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
   * @param longestMs Those that follow are joined to it up to this length, ms.
   */
  shift(longestMs = 0): TimedAudio {
    const chunks = this.#chunks;
    const timestampMs = chunks.numberAt(0, TIMESTAMP_MS);
    let durationMs = chunks.numberAt(0, DURATION_MS);
    let count = 1;
    while (count < chunks.length && durationMs + chunks.numberAt(count, DURATION_MS) <= longestMs) {
      durationMs += chunks.numberAt(count++, DURATION_MS);
    }
    const pcm = this.#joined(count);
    for (let i = 0; i < count; i++) chunks.shift();
    return { type: "audio", pcm, timestampMs, durationMs };
  }

  /** The bytes of the first chunks; they are copied only if they do not lie together in memory. */
  #joined(count: number): Uint8Array<ArrayBuffer> {
    const chunks = this.#chunks;
    const buffer = chunks.valueAt(0);
    const offset = chunks.numberAt(0, OFFSET);
    let length = 0;
    let isWhole = true;
    for (let i = 0; i < count; i++) {
      isWhole &&= chunks.valueAt(i) === buffer && chunks.numberAt(i, OFFSET) === offset + length;
      length += chunks.numberAt(i, LENGTH);
    }
    if (isWhole) return new Uint8Array(buffer, offset, length);
    const joined = new Uint8Array(length);
    for (let i = 0, at = 0; i < count; at += chunks.numberAt(i++, LENGTH)) joined.set(this.#bytesAt(i), at);
    return joined;
  }

  #bytesAt(i: number): Uint8Array<ArrayBuffer> {
    const chunks = this.#chunks;
    return new Uint8Array(chunks.valueAt(i), chunks.numberAt(i, OFFSET), chunks.numberAt(i, LENGTH));
  }

  /** Removes all chunks. */
  takeAll(): TimedAudio[] {
    return Array.from({ length: this.length }, () => this.shift());
  }
}
