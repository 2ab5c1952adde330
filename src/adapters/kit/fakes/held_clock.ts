/**
 * A clock that can be held: timers run on, while the time that is read stands still.
 *
 * @module
 */
import { type Clock, systemClock } from "../../../contract/clock.ts";

/** The machine's clock until it is held, and again after it is let go, from where it was. */
export class HeldClock implements Clock {
  #skewMs = 0;
  #heldAtMs: number | undefined;

  now(): number {
    return this.#heldAtMs ?? systemClock.now() + this.#skewMs;
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    return systemClock.setTimer(delayMs, fn);
  }

  /** Lets time stand still. Disposing what it returns lets it go on. */
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
