/**
 * Level and timbre: a shelf for brightness, a gain, and a limiter.
 *
 * @module
 */

/** Where the shelf's slope lies, in Hz: above the first formants, below the hiss of fricatives. */
const SHELF_HZ = 2200;

/** The limiter leaves samples below this as they are. */
const KNEE = 0.7;

/** No sample leaves the limiter above this. */
const CEILING = 0.98;

/** The factor of a gain in decibels. */
export function decibels(db: number): number {
  return 10 ** (db / 20);
}

/**
 * Raises or lowers what lies above 2.2 kHz: a tense voice is bright, a lax one dull.
 *
 * The filter is the high shelf of R. Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients",
 * with slope 1.
 *
 * @param samples Changed in place.
 * @param db Gain far above the shelf.
 * @param sampleRate Samples a second.
 */
export function tilt(samples: Float32Array, db: number, sampleRate: number): void {
  if (db === 0) return;
  const a = 10 ** (db / 40);
  const omega = 2 * Math.PI * SHELF_HZ / sampleRate;
  const cosine = Math.cos(omega);
  const slope = 2 * Math.sqrt(a) * Math.sin(omega) / 2 * Math.SQRT2;
  const a0 = (a + 1) - (a - 1) * cosine + slope;
  const b0 = a * ((a + 1) + (a - 1) * cosine + slope) / a0;
  const b1 = -2 * a * ((a - 1) + (a + 1) * cosine) / a0;
  const b2 = a * ((a + 1) + (a - 1) * cosine - slope) / a0;
  const a1 = 2 * ((a - 1) - (a + 1) * cosine) / a0;
  const a2 = ((a + 1) - (a - 1) * cosine - slope) / a0;
  let x1 = 0, x2 = 0, y1 = 0, y2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[i] = y;
  }
}

/**
 * Applies a gain, bends what would clip, and turns the samples into 16-bit integers.
 *
 * Below the knee the limiter does nothing; above it the level follows a hyperbolic tangent towards the ceiling, which
 * has no corner and cannot wrap.
 *
 * @param samples In -1..1 before the gain.
 * @param gain The factor.
 */
export function toPcm16(samples: Float32Array, gain: number): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let i = 0; i < pcm.length; i++) pcm[i] = Math.round(limit((samples[i] ?? 0) * gain) * 32767);
  return pcm;
}

function limit(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return value;
  const room = CEILING - KNEE;
  return Math.sign(value) * (KNEE + room * Math.tanh((size - KNEE) / room));
}
