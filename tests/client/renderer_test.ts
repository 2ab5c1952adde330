import assert from "node:assert/strict";
import { blendWeights } from "../../src/client/renderer.ts";

Deno.test("poses blend field by field, and a field that was not there takes its value at once", () => {
  assert.deepEqual(blendWeights({ jawOpen: 0 }, { jawOpen: 1, blush: 0.5 }, 0.25), { jawOpen: 0.25, blush: 0.5 });
});
