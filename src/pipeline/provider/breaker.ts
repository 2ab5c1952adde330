/**
 * A circuit breaker: skips a provider that fails repeatedly, so that turns do not wait for it.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** When a {@linkcode CircuitBreaker} opens and how long it stays so. */
export interface BreakerOptions {
  /** Consecutive failures that open it. */
  readonly failures: number;
  /** How long it stays open before the provider may be tried again, ms. */
  readonly resetMs: number;
}

/** Counts the failures of one provider. */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #options: BreakerOptions;
  #failures = 0;
  #failedCalls = 0;
  #openedAt: number | undefined;
  #lastError = "";
  #succeededAt = -Infinity;

  constructor(clock: Clock, options: BreakerOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** `closed`: in use. `open`: skipped. `half_open`: the time has passed, a trial call decides. */
  get state(): "closed" | "open" | "half_open" {
    if (this.#openedAt === undefined) return "closed";
    return this.#clock.now() - this.#openedAt >= this.#options.resetMs ? "half_open" : "open";
  }

  /** The message of the last failure; empty if the last call succeeded. */
  get lastError(): string {
    return this.#lastError;
  }

  /** Calls that failed so far. */
  get failedCalls(): number {
    return this.#failedCalls;
  }

  /** When the last call succeeded, on the clock, ms; `-Infinity`: none has yet. */
  get succeededAt(): number {
    return this.#succeededAt;
  }

  /** Records a successful call. */
  succeed(): void {
    this.#succeededAt = this.#clock.now();
    this.#failures = 0;
    this.#openedAt = undefined;
    this.#lastError = "";
  }

  /** Records a call that failed because of its request, which tells nothing about the next one. */
  refuse(): void {
    this.#failedCalls++;
  }

  /** Closes it on probation: the provider may be used, and its next failure opens the breaker again. */
  readmit(): void {
    this.#failures = this.#options.failures - 1;
    this.#openedAt = undefined;
  }

  /**
   * Records a failed call.
   *
   * @param message The error's message.
   * @param options `opens`: another call soon would also fail or cost too much, so the breaker opens immediately.
   */
  fail(message: string, options: { opens?: boolean } = {}): void {
    this.#failures++;
    this.#failedCalls++;
    this.#lastError = message;
    if (options.opens || this.#failures >= this.#options.failures || this.#openedAt !== undefined) {
      this.#openedAt = this.#clock.now();
    }
  }
}
