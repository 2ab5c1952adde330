/**
 * One heartbeat for all sessions: periodic work subscribes here instead of using its own timers.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** Calls its subscribers at a fixed pace while it has any. */
export class Ticker {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #subscribers = new Set<() => void>();
  #cancel: (() => void) | undefined;
  #dueAt = 0;

  /**
   * @param clock The clock to tick on.
   * @param tickMs The pace, ms.
   */
  constructor(clock: Clock, tickMs: number) {
    this.#clock = clock;
    this.#tickMs = tickMs;
  }

  /**
   * Calls `fn` at every tick.
   *
   * @returns A function that ends it. The ticker's timer runs only while there are subscribers.
   */
  subscribe(fn: () => void): () => void {
    this.#subscribers.add(fn);
    if (this.#cancel === undefined) {
      this.#dueAt = this.#clock.now();
      this.#schedule();
    }
    return () => {
      this.#subscribers.delete(fn);
      if (this.#subscribers.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  }

  #schedule(): void {
    // Due times are on a grid, so that a late tick does not delay later ones; missed ticks are skipped.
    const now = this.#clock.now();
    this.#dueAt = Math.max(this.#dueAt + this.#tickMs, now);
    this.#cancel = this.#clock.setTimer(this.#dueAt - now, () => {
      this.#schedule();
      for (const fn of this.#subscribers) fn();
    });
  }
}
