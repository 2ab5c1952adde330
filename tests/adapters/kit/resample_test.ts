import assert from "node:assert/strict";
import { ResampleFilter } from "../../../src/adapters/kit/resample.ts";

const TO_HZ = 24_000;
const AMPLITUDE = 0.5;
/** Away from both ends, where the filter meets silence. */
const MIDDLE = { from: 2000, to: 22_000 } as const;

function tone(hz: number, rateHz: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: rateHz * seconds }, (_, n) => AMPLITUDE * Math.sin(2 * Math.PI * hz * n / rateHz));
}

/** One second, converted in chunks. */
function convert(samples: Float32Array, fromHz: number, chunk = 997): Float32Array {
  const resampler = new ResampleFilter(fromHz, TO_HZ).start();
  const output: number[] = [];
  for (let at = 0; at < samples.length; at += chunk) output.push(...resampler.push(samples.subarray(at, at + chunk)));
  output.push(...resampler.end());
  return Float32Array.from(output);
}

/** How far a signal is from a tone that begins at its first sample, in dB below that tone. */
function purityDb(samples: Float32Array, hz: number): number {
  const wanted = tone(hz, TO_HZ);
  let [signal, rest] = [0, 0];
  for (let n = MIDDLE.from; n < MIDDLE.to; n++) {
    signal += wanted[n]! ** 2;
    rest += (samples[n]! - wanted[n]!) ** 2;
  }
  return 10 * Math.log10(signal / rest);
}

for (const fromHz of [8000, 11_025, 16_000, 22_050, 23_999, 32_000, 44_100, 48_000, 96_000]) {
  Deno.test(`a tone of ${fromHz} samples a second keeps its pitch, level and phase, and nothing comes to it`, () => {
    const nyquistHz = Math.min(fromHz, TO_HZ) / 2;
    for (const share of [0.01, 0.1, 0.5, 0.9]) {
      const hz = Math.round(nyquistHz * share);
      const output = convert(tone(hz, fromHz), fromHz);
      assert.equal(output.length, TO_HZ);
      const purity = purityDb(output, hz);
      assert.ok(purity > 98, `${hz} Hz: what is wrong is ${purity.toFixed(1)} dB below the tone`);
    }
  });
}

Deno.test("what is above the lower rate's band is taken out, not mirrored into it", () => {
  for (const hz of [12_700, 14_000, 18_000, 21_000]) {
    const loudest = Math.max(...convert(tone(hz, 48_000), 48_000).subarray(MIDDLE.from, MIDDLE.to).map(Math.abs));
    assert.ok(20 * Math.log10(loudest / AMPLITUDE) < -98, `${hz} Hz is heard at ${loudest}`);
  }
});

Deno.test("the result is the same however the stream is cut, to the last sample", () => {
  const speech = Float32Array.from({ length: 5000 }, (_, n) => Math.sin(n * n / 3000));
  const whole = convert(speech, 22_050, speech.length);
  for (const chunk of [1, 7, 64, 1000]) assert.deepEqual(convert(speech, 22_050, chunk), whole);
});

Deno.test("as much sound comes out as went in, rounded to a whole sample, also for a breath of it", () => {
  for (const length of [0, 1, 2, 17, 441, 4410]) {
    assert.equal(convert(new Float32Array(length), 44_100).length, Math.round(length * 80 / 147), `${length}`);
  }
});

Deno.test("a constant stays as it is in every phase of the filter", () => {
  const output = convert(new Float32Array(4000).fill(0.5), 22_050).subarray(200, 3800);
  assert.ok(output.every((sample) => Math.abs(sample - 0.5) < 1e-6));
});

Deno.test("rates that are none are refused with the range", () => {
  for (const hz of [0, -8000, 22_050.5, NaN, 1e9]) {
    assert.throws(() => new ResampleFilter(hz), /a whole number of 4000\.\.192000 Hz: received/);
  }
});
