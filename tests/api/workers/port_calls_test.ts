import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type Answers, CallError, PortCalls } from "../../../src/api/workers/port_calls.ts";

type Calls = { double(n: number): number; fail(text: string): void; hang(nothing: null): Promise<void> };

/** Two ends of a port, of which one answers. */
function stage(mine: Answers = {}) {
  const clock = new VirtualClock();
  const { port1, port2 } = new MessageChannel();
  const calls = new PortCalls<Calls>(port1, {}, clock);
  const other = new PortCalls<Record<string, never>>(port2, mine, clock);
  return {
    clock,
    calls,
    other,
    [Symbol.dispose]() {
      port1.close();
      port2.close();
    },
  };
}

Deno.test("a call returns what the other end answers, and calls may overlap", async () => {
  using on = stage({ double: async (n: number) => await Promise.resolve(n * 2) });
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => on.calls.call("double", n))), [2, 4, 6]);
});

Deno.test("a failure at the other end, and a call that it does not know, fail with their reason", async () => {
  using on = stage({
    fail: (text: string) => {
      throw new Error(text);
    },
  });
  await assert.rejects(on.calls.call("fail", "no room"), new CallError("fail", "no room"));
  await assert.rejects(on.calls.call("double", 1), new CallError("double", "there is no such call"));
});

Deno.test("a call ends at its deadline, or when the other end is gone", async () => {
  using on = stage({ hang: () => new Promise<void>(() => {}) });
  const late = assert.rejects(on.calls.call("hang", null, 300), new CallError("hang", "no answer within 300 ms"));
  await on.clock.advance(301);
  await late;
  const gone = assert.rejects(on.calls.call("hang", null), new CallError("hang", "it crashed"));
  on.calls.end("it crashed");
  await gone;
  await assert.rejects(on.calls.call("double", 1), new CallError("double", "it crashed"));
});
