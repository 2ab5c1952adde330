/**
 * Sample rate conversion from Flite's 16 kHz to TTH's 24 kHz.
 *
 * @module
 */

/** Interpolation and decimation: 16 kHz * 3 / 2 = 24 kHz. */
const UP = 3;
const DOWN = 2;

/** Input samples that one output sample is made from. */
const TAPS_PER_PHASE = 48;

/** Middle of the transition band as a share of the input's Nyquist frequency: 7.6 kHz; flat to 6.9, 70 dB down at 8.3. */
const CUTOFF = 0.95;

/** Kaiser's shape parameter; 7 gives a stop band of 70 dB. */
const KAISER_BETA = 7;

/**
 * Builds the polyphase filter: a Kaiser-windowed sinc at the common rate of 48 kHz, split into its phases
 * (Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 4.7 and 7.5).
 */
function designPhases(): readonly Float64Array[] {
  const length = UP * TAPS_PER_PHASE;
  const centre = length / 2;
  const phases = Array.from({ length: UP }, () => new Float64Array(TAPS_PER_PHASE));
  for (let n = 0; n < length; n++) {
    const t = (n - centre) / UP;
    const sinc = t === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * t) / (Math.PI * t);
    const window = besselI0(KAISER_BETA * Math.sqrt(1 - ((n - centre) / centre) ** 2)) / besselI0(KAISER_BETA);
    const phase = phases[n % UP];
    if (phase) phase[Math.floor(n / UP)] = sinc * window;
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

/** Makes a converter from 16 to 24 kHz. It holds only its filter: calls are independent of each other. */
export function createResampler(): (samples: Float32Array) => Float32Array<ArrayBuffer> {
  const phases = designPhases();
  const half = TAPS_PER_PHASE / 2;
  /** Output sample m lies on input time m * 2 / 3; the filter's delay is taken out, silence is taken to surround it. */
  return (samples) => {
    const output = new Float32Array(Math.ceil(samples.length * UP / DOWN));
    for (let m = 0; m < output.length; m++) {
      const at = m * DOWN;
      const phase = phases[at % UP];
      if (phase === undefined) continue;
      const newest = Math.floor(at / UP) + half;
      const from = Math.max(0, newest - samples.length + 1);
      const to = Math.min(TAPS_PER_PHASE, newest + 1);
      let sum = 0;
      for (let k = from; k < to; k++) sum += (phase[k] ?? 0) * (samples[newest - k] ?? 0);
      output[m] = sum;
    }
    return output;
  };
}
