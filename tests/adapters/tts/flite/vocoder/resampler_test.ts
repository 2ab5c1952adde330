import assert from "node:assert/strict";
import { DELAY, Resampler } from "../../../../../src/adapters/tts/flite/vocoder/resampler.ts";
import { AT, BLOCK, createVoiceKernel, doublesAt } from "../../../../../src/adapters/tts/flite/vocoder/voice_kernel.ts";
import { amplitudeAt, sine } from "../signals.ts";

const db = (ratio: number) => 20 * Math.log10(ratio);
const kernel = createVoiceKernel();
const resampler = new Resampler(kernel);

/** Converts a sound as a whole, block by block, and takes the delay off. */
function resample(samples: Float32Array): Float32Array {
  resampler.reset();
  const output: number[] = [];
  for (let at = 0; at < samples.length; at += BLOCK) {
    const block = doublesAt(kernel, AT.samples, BLOCK).fill(0);
    block.set(samples.subarray(at, at + BLOCK));
    output.push(...resampler.push());
  }
  output.push(...resampler.flush());
  return Float32Array.from(output.slice(DELAY.output, DELAY.output + samples.length * 1.5));
}

Deno.test("Resampler makes three samples of two", () => {
  assert.equal(resampler.push().length, BLOCK * 1.5);
});

Deno.test("Resampler keeps what is below 6.8 kHz within 0.1 dB", () => {
  for (const hz of [100, 440, 1000, 3000, 5000, 6800]) {
    const change = db(amplitudeAt(hz, resample(sine(hz)), 24_000) / 0.5);
    assert.ok(Math.abs(change) < 0.1, `${hz} Hz changed by ${change} dB`);
  }
});

Deno.test("Resampler makes no images: 65 dB and more below the tone", () => {
  // A tone at f has its images at 16 kHz - f, folded into 24 kHz.
  for (const hz of [4500, 5500, 6500, 7000]) {
    const image = db(amplitudeAt(16_000 - hz, resample(sine(hz)), 24_000) / 0.5);
    assert.ok(image < -65, `the image of ${hz} Hz is at ${image} dB`);
  }
});

Deno.test("Resampler delays by as much as it says, and no more", () => {
  const output = resample(sine(500));
  const expected = sine(500, { sampleRate: 24_000 });
  let worst = 0;
  for (let i = 100; i < output.length - 100; i++) {
    worst = Math.max(worst, Math.abs((output[i] ?? 0) - (expected[i] ?? 0)));
  }
  assert.ok(worst < 2e-3, `differs by up to ${worst}`);
});

Deno.test("Resampler passes a constant unchanged in every phase", () => {
  const output = resample(new Float32Array(400).fill(0.5));
  for (const sample of output.subarray(100, 500)) assert.ok(Math.abs(sample - 0.5) < 1e-6);
});

Deno.test("Resampler forgets what came before when it is reset", () => {
  resample(sine(300));
  assert.ok(resample(new Float32Array(160)).every((sample) => sample === 0));
});
