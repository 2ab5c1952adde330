/**
 * Where a turn's speech comes from: a realtime provider, or a cascade of language model, segmenter and voice.
 *
 * @module
 */
import type { AdapterBase, AdapterKind, Capabilities, ChatMessage, TurnContext } from "../../contract/adapter.ts";
import type { PlacedSpeech } from "../../alignment/media_clock.ts";
import type { Clock } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import type { Control, Persona } from "../../contract/controls.ts";
import { deadline } from "../../core/async.ts";
import type { SegmenterOptions } from "./segmenter.ts";

/** What a source needs to know of a turn. */
export interface SpeechTurn {
  readonly mode: "reply" | "verbatim";
  /** The user's text. */
  readonly text: string;
  /** The system prompt, with the turn's style hints. */
  readonly instructions: string;
  /** What was said and heard before, without the system prompt and the user's new text. */
  readonly history: readonly ChatMessage[];
  readonly context: TurnContext;
  /** The control in force now: it may have moved since the turn began. */
  currentControl(): Control;
  /** Tells the client that a provider was replaced. */
  onReplaced(replacement: Replacement): void;
}

/** A provider failed and another took over. */
export interface Replacement {
  readonly kind: string;
  readonly from: string;
  /** Who took over; `null`: nobody, the turn goes on without. */
  readonly to: string | null;
  readonly reason: string;
}

/** A turn's reply in the making. */
export interface Speech {
  /** The reply's text, as it is generated; unpaced. The pieces joined are the turn's text. */
  readonly text: ReadableStream<string>;
  /** The speech; pulled. Errors when no provider could finish it. */
  readonly speech: ReadableStream<PlacedSpeech>;
}

/** What a source can make ready before the first turn. */
export interface SpeechPreparation {
  readonly sessionId: string;
  readonly instructions: string;
  readonly control: Control;
  readonly persona: Persona;
  readonly history: readonly ChatMessage[];
}

/** Makes the speech of a session's turns. */
export interface SpeechSource {
  /** Connects ahead of the first turn, where there is something to connect to. Does not wait, and reports no failure. */
  prepare(preparation: SpeechPreparation): void;
  /** What the adapters that would speak a turn now can do for a persona, by kind. */
  capabilities(mode: SpeechTurn["mode"], persona: Persona): Partial<Record<AdapterKind, Capabilities>>;
  /** Begins a turn's reply. The turn before must be over. */
  speak(turn: SpeechTurn): Speech;
  /** Says that the last turn was cut: the person heard its first `heardMs` and no more. Does not wait. */
  cut(heardMs: number): void;
  /** Gives back what it holds. */
  close(): Promise<void>;
}

/** How much later than an adapter's own deadline the engine gives up, ms: the adapter's error says more. */
const SILENCE_GRACE_MS = 1000;

/** How long to wait for the next part of an adapter: the engine's limit, or longer where the adapter has its own. */
export function silenceLimitMs({ maxSilenceMs }: AdapterBase, limitMs: number): number {
  return maxSilenceMs === undefined ? limitMs : maxSilenceMs + SILENCE_GRACE_MS;
}

/** How sources wait, cut and fail over. */
export interface SpeechOptions {
  readonly clock: Clock;
  readonly segmenter: SegmenterOptions;
  /** How long a provider without a deadline of its own may take for the first part of a turn, ms. */
  readonly firstPartMs: number;
  /** How long it may take for each further part while one is due, ms. */
  readonly stallMs: number;
}

/**
 * Waits for a provider's next part.
 *
 * @throws ProviderError `provider_timeout` when it does not come within `limitMs`.
 * @throws The signal's reason when the turn ends first, even if the provider does not notice.
 */
export function within<T>(
  part: Promise<T>,
  limitMs: number,
  options: { clock: Clock; signal: AbortSignal; provider: string; waitingFor: string },
): Promise<T> {
  const { provider, waitingFor, clock, signal } = options;
  const onTimeout = () =>
    new ProviderError(`${provider} brought no ${waitingFor} within ${limitMs} ms`, {
      code: "provider_timeout",
      retryable: true,
      provider,
    });
  return deadline(part, { clock, limitMs, signal, onTimeout });
}
