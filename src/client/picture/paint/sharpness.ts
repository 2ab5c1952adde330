/**
 * How many pixels a face is drawn with: as many as the display shows, and fewer on a slow machine.
 *
 * @module
 */

/** The size of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Maximum canvas size, regardless of the displayed size. */
const LARGEST_PIXELS = 1024;
/** Sizes are in steps, so that a resize does not restart at every pixel. */
const STEP_PIXELS = 32;
/** Pictures over which the time is averaged, and after which the effect of a change is measured. */
const AVERAGED_PICTURES = 24;
/** Minimum share of the display's resolution. */
const SMALLEST_SHARE = 0.5;

/** On a slow machine, a softer face that moves smoothly is better than a sharp one that stutters. */
export class Sharpness {
  readonly #budgetMs: number;
  /** Share of the display's resolution that is drawn. */
  #share = 1;
  #averageMs = 0;
  #pictures = 0;

  /** @param budgetMs Maximum average drawing time; if exceeded, the resolution is reduced. */
  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs;
  }

  /** Average time that a picture took, ms. */
  get averageMs(): number {
    return this.#averageMs;
  }

  /** Takes note of how long a picture took. */
  add(tookMs: number): void {
    this.#averageMs += (tookMs - this.#averageMs) / AVERAGED_PICTURES;
    this.#pictures++;
    const isJudged = this.#pictures >= AVERAGED_PICTURES;
    if (!isJudged || this.#averageMs < this.#budgetMs || this.#share <= SMALLEST_SHARE) return;
    this.#share = Math.max(SMALLEST_SHARE, this.#share * 0.8);
    this.#averageMs = this.#pictures = 0;
  }

  /** Pixels that are drawn for a canvas. One without layout keeps the pixels that it has. */
  sizeOf(canvas: HTMLCanvasElement): Size {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return { width: canvas.width, height: canvas.height };
    const limit = LARGEST_PIXELS / Math.max(clientWidth, clientHeight);
    const scale = this.#share * Math.min(globalThis.devicePixelRatio, limit);
    const width = Math.ceil(clientWidth * scale / STEP_PIXELS) * STEP_PIXELS;
    return { width, height: Math.round(width * clientHeight / clientWidth) };
  }
}
