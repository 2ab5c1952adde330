/**
 * What sessions run on, and what one is created with.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { SyncBudget } from "../../alignment/drift.ts";
import type { Personas } from "../../control/personas.ts";
import type { Clock } from "../../contract/clock.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { Extra, VideoRequest } from "../../contract/protocol/messages.ts";
import type { TurnOptions } from "../turn/orchestrator.ts";
import type { OutboxLimits } from "./outbox.ts";
import type { Providers } from "../provider/providers.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { Ticker } from "../../core/ticker.ts";

/** What all sessions share. */
export interface SessionHost {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly log: Logger;
  readonly providers: Providers;
  readonly personas: Personas;
  readonly pacing: TurnOptions["pacing"] & { readonly idleFps: number };
  readonly sync: { readonly budget: SyncBudget; readonly correct: boolean };
  readonly outbox: OutboxLimits;
  readonly avatarStallMs: number;
  readonly historyTurns: number;
  readonly maxTextChars: number;
  /** Takes secrets out of what a provider says of itself, before a client reads it. */
  redact(text: string): string;
  /** Makes the source of a session's speech. */
  createSource(): SpeechSource;
}

/** What a session is created with. */
export interface SessionRequest {
  readonly personaId: string;
  readonly control: PartialControl;
  readonly video: VideoRequest;
  readonly extras: readonly Extra[];
}
