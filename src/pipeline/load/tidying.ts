/**
 * Collects garbage once the last session has ended, so that memory returns to the system, and no texts remain in it:
 * an idle service would keep both for long.
 *
 * @module
 */
import { collectGarbage } from "../../core/workers/garbage.ts";

/** Periods without a session before garbage is collected: a client may be about to open the next one. */
const CALM_PERIODS = 4;

/** See the module. */
export class Tidying {
  readonly #collect: () => void;
  #calm = CALM_PERIODS;

  /** @param collect Collects garbage. */
  constructor(collect: () => void = collectGarbage) {
    this.#collect = collect;
  }

  /**
   * Judges a period.
   *
   * @param isBusy Whether there are sessions.
   */
  judge(isBusy: boolean): void {
    if (isBusy) this.#calm = 0;
    else if (this.#calm < CALM_PERIODS && ++this.#calm === CALM_PERIODS) this.#collect();
  }
}
