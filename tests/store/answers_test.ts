import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { Answers } from "../../src/store/answers.ts";

const SILENT = /no answer within 5000 ms/;

/** A store whose calls are answered on request. */
function silentStore() {
  const clock = new VirtualClock();
  const answers = new Answers(clock);
  const calls: PromiseWithResolvers<string>[] = [];
  const call = () => {
    const answer = Promise.withResolvers<string>();
    calls.push(answer);
    return answer.promise;
  };
  return { clock, answers, calls, call };
}

Deno.test("calls to a silent store do not pile up, and it is found again when it answers", async () => {
  const { clock, answers, calls, call } = silentStore();
  for (let i = 0; i < 7200; i++) {
    answers.to(call).catch(() => {});
    await clock.advance(500);
  }
  assert.ok(calls.length >= 360 && calls.length <= 375, `${calls.length} calls in an hour`);
  await assert.rejects(answers.to(call), SILENT);
  calls[0]?.resolve("late");
  await clock.advance(0);
  const answer = answers.to(call);
  calls.at(-1)?.resolve("in time");
  assert.equal(await answer, "in time");
});

Deno.test("one lost call among answered ones does not make a store silent", async () => {
  const { clock, answers, calls, call } = silentStore();
  const lost = assert.rejects(answers.to(call), SILENT);
  await clock.advance(1000);
  const answer = answers.to(call);
  calls.at(-1)?.reject(new Error("the disk is full"));
  await assert.rejects(answer, /the disk is full/);
  await clock.advance(4000);
  await lost;
  const next = answers.to(call);
  calls.at(-1)?.resolve("next");
  assert.equal(await next, "next");
});
