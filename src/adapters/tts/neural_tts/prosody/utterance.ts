/**
 * What is asked of a worker, and what it brings back.
 *
 * @module
 */
import type { Expression } from "./expression.ts";
import type { VoiceSettings } from "./voices.ts";

/** How the phonemes of an utterance are to be said. One value for each phoneme, those at both ends included. */
export interface PhonemeShapes {
  /** Duration, as a factor of the model's own. */
  readonly stretch: Float32Array;
  /** For marks at which speech pauses: the length of the silence, ms; else 0. */
  readonly pauseMs: Float32Array;
  /** Semitones added to the pitch at the beginning of each phoneme, and at the end of the last; straight lines between. */
  readonly pitchSt: Float32Array;
  /** Pitch range, as a factor. */
  readonly range: Float32Array;
  /** Vocal effort, added on the model's scale of energy. */
  readonly effort: Float32Array;
}

/** Something to be spoken in one go. */
export interface Utterance {
  readonly voice: VoiceSettings;
  readonly expression: Expression;
  /** Phonemes, as the model counts them, with 0 at both ends. */
  readonly ids: Uint8Array;
  readonly shapes: PhonemeShapes;
  /** Chooses the noise: the same for the same text. */
  readonly seed: number;
}

/** A piece of an utterance. */
export interface SpeechPiece {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** With the first piece: when each phoneme begins to be heard, and when the last one has ended, ms. */
  readonly boundariesMs?: Float32Array<ArrayBuffer>;
  /** With the last piece: how many samples of the utterance the limiter changed. */
  readonly limited?: number;
}

/** What a worker is given first. */
export interface SpeakingSetup {
  /** The files of each model, by its name. */
  readonly models: Readonly<Record<string, readonly Uint8Array<ArrayBuffer>[]>>;
  /** Phonemes, with 0 at both ends: the middle of a model's pitch is its mean in these. */
  readonly calibration: Uint8Array;
}
