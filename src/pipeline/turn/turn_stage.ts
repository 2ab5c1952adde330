/**
 * Dependencies of a session's turns.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { FidelityMap } from "../../contract/controls.ts";
import type { Extra, Unsequenced } from "../../contract/protocol/messages.ts";
import type { Ticker } from "../../core/ticker.ts";
import { fidelityOf } from "../../control/mapper.ts";
import type { SyncBudget } from "../../alignment/drift.ts";
import type { SyncController } from "../../alignment/sync_controller.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { Turn } from "../turn_context.ts";
import type { Presence } from "../video/presence.ts";
import type { VideoStage } from "../video/video_stage.ts";
import type { PacerOptions } from "./pacer.ts";

/** Where turns send their messages. */
export interface TurnOutlet {
  /** Sends a message of a turn; `false`: it was not accepted. */
  post(event: Unsequenced, turn: number, turnId: string): boolean;
  /** Whether the reader is so far behind that a burst should wait. */
  readonly congested: boolean;
}

/** How media is sent. */
export interface PacingOptions extends PacerOptions {
  /** Length of the chunks that audio is cut into, ms. */
  readonly chunkMs: number;
  /** How far behind the send clock a client's reports are believed, ms. */
  readonly playoutGraceMs: number;
}

/** Dependencies of a session's turns. */
export interface TurnStage {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly source: SpeechSource;
  readonly outlet: TurnOutlet;
  readonly pacing: PacingOptions;
  readonly syncBudget: SyncBudget;
  /** The session's closed loop; it outlives the turn. */
  readonly sync: SyncController;
  readonly presence: Presence;
  /** Absent: audio only. */
  readonly video: VideoStage | undefined;
  readonly extras: ReadonlySet<Extra>;
  /** Removes secrets from a provider's messages. */
  redact(text: string): string;
}

/** Whether an avatar or the client uses visemes. */
export function needsLips({ video, extras }: TurnStage): boolean {
  const avatars = video?.chain.available() ?? [];
  return extras.has("viseme") || avatars.some(({ shared }) => shared.capabilities().lipSync !== false);
}

/** How faithfully the adapters that serve a turn honour each control. */
export function fidelityIn({ mode, persona }: Turn, { source, video }: TurnStage): FidelityMap {
  const heard = source.capabilities(mode, persona);
  const seen = video?.chain.available()[0]?.shared.capabilities();
  return fidelityOf(seen === undefined ? heard : { ...heard, avatar: seen });
}
