/**
 * The inputs and outputs of the voice model.
 *
 * Synthesis has three steps: `encode` turns phonemes into features and durations; `prosody` turns features,
 * spread over time, into pitch and energy; `speak` turns features, pitch and energy into audio. In between, the
 * caller may change durations, pitch and energy.
 *
 * @module
 */

/** Sample rate of the model, Hz. */
export const SAMPLE_RATE = 24_000;
/** Samples of one frame: 12.5 ms. Pitch, energy and spectra have one value per frame. */
export const FRAME_SAMPLES = 300;
/** Frames of one unit of duration: 25 ms. */
export const FRAMES_PER_DURATION = 2;
/** Frames with a pitch of at most this are unvoiced, Hz. */
export const UNVOICED_HZ = 40;
/** Maximum number of phonemes per call of `encode`, including those at both ends. */
export const MAX_PHONEMES = 512;

/** An encoded sequence of phonemes. */
export interface Encoding {
  /** Number of phonemes, including those at both ends. */
  readonly length: number;
  /** A row of features for each phoneme, for `speak`. */
  readonly soundFeatures: Float32Array;
  /** A row of features for each phoneme, for `prosody`. */
  readonly prosodyFeatures: Float32Array;
  /**
   * For each phoneme, log(1 + duration), in units of 25 ms. So a phoneme lasts
   * `max(1, round((exp(logDurations[i]) - 1) / rate))` units.
   */
  readonly logDurations: Float32Array;
}

/** Pitch and energy as predicted by the model; computed on demand. */
export interface Prosody {
  /** Total number of frames: twice the sum of the durations. */
  readonly frames: number;
  /** Number of frames of `f0` and `energy` computed so far. */
  readonly ready: number;
  /** Pitch of each frame, Hz; values of at most `UNVOICED_HZ` mean none. */
  readonly f0: Float32Array;
  /** Energy of each frame, on the model's scale. */
  readonly energy: Float32Array;
  /** Fills `f0` and `energy` up to frame `to` or further. Existing values are not written again. */
  read(to: number): void;
}

/** What to speak, and how. The float arrays have one value for each frame of 12.5 ms. */
export interface SpeechPlan {
  readonly encoding: Encoding;
  /** How many frames of 12.5 ms each phoneme lasts, at least 1. */
  readonly frames: ArrayLike<number>;
  /** Pitch for which the model computes spectra, Hz. */
  readonly modelF0: Float32Array;
  /**
   * Audible pitch, Hz. Where it differs from `modelF0`, the spectra of the harmonics are shifted to it with the same
   * loudness. A frame must be voiced in both or in neither.
   */
  readonly sourceF0: Float32Array;
  /** Energy for which the model computes spectra; see `Prosody.energy`. */
  readonly energy: Float32Array;
  /** Gain of the whole spectrum, dB. */
  readonly gainDb: Float32Array;
  /**
   * Breathiness: noise that passes the vocal tract with the harmonics, in voiced frames. Its amplitude relative to
   * theirs, above 2.5 kHz; below, it falls by 6 dB per octave. 0 is none, 0.1..0.5 is usual.
   */
  readonly breath: Float32Array;
  /** Brightness, dB per octave above 500 Hz. */
  readonly tiltDb: Float32Array;
  /** Formant frequencies are multiplied by this: below 1 for a longer vocal tract, as of a man. From 0.5 to 2. */
  readonly tract: number;
  /** Seed of the noise, a 32-bit integer. */
  readonly seed: number;
  /**
   * Called before the arrays are read: they must be filled up to frame `to` (exclusive). So pitch and energy can be planned
   * incrementally, with `Prosody.read`. Absent: the arrays are complete.
   */
  readonly prepare?: (to: number) => void;
}

/** The size of audio pieces. */
export interface PieceSizes {
  /** Frames of the first piece. Default: 20 (250 ms). */
  first?: number;
  /** Frames of each further piece but the last. Default: 40 (500 ms). */
  other?: number;
}

/** The result of a completed synthesis. */
export interface SpeechReport {
  /** Number of samples attenuated by the limiter. */
  readonly limited: number;
}

/** A voice: its weights and working memory. It computes one thing at a time, but plans may be interleaved. */
export interface VoiceModel {
  /** Number of phonemes that the model knows: ids are below this. */
  readonly phonemes: number;
  /** Size of its memory in bytes, including the weights. It does not grow. */
  readonly memoryBytes: number;
  /**
   * Encodes phonemes. Each one attends to all, so the time grows superlinearly: 3 ms for 40, 7 ms for 80, 12 ms for 120
   * and 37 ms for 312 on a core at 2.3 GHz. Long sentences may be encoded clause by clause: the DNSMOS ratings agree
   * within 0.04.
   *
   * @param ids Phonemes, with 0 at both ends.
   * @throws {RangeError} With fewer than 1 or more than `MAX_PHONEMES` phonemes, or an unknown one.
   */
  encode(ids: ArrayLike<number>): Encoding;
  /** Starts to compute pitch and energy. `durations`: units of 25 ms for each phoneme, at least 1. */
  prosody(encoding: Encoding, durations: ArrayLike<number>): Prosody;
  /**
   * Synthesizes piece by piece: each step computes one piece, and the generator may be abandoned at any time. The
   * samples depend neither on the size of the pieces nor on interleaved plans.
   */
  speak(plan: SpeechPlan, sizes?: PieceSizes): Generator<Int16Array<ArrayBuffer>, SpeechReport>;
}
