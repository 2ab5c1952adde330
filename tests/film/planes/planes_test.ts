import assert from "node:assert/strict";
import fc from "fast-check";
import { PlaneMaker } from "../../../src/film/planes/planes.ts";

/** Brightness by the definition (BT.601, limited range), in full precision. */
function luma([red, green, blue]: readonly number[]): number {
  return 16 + (65.481 * red! + 128.553 * green! + 24.966 * blue!) / 255;
}

function chroma([red, green, blue]: readonly number[]): [u: number, v: number] {
  return [
    128 + (-37.797 * red! - 74.203 * green! + 112 * blue!) / 255,
    128 + (112 * red! - 93.786 * green! - 18.214 * blue!) / 255,
  ];
}

/** The colour that four pixels have together. */
function mean(colors: readonly (readonly number[])[]): number[] {
  return [0, 1, 2].map((i) => colors.reduce((sum, color) => sum + color[i]!, 0) / colors.length);
}

const even = (min: number, max: number) => fc.integer({ min, max }).map((half) => half * 2);

const picture = fc.tuple(even(2, 9), even(1, 5)).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    bytes: fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }),
  })
);

function check(
  { width, height, bytes }: { width: number; height: number; bytes: Uint8Array },
  planes: Uint8Array,
  clear: (x: number, y: number) => boolean,
): void {
  const area = width * height;
  const colorAt = (x: number, y: number) => [...bytes.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const square = [[x, y], [x + 1, y], [x, y + 1], [x + 1, y + 1]] as const;
      const seen = square.find(([x, y]) => !clear(x, y));
      const colors = square.map(([x, y]) => seen !== undefined && clear(x, y) ? colorAt(...seen) : colorAt(x, y));
      square.forEach(([x, y], i) => assert.ok(Math.abs(planes[y * width + x]! - luma(colors[i]!)) < 1.5));
      const [u, v] = chroma(mean(colors));
      const at = y / 2 * (width / 2) + x / 2;
      assert.ok(Math.abs(planes[area + at]! - u) < 1.5);
      assert.ok(Math.abs(planes[area * 5 / 4 + at]! - v) < 1.5);
    }
  }
}

Deno.test("planes hold each pixel's brightness, and the colour of each square of four, at any even size", () => {
  fc.assert(fc.property(picture, (picture) => {
    for (let i = 3; i < picture.bytes.length; i += 4) picture.bytes[i] = 255;
    const maker = new PlaneMaker(picture.width, picture.height);
    check(picture, maker.colorsOf(new Uint8Array(picture.bytes)), () => false);
  }));
});

Deno.test("what is transparent beside an outline takes the outline's colour", () => {
  fc.assert(fc.property(picture, (picture) => {
    for (let i = 3; i < picture.bytes.length; i += 4) picture.bytes[i] = picture.bytes[i]! < 128 ? 0 : 200;
    const maker = new PlaneMaker(picture.width, picture.height);
    const isClear = (x: number, y: number) => picture.bytes[(y * picture.width + x) * 4 + 3] === 0;
    check(picture, maker.colorsOf(new Uint8Array(picture.bytes)), isClear);
  }));
});

Deno.test("opacity becomes brightness without colour, also after a picture with colours", () => {
  const maker = new PlaneMaker(4, 2);
  const pixels = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  maker.colorsOf(pixels);
  const opacity = Array.from({ length: 8 }, (_, i) => pixels[i * 4 + 3]!);
  assert.deepEqual([...maker.opacityOf(pixels)], [...opacity, 128, 128, 128, 128]);
});

Deno.test("sides that squares of four do not fill are refused", () => {
  for (const [width, height] of [[2, 4], [5, 4], [4, 3]] as const) {
    assert.throws(() => new PlaneMaker(width, height), RangeError);
  }
});
