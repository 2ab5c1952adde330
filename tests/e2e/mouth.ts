/**
 * How the mouth of the person on the page moves.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { until } from "../support/waiting.ts";

/** Rows of the canvas, as shares of its height: from, to. */
type Rows = readonly [from: number, to: number];

/** Where the mouth is. */
const MOUTH: Rows = [0.6, 0.9];
/** The same on the stub's test card. */
export const STUB_MOUTH: Rows = [0.42, 0.6];

/** A mouth that speaks moves more, by a factor of 2 at least; a head that sways moves it less, by the same factor. */
const SPOKEN = 30;

/** Longest wait for speech that moves the mouth, ms: a text and its pictures, a dozen times. */
const LIMIT_MS = 60_000;

/**
 * Waits until the mouth moves as it does in speech.
 *
 * @param again Speaks once more: pictures yield to sound, so on a busy machine a short text may be over before them.
 */
export async function untilMoving(page: Page, mouth = MOUTH, again?: () => Promise<void>): Promise<void> {
  let moved = 0;
  const isMoving = async () => {
    moved = await movement(page, mouth);
    if (moved < SPOKEN) await again?.();
    return moved >= SPOKEN;
  };
  await until(isMoving, () => `the mouth to move while it speaks: it moves by ${moved}`, LIMIT_MS);
}

/** Waits until the mouth rests. */
export async function untilStill(page: Page, mouth = MOUTH): Promise<void> {
  let moved = Infinity;
  const isStill = async () => (moved = await movement(page, mouth)) < SPOKEN;
  await until(isStill, () => `the mouth to rest: it moves by ${moved}`);
}

/**
 * How much the mouth moves within a moment: the largest change of brightness, 0..255, from picture to picture over
 * about a second. Pictures that a busy machine took too far apart are not compared.
 */
function movement(page: Page, mouth: Rows): Promise<number> {
  return page.evaluate(measure, mouth);
}

/** Runs in the page. */
async function measure([from, to]: Rows): Promise<number> {
  const [side, pairs, limit, apartMs, tooFarMs] = [16, 14, 60, 60, 400];
  const [left, width] = [0.38, 0.24];
  const source = document.querySelector("canvas#human");
  const pen = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!(source instanceof HTMLCanvasElement) || !pen) throw new Error("no canvas");
  // Each value is the mean of an area: single pixels change as much where an edge sways by a pixel.
  pen.imageSmoothingQuality = "high";
  const take = () => {
    const { width: w, height: h } = source;
    pen.drawImage(source, left * w, from * h, width * w, (to - from) * h, 0, 0, side, side);
    return { atMs: performance.now(), data: pen.getImageData(0, 0, side, side).data };
  };
  let most = 0;
  let before = take();
  for (let [compared, taken] = [0, 0]; compared < pairs && taken < limit; taken++) {
    await new Promise((resolve) => setTimeout(resolve, apartMs));
    const next = take();
    if (next.atMs - before.atMs < tooFarMs) {
      compared++;
      for (let i = 0; i < next.data.length; i += 4) {
        const change = [0, 1, 2].reduce((sum, k) => sum + (next.data[i + k] ?? 0) - (before.data[i + k] ?? 0), 0) / 3;
        most = Math.max(most, Math.abs(change));
      }
    }
    before = next;
  }
  return most;
}
