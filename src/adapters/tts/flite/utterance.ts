/**
 * What is asked of a worker, and what it brings back.
 *
 * @module
 */
import type { Prosody } from "./prosody.ts";
import type { Pause, SpokenToken } from "./text/front_end.ts";
import type { VoiceName } from "./voices.ts";

/** Something to be spoken in one breath. */
export interface Utterance {
  readonly tokens: readonly Pick<SpokenToken, "words" | "pause">[];
  readonly voice: VoiceName;
  readonly prosody: Prosody;
}

/** A stretch of time, in ms from the first sample of the utterance. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Speech for one utterance. */
export interface Speech {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** Phones and silences, without gaps, from the first sample to the last. */
  readonly phones: readonly (Span & { readonly phone: string })[];
  /** When each token is spoken, in the order of the tokens. */
  readonly tokens: readonly Span[];
}

/** What the pool sends to a worker. */
export type WorkerRequest =
  | { readonly type: "load"; readonly module: WebAssembly.Module }
  | { readonly type: "speak"; readonly id: number; readonly utterance: Utterance };

/** What a worker answers. */
export type WorkerReply =
  | { readonly type: "loaded" }
  | { readonly type: "spoken"; readonly id: number; readonly speech: Speech }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** The last pause that ends an utterance, in ms at the voice's own rate. */
export const CLOSING_PAUSE_MS: Readonly<Record<Pause, number>> = { none: 30, comma: 140, stop: 320 };
