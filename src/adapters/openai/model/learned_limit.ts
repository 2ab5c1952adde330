/**
 * A limit of a server that its refusals have shown.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";

/** After this time more is tried again, ms: as hosts do for the length of packets (RFC 8201, section 4). */
const HELD_MS = 600_000;

/** By how much more. */
const GROWTH = 4 / 3;

/**
 * A limit on what a server takes, for all requests of an adapter. It rises with time: the refused request may have been
 * unlike others, and a server may be started again with another model.
 */
export class LearnedLimit {
  readonly #clock: Clock;
  #limit = Infinity;
  #learnedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The limit now; `Infinity` if none is known. */
  get value(): number {
    return this.#limit * GROWTH ** Math.floor((this.#clock.now() - this.#learnedAt) / HELD_MS);
  }

  /** Learns what the server took after it had refused more. Does nothing if that is known. */
  learn(limit: number): void {
    if (limit >= this.value) return;
    this.#limit = limit;
    this.#learnedAt = this.#clock.now();
  }
}
