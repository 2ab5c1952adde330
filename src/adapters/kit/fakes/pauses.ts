/**
 * The waits of a fake provider. Each ends by time, by its signal, or when the fake is closed, so that no timer leaks.
 *
 * @module
 */
import { type Clock, systemClock } from "../../../contract/clock.ts";

/** A set of waits that can be ended together. */
export class Pauses {
  readonly #clock: Clock;
  #waiting = new Set<() => void>();
  #closed = false;

  /** @param clock Clock for the waits. Default: the system clock. */
  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /**
   * Waits.
   *
   * @param ms Duration; `Infinity` waits for the signal or for {@linkcode Pauses.close}.
   * @param signal Ends the wait early.
   * @returns A promise that always resolves.
   */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#closed || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        signal?.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const cancel = Number.isFinite(ms) ? this.#clock.setTimer(ms, wake) : () => {};
      signal?.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }

  /** Ends all current and future waits. */
  close(): void {
    this.#closed = true;
    for (const wake of [...this.#waiting]) wake();
  }
}
