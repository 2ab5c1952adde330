/**
 * A circuit breaker: keeps a provider that fails again and again out for a while, so that turns do not wait for it.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** When a {@linkcode CircuitBreaker} opens and how long it stays so. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open before the provider may be tried again, ms. */
  readonly resetMs: number;
}

/** Counts the failures of one provider. */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #options: BreakerOptions;
  #failures = 0;
  #openedAt: number | undefined;
  #lastError = "";

  constructor(clock: Clock, options: BreakerOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** `closed`: in use. `open`: kept out. `half_open`: the time is up, a try decides. */
  get state(): "closed" | "open" | "half_open" {
    if (this.#openedAt === undefined) return "closed";
    return this.#clock.now() - this.#openedAt >= this.#options.resetMs ? "half_open" : "open";
  }

  /** What the last failure said; empty when the last call went well. */
  get lastError(): string {
    return this.#lastError;
  }

  /** A call went well. */
  succeed(): void {
    this.#failures = 0;
    this.#openedAt = undefined;
    this.#lastError = "";
  }

  /** Closes it on probation: the provider may be used, and its next failure opens the breaker again. */
  readmit(): void {
    this.#failures = this.#options.failures - 1;
    this.#openedAt = undefined;
  }

  /**
   * A call failed.
   *
   * @param message What it said.
   * @param options `opens`: another call soon would fail as well or cost too much, so the breaker opens at once.
   */
  fail(message: string, options: { opens?: boolean } = {}): void {
    this.#failures++;
    this.#lastError = message;
    if (options.opens || this.#failures >= this.#options.failures || this.#openedAt !== undefined) {
      this.#openedAt = this.#clock.now();
    }
  }
}
