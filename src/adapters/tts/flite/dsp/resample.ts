/**
 * Sample rate conversion by a polyphase filter, for Flite's 16 kHz and TTH's 24 kHz.
 *
 * @module
 */

/** A ratio of sample rates: so many samples out (`up`) for so many in (`down`), without a common factor. */
export interface Ratio {
  readonly up: number;
  readonly down: number;
}

/** From 16 to 24 kHz. */
const FLITE_TO_TTH: Ratio = { up: 3, down: 2 };

/** Input samples that one output sample is made from. */
const TAPS_PER_PHASE = 48;

/**
 * Middle of the transition band as a share of the lower rate's Nyquist frequency. From 16 kHz that is 7.6 kHz; the
 * filter is flat to 6.9 kHz and 70 dB down at 8.3.
 */
const CUTOFF = 0.95;

/** Kaiser's shape parameter; 7 gives a stop band of 70 dB. */
const KAISER_BETA = 7;

/**
 * Builds the polyphase filter: a Kaiser-windowed sinc at the common multiple of both rates, split into its phases
 * (Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 4.7 and 7.5).
 */
function designPhases({ up, down }: Ratio): readonly Float64Array[] {
  const length = up * TAPS_PER_PHASE;
  const centre = length / 2;
  const cutoff = CUTOFF * Math.min(1, up / down);
  const phases = Array.from({ length: up }, () => new Float64Array(TAPS_PER_PHASE));
  for (let n = 0; n < length; n++) {
    const t = (n - centre) / up;
    const sinc = t === 0 ? cutoff : Math.sin(Math.PI * cutoff * t) / (Math.PI * t);
    const window = besselI0(KAISER_BETA * Math.sqrt(1 - ((n - centre) / centre) ** 2)) / besselI0(KAISER_BETA);
    const phase = phases[n % up];
    if (phase) phase[Math.floor(n / up)] = sinc * window;
  }
  // Each phase passes a constant unchanged, so that no phase is louder than the others.
  for (const phase of phases) {
    const sum = phase.reduce((total, tap) => total + tap, 0);
    phase.forEach((tap, index) => phase[index] = tap / sum);
  }
  return phases;
}

/** Zeroth-order modified Bessel function of the first kind, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * Makes a converter. It holds only its filter: calls are independent of each other, and each sound is taken to be
 * surrounded by silence.
 *
 * @param ratio The rates. Default: from 16 to 24 kHz.
 * @returns Converts a sound, without delay: sample m of the output lies on sample m * down / up of the input.
 */
export function createResampler(
  ratio: Ratio = FLITE_TO_TTH,
): (samples: Float32Array) => Float32Array<ArrayBuffer> {
  const { up, down } = ratio;
  // Backwards, so that taps and samples are read in the same direction.
  const phases = designPhases(ratio).map((phase) => phase.toReversed());
  const half = TAPS_PER_PHASE / 2;
  return (samples) => {
    const padded = new Float64Array(samples.length + 2 * TAPS_PER_PHASE);
    padded.set(samples, TAPS_PER_PHASE);
    const output = new Float32Array(Math.ceil(samples.length * up / down));
    for (let m = 0; m < output.length; m++) {
      const at = m * down;
      const first = Math.floor(at / up) + half + 1;
      const taps = phases[at % up];
      if (taps !== undefined) output[m] = product(taps, padded, first);
    }
    return output;
  };
}

/** The scalar product of taps and samples, in four sums, so that no addition has to wait for the one before. */
function product(taps: Float64Array, samples: Float64Array, from: number): number {
  let a = 0, b = 0, c = 0, d = 0;
  for (let k = 0; k < TAPS_PER_PHASE; k += 4) {
    a += (taps[k] ?? 0) * (samples[from + k] ?? 0);
    b += (taps[k + 1] ?? 0) * (samples[from + k + 1] ?? 0);
    c += (taps[k + 2] ?? 0) * (samples[from + k + 2] ?? 0);
    d += (taps[k + 3] ?? 0) * (samples[from + k + 3] ?? 0);
  }
  return (a + b) + (c + d);
}
