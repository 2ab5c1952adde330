import assert from "node:assert/strict";
import { BIN_STRIDE, FRAME_STRIDE, LANES } from "../../../../../src/adapters/tts/neural_tts/model/decoder.ts";
import { Workspace } from "../../../../../src/adapters/tts/neural_tts/model/layers/workspace.ts";
import { type SoundCurves, Synthesizer } from "../../../../../src/adapters/tts/neural_tts/signal/synthesizer.ts";

const RATE = 24_000;
const FRAMES = 80;
const space = new Workspace();
const synthesizer = new Synthesizer(space, FRAMES);
const group = space.take(LANES * FRAME_STRIDE);

/** What a sound is made of; without anything it is silent. */
interface Recipe extends Partial<SoundCurves> {
  /** Logarithms of the amplitudes of harmonics, noise and rest at a frequency in Hz. Default: nothing. */
  harmonics?: (hz: number) => number;
  noise?: (hz: number) => number;
  rest?: (hz: number) => number;
  tract?: number;
  frames?: number;
}

const NOTHING = () => -30;

/** A curve that is the same in all frames. */
function flat(value: number): Float32Array {
  return new Float32Array(FRAMES).fill(value);
}

/** Makes a sound of spectra that stay the same. */
function sound(
  { harmonics = NOTHING, noise = NOTHING, rest = NOTHING, tract = 1, frames = FRAMES, ...changes }: Recipe,
) {
  for (let at = 0; at < LANES * FRAME_STRIDE; at++) {
    const part = Math.floor(at % FRAME_STRIDE / BIN_STRIDE);
    const hz = at % BIN_STRIDE * 20;
    // The phase of the rest goes on by what suits a tone in the middle of each bin.
    const value = [harmonics, () => 0, noise, rest, () => at % BIN_STRIDE * 1.7][part]?.(hz) ?? 0;
    space.floats[group / 4 + at] = value;
  }
  const none = flat(0);
  const curves = { modelF0: flat(200), gainDb: none, breath: none, tiltDb: none, sourceF0: flat(200), ...changes };
  const made = synthesizer.begin(curves, { frames, tract, seed: 1 });
  for (let frame = 0; frame < frames; frame += LANES) synthesizer.add(made, group, Math.min(LANES, frames - frame));
  return { samples: synthesizer.take(), limited: made.limited };
}

/** The amplitude of a frequency in the middle of a sound, under a Hann window of half a second. */
function amplitude(samples: Int16Array, hz: number): number {
  const size = RATE / 2;
  const start = Math.floor((samples.length - size) / 2);
  let [re, im] = [0, 0];
  for (let n = 0; n < size; n++) {
    const value = (samples[start + n] ?? 0) / 32_767 * (1 - Math.cos(2 * Math.PI * n / size)) / size * 2;
    re += value * Math.cos(2 * Math.PI * hz * n / RATE);
    im += value * Math.sin(2 * Math.PI * hz * n / RATE);
  }
  return Math.hypot(re, im);
}

/** The root of the mean square in the middle of a sound. */
function loudness(samples: Int16Array): number {
  const middle = samples.subarray(RATE / 4, -RATE / 4);
  return Math.sqrt(middle.reduce((sum, value) => sum + (value / 32_767) ** 2, 0) / middle.length);
}

const decibels = (ratio: number) => 20 * Math.log10(ratio);
/** What makes a harmonic have an amplitude: spectra are those of a Hann window of 1200 samples. */
const level = (amplitude: number) => Math.log(300 * amplitude);
const quiet = () => level(0.002);

Deno.test("a constant pitch has its harmonics where they belong, as loud as the spectrum says, and nothing between", () => {
  const { samples } = sound({ harmonics: (hz) => level(0.02) - hz / 4000 });
  for (const harmonic of [1, 2, 3, 10, 25]) {
    const hz = harmonic * 200;
    const off = decibels(amplitude(samples, hz) / (0.02 * Math.exp(-hz / 4000)));
    assert.ok(Math.abs(off) < 0.5, `harmonic ${harmonic} is off by ${off} dB`);
    assert.ok(amplitude(samples, hz + 100) < amplitude(samples, hz) / 1000, `there is sound at ${hz + 100} Hz`);
  }
  assert.ok(amplitude(samples, 11_600) < 1e-5, "there is sound above 11 kHz");
});

