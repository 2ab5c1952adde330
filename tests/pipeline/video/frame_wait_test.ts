import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { FrameWait } from "../../../src/pipeline/video/frame_wait.ts";

Deno.test("an avatar owes a frame once it has half a second of audio after it, or all there is", async () => {
  const clock = new VirtualClock();
  const wait = new FrameWait(clock, 1000);
  wait.note(499, false);
  assert.equal(wait.leftMs, Infinity);
  await clock.advance(100);
  wait.note(500, false);
  assert.equal(wait.leftMs, 1000);
  await clock.advance(300);
  assert.deepEqual([wait.leftMs, wait.end(), wait.leftMs], [700, 400, Infinity]);
  wait.note(-20, true);
  assert.equal(wait.leftMs, 1000);
  await clock.advance(50);
  assert.equal(wait.end(), 0, "its own audio was not complete");
});
