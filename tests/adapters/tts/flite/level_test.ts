import assert from "node:assert/strict";
import fc from "fast-check";
import { decibels, HighShelf, toPcm16 } from "../../../../src/adapters/tts/flite/level.ts";
import { amplitudeAt, sine } from "./signals.ts";

function pcmOf(...samples: number[]): number[] {
  const pcm = new Int16Array(samples.length);
  toPcm16(new Float32Array(samples), 1, pcm);
  return [...pcm];
}

Deno.test("toPcm16() leaves quiet samples as they are, and what has no room", () => {
  assert.deepEqual(pcmOf(0, 0.5, -0.5, 0.25), [0, 16384, -16383, 8192]);
  const short = new Int16Array(2);
  toPcm16(new Float32Array([0.5, 0.5, 0.5]), 0.5, short);
  assert.deepEqual([...short], [8192, 8192]);
});

Deno.test("toPcm16() never wraps, keeps the sign, and keeps the order, however loud it gets", () => {
  const loud = fc.float({ min: -100, max: 100, noNaN: true });
  fc.assert(fc.property(loud, loud, (a, b) => {
    const [first = 0, second = 0] = pcmOf(a, b);
    assert.ok(Math.abs(first) <= 32_113 && Math.abs(second) <= 32_113);
    if (Math.abs(a) > 1e-3) assert.equal(Math.sign(first), Math.sign(a));
    if (a <= b) assert.ok(first <= second);
  }));
});

Deno.test("decibels() turns 6 dB into a factor of two", () => {
  assert.ok(Math.abs(decibels(6.0206) - 2) < 1e-4);
});

Deno.test("HighShelf raises what is above the shelf and leaves what is far below, in pieces as at once", () => {
  for (const db of [-6, 0, 4]) {
    for (const [hz, expected, tolerance] of [[150, 0, 0.3], [7000, db, 0.5]] as const) {
      const samples = Float64Array.from(sine(hz));
      const pieces = samples.slice();
      new HighShelf(db, 16_000).apply(samples);
      const shelf = new HighShelf(db, 16_000);
      for (let at = 0; at < pieces.length; at += 80) shelf.apply(pieces.subarray(at, at + 80));
      assert.deepEqual(pieces, samples);
      const change = 20 * Math.log10(amplitudeAt(hz, Float32Array.from(samples), 16_000) / 0.5);
      assert.ok(Math.abs(change - expected) < tolerance, `${hz} Hz changed by ${change} dB`);
    }
  }
});
