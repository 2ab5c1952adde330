/**
 * The result of a turn, for the client and for the history.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { TimedWord } from "../../contract/adapter.ts";
import type { Finish, TurnMetrics, TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import type { Turn } from "../turn_context.ts";
import type { TurnRecord } from "./history.ts";

/** How a turn ended, and what was generated, sent and heard. */
export interface TurnResult {
  readonly status: TurnStatus;
  readonly finish: Finish;
  readonly generatedText: string;
  readonly spokenText: string;
  readonly heardText: string;
  readonly heardMs: number;
  readonly heardSource: "measured" | "estimated";
  readonly words: readonly TimedWord[];
  readonly metrics: TurnMetrics;
}

/** The `turn_complete` of a turn. */
export function completeEvent({ id }: Turn, result: TurnResult): Unsequenced {
  return {
    type: "turn_complete",
    ...(id === undefined ? {} : { id }),
    status: result.status,
    finish: result.finish,
    spoken_text: result.spokenText,
    heard_text: result.heardText,
    heard_ms: result.heardMs,
    heard_source: result.heardSource,
    metrics: result.metrics,
  };
}

/**
 * The history's record of a turn.
 *
 * @param turn The turn.
 * @param startedMs When it began, ms since the session began.
 * @param result How it ended.
 */
export function recordOf(turn: Turn, startedMs: number, result: TurnResult): TurnRecord {
  const { first_audio_ms: firstAudioMs } = result.metrics;
  return {
    turn: turn.turn,
    turnId: turn.turnId,
    mode: turn.mode,
    userText: turn.text,
    status: result.status,
    generatedText: result.generatedText,
    sentText: result.spokenText,
    heardText: result.heardText,
    heardMs: result.heardMs,
    heardSource: result.heardSource,
    audioStartMs: firstAudioMs === null ? null : startedMs + firstAudioMs,
    words: result.words,
  };
}

/** Interrupts are a normal part of a conversation and may be frequent. */
const END_LEVELS = { completed: "info", interrupted: "debug", failed: "warn" } as const satisfies Record<
  TurnStatus,
  string
>;

/** Logs how a turn ended, with its metrics. */
export function logResult(log: Logger, { status, finish, metrics }: TurnResult): void {
  log[END_LEVELS[status]]("turn {status}", { status, finish, ...metrics });
}
