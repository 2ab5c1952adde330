/**
 * Deadlines of many connections on one timer.
 *
 * @module
 */
import type { Ticker } from "../../core/ticker.ts";

/** Interval between checks, ms. */
const SWEEP_MS = 500;

/** Something with a deadline. */
interface Swept {
  /** Called at every check. */
  sweep(): void;
}

/** Checks what was added until it is removed. It subscribes to the ticker only while there is something to check. */
export class DeadlineSweep {
  readonly #ticker: Ticker;
  readonly #swept = new Set<Swept>();
  #end: (() => void) | undefined;

  /** @param ticker Shares its timer. */
  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  /** Checks it regularly from now on; returns a function that ends that. */
  add(swept: Swept): () => void {
    this.#swept.add(swept);
    this.#end ??= this.#ticker.every(SWEEP_MS, () => this.#run());
    return () => {
      this.#swept.delete(swept);
      if (this.#swept.size > 0) return;
      this.#end?.();
      this.#end = undefined;
    };
  }

  #run(): void {
    for (const swept of this.#swept) swept.sweep();
  }
}
