import assert from "node:assert/strict";
import { blendWeights, PoseMotion } from "../../../src/client/picture/pose_motion.ts";

Deno.test("poses blend field by field, and a field that was not there takes its value at once", () => {
  assert.deepEqual(blendWeights({ jawOpen: 0 }, { jawOpen: 1, blush: 0.5 }, 0.25), { jawOpen: 0.25, blush: 0.5 });
});

Deno.test("where drawing is slow, nothing is drawn between the poses that came", () => {
  let nowMs = 0;
  let drawn = 0;
  const slow = () => {
    nowMs += 40;
    drawn++;
  };
  const motion = new PoseMotion(slow, () => nowMs);
  const pose = (timestampMs: number) => ({ turn: 1, timestampMs, idle: false, weights: { jawOpen: 0 } });
  for (let i = 0; i < 10; i++) motion.show(pose(i * 40));
  assert.equal(motion.blend(pose(400), 380), false);
  assert.equal(drawn, 10);
});
