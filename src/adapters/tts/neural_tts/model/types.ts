/**
 * What the voice model takes and gives.
 *
 * A text becomes sound in three steps: `encode` turns phonemes into features and durations; `prosody` turns features,
 * spread over time, into pitch and energy; `speak` turns features, pitch and energy into sound. Between the steps the caller
 * may change durations, pitch and energy.
 *
 * @module
 */

/** Samples a second of what the model speaks. */
export const SAMPLE_RATE = 24_000;
/** Samples of one frame: 12.5 ms. Pitch, energy and spectra have one value a frame. */
export const FRAME_SAMPLES = 300;
/** Frames of one unit of duration: 25 ms. */
export const FRAMES_PER_DURATION = 2;
/** Pitch at or below this is none, Hz: the frame is unvoiced. */
export const UNVOICED_HZ = 40;
/** The most phonemes that can be encoded at once, those at both ends included. */
export const MAX_PHONEMES = 512;

/** What the model makes of a sequence of phonemes. */
export interface Encoding {
  /** How many phonemes there are, those at both ends included. */
  readonly length: number;
  /** A row of features for each phoneme, for `speak`. */
  readonly soundFeatures: Float32Array;
  /** A row of features for each phoneme, for `prosody`. */
  readonly prosodyFeatures: Float32Array;
  /**
   * For each phoneme, the logarithm of its duration and 1, the duration being in units of 25 ms. So a phoneme lasts
   * `max(1, round((exp(logDurations[i]) - 1) / rate))` units.
   */
  readonly logDurations: Float32Array;
}

/** Pitch and energy as the model would speak; computed as far as they are needed. */
export interface Prosody {
  /** Frames in all: twice the sum of the durations. */
  readonly frames: number;
  /** How many frames `f0` and `energy` are filled up to. */
  readonly ready: number;
  /** Pitch of each frame, Hz; values of at most `UNVOICED_HZ` mean none. */
  readonly f0: Float32Array;
  /** Energy of each frame, on a scale of the model. */
  readonly energy: Float32Array;
  /** Fills `f0` and `energy` up to frame `to` or further. What was filled is not written again. */
  read(to: number): void;
}

/** What is to be spoken, and how. The arrays of floats have one value for each frame of 12.5 ms. */
export interface SpeechPlan {
  readonly encoding: Encoding;
  /** How many frames of 12.5 ms each phoneme lasts, at least 1. */
  readonly frames: ArrayLike<number>;
  /** Pitch for which the model makes spectra, Hz. */
  readonly modelF0: Float32Array;
  /**
   * Pitch that is heard, Hz. Where it differs from `modelF0`, the spectra of the harmonics are carried over to it, as loud as
   * they were. Frames must be voiced in both or in neither.
   */
  readonly sourceF0: Float32Array;
  /** Energy for which the model makes spectra; see `Prosody.energy`. */
  readonly energy: Float32Array;
  /** Loudness, dB added to all. */
  readonly gainDb: Float32Array;
  /**
   * Breathiness: noise that goes through the vocal tract with the harmonics, in voiced frames. The amplitude in relation to
   * theirs, above 2.5 kHz; below it is less, by 6 dB an octave. 0 is none, 0.1..0.5 is usual.
   */
  readonly breath: Float32Array;
  /** Brightness, dB an octave above 500 Hz. */
  readonly tiltDb: Float32Array;
  /** Formant frequencies are multiplied by this: below 1 for a longer vocal tract, as of a man. From 0.5 to 2. */
  readonly tract: number;
  /** Chooses the noise. A whole number of 32 bits. */
  readonly seed: number;
  /**
   * Called before the arrays are read: they must be filled up to frame `to` (exclusive). So pitch and energy can be planned
   * bit by bit, as `Prosody.read` gives them. Absent: all is filled.
   */
  readonly prepare?: (to: number) => void;
}

/** How much sound comes at a time. */
export interface PieceSizes {
  /** Frames of the first piece. Default: 20 (250 ms). */
  first?: number;
  /** Frames of each other piece but the last. Default: 40 (500 ms). */
  other?: number;
}

/** What is known when all was spoken. */
export interface SpeechReport {
  /** Samples that the limiter had to make smaller. */
  readonly limited: number;
}

/** A voice: its weights, and the memory to speak with them. One thing at a time is computed, but plans may take turns. */
export interface VoiceModel {
  /** How many phonemes the model knows: ids are below this. */
  readonly phonemes: number;
  /** Bytes of the memory that it works in, its weights included. It does not grow. */
  readonly memoryBytes: number;
  /**
   * Every phoneme attends to every other, so the time grows faster than the number: about 3 ms for 40, 7 ms for 80, 12 ms for
   * 120 and 37 ms for 312 on a core at 2.3 GHz. Long sentences may be encoded clause by clause: DNSMOS rates them the same
   * within 0.04.
   *
   * @param ids Phonemes, with 0 at both ends.
   * @throws {RangeError} With fewer than 1 or more than `MAX_PHONEMES`, or when the model does not know one of them.
   */
  encode(ids: ArrayLike<number>): Encoding;
  /** Starts to compute pitch and energy. `durations`: units of 25 ms for each phoneme, at least 1. */
  prosody(encoding: Encoding, durations: ArrayLike<number>): Prosody;
  /**
   * Speaks piece by piece: each step computes one piece and no more, and the generator may be left at any time. The
   * samples do not depend on how they are divided into pieces, nor on what else was spoken in between.
   */
  speak(plan: SpeechPlan, sizes?: PieceSizes): Generator<Int16Array<ArrayBuffer>, SpeechReport>;
}
