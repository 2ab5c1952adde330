import assert from "node:assert/strict";
import fc from "fast-check";
import { loadCanvas } from "../../../src/adapters/avatar/drawn_face/canvas.ts";
import { Attitude, type Band } from "../../../src/face/draw/head.ts";
import { CHIN, HAIR_BACK, HAIR_FRONT, MIDDLE, NOSE, type Relief, SKIN } from "../../../src/face/draw/relief.ts";
import { pixelsOf } from "../../../src/face/draw/canvas/sprite.ts";
import { headBox, paintHead } from "../../../src/face/draw/stills.ts";
import { stillsOf } from "../support.ts";
import { LOOKS } from "../../../src/face/looks/built_in.ts";

const RELIEFS: Readonly<Record<string, Relief>> = { SKIN, MIDDLE, NOSE, HAIR_FRONT, HAIR_BACK };

function attitudeOf(headYaw: number, headPitch: number, headRoll = 0): Attitude {
  return new Attitude({ scale: 1, x: 0, y: 0 }, { headYaw, headPitch, headRoll, headX: 0, headY: 0, breath: 0 });
}

/** Where a point of a band is in the picture. */
function placed(attitude: Attitude, band: Band, side: number, x: number, y: number): { x: number; y: number } {
  let at = { x: Number.NaN, y: Number.NaN };
  attitude.bend(
    {
      setTransform: (a, b, c, d, e, f) => at = { x: a * x + c * y + e, y: b * x + d * y + f },
      clearRect: () => assert.fail("nothing is cleared"),
      drawImage: () => assert.fail("bending draws nothing"),
    },
    band,
    side,
  );
  return at;
}

function bandsOf({ contours }: Relief): Band[] {
  return contours.slice(1).map((bottom, i) => [contours[i] ?? bottom, bottom]);
}

const degrees = fc.double({ min: -25, max: 25, noNaN: true });

Deno.test("the bands and the halves of every layer fit together where they meet, however the head is turned", () => {
  fc.assert(fc.property(degrees, degrees, degrees, fc.integer({ min: -100, max: 100 }), (yaw, pitch, roll, x) => {
    const attitude = attitudeOf(yaw, pitch, roll);
    const near = (a: { x: number; y: number }, b: { x: number; y: number }, what: string) =>
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6, what);
    for (const [name, relief] of Object.entries(RELIEFS)) {
      const bands = bandsOf(relief);
      const side = relief.round ? Math.sign(x) : 0;
      bands.slice(1).forEach((below, i) => {
        const above = bands[i] ?? below;
        const { y } = below[0];
        near(placed(attitude, above, side, x, y), placed(attitude, below, side, x, y), `${name} at ${y}`);
      });
      if (!relief.round) continue;
      for (const band of bands) {
        const { y } = band[1];
        near(placed(attitude, band, -1, 0, y), placed(attitude, band, 1, 0, y), `${name}, the middle at ${y}`);
      }
    }
  }));
});

Deno.test("a head that looks straight ahead is not bent", () => {
  for (const relief of Object.values(RELIEFS)) {
    for (const band of bandsOf(relief)) {
      for (const side of [-1, 0, 1]) assert.deepEqual(placed(attitudeOf(0, 0), band, side, 40, 70), { x: 40, y: 70 });
    }
  }
});

Deno.test("a turn narrows the far half of the face and carries the chin further than the temples", () => {
  const [turned, straight] = [attitudeOf(18, 0), attitudeOf(0, 0)];
  const eyes = bandsOf(SKIN)[2] ?? CHIN;
  const moved = (band: Band, side: number, x: number, y: number) =>
    placed(turned, band, side, x, y).x - placed(straight, band, side, x, y).x;
  const chin = moved(CHIN, 1, 0, 134);
  assert.ok(chin > moved(eyes, 1, 90, 10) + 10, "the far temple");
  assert.ok(chin > moved(eyes, -1, -90, 10) + 5, "the near temple");
  const half = (side: -1 | 1) =>
    Math.abs(placed(turned, eyes, side, side * 90, 10).x - placed(turned, eyes, side, 0, 10).x);
  assert.ok(half(1) < 0.8 * half(-1), `${half(1)} of ${half(-1)}`);
});

Deno.test("the nose points where the head does", () => {
  const [bridge] = bandsOf(NOSE);
  assert.ok(bridge !== undefined);
  const lean = (yaw: number) =>
    placed(attitudeOf(yaw, 0), bridge, 0, 0, 46).x - placed(attitudeOf(yaw, 0), bridge, 0, 0, -20).x;
  assert.ok(lean(15) > 6 && lean(-15) < -6, `${lean(15)} ${lean(-15)}`);
  const long = (pitch: number) =>
    placed(attitudeOf(0, pitch), bridge, 0, 0, 46).y - placed(attitudeOf(0, pitch), bridge, 0, 0, -20).y;
  assert.ok(long(-15) > long(0) && long(0) > long(15), "longer from above, shorter from below");
});

Deno.test("a head fits into its box however it is turned", async () => {
  const kit = await loadCanvas();
  const view = { scale: 128 / 512 * 1.22, x: 64, y: 60 };
  const folds = { blush: 0, cheek: 0, sneer: 0, frown: 0, knit: 0, raise: 0 };
  for (const look of Object.values(LOOKS)) {
    const stills = stillsOf(look, { view, width: 128, height: 128 }, kit.make);
    const box = headBox(look);
    const { width, height } = pixelsOf(box, view.scale);
    for (const [headYaw, headPitch] of [[0, 0], [20, 0], [-20, 0], [0, 20], [0, -20], [-12, -12], [12, 12]] as const) {
      const canvas = kit.make(width, height);
      paintHead({ surface: canvas, box }, look, stills, { headYaw, headPitch, folds });
      const { data } = canvas.image.getContext("2d").getImageData(0, 0, width, height);
      for (let i = 0; i < width * height; i++) {
        const [x, y] = [i % width, Math.floor(i / width)];
        const isEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
        assert.ok(!isEdge || data[i * 4 + 3] === 0, `${look.id} at ${headYaw}, ${headPitch}: cut at ${x}, ${y}`);
      }
    }
  }
});
