/**
 * Activations are quantised for each row on its own, and to 7 bits; onnxruntime does it for all rows at once, and to 8.
 * Both are about as far from what the weights say exactly, so that the tolerances are those of this noise.
 */
import assert from "node:assert/strict";
import { BIN_STRIDE, BINS, FRAME_STRIDE, SPECTRA } from "../../../../../src/adapters/tts/neural_tts/model/decoder.ts";
import { spreadDurations } from "../../../../../src/adapters/tts/neural_tts/model/durations.ts";
import { MAX_PHONEMES } from "../../../../../src/adapters/tts/neural_tts/model/types.ts";
import { distance, fixture, networks } from "./support.ts";

function near(actual: ArrayLike<number>, expected: ArrayLike<number>, limits: { rms: number; most: number }): void {
  const { rms, most } = distance(actual, expected);
  assert.ok(rms <= limits.rms && most <= limits.most, `off by ${rms} (rms) and ${most} (most)`);
}

Deno.test("Networks.encode() agrees with onnxruntime", () => {
  const { ids, parts } = fixture();
  const encoding = networks().encode(ids);
  assert.equal(encoding.length, ids.length);
  near(encoding.soundFeatures, parts.soundFeatures, { rms: 0.002, most: 0.01 });
  near(encoding.prosodyFeatures, parts.prosodyFeatures, { rms: 0.02, most: 0.12 });
  near(encoding.logDurations, parts.logDurations, { rms: 0.01, most: 0.04 });
});

Deno.test("Networks.prosody() agrees with onnxruntime", () => {
  const { durations, parts } = fixture();
  const prosody = networks().prosody(reference(), durations);
  assert.equal(prosody.ready, 0);
  prosody.read(prosody.frames);
  assert.equal(prosody.ready, parts.f0.length);
  near(prosody.f0, parts.f0, { rms: 2, most: 10 });
  near(prosody.energy, parts.energy, { rms: 0.1, most: 0.4 });
});

Deno.test("Networks.prosody() gives the same in any order of reading, and in turns with others", () => {
  const { durations } = fixture();
  const whole = networks().prosody(reference(), durations);
  whole.read(whole.frames);
  const bits = networks().prosody(reference(), durations);
  for (let to = 1; bits.ready < bits.frames; to += 13) {
    bits.read(to);
    assert.ok(bits.ready >= Math.min(to, bits.frames));
    networks().prosody(reference(), durations).read(20);
  }
  assert.deepEqual(bits.f0, whole.f0);
  assert.deepEqual(bits.energy, whole.energy);
});

Deno.test("the decoder agrees with onnxruntime", () => {
  const { frames, parts } = fixture();
  const spectra = decode([176]);
  for (const [index, name] of ["lh", "theta", "ln", "lr", "phi"].entries()) {
    const pick = (all: Float32Array, frame: number) => all.subarray((frame * SPECTRA + index) * BINS).subarray(0, BINS);
    const actual = frames.flatMap((frame) => [...pick(spectra, frame)]);
    const expected = frames.flatMap((_, place) => [...pick(parts.spectra, place)]);
    const { rms, most } = distance(actual, expected);
    assert.ok(rms <= 0.15 && most <= 0.6, `${name} is off by ${rms} (rms) and ${most} (most)`);
  }
});

Deno.test("the decoder gives the same spectra in any division", () => {
  const whole = decode([176]);
  assert.deepEqual(decode([24, 64, 104, 144, 176]), whole);
  assert.deepEqual(decode([4, 8, 12, 176]), whole);
});

Deno.test("Networks.encode() refuses phonemes that it does not know, and too many", () => {
  const { encode, phonemes } = networks();
  const refused = (ids: number[]) => () => encode.call(networks(), ids);
  assert.throws(refused([0, phonemes, 0]), {
    name: "RangeError",
    message: `Phoneme 1 must be a whole number below ${phonemes}: received ${phonemes}`,
  });
  assert.throws(refused([0, 1.5, 0]), /received 1.5/);
  assert.throws(refused([0, -1, 0]), /received -1/);
  assert.throws(refused([]), /received 0$/);
  assert.throws(refused(Array(MAX_PHONEMES + 1).fill(0)), /must have 1 to 512 phonemes: received 513/);
});

Deno.test("Networks.encode() takes one phoneme, and as many as it says", () => {
  for (const length of [1, 2, 17, MAX_PHONEMES]) {
    const encoding = networks().encode(Array.from({ length }, (_, index) => index % 40));
    assert.ok(encoding.logDurations.every(Number.isFinite));
    assert.ok(encoding.soundFeatures.every(Number.isFinite));
    assert.equal(encoding.logDurations.length, length);
  }
});

Deno.test("what a longer sentence left behind does not change a shorter one", () => {
  const { ids } = fixture();
  const before = networks().encode(ids);
  networks().encode(Array.from({ length: MAX_PHONEMES }, (_, index) => (index * 7) % 170));
  assert.deepEqual(networks().encode(ids), before);
});

Deno.test("spreadDurations() wants a whole number for each phoneme", () => {
  assert.deepEqual(spreadDurations([1, 3, 2], 3), Uint16Array.of(0, 1, 1, 1, 2, 2));
  assert.throws(() => spreadDurations([1, 3], 3), /received 2 for 3/);
  for (const bad of [0, -1, 1.5, NaN, 401]) assert.throws(() => spreadDurations([1, bad], 2), RangeError);
});

/** The fixture's features, as onnxruntime has made them. */
function reference() {
  const { ids, parts } = fixture();
  return {
    length: ids.length,
    soundFeatures: parts.soundFeatures,
    prosodyFeatures: parts.prosodyFeatures,
    logDurations: parts.logDurations,
  };
}

/** All spectra of the fixture's sentence, decoded up to each of these frames in turn. */
function decode(steps: number[]): Float32Array {
  const { durations, ids, parts } = fixture();
  const { decoder, space } = networks();
  const spread = spreadDurations(durations.map((units) => 2 * units), ids.length);
  const decoding = decoder.begin({ features: parts.soundFeatures, spread }, { f0: parts.f0, energy: parts.energy });
  const spectra = new Float32Array(spread.length * SPECTRA * BINS);
  let frame = 0;
  for (const to of steps) {
    decoder.decode(decoding, to, (at, count) => {
      for (let row = 0; row < count; row++, frame++) {
        for (let part = 0; part < SPECTRA; part++) {
          const from = at / 4 + row * FRAME_STRIDE + part * BIN_STRIDE;
          spectra.set(space.floats.subarray(from, from + BINS), (frame * SPECTRA + part) * BINS);
        }
      }
    });
  }
  assert.equal(frame, spread.length);
  return spectra;
}
