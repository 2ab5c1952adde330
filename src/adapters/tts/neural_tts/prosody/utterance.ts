/**
 * The messages between the adapter and its workers.
 *
 * @module
 */
import type { VoiceSettings } from "../../../../contract/persona/voice_settings.ts";
import type { Expression } from "./expression.ts";

/** Prosody of an utterance's phonemes. One value per phoneme, including those at both ends. */
export interface PhonemeShapes {
  /** Duration, relative to the model's. */
  readonly stretch: Float32Array;
  /** For marks at which speech pauses: the length of the silence, ms; else 0. */
  readonly pauseMs: Float32Array;
  /** Semitones added to the pitch at the beginning of each phoneme, and at the end of the last; interpolated linearly. */
  readonly pitchSt: Float32Array;
  /** Pitch range, as a factor. */
  readonly range: Float32Array;
  /** Vocal effort, added on the model's scale of energy. */
  readonly effort: Float32Array;
  /** 1 where the voice stays up, 0 where it may sink, fade and creak as at the end of a statement. */
  readonly upheld: Uint8Array;
}

/** A unit of synthesis. */
export interface Utterance {
  readonly voice: VoiceSettings;
  /** The expression from each phoneme on, by its index in `ids`; the first from 0. */
  readonly expressions: readonly { readonly from: number; readonly expression: Expression }[];
  /** Phoneme ids of the model, with 0 at both ends. */
  readonly ids: Uint8Array;
  readonly shapes: PhonemeShapes;
  /** Seed of the noise: the same for the same text. */
  readonly seed: number;
}

/** A piece of an utterance. */
export interface SpeechPiece {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** With the first piece: when each phoneme becomes audible, and when the last one ends, ms. */
  readonly boundariesMs?: Float32Array<ArrayBuffer>;
  /** With the last piece: the number of samples that the limiter changed. */
  readonly limited?: number;
}

/** A worker's setup. */
export interface SpeakingSetup {
  /** The files of each model, by its name. */
  readonly models: Readonly<Record<string, readonly Uint8Array<ArrayBuffer>[]>>;
  /** Phonemes, with 0 at both ends: a model's mean pitch is measured on these. */
  readonly calibration: Uint8Array;
}
