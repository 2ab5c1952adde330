import assert from "node:assert/strict";
import { createResampler } from "../../../../../src/adapters/tts/flite/dsp/resample.ts";
import { amplitudeAt, sine } from "./signals.ts";

const db = (ratio: number) => 20 * Math.log10(ratio);

Deno.test("createResampler() makes three samples of two, also for odd lengths and for nothing", () => {
  const resample = createResampler();
  assert.deepEqual([0, 1, 2, 3, 16_000].map((length) => resample(new Float32Array(length)).length), [
    0,
    2,
    3,
    5,
    24_000,
  ]);
});

Deno.test("createResampler() keeps what is below 6.8 kHz within 0.1 dB", () => {
  const resample = createResampler();
  for (const hz of [100, 440, 1000, 3000, 5000, 6800]) {
    const change = db(amplitudeAt(hz, resample(sine(hz)), 24_000) / 0.5);
    assert.ok(Math.abs(change) < 0.1, `${hz} Hz changed by ${change} dB`);
  }
});

Deno.test("createResampler() makes no images: 65 dB and more below the tone", () => {
  const resample = createResampler();
  // A tone at f has its images at 16 kHz - f, folded into 24 kHz.
  for (const hz of [4500, 5500, 6500, 7000]) {
    const image = db(amplitudeAt(16_000 - hz, resample(sine(hz)), 24_000) / 0.5);
    assert.ok(image < -65, `the image of ${hz} Hz is at ${image} dB`);
  }
});

Deno.test("createResampler() does not delay: the output is the same wave on the same time", () => {
  const output = createResampler()(sine(500));
  const expected = sine(500, { sampleRate: 24_000 });
  let worst = 0;
  for (let i = 100; i < output.length - 100; i++) {
    worst = Math.max(worst, Math.abs((output[i] ?? 0) - (expected[i] ?? 0)));
  }
  assert.ok(worst < 2e-3, `differs by up to ${worst}`);
});

Deno.test("createResampler() passes a constant unchanged in every phase", () => {
  const output = createResampler()(new Float32Array(400).fill(0.5));
  for (const sample of output.subarray(100, 500)) assert.ok(Math.abs(sample - 0.5) < 1e-6);
});

Deno.test("createResampler() joins two sounds that end and begin in silence without a seam", () => {
  const resample = createResampler();
  const quiet = new Float32Array(160);
  const whole = new Float32Array([
    ...quiet,
    ...sine(300, { seconds: 0.1 }),
    ...quiet,
    ...sine(700, { seconds: 0.1 }),
    ...quiet,
  ]);
  const middle = 160 + 1600 + 80;
  const joined = new Float32Array([...resample(whole.slice(0, middle)), ...resample(whole.slice(middle))]);
  const atOnce = resample(whole);
  assert.equal(joined.length, atOnce.length);
  for (let i = 0; i < joined.length; i++) assert.ok(Math.abs((joined[i] ?? 0) - (atOnce[i] ?? 0)) < 1e-3);
});

Deno.test("createResampler() goes the other way too, without aliases", () => {
  const resample = createResampler({ up: 2, down: 3 });
  const back = resample(sine(3000, { sampleRate: 24_000 }));
  assert.equal(back.length, 16_000);
  assert.ok(Math.abs(db(amplitudeAt(3000, back, 16_000) / 0.5)) < 0.1);
  const alias = db(amplitudeAt(16_000 - 10_000, resample(sine(10_000, { sampleRate: 24_000 })), 16_000) / 0.5);
  assert.ok(alias < -60, `the alias of 10 kHz is at ${alias} dB`);
});
