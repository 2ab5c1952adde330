/**
 * Turns frames of pitch, spectrum and voicing into sound: what Flite's own vocoder does, several times as fast, with the
 * vector instructions of WebAssembly, and for a part of an utterance where no more is wanted.
 *
 * The spectrum is a mel-cepstrum, and the filter that gives it to the excitation an MLSA filter (S. Imai, K. Sumita and
 * C. Furuichi, "Mel log spectrum approximation (MLSA) filter for speech synthesis", Electronics and Communications in
 * Japan 66, 1983). The excitation mixes pulses and noise band by band (T. Yoshimura et al., "Mixed excitation for
 * HMM-based speech synthesis", Eurospeech 2001). Formants are sharpened at equal energy (T. Yoshimura et al.,
 * "Incorporating a mixed excitation model and postfilter into HMM-based text-to-speech synthesis", Systems and Computers
 * in Japan 36, 2005).
 *
 * @module
 */
import { type SpeechParameters, VOICE_HZ, type VoiceFilters } from "./parameters.ts";
import { PulseTrain } from "./pulse_train.ts";
import { AT, BLOCK, doublesAt, type VoiceKernel } from "./voice_kernel.ts";

/** Coefficients of a spectrum. */
const ORDER = 25;
/** Taps of a band's filter. */
const TAPS = 48;
/** Values of a cepstrum, and of the impulse response whose energy is computed from it. */
const RESPONSE = 64;
/** Values in a row of the matrix that makes cepstra. */
const ROW = 26;
/** Samples of the past that the excitation's filters see: one more than taps, as they leave out one after the first. */
const PAST = TAPS + 1;
/** What a sample of Flite's is to be divided by. */
const FULL_SCALE = 32768;

/** Which blocks of an utterance are wanted: block i lies between frames i and i + 1. */
export interface BlockRange {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Speaks one utterance after the other. The same parameters always give the same samples. */
export class Vocoder {
  readonly #kernel: VoiceKernel;
  /** The warping that the kernel's matrix was made for. */
  #alpha: number | undefined;

  constructor(kernel: VoiceKernel) {
    this.#kernel = kernel;
  }

  /**
   * Speaks an utterance, or a part of it as if silence came before, block by block.
   *
   * @param parameters The utterance; its voice must speak at 16 kHz, with 25 coefficients and filters of 48 taps.
   * @param range Which blocks. Default: all.
   * @yields The kernel's own samples of the block, in -1..1 where the voice is not too loud; gone with the next block.
   * @throws {RangeError} When the voice is of another kind.
   */
  *speak(parameters: SpeechParameters, range?: BlockRange): Generator<Float64Array<ArrayBuffer>, void> {
    const { voice, frames, pitchHz } = parameters;
    checkVoice(parameters);
    const from = Math.max(0, range?.from ?? 0);
    const to = Math.min(frames - 1, range?.to ?? frames - 1);
    this.#begin(voice);
    const pulses = new PulseTrain(pitchHz[from] ?? 0);
    let now = this.#spectrum(parameters, from);
    for (let block = from; block < to; block++) {
      const next = this.#spectrum(parameters, block + 1);
      pulses.fill(this.#at(AT.pulses + 8 * PAST, BLOCK), pitchHz[block + 1] ?? 0);
      this.#mix(parameters, block + 1);
      this.#glide(now, next, voice.gain);
      this.#kernel.excite(BLOCK);
      this.#kernel.filter(BLOCK, voice.alpha);
      yield this.#at(AT.samples, BLOCK);
      now = next;
    }
  }

  #at(address: number, length: number): Float64Array<ArrayBuffer> {
    return doublesAt(this.#kernel, address, length);
  }

  /** Silence, and the noise that always follows it. */
  #begin({ alpha }: VoiceFilters): void {
    this.#at(AT.filterState.from, (AT.filterState.to - AT.filterState.from) / 8).fill(0);
    this.#at(AT.pulses, PAST).fill(0);
    this.#at(AT.noise, PAST).fill(0);
    this.#kernel.seed.value = 0n;
    if (this.#alpha === alpha) return;
    this.#at(AT.matrix, RESPONSE * ROW).set(cepstrumMatrix(alpha));
    this.#alpha = alpha;
  }

  /** The filter's coefficients for a frame's spectrum, with its formants sharpened. */
  #spectrum({ cepstra, voice: { alpha, beta } }: SpeechParameters, frame: number): Float64Array {
    const cepstrum = cepstra.subarray(frame * ORDER, (frame + 1) * ORDER);
    const b = new Float64Array(ORDER);
    let above = 0;
    for (let i = ORDER - 1; i >= 0; i--) b[i] = above = (cepstrum[i] ?? 0) - alpha * above;
    if (beta <= 0) return b;
    const before = this.#logEnergy(b);
    b[1] = (b[1] ?? 0) - Math.fround(beta * alpha) * (cepstrum[2] ?? 0);
    for (let i = 2; i < ORDER; i++) b[i] = (b[i] ?? 0) * (1 + beta);
    b[0] = (b[0] ?? 0) + (before - this.#logEnergy(b)) / 2;
    return b;
  }

  /** Natural logarithm of the energy of the impulse response that coefficients make. */
  #logEnergy(b: Float64Array): number {
    this.#at(AT.sharpened, ORDER).set(b);
    const energy = this.#kernel.energy();
    return Math.log(energy) + 2 * (this.#at(AT.cepstrum, 1)[0] ?? 0);
  }

  /** The filters that pulses and noise go through in a block that ends with a frame. */
  #mix({ strengths, voice: { bands } }: SpeechParameters, frame: number): void {
    const pulseTaps = this.#at(AT.pulseTaps, PAST + 1).fill(0);
    const noiseTaps = this.#at(AT.noiseTaps, PAST + 1).fill(0);
    for (const [band, filter] of bands.entries()) {
      const strength = strengths[frame * bands.length + band] ?? 0;
      for (let tap = 0; tap < TAPS; tap++) {
        // Backwards. Flite leaves out a sample between the first tap and the others, and its voices were made with that.
        const at = tap === 0 ? PAST : PAST - 1 - tap;
        pulseTaps[at] = (pulseTaps[at] ?? 0) + (filter[tap] ?? 0) * strength;
        noiseTaps[at] = (noiseTaps[at] ?? 0) + (filter[tap] ?? 0) * (1 - strength);
      }
    }
  }

