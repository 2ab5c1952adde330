import assert from "node:assert/strict";
import { Governor } from "../../../src/pipeline/load/governor.ts";
import { Quality } from "../../../src/pipeline/load/quality.ts";

/** Judges periods of half a second, and returns the step after each. */
function governed() {
  const quality = new Quality();
  const governor = new Governor(quality);
  let atMs = 0;
  return (periods: number, processor: number, lagMs = 5, isBusy = true) =>
    Array.from({ length: periods }, () => {
      atMs += 500;
      governor.judge({ atMs, processor, lagMs }, isBusy);
      return quality.step;
    });
}

Deno.test("one busy period is forgiven, the next ones lower a step each, down to audio only", () => {
  const judge = governed();
  assert.deepEqual(judge(10, 0.99), [0, 1, 2, 3, 4, 5, 6, 6, 6, 6]);
});

Deno.test("a late event loop lowers, whatever this process uses: other programs may take the processors", () => {
  assert.deepEqual(governed()(2, 0.3, 400), [2, 4]);
  assert.deepEqual(governed()(3, 0.1, 200), [0, 1, 2]);
  assert.deepEqual(governed()(3, 0.6, 100), [0, 1, 2]);
  assert.deepEqual(governed()(3, 0.1, 100), [0, 0, 0]);
});

Deno.test("other programs are blamed for a load of which this process had little, until the next one", () => {
  const governor = new Governor(new Quality());
  const isByOthers = (processor: number, lagMs: number) => {
    governor.judge({ atMs: 0, processor, lagMs }, true);
    return governor.isByOthers;
  };
  assert.equal(governor.isByOthers, false);
  const [late, onTime] = [40, 39];
  assert.deepEqual([isByOthers(0.84, onTime), isByOthers(0.49, late), isByOthers(0.1, onTime)], [false, true, true]);
  assert.deepEqual([isByOthers(0.5, late), isByOthers(0.49, late), isByOthers(0.85, onTime)], [false, true, false]);
});

Deno.test("without sessions nothing is lowered, and what was lowered comes back when the loop is on time", () => {
  assert.deepEqual(governed()(3, 0.99, 400, false), [0, 0, 0]);
  const judge = governed();
  judge(2, 0.3, 400);
  assert.equal(judge(20, 0.1, 400, false).at(-1), 4);
  assert.equal(judge(11, 0.1, 5, false).at(-1), 3);
});

Deno.test("quality comes back a step for every five calm seconds, and not while it is just bearable", () => {
  const judge = governed();
  judge(3, 0.99);
  assert.deepEqual(judge(20, 0.9).at(-1), 2);
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
