/**
 * Estimates whether a server has its model in memory, and so how long it may be silent on every request.
 *
 * A server with a single thread answers nothing while it loads a model, exactly like one that hangs. A server that
 * answered a moment ago has its model in memory, so its silence counts as hanging soon. Any other may be loading, and
 * gets the time for that once: after it, its silence counts as hanging too, until it answers or has been restarted.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";

/** How long a server that has its model in memory may be silent on every request, ms. */
const HANG_MS = 20_000;

/** How long a server is assumed to keep its model in memory after an answer, ms: less than the 5 minutes of Ollama. */
const KEEP_MS = 240_000;

/** A limit, and the option that sets it. */
export interface Limit {
  readonly ms: number;
  readonly option: string;
}

/** What is known about a server, from all requests to it. */
export class Residency {
  readonly #clock: Clock;
  readonly #loading: Limit;
  readonly #hangMs: number | null;
  #livedAt = -Infinity;
  #answeredAt: number | undefined;
  /** Requests that wait for an answer, since when at least one does, and for how long any did before, ms. */
  #waiting = 0;
  #waitingSince = 0;
  #waitedMs = 0;

  /**
   * @param clock The clock.
   * @param loading How long the server may take to load.
   * @param hangMs How long it may be silent on every request, ms; `null`: estimated.
   */
  constructor(clock: Clock, loading: Limit, hangMs: number | null) {
    this.#clock = clock;
    this.#loading = loading;
    this.#hangMs = hangMs;
  }

  /** When the server last sent anything, on the clock. */
  get livedAt(): number {
    return this.#livedAt;
  }

  /** How long it may be silent on every request from now on. */
  get limit(): Limit {
    const option = "unresponsive_ms";
    if (this.#hangMs !== null) return { ms: this.#hangMs, option };
    const now = this.#clock.now();
    if (this.#answeredAt !== undefined && now - this.#answeredAt < KEEP_MS) return { ms: HANG_MS, option };
    const leftMs = this.#loading.ms - this.#waitedMs - (this.#waiting > 0 ? now - this.#waitingSince : 0);
    return leftMs > HANG_MS ? { ms: leftMs, option: this.#loading.option } : { ms: HANG_MS, option };
  }

  /** A request waits for an answer. @returns Ends the wait. */
  asked(): () => void {
    if (this.#waiting++ === 0) this.#waitingSince = this.#clock.now();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--this.#waiting === 0) this.#waitedMs += this.#clock.now() - this.#waitingSince;
    };
  }

  /** The server sends something, though not what is awaited. */
  lives(): void {
    this.#livedAt = this.#clock.now();
  }

  /** The server sends what is awaited: its model is loaded. */
  answered(): void {
    this.#answeredAt = this.#waitingSince = this.#clock.now();
    this.#waitedMs = 0;
  }

  /** The server is not running: it has nothing in memory when it is back. */
  gone(): void {
    this.#answeredAt = undefined;
    this.#waitingSince = this.#clock.now();
    this.#waitedMs = 0;
  }
}
