import assert from "node:assert/strict";
import { settle, VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { watchSigns } from "../../../src/api/workers/signs_of_life.ts";

/** A worker that answers when the test wants it. */
function stage() {
  const clock = new VirtualClock();
  const started = Promise.withResolvers<void>();
  const asked: PromiseWithResolvers<void>[] = [];
  const reasons: string[] = [];
  const ask = () => {
    const answer = Promise.withResolvers<void>();
    asked.push(answer);
    return answer.promise;
  };
  const stop = watchSigns(started.promise, ask, clock, (reason) => reasons.push(reason));
  return { clock, started, asked, reasons, stop };
}

Deno.test("a worker is asked for a sign of life a second after its start and after each answer, until one fails", async () => {
  const { clock, started, asked, reasons } = stage();
  started.resolve();
  await clock.advance(1000);
  assert.equal(asked.length, 1);
  await clock.advance(5000);
  assert.equal(asked.length, 1, "it has not answered yet");
  asked[0]?.resolve();
  await clock.advance(1000);
  asked[1]?.reject(new Error("no answer"));
  await clock.advance(5000);
  assert.deepEqual([asked.length, reasons, clock.pending], [2, ["it does not answer: no answer"], 0]);
});

Deno.test("a worker that cannot start is reported, and not asked", async () => {
  const { clock, started, asked, reasons } = stage();
  started.reject(new Error("the port is taken"));
  await clock.advance(5000);
  assert.deepEqual([asked.length, reasons], [0, ["the port is taken"]]);
});

Deno.test("a watch that ends leaves no timer, whether the start, a timer or an answer is on its way", async () => {
  for (const answers of [0, 1, 2]) {
    const { clock, started, asked, stop } = stage();
    started.resolve();
    for (let i = 0; i < answers; i++) {
      await clock.advance(1000);
      asked[i]?.resolve();
    }
    stop();
    await settle();
    assert.equal(clock.pending, 0, `after ${answers} answers`);
  }
});
