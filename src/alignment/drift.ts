/**
 * Drift between video and audio: positive when the video is ahead.
 *
 * @module
 */

/**
 * How far audio and video may drift apart before people notice.
 * Defaults follow ITU-R BT.1359-1: audio 45 ms early or 125 ms late.
 */
export interface SyncBudget {
  /** Tolerated lead of the audio over the video, ms. */
  readonly earlyMs: number;
  /** Tolerated lag of the audio behind the video, ms. */
  readonly lateMs: number;
}

/** Whether a drift (video minus audio, ms) is within the budget. */
export function withinBudget(driftMs: number, budget: SyncBudget): boolean {
  return driftMs >= -budget.earlyMs && driftMs <= budget.lateMs;
}

/** The summary of a {@linkcode DriftTracker}. */
interface DriftSummary {
  readonly count: number;
  /** Mean in ms; `null` when nothing was measured. */
  readonly meanMs: number | null;
  /** The largest absolute value in ms; `null` when nothing was measured. */
  readonly maxMs: number | null;
  /** Whether every value was within the budget. */
  readonly withinBudget: boolean;
}

/** Summarises drift values in constant memory. */
export class DriftTracker {
  readonly #budget: SyncBudget;
  #count = 0;
  #sum = 0;
  #max = 0;
  #outside = 0;

  constructor(budget: SyncBudget) {
    this.#budget = budget;
  }

  /** Adds one measurement, in ms. */
  add(driftMs: number): void {
    this.#count++;
    this.#sum += driftMs;
    this.#max = Math.max(this.#max, Math.abs(driftMs));
    if (!withinBudget(driftMs, this.#budget)) this.#outside++;
  }

  /** The summary so far. */
  summary(): DriftSummary {
    const measured = this.#count > 0;
    return {
      count: this.#count,
      meanMs: measured ? this.#sum / this.#count : null,
      maxMs: measured ? this.#max : null,
      withinBudget: this.#outside === 0,
    };
  }
}
