import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { abortable, deadline, resolvesWithin } from "../../src/core/async.ts";

const never = () => new Promise<never>(() => {});
const onTimeout = () => new Error("too late");

/** Counts the listeners that are left on a signal. */
function countedSignal(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  return { controller, listeners: () => listeners };
}

Deno.test("abortable() gives what the promise gives, and leaves no listener", async () => {
  const { controller, listeners } = countedSignal();
  assert.equal(await abortable(Promise.resolve(7), controller.signal), 7);
  await assert.rejects(abortable(Promise.reject(new Error("broken")), controller.signal), /broken/);
  assert.equal(listeners(), 0);
});

Deno.test("abortable() throws the signal's reason when it aborts first", async () => {
  const { controller, listeners } = countedSignal();
  const waiting = abortable(never(), controller.signal);
  const reason = new Error("enough");
  controller.abort(reason);
  await assert.rejects(waiting, reason);
  assert.equal(listeners(), 0);
});

Deno.test("a signal that has aborted ends a wait at once, whatever the promise does", async () => {
  const clock = new VirtualClock();
  const reason = new Error("over");
  const signal = AbortSignal.abort(reason);
  await assert.rejects(abortable(Promise.reject(new Error("handled")), signal), reason);
  await assert.rejects(deadline(never(), { clock, limitMs: 10, onTimeout, signal }), reason);
  assert.equal(clock.pending, 0);
});

Deno.test("deadline() throws when its time is up, and not a moment earlier", async () => {
  const clock = new VirtualClock();
  let outcome = "waiting";
  const waiting = deadline(never(), { clock, limitMs: 100, onTimeout }).catch((error) => outcome = String(error));
  await clock.advance(99);
  assert.equal(outcome, "waiting");
  await clock.advance(1);
  await waiting;
  assert.equal(outcome, "Error: too late");
});

Deno.test("deadline() leaves neither a timer nor a listener, however it ends", async () => {
  const clock = new VirtualClock();
  const { controller, listeners } = countedSignal();
  const options = { clock, limitMs: 100, onTimeout, signal: controller.signal };
  assert.equal(await deadline(Promise.resolve("in time"), options), "in time");
  await assert.rejects(deadline(Promise.reject(new Error("broken")), options), /broken/);
  const late = assert.rejects(deadline(never(), options), /too late/);
  await clock.advance(100);
  await late;
  const aborted = assert.rejects(deadline(never(), options), /enough/);
  controller.abort(new Error("enough"));
  await aborted;
  assert.deepEqual([clock.pending, listeners()], [0, 0]);
});

Deno.test("a promise that rejects after its wait has ended causes no unhandled rejection", async () => {
  const clock = new VirtualClock();
  const { promise, reject } = Promise.withResolvers<void>();
  const late = assert.rejects(deadline(promise, { clock, limitMs: 5, onTimeout }), /too late/);
  await clock.advance(5);
  await late;
  reject(new Error("too late"));
  await clock.advance(0);
});

Deno.test("resolvesWithin() tells in time from late, and a failure from both", async () => {
  const clock = new VirtualClock();
  assert.equal(await resolvesWithin(Promise.resolve("done"), clock, 5), true);
  const late = resolvesWithin(never(), clock, 5);
  await clock.advance(5);
  assert.equal(await late, false);
  await assert.rejects(resolvesWithin(Promise.reject(new Error("broken")), clock, 5), /broken/);
  assert.equal(clock.pending, 0);
});
