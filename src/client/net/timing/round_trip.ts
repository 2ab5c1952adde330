/**
 * Measures how long a message takes to the service and back.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";

/** Numbers pings, and times their answers. */
export class RoundTrip {
  readonly #clock: Clock;
  #count = 0;
  #sentAtMs = 0;
  #ms: number | null = null;

  /** @param clock Measures the time. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the newest ping, 0 before the first. */
  get count(): number {
    return this.#count;
  }

  /** The last measured round trip, ms; `null` before the first. */
  get ms(): number | null {
    return this.#ms;
  }

  /** The number of a ping that is sent now. */
  next(): number {
    this.#sentAtMs = this.#clock.now();
    return ++this.#count;
  }

  /** A ping was answered; only that of the newest one is timed. */
  answered(ping: number): void {
    if (ping === this.#count) this.#ms = this.#clock.now() - this.#sentAtMs;
  }
}
