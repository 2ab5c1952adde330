/**
 * Closed-loop sync: compares what the user sees with what the user hears, as the client reports it, and corrects how
 * early the video is sent.
 *
 * @module
 */
import { type SyncBudget, withinBudget } from "./drift.ts";

/** How a {@linkcode SyncController} behaves. */
interface SyncControllerOptions {
  readonly budget: SyncBudget;
  /** `false`: measure, but leave the lead alone. */
  readonly correct: boolean;
}

/** Reports per decision: one outlier must not move the picture. */
const WINDOW = 4;

/** Fraction of the measured drift that one step corrects; below 1 so that a noisy client does not cause oscillation. */
const GAIN = 0.8;

/** Bounds of the lead, ms: more would only fill the client's buffers. */
const MAX_LEAD_MS = 400;

/**
 * Decides how much earlier (positive) or later (negative) than its audio the video is sent to one client. When the
 * median of the last reports is outside the budget, the lead moves against it and a new window starts, so that a
 * correction is judged only by reports made after it.
 */
export class SyncController {
  readonly #options: SyncControllerOptions;
  #window: number[] = [];
  #leadMs = 0;

  constructor(options: SyncControllerOptions) {
    this.#options = options;
  }

  /** The correction in force, ms. */
  get leadMs(): number {
    return this.#leadMs;
  }

  /** Adds a client's report: video minus audio, ms. */
  report(driftMs: number): void {
    this.#window.push(driftMs);
    if (this.#window.length < WINDOW) return;
    const sorted = this.#window.toSorted((a, b) => a - b);
    const median = (sorted[WINDOW / 2 - 1]! + sorted[WINDOW / 2]!) / 2;
    if (withinBudget(median, this.#options.budget) || !this.#options.correct) {
      this.#window.shift();
      return;
    }
    this.#leadMs = Math.max(-MAX_LEAD_MS, Math.min(MAX_LEAD_MS, this.#leadMs - GAIN * median));
    this.#window = [];
  }

  /** Forgets the client: a new connection starts without a correction. */
  reset(): void {
    this.#window = [];
    this.#leadMs = 0;
  }
}
