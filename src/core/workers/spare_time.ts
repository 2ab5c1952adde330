/**
 * Work that can wait, done by a thread beside what it is asked for.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";

/** How a {@linkcode SpareTime} is spent. */
export interface SpareTimeOptions {
  readonly clock: Clock;
  /** The shortest pause before each piece of the work, ms. */
  readonly pauseMs: number;
  /** The pause as a multiple of the time of the last piece, if that is longer: a busy machine needs longer pauses. */
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
