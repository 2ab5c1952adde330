import assert from "node:assert/strict";
import { loadImage } from "@napi-rs/canvas";
import { GifFile } from "../../../scripts/lib/film/formats/gif_file.ts";
import { compress } from "../../../scripts/lib/film/formats/lzw.ts";
import { Palette } from "../../../scripts/lib/film/formats/palette.ts";
import { WebpFile } from "../../../scripts/lib/film/formats/webp_file.ts";
import { shownFor } from "../../../scripts/lib/film/formats/animation.ts";

/** A file in memory. */
function memory() {
  let bytes = new Uint8Array();
  return {
    get bytes() {
      return bytes;
    },
    write(part: Uint8Array, position: number) {
      const longer = new Uint8Array(Math.max(bytes.length, position + part.length));
      longer.set(bytes);
      longer.set(part, position);
      bytes = longer;
      return Promise.resolve();
    },
  };
}

const SIZE = { width: 24, height: 16 };

/** A picture with a gradient, and a square that moves; the left half is transparent if asked for. */
function picture(step: number, isTransparent = false): Uint8Array<ArrayBuffer> {
  const { width, height } = SIZE;
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isSquare = Math.abs(x - 12 - step) < 2 && y > 4 && y < 9;
      const alpha = isTransparent && x < 8 ? 0 : 255;
      pixels.set(isSquare ? [250, 20, 30, alpha] : [x * 4, y * 4, 120, alpha], (y * width + x) * 4);
    }
  }
  return pixels;
}

/** Reads GIF's compression back: a reader written from the format's description. */
function expand(data: Uint8Array): number[] {
  const bytes: number[] = [];
  for (let at = 1; data[at]! > 0; at += data[at]! + 1) bytes.push(...data.subarray(at + 1, at + 1 + data[at]!));
  const [clear, end] = [256, 257];
  let [bits, at, before] = [9, 0, [] as number[]];
  let table: number[][] = [];
  const out: number[] = [];
  for (;;) {
    let code = 0;
    for (let i = 0; i < bits; i++, at++) code |= (bytes[at >> 3]! >> (at & 7) & 1) << i;
    if (code === end) return out;
    if (code === clear) {
      [table, bits, before] = [[], 9, []];
      continue;
    }
    const known = code < clear ? [code] : table[code - end - 1] ?? [...before, before[0]!];
    if (before.length > 0 && table.length < 4096 - 258) table.push([...before, known[0]!]);
    if (table.length + 258 === 1 << bits && bits < 12) bits++;
    out.push(...known);
    before = known;
  }
}

Deno.test("what GIF's compression makes is read back, whatever its length", () => {
  let state = 7;
  const random = () => (state = Math.imul(state, 1103515245) + 12345 & 0x7fffffff) / 0x7fffffff;
  for (
    const [length, colors] of [[1, 1], [2, 2], [255, 1], [509, 200], [3000, 3], [20_000, 256], [20_000, 2]] as const
  ) {
    const places = Uint8Array.from({ length }, () => Math.floor(random() * colors));
    assert.deepEqual(expand(compress(places)), [...places], `${length} pixels of ${colors} colours`);
  }
});

Deno.test("a palette has each colour of a picture of few, and tells which colours it lacks", () => {
  const palette = Palette.of(new Uint8Array([255, 0, 0, 255, 0, 0, 255, 255, 9, 9, 9, 0]), 255);
  const place = palette.placeOf(255, 0, 0) * 3;
  assert.deepEqual([...palette.colors.subarray(place, place + 3)], [255, 0, 0]);
  assert.ok(palette.lacks(0, 255, 0));
  assert.ok(!palette.lacks(2, 0, 250));
});

Deno.test("an animation keeps its length at any rate", () => {
  for (const fps of [10, 24, 30, 50]) {
    const total = Array.from({ length: fps * 3 }, (_, i) => shownFor(i, fps, 100)).reduce((sum, one) => sum + one);
    assert.equal(total, 300);
  }
});

Deno.test("a GIF has all its pictures, and holds of the later ones only what has changed", async () => {
  const file = memory();
  const gif = new GifFile({ target: file, ...SIZE, fps: 25, isTransparent: false });
  await gif.addPicture(0, picture(0));
  const first = file.bytes.length;
  for (const step of [1, 2, 2]) await gif.addPicture(step, picture(step));
  await gif.end();
  assert.ok(file.bytes.length - first < 200, `${file.bytes.length - first} bytes for three small changes`);
  assert.equal(file.bytes.at(-1), 0x3B);
  const { width, height } = await loadImage(file.bytes);
  assert.deepEqual({ width, height }, SIZE);
});

Deno.test("a WebP has its length and its transparency in its header, and can be read", async () => {
  const file = memory();
  const webp = await WebpFile.open({ target: file, ...SIZE, fps: 25, isTransparent: true });
  for (const step of [0, 1, 2]) await webp.addPicture(step, picture(step, true));
  await webp.end();
  const view = new DataView(file.bytes.buffer);
  assert.equal(view.getUint32(4, true), file.bytes.length - 8);
  assert.equal(view.getUint8(20) & 0x12, 0x12);
  const { width, height } = await loadImage(file.bytes);
  assert.deepEqual({ width, height }, SIZE);
});
