import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { DeadlineSweep } from "../../../src/api/transport/deadline_sweep.ts";
import { Ticker } from "../../../src/core/ticker.ts";

/** A sweep, what went wrong in it, and something to check that notes what is done to it. */
function setUp() {
  const clock = new VirtualClock();
  const failures: unknown[] = [];
  const sweep = new DeadlineSweep(new Ticker(clock, 10, assert.ifError), (error) => failures.push(error));
  const add = (check = () => {}) => {
    const calls: string[] = [];
    const remove = sweep.add({
      sweep: () => {
        calls.push("sweep");
        check();
      },
      end: () => calls.push("end"),
    });
    return { calls, remove };
  };
  return { clock, failures, add };
}

Deno.test("what is added is checked twice a second until it is removed, and no timer waits afterwards", async () => {
  const { clock, add } = setUp();
  const [first, second] = [add(), add()];
  await clock.advance(1000);
  first.remove();
  await clock.advance(1000);
  second.remove();
  assert.deepEqual([first.calls.length, second.calls.length], [2, 4]);
  assert.equal(clock.pending, 0);
});

Deno.test("what throws at a check is ended and not checked again, and the others are", async () => {
  const { clock, failures, add } = setUp();
  const error = new Error("the check is broken");
  const broken = add(() => {
    throw error;
  });
  const other = add();
  await clock.advance(1000);
  assert.deepEqual(broken.calls, ["sweep", "end"]);
  assert.equal(other.calls.length, 2);
  assert.deepEqual(failures, [error]);
  broken.remove();
  await clock.advance(500);
  assert.equal(other.calls.length, 3);
});
