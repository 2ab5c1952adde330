/**
 * Audio features of mouth shapes: a short-time mel spectrum, normalised for loudness and steady noise.
 *
 * Causal and incremental: each frame depends only on the audio up to the end of its window, never on how the audio was
 * cut into chunks.
 *
 * @module
 */
import FFT from "fft.js";
import { SAMPLE_RATE_HZ } from "../contract/pcm.ts";

/** Distance between frames, in ms. */
export const FRAME_MS = 10;

/** Bands of the mel spectrum. */
const BANDS = 16;

/** Numbers in a frame: the shape of the spectrum by band, its mean level, and its total level. */
export const FEATURES = BANDS + 2;

const HOP = SAMPLE_RATE_HZ * FRAME_MS / 1000;
const WINDOW = 512;

/** How far a frame's window reaches beyond its centre, in ms. */
export const WINDOW_REACH_MS = (WINDOW / 2) / SAMPLE_RATE_HZ * 1000;

/** Voices made for 16 kHz have no energy above this, in Hz. */
const TOP_HZ = 7200;
const BOTTOM_HZ = 100;
const PRE_EMPHASIS = 0.9;

/** Levels are log10 of power, full scale about 0. One unit is 10 dB. */
const START_LEVEL = -5.5;
const START_NOISE = -7.5;
const SILENCE = -9;
const LOWEST = 1e-11;

/** How far below the level of speech a band still counts, and how much of it noise may mask. */
const RANGE = 3;
const LEAST_RANGE = 1.5;

interface Band {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Turns samples into frames of features. */
interface FeatureExtractor {
  /** Adds samples; calls `onFrame` for each frame that they complete. The array is reused: copy values to keep them. */
  push(samples: Int16Array, onFrame: (features: Float32Array) => void): void;
}

/**
 * Makes a feature extractor. Frame `i` is centred at `i * 10` ms; before the first sample there is silence.
 *
 * @returns The extractor.
 */
export function createFeatureExtractor(): FeatureExtractor {
  const fft = new FFT(WINDOW);
  const taper = hann(WINDOW);
  const bands = melBands();
  const history = new Float64Array(WINDOW + 1);
  const windowed = new Float64Array(WINDOW);
  const spectrum = new Float64Array(WINDOW * 2);
  const energies = new Float64Array(BANDS);
  const features = new Float32Array(FEATURES);
  const levels = createLevels();
  let untilFrame = WINDOW / 2;

  function frame(): void {
    for (let i = 0; i < WINDOW; i++) {
      windowed[i] = ((history[i + 1] ?? 0) - PRE_EMPHASIS * (history[i] ?? 0)) * (taper[i] ?? 0);
    }
    fft.realTransform(spectrum, windowed);
    let power = 0;
    for (let b = 0; b < BANDS; b++) power += energies[b] = bandEnergy(bands[b], spectrum);
    describe(energies, Math.log10(power / BANDS + LOWEST), levels, features);
  }

  return {
    push(samples, onFrame) {
      let at = 0;
      while (at < samples.length) {
        const count = Math.min(untilFrame, samples.length - at);
        history.copyWithin(0, count);
        const base = history.length - count;
        for (let i = 0; i < count; i++) history[base + i] = (samples[at + i] ?? 0) / 32768;
        at += count;
        untilFrame -= count;
        if (untilFrame > 0) return;
        frame();
        onFrame(features);
        untilFrame = HOP;
      }
    },
  };
}

/** Writes the features of a spectrum: shape by band, mean and total level relative to the surrounding speech. */
function describe(energies: Float64Array, total: number, levels: Levels, features: Float32Array): void {
  levels.update(total);
  const floor = Math.max(
    10 ** (levels.speech - RANGE),
    10 ** Math.min(levels.noise, levels.speech - LEAST_RANGE),
    10 ** SILENCE,
  );
  let mean = 0;
  for (let b = 0; b < BANDS; b++) {
    const value = Math.log10((energies[b] ?? 0) + floor) - levels.speech;
    features[b] = value;
    mean += value / BANDS;
  }
  for (let b = 0; b < BANDS; b++) features[b] = (features[b] ?? 0) - mean;
  features[BANDS] = mean;
  features[BANDS + 1] = Math.max(total - levels.speech, -RANGE);
}

interface Levels {
  /** The level of the loud parts of the speech. */
  speech: number;
  /** The level of silence. */
  noise: number;
  update(total: number): void;
}

/** Tracks loudness: rises immediately, falls over seconds, hardly at all in pauses. Also tracks the noise floor. */
function createLevels(): Levels {
  let heard = 0;
  return {
    speech: START_LEVEL,
    noise: START_NOISE,
    update(total) {
      const above = total - this.speech;
      if (above > 0) this.speech += 0.6 * above;
      else if (above > -2) {
        heard++;
        this.speech += above * Math.max(0.004, 0.5 / (heard + 20));
      } else if (total > SILENCE) this.speech += above * 0.0008;
      this.noise += total < this.noise ? 0.3 * (total - this.noise) : 0.006;
    },
  };
}

function bandEnergy(band: Band | undefined, spectrum: Float64Array): number {
  if (band === undefined) return 0;
  let sum = 0;
  for (let i = 0; i < band.weights.length; i++) {
    const k = 2 * (band.first + i);
    const re = spectrum[k] ?? 0;
    const im = spectrum[k + 1] ?? 0;
    sum += (band.weights[i] ?? 0) * (re * re + im * im);
  }
  return sum / (WINDOW * WINDOW / 16);
}

function hann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length));
}

/** Triangular filters, equally wide in mel (O'Shaughnessy's formula), each of unit weight. */
function melBands(): Band[] {
  const toMel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const toBin = (mel: number) => 700 * (Math.exp(mel / 1127) - 1) / (SAMPLE_RATE_HZ / WINDOW);
  const bottom = toMel(BOTTOM_HZ);
  const step = (toMel(TOP_HZ) - bottom) / (BANDS + 1);
  return Array.from({ length: BANDS }, (_, b) => {
    const [left, centre, right] = [
      toBin(bottom + b * step),
      toBin(bottom + (b + 1) * step),
      toBin(bottom + (b + 2) * step),
    ];
    const first = Math.ceil(left);
    const weights = Float64Array.from({ length: Math.ceil(right) - first }, (_, i) => {
      const k = first + i;
      return k < centre ? (k - left) / (centre - left) : (right - k) / (right - centre);
    });
    const sum = weights.reduce((a, w) => a + w, 0);
    return { first, weights: weights.map((w) => w / sum) };
  });
}
