/**
 * One timer for all sessions: work that recurs subscribes here instead of using its own timers.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** Work that runs when it is due. */
export interface Beat {
  /**
   * Runs the work in `ms` at the latest; 0: at the next tick.
   *
   * @throws {RangeError} If `ms` is `NaN`.
   */
  within(ms: number): void;
  /** Ends it. */
  end(): void;
}

/** A subscriber: its work, and when it is due, on the grid. */
interface Subscriber {
  readonly work: () => number;
  /** How much earlier than due it may run, with a tick that other work needs, ms. */
  readonly earlyMs: number;
  dueAt: number;
  isEnded: boolean;
}

/** Ticks in a period, by the number of subscribers: from these on, each tick has work for several of them in any case. */
function ticksFor(subscribers: number): number {
  if (subscribers >= 200) return 8;
  return subscribers >= 50 ? 2 : 1;
}

/**
 * How much earlier than due periodic work may run, with a tick that other work needs, ms. While a session speaks, ticks
 * are closer together than that, so periodic work adds none.
 */
const EARLY_MS = 240;

/** Tolerance for times that were computed, as a share of a period. */
const ROUNDING = 1e-6;

/**
 * Runs work when it is due, on a grid of ticks, so that work that is due at about the same time shares one timer. There
 * is no timer while nothing is due.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #onFailure: (error: unknown) => void;
  /** In order; those that end during a tick are removed after it. An array, because each tick looks at all of them. */
  #subscribers: Subscriber[] = [];
  /** How many have not ended. */
  #count = 0;
  #timer: { readonly dueAt: number; readonly cancel: () => void } | undefined;
  /** Whether a tick is in progress, after which the timer is set once. */
  #isTicking = false;
  /** The greatest and the second greatest lateness of a tick since {@linkcode Ticker.takeLagMs} was last called, ms. */
  #late: readonly [number, number] = [0, 0];
  #lastLateMs = 0;

  /**
   * @param clock The clock to tick on.
   * @param tickMs The period of the grid, ms: how late work may be. Half or an eighth of it where many subscribe.
   * @param onFailure Called with what work throws; the other work of the same tick still runs.
   */
  constructor(clock: Clock, tickMs: number, onFailure: (error: unknown) => void) {
    this.#clock = clock;
    this.#tickMs = tickMs;
    this.#onFailure = onFailure;
  }

  /**
   * Runs `work` when it is due, at first when {@linkcode Beat.within} says so.
   *
   * @param work Returns in how many ms it is due again; `Infinity`, or if it throws or returns `NaN`: not until
   *   {@linkcode Beat.within} says so.
   */
  subscribe(work: () => number): Beat {
    return this.#subscribe(work, 0);
  }

  #subscribe(work: () => number, earlyMs: number): Beat {
    const subscriber: Subscriber = { work, earlyMs, dueAt: Infinity, isEnded: false };
    this.#subscribers.push(subscriber);
    this.#count++;
    return {
      within: (ms) => this.#set(subscriber, ms),
      end: () => this.#end(subscriber),
    };
  }

  /**
   * Runs `work` at the first tick at or after each multiple of `periodMs` on the clock, or up to 240 ms earlier with a
   * tick that other work needs. All work with the same period shares its ticks.
   *
   * @param periodMs The period, ms; more than 480.
   * @param work Runs again even if it throws.
   * @returns Ends it.
   */
  every(periodMs: number, work: () => void): () => void {
    const next = () => beat.within(EARLY_MS + periodMs - (this.#clock.now() + EARLY_MS) % periodMs);
    const beat = this.#subscribe(() => {
      next();
      work();
      return Infinity;
    }, EARLY_MS);
    next();
    return () => beat.end();
  }

  /**
   * The second greatest lateness of a tick since the last call, ms: the event loop was busy, or other programs had the
   * processors. One tick alone may be late by a garbage collection. The last tick before the last call is one of them,
   * so that ticks as late as calls are apart also count. It says nothing about a time in which no tick was due.
   */
  takeLagMs(): number {
    const [, lagMs] = this.#late;
    this.#late = [this.#lastLateMs, 0];
    return lagMs;
  }

  #end(subscriber: Subscriber): void {
    if (subscriber.isEnded) return;
    subscriber.isEnded = true;
    subscriber.dueAt = Infinity;
    this.#count--;
    if (!this.#isTicking) this.#removeEnded();
    if (this.#count > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #removeEnded(): void {
    this.#subscribers = this.#subscribers.filter(({ isEnded }) => !isEnded);
  }

  #set(subscriber: Subscriber, ms: number): void {
    if (ms === Infinity || subscriber.isEnded) return;
    // NaN as the time of the next tick would set no timer: all sessions would stand still.
    if (Number.isNaN(ms)) throw new RangeError("Cannot say when work is due: received NaN");
    const now = this.#clock.now();
    const tickMs = this.#tickMs / ticksFor(this.#count);
    const next = Math.floor(now / tickMs + ROUNDING) + 1;
    const due = Math.max(next, Math.ceil((now + ms) / tickMs - ROUNDING)) * tickMs;
    if (due >= subscriber.dueAt) return;
    subscriber.dueAt = due;
    if (!this.#isTicking) this.#arm(due);
  }

  #arm(dueAt: number): void {
    if (this.#timer !== undefined && this.#timer.dueAt <= dueAt) return;
    this.#timer?.cancel();
    // Rounded up, because timers count whole milliseconds: one that fires early finds nothing due.
    const delayMs = Math.ceil(dueAt - this.#clock.now());
    this.#timer = { dueAt, cancel: this.#clock.setTimer(delayMs, () => this.#tick(dueAt)) };
  }

  #tick(dueAt: number): void {
    this.#timer = undefined;
    this.#isTicking = true;
    const until = Math.max(dueAt, this.#clock.now());
    this.#noteLate(until - dueAt);
    try {
      for (const subscriber of this.#subscribers) {
        if (subscriber.dueAt - subscriber.earlyMs > until) continue;
        subscriber.dueAt = Infinity;
        try {
          this.#set(subscriber, subscriber.work());
        } catch (error) {
          this.#onFailure(error);
        }
      }
    } finally {
      // Deno wakes early, and once more, for a timer that is set while timers run.
      queueMicrotask(() => this.#armNext());
    }
  }

  #noteLate(lateMs: number): void {
    this.#lastLateMs = lateMs;
    const [greatestMs, secondMs] = this.#late;
    if (lateMs > secondMs) this.#late = lateMs > greatestMs ? [lateMs, greatestMs] : [greatestMs, lateMs];
  }

  #armNext(): void {
    this.#isTicking = false;
    if (this.#count < this.#subscribers.length) this.#removeEnded();
    let earliest = Infinity;
    for (const subscriber of this.#subscribers) earliest = Math.min(earliest, subscriber.dueAt);
    if (earliest < Infinity) this.#arm(earliest);
  }
}
