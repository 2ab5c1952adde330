/**
 * The governor: lowers the video of all sessions while the processors are overloaded, by this process or by others, and
 * restores it later.
 *
 * @module
 */
import type { Quality } from "./quality.ts";

/** The load in one period. */
export interface LoadSample {
  /** When, ms. */
  readonly atMs: number;
  /** Share of the processors that this process used. */
  readonly processor: number;
  /**
   * How late the event loop ran, ms: the second-longest delay, as the longest may be a garbage collection. It also
   * grows when other programs take the processors.
   */
  readonly lagMs: number;
}

/** Above this share or this lag the load is too high; above the last lag, by two steps. */
const HIGH_SHARE = 0.92;
const HIGH_LAG_MS = 80;
/** The lag that counts when this process uses less than half: less video then helps less, and no voice is late yet. */
const BUSY_SHARE = 0.5;
const OTHERS_LAG_MS = 160;
const EXTREME_LAG_MS = 250;

/** Below this share and this lag, a step may be restored. */
const LOW_SHARE = 0.85;
export const LOW_LAG_MS = 40;

/** High periods in a row before a step is lowered: a single one may be the start of a session. */
const HIGH_PERIODS = 2;

/** How long the load must be low before a step is restored, ms; doubled when the last restoration failed. */
const CALM_MS = 5000;
const LONGEST_CALM_MS = 80_000;

/** A restoration that is taken back within this time has failed, ms. */
const PROBATION_MS = 10_000;

/** Moves the step of the quality ladder. */
export class Governor {
  readonly #quality: Quality;
  #high = 0;
  #calmSince: number | undefined;
  #calmMs = CALM_MS;
  #restoredAt = -Infinity;
  #isByOthers = false;

  constructor(quality: Quality) {
    this.#quality = quality;
  }

  /** Whether other programs overload the processors: this process used little itself when the load was last not low. */
  get isByOthers(): boolean {
    return this.#isByOthers;
  }

  /**
   * Judges a period.
   *
   * @param sample The load in it.
   * @param isBusy Whether there are sessions: without any, there is nothing to lower.
   */
  judge({ atMs, processor, lagMs }: LoadSample, isBusy: boolean): void {
    const isExtreme = isBusy && lagMs > EXTREME_LAG_MS;
    const highLagMs = processor > BUSY_SHARE ? HIGH_LAG_MS : OTHERS_LAG_MS;
    const isHigh = isBusy && (processor > HIGH_SHARE || lagMs > highLagMs);
    this.#high = isHigh ? this.#high + 1 : 0;
    if (isHigh && (this.#high >= HIGH_PERIODS || isExtreme)) this.#lower(atMs, isExtreme ? 2 : 1);
    if (processor >= LOW_SHARE || lagMs >= LOW_LAG_MS) {
      this.#calmSince = undefined;
      this.#isByOthers = processor < BUSY_SHARE;
    } else this.#calmSince ??= atMs;
    if (this.#calmSince !== undefined && atMs - this.#calmSince >= this.#calmMs) this.#restore(atMs);
  }

  #lower(atMs: number, steps: number): void {
    if (atMs - this.#restoredAt < PROBATION_MS) this.#calmMs = Math.min(LONGEST_CALM_MS, this.#calmMs * 2);
    this.#restoredAt = -Infinity;
    this.#calmSince = undefined;
    this.#quality.step += steps;
  }

  #restore(atMs: number): void {
    this.#calmSince = atMs;
    if (this.#quality.step === 0) {
      this.#calmMs = CALM_MS;
      return;
    }
    this.#restoredAt = atMs;
    this.#quality.step--;
  }
}
