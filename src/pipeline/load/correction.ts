/**
 * Corrects the costs of sessions by what they really use: sessions share pictures and warm code, which a measurement of
 * single ones does not show.
 *
 * @module
 */

/** How far the correction may go: a measured cost is wrong by noise and by what is shared, not by more. */
const LEAST_FACTOR = 0.4;
const MOST_FACTOR = 2;

/** Weight of a new sample of half a second: the correction follows within a few seconds. */
const WEIGHT = 0.15;

/** Below this expected use, cores, other work of the process would count too much. */
const LEAST_EXPECTED = 0.15;

/** The factor between measured and real costs. */
export class CostCorrection {
  #factor = 1;

  /** What a measured cost is multiplied with. */
  get factor(): number {
    return this.#factor;
  }

  /**
   * Learns from a period in which the sessions got the processor time that they wanted.
   *
   * @param usedCores What the process used.
   * @param expectedCores What the sessions that spoke were expected to use, uncorrected.
   */
  learn(usedCores: number, expectedCores: number): void {
    if (expectedCores < LEAST_EXPECTED) return;
    const factor = Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, usedCores / expectedCores));
    this.#factor += WEIGHT * (factor - this.#factor);
  }
}
