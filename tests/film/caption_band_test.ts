import assert from "node:assert/strict";
import { CaptionBand } from "../../src/film/caption_band.ts";

const SIDE = 128;

/** The columns that have white letters, and how many rows of pixels the band takes. */
async function written(text: string) {
  const band = await CaptionBand.open(SIDE, SIDE);
  const pixels = new Uint8Array(SIDE * SIDE * 4).fill(100);
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255;
  band.write(text, pixels);
  const isWhite = (x: number, y: number) => pixels[(y * SIDE + x) * 4]! > 200;
  const sides = Array.from({ length: SIDE }, (_, i) => i);
  const columns = sides.filter((x) => sides.some((y) => isWhite(x, y)));
  return { columns, height: sides.filter((y) => pixels[y * SIDE * 4]! < 100).length };
}

Deno.test("a caption without spaces is broken into rows, and none is cut at the sides", async () => {
  const line = await written("Hello.");
  const word = await written("Pneumonoultramicroscopicsilicovolcanoconiosis");
  assert.ok(word.height > line.height * 1.5, `${word.height} rows of pixels, ${line.height} for one line`);
  assert.ok(word.columns[0]! >= 3 && word.columns.at(-1)! < SIDE - 3, word.columns.join());
});
