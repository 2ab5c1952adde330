import assert from "node:assert/strict";
import fc from "fast-check";
import { decibels, tilt, toPcm16 } from "../../../../../src/adapters/tts/flite/dsp/level.ts";
import { amplitudeAt, sine } from "./signals.ts";

Deno.test("toPcm16() leaves quiet samples as they are", () => {
  assert.deepEqual([...toPcm16(new Float32Array([0, 0.5, -0.5, 0.25]), 1)], [0, 16384, -16383, 8192]);
});

Deno.test("toPcm16() never wraps, keeps the sign, and keeps the order, however loud it gets", () => {
  const loud = fc.float({ min: -100, max: 100, noNaN: true });
  fc.assert(fc.property(loud, loud, (a, b) => {
    const [first = 0, second = 0] = toPcm16(new Float32Array([a, b]), 1);
    assert.ok(Math.abs(first) <= 32_113 && Math.abs(second) <= 32_113);
    if (Math.abs(a) > 1e-3) assert.equal(Math.sign(first), Math.sign(a));
    if (a <= b) assert.ok(first <= second);
  }));
});

Deno.test("decibels() turns 6 dB into a factor of two", () => {
  assert.ok(Math.abs(decibels(6.0206) - 2) < 1e-4);
});

Deno.test("tilt() raises what is above the shelf and leaves what is far below", () => {
  for (const db of [-6, 4]) {
    const [low, high] = [sine(150), sine(7000)];
    tilt(low, db, 16_000);
    tilt(high, db, 16_000);
    const change = (samples: Float32Array, hz: number) => 20 * Math.log10(amplitudeAt(hz, samples, 16_000) / 0.5);
    assert.ok(Math.abs(change(low, 150)) < 0.3);
    assert.ok(Math.abs(change(high, 7000) - db) < 0.5);
  }
});
