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

/** Interval between checks of the event loop while there is something to lose, ms: each wakes the process. */
const CHECK_MS = 100;

/** Processor time of this process with all its threads, ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Reports the load of each period until it is disposed of. It measures the machine, so it uses the machine's clock. */
export class LoadMeter implements Disposable {
  readonly #clock: Clock = systemClock;
  readonly #processors: number;
  readonly #isBusy: () => boolean;
  readonly #report: (sample: LoadSample) => void;
  #cancel: () => void;
  #since: { readonly atMs: number; readonly usedMs: number };
  #lagMs = 0;

  /**
   * @param processors Number of processors that the process may use.
   * @param isBusy Whether there are sessions; without any, the event loop is checked once a period.
   * @param report Called after each period.
   */
  constructor(processors: number, isBusy: () => boolean, report: (sample: LoadSample) => void) {
    this.#processors = processors;
    this.#isBusy = isBusy;
    this.#report = report;
    this.#since = { atMs: this.#clock.now(), usedMs: processorMs() };
    this.#cancel = this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  #schedule(): () => void {
    const ms = this.#isBusy() ? CHECK_MS : PERIOD_MS;
    const dueAt = this.#clock.now() + ms;
    return this.#clock.setTimer(ms, () => {
      this.#lagMs = Math.max(this.#lagMs, this.#clock.now() - dueAt);
      this.#sample();
      this.#cancel = this.#schedule();
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
