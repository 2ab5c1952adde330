/** Signals and measurements for the tests of sound. */

/** A sine wave. */
export function sine(
  hz: number,
  { seconds = 1, sampleRate = 16_000, amplitude = 0.5 } = {},
): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, index) => amplitude * Math.sin(2 * Math.PI * hz * index / sampleRate),
  );
}

/** Something like a vowel: pulses at a pitch that may change, each ringing at two formants. */
export function buzz(
  pitchHz: (second: number) => number,
  { seconds = 1, sampleRate = 16_000 } = {},
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (let at = 0; at < samples.length; at += sampleRate / pitchHz(at / sampleRate)) {
    const start = Math.round(at);
    for (let k = 0; k < 300 && start + k < samples.length; k++) {
      const t = k / sampleRate;
      const ring = Math.exp(-t * 500) * (Math.cos(2 * Math.PI * 600 * t) + 0.4 * Math.cos(2 * Math.PI * 1500 * t));
      samples[start + k] = (samples[start + k] ?? 0) + 0.3 * ring;
    }
  }
  return samples;
}

/** Level of one frequency in a signal, by Goertzel's sum over its middle half, as an amplitude. */
export function amplitudeAt(hz: number, samples: Float32Array, sampleRate: number): number {
  const [from, to] = [Math.floor(samples.length / 4), Math.floor(samples.length * 3 / 4)];
  let re = 0, im = 0, weight = 0;
  for (let i = from; i < to; i++) {
    const window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i - from) / (to - from));
    re += window * (samples[i] ?? 0) * Math.cos(2 * Math.PI * hz * i / sampleRate);
    im += window * (samples[i] ?? 0) * Math.sin(2 * Math.PI * hz * i / sampleRate);
    weight += window;
  }
  return 2 * Math.hypot(re, im) / weight;
}

/** Root of the mean square. */
export function rms(samples: Float32Array | Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
