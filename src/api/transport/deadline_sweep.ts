/**
 * Deadlines of many connections on one timer.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** Interval between checks, ms. */
const SWEEP_MS = 500;

/** Something with a deadline. */
interface Swept {
  /** Called at every check. */
  sweep(): void;
}

/** Checks what was added until it is removed. The timer runs only while there is something to check. */
export class DeadlineSweep {
  readonly #clock: Clock;
  readonly #swept = new Set<Swept>();
  #cancel: (() => void) | undefined;

  /** @param clock The clock of the timer. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Checks it regularly from now on; returns a function that ends that. */
  add(swept: Swept): () => void {
    this.#swept.add(swept);
    this.#cancel ??= this.#clock.setTimer(SWEEP_MS, () => this.#run());
    return () => {
      this.#swept.delete(swept);
      if (this.#swept.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  }

  #run(): void {
    this.#cancel = this.#clock.setTimer(SWEEP_MS, () => this.#run());
    for (const swept of this.#swept) swept.sweep();
  }
}
