import assert from "node:assert/strict";
import { continueWith } from "../../../../../src/adapters/tts/flite/dsp/join.ts";
import { buzz } from "./signals.ts";

const pcmOf = (samples: Float32Array) => Int16Array.from(samples, (sample) => Math.round(sample * 20_000));

Deno.test("continueWith() finds where the second take meets the first", () => {
  const wave = pcmOf(buzz(() => 130));
  const continuation = wave.slice(5000, 5200);
  const { from, pcm } = continueWith(continuation, wave, { around: 5030, reach: 100 });
  assert.equal(from, 5000);
  assert.deepEqual(pcm, wave.slice(5000));
});

Deno.test("continueWith() begins with the first take and ends with the second", () => {
  const first = pcmOf(buzz(() => 120));
  const second = pcmOf(buzz(() => 122));
  const continuation = first.slice(4000, 4200);
  const { from, pcm } = continueWith(continuation, second, { around: 4000, reach: 130 });
  assert.ok(Math.abs(from - 4000) <= 130);
  assert.equal(pcm[0], continuation[0]);
  assert.deepEqual(pcm.slice(200), second.slice(from + 200));
  const share = 100 / 200;
  assert.equal(pcm[100], Math.round((1 - share) * (continuation[100] ?? 0) + share * (second[from + 100] ?? 0)));
});

Deno.test("continueWith() takes silence, and takes that are shorter than the fade", () => {
  const silence = new Int16Array(300);
  assert.equal(continueWith(silence.slice(0, 200), silence, { around: 50, reach: 20 }).from, 50);
  const short = continueWith(silence.slice(0, 200), silence.slice(0, 100), { around: 50, reach: 20 });
  assert.deepEqual(short, { from: 50, pcm: new Int16Array(50) });
});
