/**
 * Augments recorded speech with other vocal tracts, rooms, microphones and levels, so that the network generalizes.
 *
 * @module
 */
import type { PhoneMark } from "../../src/lipsync/from_phones.ts";
import type { Random } from "./random.ts";

/** Speech (24 kHz) with its phones. */
export interface Utterance {
  readonly samples: Int16Array;
  readonly phones: readonly PhoneMark[];
}

const SAMPLE_RATE_HZ = 24_000;
const MAX_WARP = 0.25;
const MAX_GAIN_DB = 18;
const MAX_TILT = 0.45;
const MAX_RESONANCE_DB = 8;

/**
 * Makes a variant of an utterance.
 *
 * @param utterance The original; not modified.
 * @param random Source of randomness.
 * @returns Speech with a different pitch, vocal tract and pace (one resampling), a different tone and level, and often
 *   noise.
 */
export function vary(utterance: Utterance, random: Random): Utterance {
  const between = (limit: number) => (random.uniform() * 2 - 1) * limit;
  const warp = Math.exp(between(MAX_WARP));
  const gain = 10 ** (between(MAX_GAIN_DB) / 20);
  const samples = resample(utterance.samples, warp, gain);
  tilt(samples, between(MAX_TILT));
  resonate(samples, 300 + random.uniform() * 4000, 1 + random.uniform() * 2, between(MAX_RESONANCE_DB));
  if (random.uniform() < 0.6) {
    const amplitude = 3000 * gain * 10 ** (-(14 + random.uniform() * 40) / 20);
    for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) + random.normal() * amplitude;
  }
  return {
    samples: Int16Array.from(samples, (value) => Math.max(-32768, Math.min(32767, Math.round(value)))),
    phones: utterance.phones.map(({ phone, startMs, endMs }) => ({
      phone,
      startMs: startMs * warp,
      endMs: endMs * warp,
    })),
  };
}

function resample(samples: Int16Array, warp: number, gain: number): Float64Array {
  return Float64Array.from({ length: Math.floor(samples.length * warp) }, (_, i) => {
    const at = i / warp;
    const left = Math.floor(at);
    const part = at - left;
    return gain * ((samples[left] ?? 0) * (1 - part) + (samples[left + 1] ?? 0) * part);
  });
}

/** Makes speech darker (`amount > 0`) or brighter. */
function tilt(samples: Float64Array, amount: number): void {
  let previous = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] ?? 0;
    samples[i] = value + amount * previous;
    previous = value;
  }
}

/** A peaking filter (R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients"). */
function resonate(samples: Float64Array, hz: number, q: number, gainDb: number): void {
  const amplitude = 10 ** (gainDb / 40);
  const omega = 2 * Math.PI * hz / SAMPLE_RATE_HZ;
  const alpha = Math.sin(omega) / (2 * q);
  const b1 = -2 * Math.cos(omega);
  const a0 = 1 + alpha / amplitude;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0;
    const y = ((1 + alpha * amplitude) * x + b1 * x1 + (1 - alpha * amplitude) * x2 - b1 * y1 -
      (1 - alpha / amplitude) * y2) / a0;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    samples[i] = y;
  }
}
