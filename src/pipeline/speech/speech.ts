/**
 * Where a turn's speech comes from: a realtime provider, or a cascade of language model, segmenter and voice.
 *
 * @module
 */
import type { AdapterKind, Capabilities, FinishPart, UnspeakablePart, UsagePart } from "../../contract/adapter.ts";
import type { Persona } from "../../contract/controls.ts";
import type { PlacedSpeech } from "../../alignment/media_clock.ts";
import type { SilenceLimits } from "../provider/part_reader.ts";
import type { Replacement } from "../provider/attempt.ts";
import type { Conversation, Turn } from "../turn_context.ts";
import type { SegmenterOptions } from "./segmenter.ts";

/** The speech of the current segment ends before its text does, as the voice failed. */
interface BrokenPart {
  readonly type: "broken";
}

/** What a source brings beside the text. Unspeakable parts are placed in the turn's text. */
export type SourcePart = PlacedSpeech | BrokenPart | UnspeakablePart | UsagePart | FinishPart;

/** Takes a turn's reply in. Nothing that comes after the turn's end has an effect. */
export interface SpeechSink {
  /** Takes a piece of the reply's text, as it is generated. The pieces joined are the turn's text. */
  text(token: string): void;
  /** Takes the next part of the speech. The source must wait for the returned promise, if there is one. */
  part(part: SourcePart): Promise<void> | undefined;
  /** A stage failed, while others still go on: the turn will be a failed one. */
  fail(error: unknown): void;
  /** A provider was replaced. */
  replaced(replacement: Replacement): void;
}

/** Makes the speech of a session's turns. */
export interface SpeechSource {
  /** Connects ahead of the first turn. Does not wait, and reports no failure. */
  prepare?(conversation: Conversation): void;
  /** What the adapters that would speak a turn now can do for a persona, by kind. */
  capabilities(mode: Turn["mode"], persona: Persona): Partial<Record<AdapterKind, Capabilities>>;
  /**
   * Speaks a turn's reply. The turn before must be over.
   *
   * @returns Resolves when the reply is complete.
   * @throws When no provider could finish it, or the turn's signal aborted.
   */
  speak(turn: Turn, out: SpeechSink): Promise<void>;
  /** Says that the last turn was cut: the person heard its first `heardMs` and no more. Does not wait. */
  cut?(heardMs: number): void;
  /** Closes its connections. */
  close?(): Promise<void>;
}

/** How sources wait and cut. */
export interface SpeechOptions extends SilenceLimits {
  readonly segmenter: SegmenterOptions;
}
