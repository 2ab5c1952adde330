/**
 * Maps output frames to media time, from the marks of the player.
 *
 * @module
 */
import type { MediaMark } from "./jitter_buffer.ts";

/** A place in a turn. */
export interface MediaPosition {
  /** The turn's epoch. */
  readonly turn: number;
  /** Media time, ms. */
  readonly positionMs: number;
  /** Whether it advances. */
  readonly playing: boolean;
}

/**
 * The marks still needed.
 *
 * A gap is known only when its mark arrives from the audio thread, a little after it was heard. Until then the position
 * goes on; it waits where it is, and does not go back, until the speech after the gap has come as far.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const timeline = new MediaTimeline(24_000);
 * timeline.add([{ frame: 2400, turn: 1, mediaMs: 0, playing: true }]);
 * assert.equal(timeline.at(0), null);
 * assert.deepEqual(timeline.at(4800), { turn: 1, positionMs: 100, playing: true });
 * ```
 */
export class MediaTimeline {
  readonly #outputRate: number;
  #marks: MediaMark[] = [];
  #furthest: Pick<MediaPosition, "turn" | "positionMs"> | null = null;

  /** @param outputRate Frames per second. */
  constructor(outputRate: number) {
    this.#outputRate = outputRate;
  }

  /** Adds marks; their frames never go back. */
  add(marks: readonly MediaMark[]): void {
    this.#marks.push(...marks);
  }

  /** Forgets everything. */
  clear(): void {
    this.#marks = [];
    this.#furthest = null;
  }

  /** The place at output frame `frame`; neither goes back within a turn. `null` before anything was played. */
  at(frame: number): MediaPosition | null {
    while (this.#marks[1] && this.#marks[1].frame <= frame) this.#marks.shift();
    const mark = this.#marks[0];
    if (!mark || mark.frame > frame) return null;
    const elapsedMs = mark.playing ? (frame - mark.frame) * 1000 / this.#outputRate : 0;
    const { turn, playing } = mark;
    const least = this.#furthest?.turn === turn ? this.#furthest.positionMs : 0;
    const positionMs = Math.max(least, mark.mediaMs + elapsedMs);
    this.#furthest = { turn, positionMs };
    return { turn, positionMs, playing };
  }
}