Deno.test("a moved pitch has its harmonics there, under the same spectrum, as loud in all", () => {
  const harmonics = (hz: number) => level(0.02) - hz / 2000;
  const before = sound({ harmonics }).samples;
  const { samples } = sound({ harmonics, sourceF0: flat(125) });
  const less = decibels(Math.sqrt(125 / 200));
  for (const harmonic of [2, 8, 16]) {
    const hz = harmonic * 125;
    const off = decibels(amplitude(samples, hz) / (0.02 * Math.exp(-hz / 2000))) - less;
    assert.ok(Math.abs(off) < 0.5, `harmonic ${harmonic} is off by ${off} dB`);
  }
  assert.ok(amplitude(samples, 200) < 1e-4, "the model's pitch is heard");
  assert.ok(Math.abs(decibels(loudness(samples) / loudness(before))) < 1, "the loudness has changed");
});

Deno.test("a longer vocal tract moves formants down, and the pitch not at all", () => {
  const formant = (hz: number) => level(0.02) - ((hz - 2000) / 300) ** 2;
  const { samples } = sound({ harmonics: formant, tract: 0.8 });
  assert.ok(Math.abs(decibels(amplitude(samples, 1600) / 0.02)) < 0.5);
  assert.ok(amplitude(samples, 2000) < 0.005);
});

Deno.test("gain raises all, tilt by octaves above 500 Hz, breath adds noise to voiced frames alone", () => {
  const plain = sound({ harmonics: quiet }).samples;
  const louder = sound({ harmonics: quiet, gainDb: flat(6) }).samples;
  const brighter = sound({ harmonics: quiet, tiltDb: flat(3) }).samples;
  const change = (samples: Int16Array, hz: number) => decibels(amplitude(samples, hz) / amplitude(plain, hz));
  for (const hz of [400, 2000, 8000]) assert.ok(Math.abs(change(louder, hz) - 6) < 0.1);
  for (const [hz, more] of [[400, 0], [1000, 3], [2000, 6], [8000, 12]] as const) {
    assert.ok(Math.abs(change(brighter, hz) - more) < 0.2, `${change(brighter, hz)} dB at ${hz} Hz`);
  }
  const breathy = sound({ harmonics: quiet, breath: flat(0.5) }).samples;
  const between = (samples: Int16Array, low: number) =>
    Math.hypot(...Array.from({ length: 40 }, (_, index) => amplitude(samples, low + 100 + 200 * index)));
  assert.ok(between(breathy, 3000) > 100 * between(plain, 3000));
  assert.ok(between(breathy, 3000) > 2 * Math.hypot(...[300, 500, 700].map((hz) => amplitude(breathy, hz))));
  const whisper = sound({ harmonics: quiet, breath: flat(0.5), modelF0: flat(0), sourceF0: flat(0) });
  assert.ok(whisper.samples.every((value) => Math.abs(value) <= 1));
});

Deno.test("noise has the loudness that its spectrum says", () => {
  // A bin of unit variance in both parts: 601 bins make a variance of about 1 / 1200 in each sample, times two thirds.
  const actual = loudness(sound({ noise: () => Math.log(2), modelF0: flat(0), sourceF0: flat(0) }).samples);
  const expected = 2 * Math.sqrt(2 / 1200 / 1.5);
  assert.ok(Math.abs(decibels(actual / expected)) < 0.5, `${actual} instead of ${expected}`);
});

Deno.test("there is no step where frames, groups and pieces meet", () => {
  // A low tone: whatever is not smooth lies above it.
  const { samples } = sound({ harmonics: (hz) => hz < 250 ? level(0.3) : -30 });
  const steady = samples.subarray(1200, -1200);
  // The second difference of a sine of 200 Hz is at most its amplitude times (2 pi 200 / 24000)^2.
  const limit = 0.32 * 32_767 * (2 * Math.PI * 200 / RATE) ** 2 + 2;
  for (let at = 1; at < steady.length - 1; at++) {
    const bend = Math.abs((steady[at - 1] ?? 0) - 2 * (steady[at] ?? 0) + (steady[at + 1] ?? 0));
    assert.ok(bend <= limit, `a step of ${bend} at ${at + 1200}`);
  }
});

Deno.test("what is much too loud is bent, counted, and not clipped", () => {
  const { samples, limited } = sound({ harmonics: () => level(0.3) });
  assert.ok(limited > 100);
  assert.ok(samples.every((value) => Math.abs(value) < 32_767));
  assert.equal(sound({ harmonics: quiet }).limited, 0);
});

Deno.test("sounds of any number of frames have all their samples", () => {
  for (const frames of [1, 2, 3, 4, 5, 7, 8]) {
    const { samples } = sound({ harmonics: quiet, frames });
    assert.equal(samples.length, frames * 300);
    assert.ok(samples.some((value) => value !== 0));
  }
});
