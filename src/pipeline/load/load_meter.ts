/**
 * Measures how much of the processors this process uses, and how late its event loop runs.
 *
 * @module
 */
import process from "node:process";
import { type Clock, systemClock } from "../../contract/clock.ts";
import type { LoadSample } from "./governor.ts";

/** Length of a period, ms. */
const PERIOD_MS = 500;

/** Interval between checks of the event loop, ms. */
const CHECK_MS = 50;

/** Processor time of this process with all its threads, ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Reports the load of each period until it is disposed of. It measures the machine, so it uses the machine's clock. */
export class LoadMeter implements Disposable {
  readonly #clock: Clock = systemClock;
  readonly #processors: number;
  readonly #report: (sample: LoadSample) => void;
  #cancel: () => void;
  #since: { readonly atMs: number; readonly usedMs: number };
  #lagMs = 0;

  /**
   * @param processors Number of processors that the process may use.
   * @param report Called after each period.
   */
  constructor(processors: number, report: (sample: LoadSample) => void) {
    this.#processors = processors;
    this.#report = report;
    this.#since = { atMs: this.#clock.now(), usedMs: processorMs() };
    this.#cancel = this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  #schedule(): () => void {
    const dueAt = this.#clock.now() + CHECK_MS;
    return this.#clock.setTimer(CHECK_MS, () => {
      this.#lagMs = Math.max(this.#lagMs, this.#clock.now() - dueAt);
      this.#cancel = this.#schedule();
      this.#sample();
    });
  }

  #sample(): void {
    const atMs = this.#clock.now();
    const elapsedMs = atMs - this.#since.atMs;
    if (elapsedMs < PERIOD_MS) return;
    const usedMs = processorMs();
    const processor = (usedMs - this.#since.usedMs) / elapsedMs / this.#processors;
    const lagMs = this.#lagMs;
    [this.#since, this.#lagMs] = [{ atMs, usedMs }, 0];
    this.#report({ atMs, processor, lagMs });
  }
}
