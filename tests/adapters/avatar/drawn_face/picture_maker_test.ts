import assert from "node:assert/strict";
import { loadCanvas } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../../../../src/adapters/avatar/drawn_face/compositor/compositor.ts";
import { createEncoder } from "../../../../src/adapters/avatar/drawn_face/encoder.ts";
import { PictureMaker } from "../../../../src/adapters/avatar/drawn_face/picture_maker.ts";
import { Sketches } from "../../../../src/adapters/avatar/drawn_face/sketches.ts";
import { addPose, neutralPose } from "../../../../src/contract/pose.ts";
import { decode } from "../../../face/support.ts";
import { withBackground } from "../../../../src/face/looks/backdrop.ts";
import { findLook } from "../../../../src/face/looks/design.ts";
import { VISEME_SHAPES } from "../../../../src/face/visemes.ts";

const kit = await loadCanvas();
const format = { look: "jun", contentType: "jpeg", quality: 80 } as const;

function openMaker(memoryMb: number) {
  let made = 0;
  const counting = {
    make(width: number, height: number) {
      made++;
      return kit.make(width, height);
    },
  };
  const maker = new PictureMaker({ kit: counting, encoder: createEncoder(), kernel: compileKernel() }, memoryMb << 20);
  return { maker, made: () => made };
}

Deno.test("a picture maker keeps as many looks and sizes ready as its memory holds, and always the newest", () => {
  const { maker } = openMaker(48);
  for (let width = 128; width < 160; width++) {
    maker.draw(neutralPose(), { ...format, width, height: 128 });
    assert.ok(maker.easels >= 1 && maker.easels <= 12, `${maker.easels} at ${width}`);
  }
  assert.ok(maker.easels > 1, "small pictures fit in several at a time");
  maker.draw(neutralPose(), { ...format, width: 1024, height: 1024 });
  while (maker.work());
  assert.equal(maker.easels, 1, "a large one leaves no room for others");
});

Deno.test("a picture maker forgets what was not shown lately, and keeps what is shown or was prepared", () => {
  const { maker, made } = openMaker(384);
  const of = (width: number) => ({ ...format, width, height: 128 });
  maker.prepare(of(128));
  maker.draw(neutralPose(), of(129));
  maker.draw(neutralPose(), of(130));
  assert.equal(maker.forgetUnused(), false, "all were shown before it");
  assert.equal(maker.easels, 3);
  maker.draw(neutralPose(), of(130));
  assert.equal(maker.forgetUnused(), true);
  assert.equal(maker.easels, 2);
  maker.forgetUnused();
  assert.equal(maker.easels, 1);
  const before = made();
  maker.draw(neutralPose(), of(128));
  assert.equal(made(), before, "the prepared look is the one that stays");
});

Deno.test("a picture maker draws the same picture of a pose whatever it has drawn and forgotten in between", () => {
  const { maker } = openMaker(48);
  const size = { ...format, width: 128, height: 128 };
  const before = maker.draw(neutralPose(), size);
  for (let width = 129; width < 160; width++) maker.draw(neutralPose(), { ...size, width });
  assert.deepEqual(maker.draw(neutralPose(), size), before);
});

Deno.test("a large picture of a look that is not painted yet is a soft one of the same pose, and soon a sharp one", async () => {
  const { maker } = openMaker(48);
  const size = { ...format, width: 320, height: 320 };
  const pose = { ...neutralPose(), headX: 0.2, jawOpen: 0.4 };
  maker.expect({ ...format, look: "leo", width: 128, height: 128 });
  const soft = maker.draw(pose, size);
  let steps = 0;
  while (maker.isSketching) {
    assert.deepEqual(maker.draw(pose, size), soft, "soft until all is painted");
    steps++;
    assert.ok(maker.work(), "what is shown is painted first, what is expected later");
  }
  assert.ok(steps > 2, "other requests are answered in between");
  const sharp = maker.draw(pose, size);
  const prepared = openMaker(48).maker;
  prepared.prepare(size);
  assert.deepEqual(sharp, prepared.draw(pose, size));
  const [a, b] = [await decode(soft), await decode(sharp)];
  assert.deepEqual([a.width, a.height], [320, 320]);
  const off = a.rgba.reduce((sum, value, i) => sum + Math.abs(value - (b.rgba[i] ?? 0)), 0) / a.rgba.length;
  assert.ok(off > 0 && off < 6, `mean difference ${off}`);
});

Deno.test("a prepared picture maker needs no further canvases to speak", () => {
  const { maker, made } = openMaker(384);
  const size = { ...format, width: 128, height: 128 };
  maker.prepare(size);
  const prepared = made();
  for (const shape of Object.values(VISEME_SHAPES)) {
    const pose = neutralPose();
    addPose(pose, shape, 0.6);
    maker.draw(pose, size);
  }
  assert.equal(made(), prepared, "made after the rehearsal");
});

Deno.test("the first picture of an expected look needs no more canvases, and it is kept until it was shown", () => {
  const { maker, made } = openMaker(384);
  const size = { ...format, width: 128, height: 128 };
  maker.expect(size);
  while (maker.work());
  const expected = made();
  maker.forgetUnused();
  maker.draw(neutralPose(), size);
  assert.equal(made(), expected);
  maker.forgetUnused();
  maker.forgetUnused();
  assert.equal(maker.easels, 0, "shown once, and no more");
});

Deno.test("a sketch without a background does not show the one before it", () => {
  const tools = { kit, encoder: createEncoder(), kernel: compileKernel() };
  const sketches = new Sketches(tools, () => withBackground(findLook("jun", {}), { transparent: true }, new Map()));
  const size = { ...format, contentType: "png", width: 300, height: 300 } as const;
  const first = sketches.draw(neutralPose(), size);
  assert.deepEqual(sketches.draw(neutralPose(), size), first);
});
