/**
 * What is asked of a worker, and what it brings back.
 *
 * @module
 */
import type { Prosody } from "./prosody.ts";
import type { SpokenToken } from "./text/front_end.ts";
import type { VoiceName } from "./voices.ts";

/** Something to be spoken in one breath, or a part of it: tokens `from` up to, not including, `to`. */
export interface Utterance {
  /** The whole breath: what surrounds the wanted part gives it its melody. */
  readonly tokens: readonly Pick<SpokenToken, "words" | "pause">[];
  readonly from: number;
  readonly to: number;
  /** Where the utterance goes on in the middle of a clause: the {@linkcode Speech.continuation} of what came before. */
  readonly after?: Int16Array<ArrayBuffer>;
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

/** Speech for one utterance. */
export interface Speech {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
  /** Phones and silences, without gaps, from the first sample to the last. */
  readonly phones: readonly TimedPhone[];
  /** When each of the wanted tokens is spoken. */
  readonly tokens: readonly Span[];
  /** Where the utterance ends in the middle of a clause: how it would have gone on for a few milliseconds. */
  readonly continuation?: Int16Array<ArrayBuffer>;
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
