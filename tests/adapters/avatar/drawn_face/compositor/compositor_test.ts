import assert from "node:assert/strict";
import fc from "fast-check";
import { loadCanvas } from "../../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { compositorOf, distance, plain } from "../support.ts";

type Transform = [number, number, number, number, number, number];

const kit = await loadCanvas();

/** Any number, with a liking for those that go wrong. */
const entry = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(0, 1, -1, 1e-9, -1e-7, 1e12, -1e300, Number.NaN, Number.POSITIVE_INFINITY),
);
const shift = fc.oneof(fc.double({ min: -60, max: 60, noNaN: true }), entry);
const anyTransform = fc.tuple(entry, entry, entry, entry, shift, shift);

Deno.test("a sprite is drawn from its own texels alone, wherever it lands and however small or large", () => {
  const size = fc.integer({ min: 1, max: 23 });
  fc.assert(
    fc.property(size, size, fc.array(anyTransform, { minLength: 1, maxLength: 20 }), (width, height, transforms) => {
      const compositor = compositorOf(31, 17);
      const back = compositor.keep(plain(kit, 31, 17, "#00f")).image;
      const before = compositor.keep(plain(kit, 9, 9, "#f00")).image;
      const sprite = compositor.keep(plain(kit, width, height, "#0f0")).image;
      const after = compositor.keep(plain(kit, 9, 9, "#f00")).image;
      compositor.drawImage(back, 0, 0);
      for (const transform of transforms) {
        compositor.setTransform(...transform);
        compositor.drawImage(sprite, -width / 2, -height / 2, width, height);
        compositor.drawImage(sprite, 0, 0);
      }
      const { pixels } = compositor;
      assert.ok(pixels.every((value, i) => i % 4 !== 0 || value === 0), "no red of the neighbours");
      assert.ok(pixels.every((value, i) => i % 4 !== 3 || value === 255), "opaque");
      compositor.setTransform(1, 0, 0, 1, 0, 0);
      compositor.drawImage(back, 0, 0);
      for (const neighbour of [before, after]) compositor.drawImage(neighbour, 0, 0, 31, 17);
      compositor.drawImage(back, 0, 0);
      assert.ok(pixels.every((value, i) => value === (i % 4 < 2 ? 0 : 255)), "nothing written to the sprites");
    }),
    { numRuns: 300 },
  );
});

/** Texels with all that matters: soft edges, colours, holes. */
function painted(width: number, height: number) {
  const surface = kit.make(width, height);
  const { pen } = surface;
  pen.fillStyle = "rgba(230, 120, 40, 0.5)";
  pen.ellipse(width / 2, height / 2, width / 2 - 1, height / 2 - 1, 0, 0, 7);
  pen.fill();
  pen.fillStyle = "#2040c0";
  pen.fillRect(width / 3, height / 4, width / 3, height / 2);
  pen.clearRect(width / 2, height / 3, 3, 3);
  return surface;
}

/** Source-over with bilinear samples in floating point; what is outside of the surface is transparent. */
function reference(under: Uint8Array, side: number, surface: ReturnType<typeof painted>, t: Transform): Uint8Array {
  const texels = Uint8Array.from(surface.image.data());
  const { width, height } = surface;
  const [a, b, c, d, e, f] = t;
  const determinant = a * d - b * c;
  const texel = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : texels[(y * width + x) * 4 + channel] ?? 0;
  return under.map((below, i) => {
    const x = (i >> 2) % side + 0.5 - e;
    const y = Math.floor((i >> 2) / side) + 0.5 - f;
    const u = (d * x - c * y) / determinant - 0.5;
    const v = (a * y - b * x) / determinant - 0.5;
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const sample = (channel: number) => {
      const [fu, fv] = [u - column, v - row];
      const upper = texel(column, row, channel) * (1 - fu) + texel(column + 1, row, channel) * fu;
      const lower = texel(column, row + 1, channel) * (1 - fu) + texel(column + 1, row + 1, channel) * fu;
      return upper * (1 - fv) + lower * fv;
    };
    return Math.round(sample(i % 4) + below * (1 - sample(3) / 255));
  });
}

Deno.test("sprites are blended as arithmetic says, turned, sheared, mirrored, small and large", () => {
  const side = 40;
  const near = fc.integer({ min: -250, max: 250 }).map((hundredths) => hundredths / 100);
  const where = fc.integer({ min: -2000, max: 4000 }).map((hundredths) => hundredths / 100);
  const surface = painted(26, 19);
  fc.assert(
    fc.property(fc.tuple(near, near, near, near, where, where), (transform) => {
      const [a, b, c, d] = transform;
      fc.pre(Math.abs(a * d - b * c) > 0.05);
      const compositor = compositorOf(side);
      compositor.drawImage(compositor.keep(plain(kit, side, side, "#8a6")).image, 0, 0);
      const under = compositor.pixels.slice();
      compositor.setTransform(...transform);
      compositor.drawImage(compositor.keep(surface).image, 0, 0);
      const { mean, max } = distance(compositor.pixels, reference(under, side, surface, transform));
      // The outermost 1/64 of a texel is left out.
      assert.ok(mean < 0.5 && max <= 8, `${mean} ${max}`);
    }),
    { numRuns: 150 },
  );
});

Deno.test("an opaque sprite that is only moved by whole pixels is copied, cut off at the edges", () => {
  const compositor = compositorOf(20);
  const back = compositor.keep(plain(kit, 20, 20, "#fff")).image;
  const sprite = compositor.keep(plain(kit, 8, 6, "#123456")).image;
  for (const [x, y] of [[-3, -2], [0, 0], [15, 17], [5, -6], [20, 3], [-8, 0], [4, 4]] as const) {
    compositor.setTransform(1, 0, 0, 1, 0, 0);
    compositor.drawImage(back, 0, 0);
    compositor.setTransform(1, 0, 0, 1, x, y);
    compositor.drawImage(sprite, 0, 0);
    const { pixels } = compositor;
    for (let i = 0; i < 400; i++) {
      const [column, row] = [i % 20 - x, Math.floor(i / 20) - y];
      const isInside = column >= 0 && column < 8 && row >= 0 && row < 6;
      assert.deepEqual([...pixels.slice(i * 4, i * 4 + 3)], isInside ? [0x12, 0x34, 0x56] : [255, 255, 255]);
    }
  }
});

Deno.test("an empty sprite draws nothing", () => {
  const compositor = compositorOf(16);
  compositor.drawImage(compositor.keep(plain(kit, 16, 16, "#abc")).image, 0, 0);
  const before = compositor.pixels.slice();
  compositor.drawImage(compositor.keep(kit.make(9, 9)).image, 1, 1, 7, 7);
  assert.deepEqual(compositor.pixels, before);
});

Deno.test("a sprite that was dropped, or never kept, cannot be drawn", () => {
  const compositor = compositorOf(16);
  const sprite = compositor.keep(plain(kit, 4, 4, "#abc")).image;
  compositor.drop(sprite);
  assert.throws(() => compositor.drawImage(sprite, 0, 0), /keep it first/);
  assert.throws(() => compositor.drawImage({}, 0, 0), TypeError);
});

Deno.test("pictures too wide for the kernel's arithmetic are refused", () => {
  assert.throws(() => compositorOf(2049, 16), RangeError);
});
