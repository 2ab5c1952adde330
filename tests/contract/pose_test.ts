import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addPose,
  bothSides,
  clampPose,
  neutralPose,
  packPose,
  POSE_FIELDS,
  POSE_RANGES,
  unpackPose,
} from "../../src/contract/pose.ts";

Deno.test("a neutral pose has every field, at 0, within its range", () => {
  const pose = neutralPose();
  assert.deepEqual(Object.keys(pose), [...POSE_FIELDS]);
  for (const name of POSE_FIELDS) {
    const [min, max] = POSE_RANGES[name];
    assert.ok(pose[name] === 0 && min <= 0 && max > 0, name);
  }
});

Deno.test("clamping brings any pose into range and leaves a pose in range alone", () => {
  const field = fc.constantFrom(...POSE_FIELDS);
  fc.assert(fc.property(field, fc.double({ min: -100, max: 100, noNaN: true }), (name, value) => {
    const [min, max] = POSE_RANGES[name];
    const pose = clampPose({ ...neutralPose(), [name]: value });
    assert.ok(Math.abs(pose[name] - Math.min(max, Math.max(min, value))) === 0);
    assert.deepEqual(clampPose({ ...pose }), pose);
  }));
});

Deno.test("adding a fragment adds its fields, weighted, and no others", () => {
  const pose = neutralPose();
  addPose(pose, bothSides("mouthSmile", 0.5), 0.5);
  assert.deepEqual(pose, { ...neutralPose(), mouthSmileLeft: 0.25, mouthSmileRight: 0.25 });
});

Deno.test("a packed pose is rounded, leaves out zeros, and comes back", () => {
  const pose = { ...neutralPose(), jawOpen: 0.123456, headYaw: -7.98765, blush: 0.00001 };
  const packed = packPose(pose);
  assert.deepEqual(packed, { jawOpen: 0.123, headYaw: -7.988 });
  assert.deepEqual(unpackPose(packed), { ...neutralPose(), jawOpen: 0.123, headYaw: -7.988 });
});

Deno.test("unpacking passes over what it does not know and clamps what is out of range", () => {
  assert.deepEqual(unpackPose({ wiggle: 1, jawOpen: 7, headYaw: Number.NaN }), { ...neutralPose(), jawOpen: 1 });
});
