/**
 * How long an avatar takes for a frame: it is asked for frames that are still in time when they are drawn.
 *
 * @module
 */

/** Decay per frame of the grid: slowness is forgotten in about a second. */
const FADE = 0.9;

/**
 * The latency of one avatar. Only lasting slowness counts: after a single slow frame, those that the avatar can
 * draw in time must not be left out.
 */
export class FrameLatency {
  #lastMs = 0;
  #ms = 0;

  /** How long the next frame is expected to take, ms: the decaying maximum of what two in a row took at least. */
  get ms(): number {
    return this.#ms;
  }

  /**
   * Notes a frame.
   *
   * @param tookMs How long it took, ms.
   * @param frames How many frames of the grid it is after the one before it; at least 1.
   */
  note(tookMs: number, frames: number): void {
    this.#ms = Math.max(Math.min(tookMs, this.#lastMs), this.#ms * FADE ** Math.max(1, frames));
    this.#lastMs = tookMs;
  }
}
