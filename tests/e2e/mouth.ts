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
export const MOUTH: Rows = [0.6, 0.9];
/** The same on the stub's test card. */
export const STUB_MOUTH: Rows = [0.42, 0.6];

/**
 * How much the mouth moves within a moment: the largest change of brightness, 0..255, from picture to picture over
 * about a second. Pictures that a busy machine took too far apart are not compared.
 */
export function movement(page: Page, mouth: Rows = MOUTH): Promise<number> {
  return page.evaluate(measure, mouth);
}

/** Waits until the mouth moves less than half as much as it did while it spoke. */
export async function untilStill(page: Page, speaking: number, mouth: Rows = MOUTH): Promise<void> {
  let still = Infinity;
  await until(
    async () => (still = await movement(page, mouth)) < speaking / 2,
    () => `the mouth to rest: it moves by ${still}, and by ${speaking} while it spoke`,
  );
}

/** Runs in the page. */
async function measure([from, to]: Rows): Promise<number> {
  const [side, pairs, limit, apartMs, tooFarMs] = [32, 14, 60, 60, 400];
  const source = document.querySelector("canvas#human");
  const pen = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!(source instanceof HTMLCanvasElement) || !pen) throw new Error("no canvas");
  const take = () => {
    pen.drawImage(source, 0, 0, side, side);
    return { atMs: performance.now(), data: pen.getImageData(0, from * side, side, (to - from) * side).data };
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
