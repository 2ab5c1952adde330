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
 */
export class HighShelf {
  /** Weights of the samples that come in: now, and one and two ago. */
  readonly #in: readonly [now: number, number, number] | undefined;
  /** Weights of the samples that went out one and two ago. */
  readonly #out: readonly [number, number] = [0, 0];
  #x1 = 0;
  #x2 = 0;
  #y1 = 0;
  #y2 = 0;

  /**
   * @param db Gain far above the shelf; with 0 all samples stay as they are.
   * @param sampleRate Samples a second.
   */
  constructor(db: number, sampleRate: number) {
    if (db === 0) return;
    const a = 10 ** (db / 40);
    const omega = 2 * Math.PI * SHELF_HZ / sampleRate;
    const cosine = Math.cos(omega);
    const slope = Math.sqrt(a) * Math.sin(omega) * Math.SQRT2;
    const a0 = (a + 1) - (a - 1) * cosine + slope;
    this.#in = [
      a * ((a + 1) + (a - 1) * cosine + slope) / a0,
      -2 * a * ((a - 1) + (a + 1) * cosine) / a0,
      a * ((a + 1) + (a - 1) * cosine - slope) / a0,
    ];
    this.#out = [2 * ((a - 1) - (a + 1) * cosine) / a0, ((a + 1) - (a - 1) * cosine - slope) / a0];
  }

  /** Filters the samples that follow those of the last call, in place. */
  apply(samples: Float64Array): void {
    if (this.#in === undefined) return;
    const [b0, b1, b2] = this.#in;
    const [a1, a2] = this.#out;
    for (let i = 0; i < samples.length; i++) {
      const x = samples[i] ?? 0;
      const y = b0 * x + b1 * this.#x1 + b2 * this.#x2 - a1 * this.#y1 - a2 * this.#y2;
      this.#x2 = this.#x1;
      this.#x1 = x;
      this.#y2 = this.#y1;
      this.#y1 = y;
      samples[i] = y;
    }
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
 * @param into Where they are written to; what has no room there is left out.
 */
export function toPcm16(samples: Float32Array, gain: number, into: Int16Array): void {
  const length = Math.min(samples.length, into.length);
  for (let i = 0; i < length; i++) into[i] = Math.round(limit((samples[i] ?? 0) * gain) * 32767);
}

function limit(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return value;
  const room = CEILING - KNEE;
  return Math.sign(value) * (KNEE + room * Math.tanh((size - KNEE) / room));
}
