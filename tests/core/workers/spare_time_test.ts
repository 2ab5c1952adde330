import assert from "node:assert/strict";
import { SpareTime } from "../../../src/core/workers/spare_time.ts";

/** A thread on a clock of its own: `pieces` is how long each piece takes, ms. */
function setUp(pieces: number[]) {
  let nowMs = 0;
  const timers: { readonly dueAt: number; readonly fn: () => void }[] = [];
  const clock = {
    now: () => nowMs,
    setTimer(delayMs: number, fn: () => void) {
      timers.push({ dueAt: nowMs + delayMs, fn });
      return () => {};
    },
  };
  const beganAt: number[] = [];
  const work = () => {
    beganAt.push(nowMs);
    nowMs += pieces.shift() ?? 0;
    return pieces.length > 0;
  };
  const spare = new SpareTime({ clock, pauseMs: 10, pauseShare: 2, work });
  const run = () => {
    for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
      nowMs = Math.max(nowMs, timer.dueAt);
      timer.fn();
    }
  };
  return { spare, run, beganAt };
}

Deno.test("work is done in pieces, with pauses that are longer after those that took long", () => {
  const { spare, run, beganAt } = setUp([1, 100, 1]);
  spare.begin();
  run();
  assert.deepEqual(beganAt, [10, 21, 321]);
});

Deno.test("work begins once, and again when it was over", () => {
  const pieces = [1, 1];
  const { spare, run, beganAt } = setUp(pieces);
  spare.begin();
  spare.begin();
  run();
  assert.equal(beganAt.length, 2);
  pieces.push(1);
  spare.begin();
  run();
  assert.equal(beganAt.length, 3);
});
