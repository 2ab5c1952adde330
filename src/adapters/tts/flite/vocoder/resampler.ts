/**
 * Sample rate conversion by a polyphase filter, from Flite's 16 kHz to TTH's 24 kHz.
 *
 * @module
 */
import { AT, BLOCK, doublesAt, floatsAt, type VoiceKernel } from "./voice_kernel.ts";

/** So many samples out for so many in. */
const RATIO = { up: 3, down: 2 } as const;

/** Input samples that one output sample is made from. */
const TAPS_PER_PHASE = 48;

/**
 * Middle of the transition band as a share of the lower rate's Nyquist frequency. From 16 kHz that is 7.6 kHz; the
 * filter is flat to 6.9 kHz and 70 dB down at 8.3.
 */
const CUTOFF = 0.95;

/** Kaiser's shape parameter; 7 gives a stop band of 70 dB. */
const KAISER_BETA = 7;

/** The filter looks half its length ahead: the first samples out belong to what was before the first sample in. */
export const DELAY = { input: TAPS_PER_PHASE / 2, output: TAPS_PER_PHASE / 2 * RATIO.up / RATIO.down } as const;

/** Converts sound block by block, in the kernel. */
export class Resampler {
  readonly #kernel: VoiceKernel;

  constructor(kernel: VoiceKernel) {
    this.#kernel = kernel;
    // Backwards, so that taps and samples are read in the same direction.
    const taps = designPhases().flatMap((phase) => [...phase.toReversed()]);
    floatsAt(kernel, AT.resampled.taps, taps.length).set(taps);
  }

  /** Forgets what came before. */
  reset(): void {
    floatsAt(this.#kernel, AT.resampled.past, TAPS_PER_PHASE).fill(0);
  }

  /**
   * Converts the kernel's block of samples.
   *
   * @returns Three samples for every two, {@linkcode DELAY} late; they are gone with the next block.
   */
  push(): Float32Array<ArrayBuffer> {
    this.#kernel.resample(BLOCK);
    return floatsAt(this.#kernel, AT.resampled.output, BLOCK * RATIO.up / RATIO.down);
  }

  /** Goes on with a block of silence. */
  flush(): Float32Array<ArrayBuffer> {
    doublesAt(this.#kernel, AT.samples, BLOCK).fill(0);
    return this.push();
  }
}

/**
 * Designs the polyphase filter: a Kaiser-windowed sinc at the common multiple of both rates, split into its phases
 * (Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 4.7 and 7.5).
 */
function designPhases(): readonly Float64Array[] {
  const length = RATIO.up * TAPS_PER_PHASE;
  const centre = length / 2;
  const phases = Array.from({ length: RATIO.up }, () => new Float64Array(TAPS_PER_PHASE));
  for (let n = 0; n < length; n++) {
    const t = (n - centre) / RATIO.up;
    const sinc = t === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * t) / (Math.PI * t);
    const window = besselI0(KAISER_BETA * Math.sqrt(1 - ((n - centre) / centre) ** 2)) / besselI0(KAISER_BETA);
    const phase = phases[n % RATIO.up];
    if (phase) phase[Math.floor(n / RATIO.up)] = sinc * window;
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
