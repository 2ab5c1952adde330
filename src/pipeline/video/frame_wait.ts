/**
 * The wait for an avatar's next frame: how long it takes, and when it is overdue.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** An avatar may need this much audio after a frame to draw it, ms: until then it cannot owe the frame. */
const LOOK_AHEAD_MS = 500;

/** Measures the wait for one frame after the other. */
export class FrameWait {
  readonly #clock: Clock;
  readonly #stallMs: number;
  /** Since when the audio of the awaited frame is known. */
  #askedAt: number | undefined;
  /** Since when the avatar has all that it needs for that frame. */
  #owedSince: number | undefined;

  /** @param stallMs How long a frame may be owed before it is overdue, ms. */
  constructor(clock: Clock, stallMs: number) {
    this.#clock = clock;
    this.#stallMs = stallMs;
  }

  /** In how many ms the awaited frame is overdue; `Infinity`: the avatar does not owe it yet. */
  get leftMs(): number {
    return this.#owedSince === undefined ? Infinity : this.#owedSince + this.#stallMs - this.#clock.now();
  }

  /**
   * Notes what the avatar has for the frame that it was asked for.
   *
   * @param aheadMs How much audio is known after the frame, ms; negative: its own is not complete.
   * @param isComplete Whether no more audio will come.
   */
  note(aheadMs: number, isComplete: boolean): void {
    if (aheadMs >= 0) this.#askedAt ??= this.#clock.now();
    if (aheadMs >= LOOK_AHEAD_MS || isComplete) this.#owedSince ??= this.#clock.now();
  }

  /**
   * Ends the wait; the next one begins with {@linkcode FrameWait.note}.
   *
   * @returns How long the frame took from the moment its audio was known, ms.
   */
  end(): number {
    const tookMs = this.#askedAt === undefined ? 0 : this.#clock.now() - this.#askedAt;
    this.#askedAt = this.#owedSince = undefined;
    return tookMs;
  }
}
