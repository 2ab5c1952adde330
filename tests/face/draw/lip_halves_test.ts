import assert from "node:assert/strict";
import { loadCanvas } from "../../../src/adapters/avatar/drawn_face/canvas.ts";
import { neutralPose } from "../../../src/contract/pose.ts";
import { Shelf } from "../../../src/face/draw/canvas/shelf.ts";
import { enterBox, pixelsOf as sizeOf, placeSprite } from "../../../src/face/draw/canvas/sprite.ts";
import { LipHalves, MOUTH_BOX } from "../../../src/face/draw/lip_halves.ts";
import { paintMouth } from "../../../src/face/draw/parts/mouth.ts";
import { mouthState } from "../../../src/face/draw/states.ts";
import { findLook } from "../../../src/face/looks/design.ts";
import { pixelsOf } from "../support.ts";

Deno.test("the halves of the lips make the whole, without a seam, whatever was painted before", async () => {
  const kit = await loadCanvas();
  const ava = findLook("ava");
  const scale = 1.7;
  const halves = new LipHalves(ava, new Shelf(kit.make), scale);
  const { width, height } = sizeOf(MOUTH_BOX, scale);
  for (const jawOpen of [0, 0.6, 0]) {
    const state = mouthState({ ...neutralPose(), jawOpen }, scale);
    const [whole, joined] = [kit.make(width, height), kit.make(width, height)];
    paintMouth(enterBox(whole, MOUTH_BOX), ava, state);
    enterBox(joined, MOUTH_BOX);
    for (const side of [-1, 1] as const) {
      placeSprite(joined.pen, halves.paint(side, state, String(jawOpen)), halves.boxes[side]);
    }
    const [a, b] = [pixelsOf(whole).rgba, pixelsOf(joined).rgba];
    a.forEach((value, i) => {
      // On the edge of the lips, translucent pixels lie over each other.
      if (a[i | 3] !== 255) return;
      assert.ok(Math.abs(value - (b[i] ?? 0)) <= 8, `jaw ${jawOpen}, pixel ${i >> 2}`);
    });
  }
});
