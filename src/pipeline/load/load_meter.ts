/**
 * Measures how much of the processors this process uses, and how late its event loop runs.
 *
 * @module
 */
import process from "node:process";
import { type Clock, systemClock } from "../../contract/clock.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { LoadSample } from "./governor.ts";

/** Length of a period, ms. */
const PERIOD_MS = 500;

/** Shortest period that is reported, ms. One at the start, or after one that ended late, may be too short to judge. */
const LEAST_MS = PERIOD_MS / 2;

/** Processor time of this process with all its threads, ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Reports the load of each period until it is disposed of. It measures the machine, so it uses the machine's clock. */
export class LoadMeter implements Disposable {
  readonly #clock: Clock = systemClock;
  readonly #processors: number;
  readonly #ticker: Ticker;
  readonly #report: (sample: LoadSample) => void;
  readonly #end: () => void;
  #since: { readonly atMs: number; readonly usedMs: number };

  /**
   * @param processors Number of processors that the process may use.
   * @param ticker Shows how late the event loop runs: by the ticks of sessions, and by the one that ends a period.
   * @param report Called after each period.
   */
  constructor(processors: number, ticker: Ticker, report: (sample: LoadSample) => void) {
    this.#processors = processors;
    this.#ticker = ticker;
    this.#report = report;
    this.#since = { atMs: this.#clock.now(), usedMs: processorMs() };
    this.#end = ticker.every(PERIOD_MS, () => this.#sample());
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  #sample(): void {
    const atMs = this.#clock.now();
    const elapsedMs = atMs - this.#since.atMs;
    if (elapsedMs < LEAST_MS) return;
    const usedMs = processorMs();
    const processor = (usedMs - this.#since.usedMs) / elapsedMs / this.#processors;
    this.#since = { atMs, usedMs };
    this.#report({ atMs, processor, lagMs: this.#ticker.takeLagMs() });
  }
}
