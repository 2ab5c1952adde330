import assert from "node:assert/strict";
import { type Gesture, GESTURES, LOOK_DIRECTIONS } from "../../src/contract/parts.ts";
import { type FacePose, POSE_FIELDS } from "../../src/contract/pose.ts";
import { SILENCE } from "../../src/face/animator.ts";
import { animatorOf } from "./support.ts";

/** How a gesture changes the poses of a face, every 20 ms from its beginning on. */
function changes(gesture: Gesture, seed = 1, motionGain = 1): Partial<FacePose>[] {
  const turn = { character: { motion_gain: motionGain } };
  const [with_, without] = [animatorOf(turn, seed), animatorOf(turn, seed)];
  with_.poseAt(0, SILENCE);
  without.poseAt(0, SILENCE);
  with_.begin(gesture, 20);
  return Array.from({ length: 90 }, (_, i) => {
    const [a, b] = [with_, without].map((animator) => animator.poseAt(20 + i * 20, SILENCE));
    return Object.fromEntries(POSE_FIELDS.map((name) => [name, (a?.[name] ?? 0) - (b?.[name] ?? 0)]));
  });
}

const all: Gesture[] = [
  ...GESTURES.flatMap((name): Gesture[] => name === "look" ? [] : [{ name }]),
  ...LOOK_DIRECTIONS.map((toward): Gesture => ({ name: "look", toward })),
];

for (const gesture of all) {
  const name = gesture.name === "look" ? `look ${gesture.toward}` : gesture.name;
  Deno.test(`the gesture ${name} shows within 80 ms, moves smoothly, and leaves the face as it was`, () => {
    const course = changes(gesture);
    const size = (pose: Partial<FacePose> | undefined, fields = POSE_FIELDS) =>
      Math.max(...fields.map((field) => Math.abs(pose?.[field] ?? 0) / (field.startsWith("head") ? 10 : 1)));
    // A look at the viewer changes nothing while the eyes are there.
    if (name !== "look viewer") assert.ok(size(course[4]) > 0.02, `${size(course[4])} after 80 ms`);
    const slow = POSE_FIELDS.filter((field) => field !== "hairSway");
    course.slice(1).forEach((pose, i) => {
      const step = Math.max(
        ...slow.map((field) =>
          Math.abs((pose[field] ?? 0) - (course[i]?.[field] ?? 0)) / (field.startsWith("head") ? 10 : 1)
        ),
      );
      assert.ok(step < 0.42, `a step of ${step} at ${i * 20} ms`);
    });
    assert.ok(size(course.at(-1), slow) < 1e-9, "it ends");
  });
}

Deno.test("a nod goes down, a shake to both sides, a wink closes one eye", () => {
  const range = (course: Partial<FacePose>[], field: keyof FacePose) => {
    const values = course.map((pose) => pose[field] ?? 0);
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [down, up] = range(changes({ name: "nod" }), "headPitch");
  assert.ok(down < -6 && up < 0.5, `${down} ${up}`);
  const [left, right] = range(changes({ name: "shake" }), "headYaw");
  assert.ok(left < -3 && right > 3, `${left} ${right}`);
  const wink = changes({ name: "wink" });
  const shut = [range(wink, "eyeBlinkLeft")[1], range(wink, "eyeBlinkRight")[1]].toSorted();
  assert.ok((shut[0] ?? 1) < 0.05 && (shut[1] ?? 0) > 0.7, `${shut}`);
});

Deno.test("a look goes where it says, in the viewer's picture", () => {
  const peak = (toward: "left" | "right" | "up" | "down") => changes({ name: "look", toward })[20];
  assert.ok((peak("left")?.gazeX ?? 0) < -0.5 && (peak("left")?.headYaw ?? 0) < -5);
  assert.ok((peak("right")?.gazeX ?? 0) > 0.5 && (peak("right")?.headYaw ?? 0) > 5);
  assert.ok((peak("up")?.gazeY ?? 0) > 0.4 && (peak("up")?.headPitch ?? 0) > 3);
  assert.ok((peak("down")?.gazeY ?? 0) < -0.4 && (peak("down")?.headPitch ?? 0) < -3);
});

Deno.test("a calm person makes smaller gestures", () => {
  const depth = (gain: number) => Math.min(...changes({ name: "nod" }, 1, gain).map(({ headPitch = 0 }) => headPitch));
  assert.ok(depth(0.3) > 0.4 * depth(1) && depth(0.3) < -1, `${depth(0.3)} and ${depth(1)}`);
});
