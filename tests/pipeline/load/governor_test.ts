import assert from "node:assert/strict";
import { Governor } from "../../../src/pipeline/load/governor.ts";
import { Quality } from "../../../src/pipeline/load/quality.ts";

/** Judges periods of half a second, and returns the step after each. */
function governed() {
  const quality = new Quality();
  const governor = new Governor(quality);
  let atMs = 0;
  return (periods: number, processor: number, lagMs = 5) =>
    Array.from({ length: periods }, () => {
      atMs += 500;
      governor.judge({ atMs, processor, lagMs });
      return quality.step;
    });
}

Deno.test("one busy period is forgiven, the next ones lower a step each, down to audio only", () => {
  const judge = governed();
  assert.deepEqual(judge(10, 0.99), [0, 1, 2, 3, 4, 5, 6, 6, 6, 6]);
});

Deno.test("a very late event loop lowers two steps at once; one that is late without work lowers none", () => {
  assert.deepEqual(governed()(2, 0.3, 400), [2, 4]);
  assert.deepEqual(governed()(4, 0.3, 100), [0, 0, 0, 0]);
  assert.deepEqual(governed()(3, 0.6, 100), [0, 1, 2]);
});

Deno.test("quality comes back a step for every five calm seconds, and not while it is just bearable", () => {
  const judge = governed();
  judge(3, 0.99);
  assert.deepEqual(judge(20, 0.8).at(-1), 2);
  assert.deepEqual(judge(10, 0.3).at(-1), 2);
  assert.deepEqual(judge(1, 0.3), [1]);
  assert.deepEqual(judge(10, 0.3).at(-1), 0);
});

Deno.test("a step that had to be lowered again right after it was restored takes twice as long the next time", () => {
  const judge = governed();
  judge(2, 0.99);
  assert.equal(judge(11, 0.3).at(-1), 0);
  assert.equal(judge(2, 0.99).at(-1), 1);
  assert.equal(judge(20, 0.3).at(-1), 1);
  assert.equal(judge(1, 0.3).at(-1), 0);
});
