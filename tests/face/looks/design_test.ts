import assert from "node:assert/strict";
import fc from "fast-check";
import { HAIR_STYLES, LOOK_IDS, LookDesign } from "../../../src/contract/persona/look_design.ts";
import { loadCanvas } from "../../../src/adapters/avatar/drawn_face/canvas.ts";
import { withBackground } from "../../../src/face/looks/backdrop.ts";
import { LOOKS } from "../../../src/face/looks/built_in.ts";
import { luminance, rgbOf } from "../../../src/face/looks/color.ts";
import { findLook, lookOf } from "../../../src/face/looks/design.ts";
import { FacePainter } from "../../../src/face/draw/painter.ts";
import { neutralPose } from "../../../src/contract/pose.ts";
import { pixelsOf } from "../support.ts";

const design = (fields: object = {}) => LookDesign.parse(fields);

for (const base of LOOK_IDS) {
  Deno.test(`a design that changes nothing is ${base} under another id`, () => {
    const { id, ...look } = lookOf("twin", design({ base }));
    const { id: _, ...original } = LOOKS[base];
    assert.deepEqual([id, look], ["twin", original]);
  });
}

Deno.test("a design changes what it names and nothing else", () => {
  const look = lookOf(
    "nora",
    design({ nose: { width: 1.2 }, glasses: { shape: "square", color: "#102030" }, age: 0.5 }),
  );
  assert.equal(look.nose.width, LOOKS.ava.nose.width * 1.2);
  assert.deepEqual(look.glasses, { frame: [16, 32, 48], round: false });
  assert.equal(look.skin.age, 0.5);
  assert.deepEqual([look.nose.length, look.hair, look.clothes], [
    LOOKS.ava.nose.length,
    LOOKS.ava.hair,
    LOOKS.ava.clothes,
  ]);
});

Deno.test("a design takes off glasses, beard and earrings", () => {
  const sol = lookOf("x", design({ base: "sol", glasses: { shape: "none" }, beard: { density: 0 } }));
  assert.deepEqual([sol.glasses, sol.beard], [undefined, undefined]);
  assert.equal(lookOf("x", design({ base: "mira", earrings: { shape: "none" } })).earrings, undefined);
});

Deno.test("shade is darker and light is brighter than any skin and hair colour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x303030, max: 0xefefef }), (value) => {
      const color = `#${value.toString(16).padStart(6, "0")}`;
      const { skin, hair } = lookOf("x", design({ skin: { color }, hair: { color } }));
      for (const { shade, light } of [skin, hair]) {
        assert.ok(luminance(shade) < luminance(rgbOf(color)), `shade ${shade} of ${color}`);
        assert.ok(luminance(light) > luminance(rgbOf(color)) - 0.02, `light ${light} of ${color}`);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("brows and beard take the colour of the hair unless they have their own", () => {
  const red = lookOf("x", design({ base: "leo", hair: { color: "#b04020" } }));
  assert.deepEqual(red.beard?.color, [176, 64, 32]);
  assert.ok((red.brows.color[0] ?? 0) > 2 * (red.brows.color[2] ?? 0));
  assert.deepEqual(lookOf("x", design({ hair: { color: "#b04020" }, brows: { color: "#000000" } })).brows.color, [
    0,
    0,
    0,
  ]);
});

Deno.test("an unknown look is an error that lists the known ones", () => {
  assert.throws(() => findLook("lea", { nora: design() }), /"lea": known are ava, leo, mira, sol, jun, nora/);
});

Deno.test("a person before nothing leaves the rest of the picture transparent, also after the next pose", async () => {
  const kit = await loadCanvas();
  for (const style of HAIR_STYLES) {
    const look = withBackground(lookOf("x", design({ hair: { style } })), { transparent: true }, new Map());
    const painter = new FacePainter(look, { width: 128, height: 128, makeSurface: kit.make });
    const canvas = kit.make(128, 128);
    painter.paint({ ...neutralPose(), headX: 0.2 }, canvas.pen);
    painter.paint(neutralPose(), canvas.pen);
    const { rgba } = pixelsOf(canvas);
    const alphaAt = (x: number, y: number) => rgba[(y * 128 + x) * 4 + 3];
    assert.deepEqual([alphaAt(2, 2), alphaAt(125, 60), alphaAt(64, 64)], [0, 0, 255], style);
    const once = kit.make(128, 128);
    painter.paint(neutralPose(), once.pen);
    assert.deepEqual(rgba, pixelsOf(once).rgba, "nothing of the pose before remains");
  }
});

Deno.test("a background is one colour, a gradient or a picture that covers it all", async () => {
  const kit = await loadCanvas();
  const wide = kit.make(40, 10);
  wide.pen.fillStyle = "#0000ff";
  wide.pen.fillRect(0, 0, 40, 10);
  const images = new Map([["sea.png", wide]]);
  const cornersOf = (background: Parameters<typeof withBackground>[1]) => {
    const look = withBackground(LOOKS.leo, background, images);
    const canvas = kit.make(128, 128);
    new FacePainter(look, { width: 128, height: 128, makeSurface: kit.make }).paint(neutralPose(), canvas.pen);
    const { rgba } = pixelsOf(canvas);
    return [0, 127].map((x) => [...rgba.subarray(x * 4, x * 4 + 3)]);
  };
  assert.deepEqual(cornersOf({ color: "#123456" }), [[18, 52, 86], [18, 52, 86]]);
  assert.deepEqual(cornersOf({ image: "sea.png" }), [[0, 0, 255], [0, 0, 255]]);
  const [[red = 0, , blue = 0] = []] = cornersOf({ gradient: ["#ff0000", "#0000ff"] });
  assert.ok(red > 250 && blue < 5, "the first colour is at the top");
  assert.deepEqual(cornersOf({ image: "gone.png" }), cornersOf(undefined), "without its picture, the look's own");
});
