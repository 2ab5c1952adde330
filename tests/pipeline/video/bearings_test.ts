import assert from "node:assert/strict";
import { Bearings } from "../../../src/pipeline/video/bearings.ts";

Deno.test("the bearing of the frame that is shown is known however far others were sent ahead", () => {
  const bearings = new Bearings();
  const frameMs = 1000 / 60;
  for (let frame = 0; frame < 600; frame++) bearings.note({ frame }, frame * frameMs, 0);
  assert.deepEqual([bearings.at(0), bearings.at(9000)], [{ frame: 0 }, { frame: 540 }]);
  // A frame that is drawn again replaces those behind it, and what is over is forgotten.
  bearings.note({ frame: -1 }, 5010, 5005);
  assert.deepEqual([bearings.at(4000), bearings.at(5005), bearings.at(9000)], [undefined, { frame: 300 }, {
    frame: -1,
  }]);
});
