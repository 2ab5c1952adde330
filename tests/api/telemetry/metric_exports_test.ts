import assert from "node:assert/strict";
import { createNoopMeter, type Meter } from "@opentelemetry/api";
import { settle, VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { MetricExports } from "../../../src/api/telemetry/metric_exports.ts";

/** Exports of metrics, each of which asks for values. */
function stage(intervalMs: number) {
  const clock = new VirtualClock();
  const meter: Meter = Object.create(createNoopMeter());
  const callbacks: (() => void)[] = [];
  meter.addBatchObservableCallback = (callback) => void callbacks.push(() => callback({ observe() {} }));
  const exports = new MetricExports(clock, intervalMs, meter);
  return {
    clock,
    observe: () => callbacks.forEach((callback) => callback()),
    /** Tells when it is quiet. */
    async quiet() {
      let isQuiet = false;
      void exports.quiet().then(() => isQuiet = true);
      await settle();
      return () => isQuiet;
    },
  };
}

Deno.test("it is quiet where the next export of metrics is far, from the start of the program on", async () => {
  const on = stage(60_000);
  assert.ok((await on.quiet())());
  await on.clock.advance(60_100);
  on.observe();
  await on.clock.advance(0);
  assert.ok((await on.quiet())());
});

Deno.test("an export of metrics that is near, or has begun, is waited for until it has its values", async () => {
  for (const intervalMs of [50, 60_000]) {
    const on = stage(intervalMs);
    for (const sinceMs of [intervalMs - 10, intervalMs + 10]) {
      await on.clock.advance(sinceMs);
      const quiet = await on.quiet();
      assert.ok(!quiet(), `${sinceMs} of ${intervalMs} ms after the last export`);
      on.observe();
      await settle();
      assert.ok(!quiet(), "the other callbacks are asked for values");
      await on.clock.advance(0);
      assert.ok(quiet());
    }
  }
});

Deno.test("an export of metrics that does not begin is waited for only a second", async () => {
  const on = stage(50);
  const quiet = await on.quiet();
  await on.clock.advance(999);
  assert.ok(!quiet());
  await on.clock.advance(1);
  assert.ok(quiet());
});

Deno.test("where no metrics are exported, it is always quiet", async () => {
  let isQuiet = false;
  void new MetricExports(new VirtualClock(), 1, createNoopMeter()).quiet().then(() => isQuiet = true);
  await settle();
  assert.ok(isQuiet);
});
