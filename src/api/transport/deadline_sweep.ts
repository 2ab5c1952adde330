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
  /** Ends it; called when a check throws. */
  end(): void;
}

/** Checks what was added until it is removed. It subscribes to the ticker only while there is something to check. */
export class DeadlineSweep {
  readonly #ticker: Ticker;
  readonly #onFailure: (error: unknown) => void;
  readonly #swept = new Set<Swept>();
  #end: (() => void) | undefined;

  /**
   * @param ticker Shares its timer.
   * @param onFailure Called with what a check throws. What was checked is ended; the others are still checked.
   */
  constructor(ticker: Ticker, onFailure: (error: unknown) => void) {
    this.#ticker = ticker;
    this.#onFailure = onFailure;
  }

  /** Checks it regularly from now on; returns a function that ends that. */
  add(swept: Swept): () => void {
    this.#swept.add(swept);
    this.#end ??= this.#ticker.every(SWEEP_MS, () => this.#run());
    return () => this.#remove(swept);
  }

  #remove(swept: Swept): void {
    this.#swept.delete(swept);
    if (this.#swept.size > 0) return;
    this.#end?.();
    this.#end = undefined;
  }

  #run(): void {
    for (const swept of this.#swept) {
      try {
        swept.sweep();
      } catch (error) {
        this.#giveUp(swept, error);
      }
    }
  }

  /** Ends what cannot be checked: it would throw at every check. */
  #giveUp(swept: Swept, error: unknown): void {
    this.#remove(swept);
    this.#onFailure(error);
    try {
      swept.end();
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
