/**
 * Waits for a key-value store that other instances share: for a limited time, and with few calls while it is silent.
 *
 * Deno KV repeats a call to a server that fails until the server answers. So calls to a silent server must not pile up.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import { deadline } from "../core/async.ts";

/** Longest wait for an answer, ms. */
const ANSWER_MS = 5000;

/** Time between two calls to a silent store, ms. */
const PROBE_MS = 10_000;

/** The answers of a store. */
export class Answers {
  readonly #clock: Clock;
  #answeredAt = -Infinity;
  /** When a silent store may be called again; `undefined`: it answers. */
  #probeAt: number | undefined;

  /** @param clock Measures the waits. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Calls the store. While it is silent, only one call in 10 s reaches it; the others fail at once. The store is silent
   * from a call that it leaves unanswered, with all that came after it, until it answers any.
   *
   * @param call Calls it.
   * @throws If the call fails, or there is no answer within 5 s.
   */
  async to<T>(call: () => Promise<T>): Promise<T> {
    const calledAt = this.#clock.now();
    if (this.#probeAt !== undefined) {
      if (calledAt < this.#probeAt) throw silent();
      this.#probeAt = calledAt + PROBE_MS;
    }
    const answer = call();
    const answered = () => {
      this.#answeredAt = this.#clock.now();
      this.#probeAt = undefined;
    };
    answer.then(answered, answered);
    const onTimeout = () => {
      if (this.#answeredAt < calledAt) this.#probeAt ??= this.#clock.now();
      return silent();
    };
    return await deadline(answer, { clock: this.#clock, limitMs: ANSWER_MS, onTimeout });
  }
}

function silent(): Error {
  return new Error(`no answer within ${ANSWER_MS} ms`);
}
