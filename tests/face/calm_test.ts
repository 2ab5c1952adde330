import assert from "node:assert/strict";
import { mouthState } from "../../src/face/draw/states.ts";
import { animatorOf, babble, poses } from "./support.ts";

Deno.test("a neutral speaker looks calm and kind: level mouth with corners up, level brows, eyes on the listener", () => {
  let [away, all] = [0, 0];
  for (let seed = 0; seed < 6; seed++) {
    const animator = animatorOf({}, seed);
    animator.state = "speaking";
    // Louder and quieter, so that there are accents.
    const course = poses(animator, 25, 12, (ms) => ({ ...babble(seed, ms), level: ms % 900 < 250 ? 0.9 : 0.35 }));
    for (const pose of course) {
      assert.ok(pose.mouthSmileLeft + pose.mouthSmileRight > 0.24, `corners ${pose.mouthSmileLeft}`);
      const { mouthSmileLeft, mouthSmileRight } = mouthState(pose, 0.5);
      assert.ok(Math.abs(mouthSmileLeft - mouthSmileRight) < 0.13, `tilt ${mouthSmileLeft} ${mouthSmileRight}`);
      assert.ok(pose.browInnerUp < 0.25, `brow ${pose.browInnerUp}`);
      assert.ok(Math.abs(pose.gazeX) < 0.4, `gaze ${pose.gazeX}`);
    }
    away += course.filter(({ gazeX, gazeY }) => Math.hypot(gazeX, gazeY) > 0.2).length;
    all += course.length;
  }
  assert.ok(away / all < 0.3, `${away} of ${all}`);
});
