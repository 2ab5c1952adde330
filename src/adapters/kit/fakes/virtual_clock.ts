/**
 * A clock that only advances on request.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly fn: () => void;
}

/** Runs everything that is ready: microtasks, and what streams schedule from them. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A virtual clock. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    const timer: Timer = { dueAt: this.#now + Math.max(0, delayMs), order: this.#order++, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Advances by `ms`, running each timer at its time and letting its consequences settle before the next. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.dueAt);
      next.fn();
      await settle();
    }
    this.#now = until;
    await settle();
  }

  #next(until: number): Timer | undefined {
    let best: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt > until) continue;
      if (best === undefined || timer.dueAt < best.dueAt || (timer.dueAt === best.dueAt && timer.order < best.order)) {
        best = timer;
      }
    }
    return best;
  }
}
