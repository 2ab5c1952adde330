/**
 * Finds the pitch of a voice over time.
 *
 * The method is YIN (A. de Cheveigné and H. Kawahara, "YIN, a fundamental frequency estimator for speech and music",
 * J. Acoust. Soc. Am. 111, 2002): the cumulative mean normalized difference function, its first dip below a threshold,
 * and a parabola through the dip. It runs on the voice decimated to 4 kHz, which holds several harmonics of any voice
 * and makes it sixteen times cheaper than at 16 kHz.
 *
 * @module
 */

/** Values of the pitch are this far apart, in ms. */
export const PITCH_HOP_MS = 5;

/** A dip of the normalized difference below this is periodic enough to be a pitch. */
const THRESHOLD = 0.25;

/** Windows quieter than this (mean square) have no pitch. */
const SILENCE = 1e-6;

const DECIMATION = 4;

/** Where to look for a pitch. */
export interface PitchOptions {
  /** Samples a second. */
  readonly sampleRate: number;
  /** The lowest pitch, in Hz. */
  readonly minHz: number;
  /** The highest pitch, in Hz. */
  readonly maxHz: number;
}

/**
 * Tracks the pitch of a voice.
 *
 * @param samples The voice, in -1..1.
 * @param options Sample rate and the range to search.
 * @returns Pitch in Hz at 0, 5, 10 … ms; 0 where there is none.
 */
export function trackPitch(samples: Float32Array, options: PitchOptions): Float64Array {
  const rate = options.sampleRate / DECIMATION;
  const signal = decimate(samples);
  const maxLag = Math.ceil(rate / options.minHz);
  const minLag = Math.max(2, Math.floor(rate / options.maxHz));
  const window = 2 * maxLag;
  const pitches = new Float64Array(Math.ceil(samples.length / options.sampleRate * 1000 / PITCH_HOP_MS));
  const difference = new Float64Array(maxLag + 2);
  for (let frame = 0; frame < pitches.length; frame++) {
    const centre = Math.round(frame * PITCH_HOP_MS / 1000 * rate);
    const start = centre - Math.floor((window + maxLag) / 2);
    if (energy(signal, start, window + maxLag) < SILENCE) continue;
    normalizedDifference(signal, start, window, difference);
    const lag = firstDip(difference, minLag, maxLag);
    if (lag > 0) pitches[frame] = rate / lag;
  }
  return pitches;
}

/** Keeps every fourth sample of what lies below 1.6 kHz, by a Hann-windowed sinc. */
function decimate(samples: Float32Array): Float64Array {
  const half = 4 * DECIMATION;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, index) => {
    const t = (index - half) / DECIMATION * 0.8;
    const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
    return sinc * (0.5 + 0.5 * Math.cos(Math.PI * (index - half) / (half + 1))) * 0.8 / DECIMATION;
  });
  const output = new Float64Array(Math.ceil(samples.length / DECIMATION));
  for (let m = 0; m < output.length; m++) {
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += (taps[k] ?? 0) * (samples[m * DECIMATION + half - k] ?? 0);
    output[m] = sum;
  }
  return output;
}

function energy(signal: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let i = Math.max(0, start); i < Math.min(signal.length, start + length); i++) sum += (signal[i] ?? 0) ** 2;
  return sum / length;
}

function normalizedDifference(signal: Float64Array, start: number, window: number, into: Float64Array): void {
  let running = 0;
  into[0] = 1;
  for (let lag = 1; lag < into.length; lag++) {
    let sum = 0;
    for (let i = start; i < start + window; i++) {
      const change = (signal[i] ?? 0) - (signal[i + lag] ?? 0);
      sum += change * change;
    }
    running += sum;
    into[lag] = running === 0 ? 1 : sum * lag / running;
  }
}

/** The lag of the first dip below the threshold, to a fraction of a sample; 0 when there is none. */
function firstDip(difference: Float64Array, minLag: number, maxLag: number): number {
  const at = (lag: number) => difference[lag] ?? 1;
  for (let lag = minLag; lag <= maxLag; lag++) {
    if (at(lag) >= THRESHOLD) continue;
    while (lag < maxLag && at(lag + 1) < at(lag)) lag++;
    const bend = at(lag - 1) - 2 * at(lag) + at(lag + 1);
    return bend <= 0 ? lag : lag + (at(lag - 1) - at(lag + 1)) / (2 * bend);
  }
  return 0;
}
