import assert from "node:assert/strict";
import { blendWeights, PoseMotion } from "../../../src/client/picture/pose_motion.ts";

Deno.test("poses blend field by field, and a field that is absent is 0, as on the wire", () => {
  const blended = blendWeights({ jawOpen: 0.4, tongueOut: 0.2 }, { jawOpen: 1, blush: 0.5 }, 0.5);
  assert.deepEqual(blended, { jawOpen: 0.7, tongueOut: 0.1, blush: 0.25 });
});

Deno.test("a mouth whose speech is cut off closes within 120 ms, and the face keeps its mood", () => {
  let nowMs = 0;
  let painted: Readonly<Record<string, number>> = {};
  const motion = new PoseMotion((weights) => painted = weights, () => nowMs);
  const weights = { jawOpen: 0.5, mouthFunnel: 0.3, browInnerUp: 0.8, headYaw: 4 };
  motion.show({ turn: 1, timestampMs: 0, idle: false, weights });
  motion.hush();
  const jaws: number[] = [];
  for (nowMs = 16; motion.hushing; nowMs += 16) {
    motion.close();
    jaws.push(painted["jawOpen"] ?? 0);
  }
  assert.ok(nowMs <= 112, `${nowMs} ms`);
  assert.ok(jaws.length > 3 && jaws.every((jaw, i) => i === 0 || jaw < (jaws[i - 1] ?? 1)), jaws.join(" "));
  assert.deepEqual(painted, { jawOpen: 0, mouthFunnel: 0, browInnerUp: 0.8, headYaw: 4 });
});

Deno.test("idle life that comes while a mouth closes does not keep it open", () => {
  let nowMs = 0;
  const jaws: number[] = [];
  const motion = new PoseMotion(({ jawOpen = 0 }) => jaws.push(jawOpen), () => nowMs);
  motion.show({ turn: 1, timestampMs: 0, idle: false, weights: { jawOpen: 0.5, headYaw: 4 } });
  motion.hush();
  for (nowMs = 20; nowMs <= 100; nowMs += 20) {
    motion.show({ turn: 1, timestampMs: nowMs, idle: true, weights: { headYaw: 4 } });
  }
  assert.ok(jaws.every((jaw, i) => i === 0 || jaw <= (jaws[i - 1] ?? 1)), jaws.join(" "));
  assert.deepEqual(jaws.slice(-2), [0, 0]);
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

Deno.test("PoseMotion does not blend towards a pose of the same time or earlier, which replaces the one that is shown", () => {
  const painted: number[] = [];
  const motion = new PoseMotion(({ jawOpen = Number.NaN }) => painted.push(jawOpen), () => 0);
  const pose = (timestampMs: number, jawOpen: number) => ({ turn: 1, timestampMs, idle: false, weights: { jawOpen } });
  motion.show(pose(80, 0.2));
  assert.equal(motion.blend(pose(80, 0.6), 80), false);
  assert.equal(motion.blend(pose(40, 0.6), 80), false);
  assert.deepEqual(painted, [0.2]);
});
