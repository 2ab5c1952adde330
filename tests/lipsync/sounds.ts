/**
 * Sounds made by rule: enough like speech to be told from silence, and from each other.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../src/contract/pcm.ts";

/** Formants of vowels, in Hz (Peterson and Barney 1952, means of men). */
export const FORMANTS = {
  aa: [730, 1090, 2440],
  iy: [270, 2290, 3010],
  uw: [300, 870, 2240],
} as const;

/** Silence. */
export function silence(durationMs: number): Int16Array<ArrayBuffer> {
  return new Int16Array(Math.round(durationMs * SAMPLE_RATE_HZ / 1000));
}

/**
 * A vowel: pulses of the voice through three resonances.
 *
 * @param formantsHz Centres of the resonances.
 * @param durationMs How long.
 * @param options `pitchHz` (default 120), `peak` amplitude (default 9000).
 */
export function vowel(
  formantsHz: readonly number[],
  durationMs: number,
  options: { pitchHz?: number; peak?: number } = {},
): Int16Array<ArrayBuffer> {
  const { pitchHz = 120, peak = 9000 } = options;
  const period = Math.round(SAMPLE_RATE_HZ / pitchHz);
  let wave = Float64Array.from({ length: silence(durationMs).length }, (_, i) => (i % period === 0 ? 1 : 0));
  for (const hz of formantsHz) wave = resonate(wave, hz, 90);
  const largest = wave.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
  return Int16Array.from(wave, (value) => value / largest * peak);
}

/** Joins sounds. */
export function join(...sounds: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    joined.set(sound, at);
    at += sound.length;
  }
  return joined;
}

/** Klatt's digital resonator (1980). */
function resonate(wave: Float64Array<ArrayBuffer>, hz: number, bandwidthHz: number): Float64Array<ArrayBuffer> {
  const c = -Math.exp(-2 * Math.PI * bandwidthHz / SAMPLE_RATE_HZ);
  const b = 2 * Math.exp(-Math.PI * bandwidthHz / SAMPLE_RATE_HZ) * Math.cos(2 * Math.PI * hz / SAMPLE_RATE_HZ);
  let [y1, y2] = [0, 0];
  return wave.map((x) => {
    const y = (1 - b - c) * x + b * y1 + c * y2;
    y2 = y1;
    y1 = y;
    return y;
  });
}
