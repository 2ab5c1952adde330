import assert from "node:assert/strict";
import { loadCanvas } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../../../../src/adapters/avatar/drawn_face/compositor.ts";
import { createEncoder } from "../../../../src/adapters/avatar/drawn_face/encoder.ts";
import { Studio } from "../../../../src/adapters/avatar/drawn_face/studio.ts";
import { addPose, neutralPose } from "../../../../src/contract/pose.ts";
import { VISEME_SHAPES } from "../../../../src/face/visemes.ts";

const kit = await loadCanvas();
const format = { look: "jun", contentType: "jpeg", quality: 80 } as const;

function openStudio(memoryMb: number) {
  let made = 0;
  const counting = {
    make(width: number, height: number) {
      made++;
      return kit.make(width, height);
    },
  };
  const studio = new Studio({ kit: counting, encoder: createEncoder(), kernel: compileKernel() }, memoryMb << 20);
  return { studio, made: () => made };
}

Deno.test("a studio keeps as many looks and sizes ready as its memory holds, and always the newest", () => {
  const { studio } = openStudio(48);
  for (let width = 128; width < 160; width++) {
    studio.draw(neutralPose(), { ...format, width, height: 128 });
    assert.ok(studio.easels >= 1 && studio.easels <= 12, `${studio.easels} at ${width}`);
  }
  assert.ok(studio.easels > 1, "small pictures fit in several at a time");
  studio.draw(neutralPose(), { ...format, width: 1024, height: 1024 });
  assert.equal(studio.easels, 1, "a large one leaves no room for others");
});

Deno.test("a studio draws the same picture of a pose whatever it has drawn and forgotten in between", () => {
  const { studio } = openStudio(48);
  const size = { ...format, width: 128, height: 128 };
  const before = studio.draw(neutralPose(), size);
  for (let width = 129; width < 160; width++) studio.draw(neutralPose(), { ...size, width });
  assert.deepEqual(studio.draw(neutralPose(), size), before);
});

Deno.test("a prepared studio needs no more canvases to speak", () => {
  const { studio, made } = openStudio(384);
  const size = { ...format, width: 128, height: 128 };
  studio.prepare(size);
  const prepared = made();
  for (const shape of Object.values(VISEME_SHAPES)) {
    const pose = neutralPose();
    addPose(pose, shape, 0.6);
    studio.draw(pose, size);
  }
  assert.equal(made(), prepared, "made after the rehearsal");
});