  /** Lets the spectrum go from one frame's to the next one's in the course of a block. */
  #glide(now: Float64Array, next: Float64Array, gain: number): void {
    this.#at(AT.coefficients, ORDER).set(now);
    const growth = this.#at(AT.growth, ORDER);
    for (let i = 0; i < ORDER; i++) growth[i] = ((next[i] ?? 0) - (now[i] ?? 0)) / BLOCK;
    const levels = this.#at(AT.levels, BLOCK);
    const step = Math.exp(growth[0] ?? 0);
    let level = gain / FULL_SCALE * Math.exp(now[0] ?? 0);
    for (let i = 0; i < BLOCK; i++) {
      levels[i] = level;
      level *= step;
    }
  }
}

function checkVoice({ order, voice: { sampleRate, bands } }: SpeechParameters): void {
  if (sampleRate === VOICE_HZ && order === ORDER && bands.every(({ length }) => length === TAPS)) return;
  const taps = bands.map(({ length }) => length).join(", ");
  throw new RangeError(
    `Cannot speak with a voice of ${sampleRate} Hz, ${order} coefficients and bands of ${taps} taps: only with ` +
      `${VOICE_HZ} Hz, ${ORDER} and ${TAPS}`,
  );
}

/**
 * What leads from the coefficients of the filter to the cepstrum, each value (but the first) times its index: frequency
 * is unwarped (A. V. Oppenheim and D. H. Johnson, "Discrete representation of signals", Proc. IEEE 60, 1972). It is
 * linear, so each column is what becomes of one coefficient.
 */
function cepstrumMatrix(alpha: number): Float64Array {
  const matrix = new Float64Array(RESPONSE * ROW);
  for (let column = 0; column < ORDER; column++) {
    const melCepstrum = new Float64Array(ORDER);
    melCepstrum[column] = 1;
    if (column > 0) melCepstrum[column - 1] = alpha;
    const cepstrum = unwarped(melCepstrum, alpha);
    for (let row = 0; row < RESPONSE; row++) matrix[row * ROW + column] = (cepstrum[row] ?? 0) * (row || 1);
  }
  return matrix;
}

function unwarped(melCepstrum: Float64Array, alpha: number): Float64Array {
  let values = new Float64Array(RESPONSE);
  for (const coefficient of melCepstrum.toReversed()) {
    const next = new Float64Array(RESPONSE);
    for (let i = 0; i < RESPONSE; i++) {
      const [left, above, old] = [values[i - 1] ?? 0, next[i - 1] ?? 0, values[i] ?? 0];
      if (i === 0) next[i] = coefficient - alpha * old;
      else if (i === 1) next[i] = (1 - alpha * alpha) * left - alpha * old;
      else next[i] = left - alpha * (old - above);
    }
    values = next;
  }
  return values;
}
