/**
 * Work that can wait, done by a thread beside what it is asked for.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** How a {@linkcode SpareTime} is spent. */
export interface SpareTimeOptions {
  readonly clock: Clock;
  /** Time before each piece of the work in which the thread does nothing of it, ms. */
  readonly pauseMs: number;
  /** The same in relation to how long the last piece took: on a busy machine, it takes many times as long. */
  readonly pauseShare: number;
  /** Does a piece of the work; returns whether more remains. */
  work(): boolean;
}

/** Does work in pieces, with pauses between them. */
export class SpareTime {
  readonly #options: SpareTimeOptions;
  #isRunning = false;

  constructor(options: SpareTimeOptions) {
    this.#options = options;
  }

  /** There is work. A no-op while it is being done. */
  begin(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#pause(0);
  }

  #pause(tookMs: number): void {
    const { clock, pauseMs, pauseShare } = this.#options;
    clock.setTimer(Math.max(pauseMs, pauseShare * tookMs), () => this.#run());
  }

  #run(): void {
    const { clock, work } = this.#options;
    const beganAt = clock.now();
    this.#isRunning = work();
    if (this.#isRunning) this.#pause(clock.now() - beganAt);
  }
}
