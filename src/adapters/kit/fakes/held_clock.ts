/**
 * A clock that can be frozen: timers keep running, but the reported time stands still.
 *
 * @module
 */
import { type Clock, systemClock } from "../../../contract/clock.ts";

/** The machine's clock until it is frozen; after release it continues from where it was. */
export class HeldClock implements Clock {
  #skewMs = 0;
  #heldAtMs: number | undefined;

  now(): number {
    return this.#heldAtMs ?? systemClock.now() + this.#skewMs;
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    return systemClock.setTimer(delayMs, fn);
  }

  /** Freezes the time. Disposing the result releases it. */
  hold(): Disposable & { advance(ms: number): void } {
    this.#heldAtMs = this.now();
    return {
      advance: (ms) => void (this.#heldAtMs = this.now() + ms),
      [Symbol.dispose]: () => {
        this.#skewMs = this.now() - systemClock.now();
        this.#heldAtMs = undefined;
      },
    };
  }
}
