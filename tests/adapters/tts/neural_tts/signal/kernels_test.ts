import assert from "node:assert/strict";
import { LANES } from "../../../../../src/adapters/tts/neural_tts/model/decoder.ts";
import { Workspace } from "../../../../../src/adapters/tts/neural_tts/model/layers/workspace.ts";
import { Fourier, FRAME_SIZE, HOP } from "../../../../../src/adapters/tts/neural_tts/signal/fourier.ts";
import { createSignalKernels } from "../../../../../src/adapters/tts/neural_tts/signal/kernels.ts";
import { distance } from "../model/support.ts";
import { randomNumbers } from "../random.ts";

const BINS = 601;
/** Numbers of a spectrum in lanes. */
const SPECTRUM = 608 * LANES;

const space = new Workspace();
const kernels = createSignalKernels(space.memory);
const fourier = new Fourier(kernels, space);

/** The numbers at an address. */
function read(at: number, count: number): Float32Array<ArrayBuffer> {
  return space.floats.slice(at / 4, at / 4 + count);
}

Deno.test("Fourier.analyze() is the Fourier transform of frames under a Hann window", () => {
  const samples = randomNumbers(FRAME_SIZE + 3 * HOP);
  const spectra = read(fourier.analyze(space.store(samples)), BINS * 2 * LANES);
  for (let lane = 0; lane < LANES; lane++) {
    for (const bin of [0, 1, 2, 59, 60, 299, 300, 301, 599, 600]) {
      let [re, im] = [0, 0];
      for (let n = 0; n < FRAME_SIZE; n++) {
        const angle = 2 * Math.PI * n / FRAME_SIZE;
        const value = (samples[lane * HOP + n] ?? 0) * (0.5 - 0.5 * Math.cos(angle)) / 300;
        re += value * Math.cos(angle * bin);
        im -= value * Math.sin(angle * bin);
      }
      assert.ok(Math.abs((spectra[bin * 8 + lane] ?? NaN) - re) < 1e-6);
      assert.ok(Math.abs((spectra[bin * 8 + 4 + lane] ?? NaN) - im) < 1e-6);
    }
  }
});

Deno.test("Fourier.synthesize() gives back what was analysed, where all frames overlap", () => {
  const samples = randomNumbers(FRAME_SIZE + 3 * HOP);
  const spectra = fourier.analyze(space.store(samples));
  const out = space.take(samples.length);
  fourier.synthesize(spectra, out);
  const whole = read(out, samples.length).map((value) => value * 300);
  assert.ok(distance(whole.subarray(3 * HOP, 4 * HOP), samples.subarray(3 * HOP, 4 * HOP)).most < 2e-6);
});

Deno.test("pulses() is the sum of all harmonics below 11 kHz, and silent at 40 Hz and less", () => {
  const out = space.take(HOP);
  const phase = kernels.spectra.pulses(100, 220, 0.25, out);
  let turns = 0.25;
  const expected = Float32Array.from({ length: HOP }, (_, n) => {
    const hz = 100 + 120 * (n + 0.5) / HOP;
    turns += hz / 24_000;
    let sum = 0;
    for (let harmonic = 1; harmonic * hz <= 11_000; harmonic++) sum += Math.cos(2 * Math.PI * harmonic * turns);
    return sum;
  });
  assert.ok(distance(read(out, HOP), expected).most < 0.05, "of pulses that are 50 to 110 high");
  assert.ok(Math.abs(phase - turns % 1) < 1e-6);
  kernels.spectra.pulses(0, 40, 0, out);
  assert.deepEqual(read(out, HOP), new Float32Array(HOP));
});

/** Mixes spectra that are the same in all lanes. */
function mix(spectra: (part: number, bin: number) => number, levels: number[] = [0, 0, 0, 0]): Float32Array {
  const lanes = Float32Array.from(
    { length: 6 * SPECTRUM },
    (_, at) => spectra(Math.floor(at / SPECTRUM), Math.floor(at % SPECTRUM / LANES)),
  );
  const weights = Float32Array.from({ length: 2 * BINS }, (_, at) => at / 2 / BINS);
  const e = space.store(randomNumbers(BINS * 2 * LANES, 8));
  const random = space.take(LANES);
  space.integers.set([1, 2, 3, 4].map((seed) => seed * 0x9e3779b), random / 4);
  const all = Float32Array.from(levels.flatMap((level) => Array(LANES).fill(level)));
  kernels.spectra.mix(space.store(lanes), space.store(all), space.store(weights), random, e);
  return read(e, BINS * 2 * LANES);
}

Deno.test("mix() turns the excitation and adds the rest, off by less than a hundred-thousandth", () => {
  const value = (part: number, bin: number) =>
    part === 2 || part === 5 ? -90 : Math.sin(bin * 1.7 + part) * (part === 0 ? 9 : 4);
  const [gain, tilt, harmonics] = [0.5, -2, 0.3];
  const mixed = mix(value, [gain, tilt, harmonics, 0]);
  const e = randomNumbers(BINS * 2 * LANES, 8);
  for (let bin = 0; bin < BINS; bin++) {
    const slope = gain + tilt * bin / BINS;
    const amplitude = Math.exp(Math.min(7, value(0, bin)) + slope + harmonics);
    const rest = Math.exp(Math.min(7, value(3, bin)) + slope);
    const angle = Math.PI * Math.tanh(value(1, bin));
    const [er, ei] = [e[bin * 8] ?? 0, e[bin * 8 + 4] ?? 0];
    const re = amplitude * (er * Math.cos(angle) - ei * Math.sin(angle)) + rest * Math.cos(value(4, bin));
    const im = amplitude * (er * Math.sin(angle) + ei * Math.cos(angle)) + rest * Math.sin(value(4, bin));
    assert.ok(Math.abs((mixed[bin * 8] ?? NaN) - re) < 1e-5 * (amplitude + rest), `bin ${bin}`);
    assert.ok(Math.abs((mixed[bin * 8 + 4] ?? NaN) - im) < 1e-5 * (amplitude + rest), `bin ${bin}`);
  }
});

