/**
 * What is asked of a worker, and what it brings back.
 *
 * @module
 */
import type { Prosody } from "./prosody.ts";
import type { SpokenToken } from "./text/front_end.ts";
import type { VoiceName } from "./voices.ts";

/** Something to be spoken in one breath. */
export interface Utterance {
  readonly tokens: readonly Pick<SpokenToken, "words" | "pause">[];
  readonly voice: VoiceName;
  readonly prosody: Prosody;
}

/** Samples a second of the speech that workers bring. */
export const OUTPUT_HZ = 24_000;

/** A stretch of time, in ms from the first sample of the utterance. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** A phone or a silence, and when it is heard. */
export interface TimedPhone extends Span {
  readonly phone: string;
}

/** What is known of an utterance before its sound. */
export interface Marks {
  /** How long it lasts, in ms. */
  readonly durationMs: number;
  /** Phones and silences, without gaps, from the first sample to the last. */
  readonly phones: readonly TimedPhone[];
  /** When each of the tokens is spoken. */
  readonly tokens: readonly Span[];
}

/** A piece of an utterance. */
export interface SpeechPiece {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** With the first piece: the marks of the whole utterance. */
  readonly marks?: Marks;
}

/** What the pool sends to a worker. */
export type WorkerRequest =
  | { readonly type: "load"; readonly module: WebAssembly.Module }
  | { readonly type: "speak"; readonly id: number; readonly utterance: Utterance };

/** What a worker answers. */
export type WorkerReply =
  | { readonly type: "loaded" }
  | { readonly type: "piece"; readonly id: number; readonly piece: SpeechPiece }
  | { readonly type: "spoken"; readonly id: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
