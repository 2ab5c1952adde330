import assert from "node:assert/strict";
import { neutralPose } from "../../../src/contract/pose.ts";
import { mouthState } from "../../../src/face/draw/states.ts";

Deno.test("rounding a mouth to its drawn steps does not tilt it", () => {
  for (let smile = 0; smile <= 1; smile += 0.01) {
    const { mouthSmileLeft, mouthSmileRight } = mouthState({
      ...neutralPose(),
      mouthSmileLeft: smile,
      mouthSmileRight: smile + 0.02,
    }, 0.5);
    assert.ok(Math.abs(mouthSmileLeft - mouthSmileRight) < 0.03, `${smile}: ${mouthSmileLeft} ${mouthSmileRight}`);
  }
});