Deno.test("mix() adds noise of unit variance in each part, without a mean, and independent", () => {
  const noise = mix((part) => part === 2 ? 0 : -90);
  const count = noise.length;
  const mean = noise.reduce((sum, value) => sum + value, 0) / count;
  const variance = noise.reduce((sum, value) => sum + value * value, 0) / count;
  assert.ok(Math.abs(mean) < 0.05 && Math.abs(variance - 1) < 0.05, `mean ${mean}, variance ${variance}`);
  for (const distance of [1, 4, 8]) {
    let sum = 0;
    for (let at = distance; at < count; at++) sum += (noise[at] ?? 0) * (noise[at - distance] ?? 0);
    assert.ok(Math.abs(sum / count) < 0.05, `correlation ${sum / count} at ${distance}`);
  }
});

Deno.test("mix() adds breath in proportion to the sixth spectrum and the bin's weight", () => {
  const plain = mix((part) => part === 2 ? 0 : -90);
  const breath = mix((part) => part === 5 ? Math.log(3) : -90, [0, 0, 0, 0.5]);
  const expected = plain.map((value, at) => value * 3 * 0.5 * (Math.floor(at / 8) + 0.5) / BINS);
  assert.ok(distance(breath, expected).most < 1e-4);
});

Deno.test("interleave() puts each of four frames into its lane", () => {
  const frames = randomNumbers(4 * 3040);
  const out = space.take(4 * 3040);
  kernels.lanes.interleave(space.store(frames), out);
  const spread = read(out, 4 * 3040);
  for (const number of [0, 1, 607, 608, 3039]) {
    for (let lane = 0; lane < LANES; lane++) assert.equal(spread[number * LANES + lane], frames[lane * 3040 + number]);
  }
});

/** Carries a frame whose spectra are straight lines but for the harmonics', which are right at multiples of the pitch only. */
function warp(pitch: number, ratio: number, all: number): (part: number, bin: number) => number {
  const frame = Float32Array.from({ length: 3041 }, (_, at) => {
    const [part, bin] = [Math.floor(at / 608), at % 608];
    if (bin > 600) return 1e6;
    const between = pitch > 0 && part < 2 ? 50 * Math.abs(Math.sin(Math.PI * bin / pitch)) : 0;
    return part * 1000 + bin - between;
  });
  const out = space.store(new Float32Array(6 * SPECTRUM).fill(-1));
  kernels.lanes.warp(space.store(frame), pitch, ratio, all, space.take(700), out + 8);
  const lanes = read(out, 6 * SPECTRUM);
  for (let at = 0; at < lanes.length; at += 4) assert.equal(lanes[at], -1, "another lane was written to");
  return (part, bin) => lanes[part * SPECTRUM + bin * LANES + 2] ?? NaN;
}

Deno.test("warp() reads the harmonics' spectra where they mean something, and moves all along the frequencies", () => {
  for (const [pitch, ratio] of [[10, 1], [8, 1.25], [5, 0.8]] as const) {
    const at = warp(pitch, ratio, 1);
    for (const bin of [20, 100, 301, 400]) {
      const from = bin * ratio;
      assert.ok(Math.abs(at(0, bin) - from) < 0.01, `${at(0, bin)} instead of ${from}`);
      assert.ok(Math.abs(at(1, bin) - 1000 - from) < 0.01);
      assert.ok(Math.abs(at(2, bin) - 2000 - from) < 0.01);
      assert.ok(Math.abs(at(3, bin) - 3000 - from) < 0.01);
      assert.ok(Math.abs(at(5, bin) - from) < 0.01);
    }
    assert.equal(at(4, 100), -1, "the phase of the rest stays");
    assert.ok(Math.abs(at(0, 0) - pitch) < 0.01, "below the first harmonic all is as there");
    for (let bin = 0; bin <= 600; bin++) {
      assert.ok(Number.isFinite(at(0, bin)) && Number.isFinite(at(3, bin)), `bin ${bin}`);
    }
  }
});

Deno.test("warp() moves unvoiced frames bin by bin, and for breath writes the sixth spectrum alone", () => {
  const moved = warp(0, 1.25, 1);
  for (const part of [0, 1, 2, 3]) assert.ok(Math.abs(moved(part, 100) - part * 1000 - 125) < 0.01);
  assert.ok(Math.abs(moved(0, 599) - 600) < 0.01, "behind the last bin there is nothing");
  const breath = warp(10, 1, 0);
  assert.ok(Math.abs(breath(5, 77) - 77) < 0.01);
  for (const part of [0, 1, 2, 3, 4]) assert.equal(breath(part, 77), -1);
});

Deno.test("finish() rounds, bends what is too loud, never reaches the end of the scale, and counts", () => {
  const x = Float32Array.of(0, 0.5, -0.5, 0.874, 0.876, -1, 3, -1000);
  const out = space.takeBytes(16);
  assert.equal(kernels.frames.finish(space.store(x), 8, out), 4);
  const samples = [...new Int16Array(space.memory.buffer, out, 8)];
  assert.deepEqual(samples.slice(0, 4), [0, 16_384, -16_384, 28_638]);
  const [bent = 0, full = 0, loud = 0, absurd = 0] = samples.slice(4);
  assert.ok(bent > 28_638 && bent < 28_720 && full > -32_000 && full < -30_000 && loud < 32_767 && absurd >= -32_767);
});
