/**
 * A clock for tests with real sockets: its time is counted in turns of the event loop. A deadline on it passes after
 * a number of turns in which nothing happened, not after a time in which the machine had no processor for the test.
 *
 * @module
 */
import type { Clock } from "../../src/contract/clock.ts";

interface Timer {
  readonly dueAt: number;
  readonly fn: () => void;
}

/** How far a turn of the event loop takes the clock by default, ms. A message over the loopback takes a few turns. */
const STEP_MS = 10;

/** Options of a {@linkcode LoopClock}. */
interface LoopClockOptions {
  /** How far a turn of the event loop takes it, ms: more where much time passes and deadlines are long. */
  readonly stepMs?: number;
}

/** A clock that goes on by itself, until it is disposed of. */
export class LoopClock implements Clock, AsyncDisposable {
  readonly #timers = new Set<Timer>();
  readonly #stepMs: number;
  readonly #running: Promise<void>;
  #now = 0;
  #stopped = false;

  constructor({ stepMs = STEP_MS }: LoopClockOptions = {}) {
    this.#stepMs = stepMs;
    this.#running = this.#run();
  }

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    const timer: Timer = { dueAt: this.#now + Math.max(0, delayMs), fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Stops the clock; timers that wait never run. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await new Promise((resolve) => setTimeout(resolve));
      const until = this.#now + this.#stepMs;
      for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
        this.#timers.delete(next);
        this.#now = Math.max(this.#now, next.dueAt);
        next.fn();
      }
      this.#now = until;
    }
  }

  /** The earliest timer that is due by then; of several, the one that was set first. */
  #next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt <= until && (first === undefined || timer.dueAt < first.dueAt)) first = timer;
    }
    return first;
  }
}
