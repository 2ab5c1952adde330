import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { WrongKeys } from "../../../src/api/access/wrong_keys.ts";

Deno.test("ten wrong keys are free; then an address waits a second for each check, and the number of waiting checks is limited", async () => {
  const clock = new VirtualClock();
  const wrong = new WrongKeys(clock);
  for (let i = 0; i < 10; i++) {
    await wrong.wait("203.0.113.7");
    wrong.note("203.0.113.7");
  }
  let looked = 0;
  const waits = Array.from({ length: 17 }, () => wrong.wait("203.0.113.7").then(() => looked++));
  await assert.rejects(waits.at(-1)!, { code: "too_many_wrong_keys", status: 429 });
  await wrong.wait("203.0.113.8");
  await clock.advance(999);
  assert.equal(looked, 0);
  await clock.advance(1);
  assert.equal(looked, 16);
  await clock.advance(1000);
  await wrong.wait("203.0.113.7");
});
