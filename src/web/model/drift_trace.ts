/**
 * Drift between picture and voice over the last minute. Pure.
 *
 * @module
 */

/** One picture that was shown. */
interface DriftSample {
  readonly atMs: number;
  /** Lead (positive) or lag (negative) of the picture relative to the voice, ms. */
  readonly driftMs: number;
}

/** Summary of the last minute. */
interface TraceSummary {
  readonly count: number;
  /** Share of the pictures within the budget, 0..1. */
  readonly within: number;
  /** 95 of 100 pictures were no further from the voice than this, ms. */
  readonly p95Ms: number;
  readonly lastMs: number;
}

/** Detectability thresholds of ITU-R BT.1359-1 begin here on the stricter side: sound early by 45 ms. */
export const DRIFT_BUDGET_MS = 45;
/** How far back the trace goes. */
export const TRACE_MS = 60_000;

/** Keeps the samples of the last minute. */
export class DriftTrace {
  #samples: DriftSample[] = [];

  /** Oldest first. */
  get samples(): readonly DriftSample[] {
    return this.#samples;
  }

  /** Adds a sample; its time never goes back. */
  add(sample: DriftSample): void {
    this.#samples.push(sample);
    const oldest = sample.atMs - TRACE_MS;
    // In one go for many, rather than one for each.
    if ((this.#samples[0]?.atMs ?? 0) < oldest - 5000) {
      this.#samples = this.#samples.filter(({ atMs }) => atMs >= oldest);
    }
  }

  /** Sums up; `null` without samples. */
  summary(): TraceSummary | null {
    const last = this.#samples.at(-1);
    if (!last) return null;
    const sizes = this.#samples.map(({ driftMs }) => Math.abs(driftMs)).sort((a, b) => a - b);
    return {
      count: sizes.length,
      within: sizes.filter((size) => size <= DRIFT_BUDGET_MS).length / sizes.length,
      p95Ms: sizes[Math.ceil(sizes.length * 0.95) - 1] ?? 0,
      lastMs: last.driftMs,
    };
  }
}
