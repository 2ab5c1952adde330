/**
 * Lets one of several work at a time, in the order of their asking.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** See the module. */
export class OneAtATime<T extends object> {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #removed = new WeakSet<T>();
  #last: Promise<void> = Promise.resolve();
  #working: { readonly who: T; end(): void } | undefined;

  /**
   * @param clock Measures the limit.
   * @param limitMs The longest work, ms; then the next one begins.
   */
  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  /** Resolves when `who` may work: no other one does until it leaves. */
  async enter(who: T): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    if (this.#removed.has(who)) return resolve();
    const cancel = this.#clock.setTimer(this.#limitMs, resolve);
    this.#working = {
      who,
      end() {
        cancel();
        resolve();
      },
    };
  }

  /** The work of `who` is over. Does nothing if it does not work. */
  leave(who: T): void {
    if (this.#working?.who === who) this.#working.end();
  }

  /** Nothing waits for `who` any more, also where it has asked. */
  remove(who: T): void {
    this.#removed.add(who);
    this.leave(who);
  }
}
