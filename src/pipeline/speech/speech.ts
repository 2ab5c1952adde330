/**
 * Where a turn's speech comes from: a realtime provider, or a cascade of language model, segmenter and voice.
 *
 * @module
 */
import type { AdapterKind, Capabilities, FinishPart, UnspeakablePart, UsagePart } from "../../contract/adapter.ts";
import type { Persona } from "../../contract/controls.ts";
import type { PlacedMark } from "../../control/marks/mark.ts";
import type { PlacedSpeech } from "../../alignment/media_clock.ts";
import type { SilenceLimits } from "../provider/part_reader.ts";
import type { Replacement } from "../provider/attempt.ts";
import type { Conversation, Turn } from "../turn_context.ts";
import type { SegmenterOptions } from "./text/segmenter.ts";

/** The current segment's speech ends before its text, because the voice failed. */
interface BrokenPart {
  readonly type: "broken";
}

/** Output of a source besides the text. Unspeakable parts have places in the turn's text. */
export type SourcePart = PlacedSpeech | BrokenPart | UnspeakablePart | UsagePart | FinishPart;

/** Receives a turn's reply. Anything after the end of the turn has no effect. */
export interface SpeechSink {
  /** Receives a piece of the reply's text as it is generated. The pieces joined are the turn's text. */
  text(token: string): void;
  /** Receives marks of the text, in order, before the speech that they are for. Their places are those of the turn's text. */
  direct(marks: readonly PlacedMark[]): void;
  /** Receives the next part of the speech. The source must wait for the returned promise, if any. */
  part(part: SourcePart): Promise<void> | undefined;
  /** A stage failed while others continue: the turn will end as failed. */
  fail(error: unknown): void;
  /** A provider was replaced. */
  replaced(replacement: Replacement): void;
}

/** From which word on speech is made again. */
export interface RemakePlace {
  /** Where the word begins in the turn's text. */
  readonly charStart: number;
  /** The last word that has begun: the feelings of marks up to it have ended. -1: none. */
  readonly begunTo: number;
}

/** Makes the speech of a session's turns. */
export interface SpeechSource {
  /** Connects ahead of the first turn. Does not wait, and reports no failure. */
  prepare?(conversation: Conversation): void;
  /** Capabilities of the adapters that would speak a turn now, for a persona, by kind. */
  capabilities(mode: Turn["mode"], persona: Persona): Partial<Record<AdapterKind, Capabilities>>;
  /**
   * Speaks a turn's reply. The previous turn must be over.
   *
   * @returns Resolves when the reply is complete.
   * @throws When no provider could finish it, or the turn's signal aborted.
   */
  speak(turn: Turn, out: SpeechSink): Promise<void>;
  /** How long its voice takes from a request to the first audio, ms; `undefined`: it cannot make speech again. */
  readonly makeMs?: number | undefined;
  /**
   * Makes the speech of the running turn again from a word on, with the control now in force. What it had delivered of
   * that and later words is void, from this call on.
   *
   * @returns Resolves when the new speech is complete; `undefined`: it does not make it again.
   */
  remake?(turn: Turn, out: SpeechSink, place: RemakePlace): Promise<void> | undefined;
  /** Notes that the last turn was cut: the user heard only its first `heardMs`. Does not wait. */
  cut?(heardMs: number): void;
  /** Closes its connections. */
  close?(): Promise<void>;
}

/** Timing options of sources. */
export interface SpeechOptions extends SilenceLimits {
  readonly segmenter: SegmenterOptions;
}
