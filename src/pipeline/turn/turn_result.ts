/**
 * The result of a turn, for the client and for the history.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { TimedWord } from "../../contract/adapter.ts";
import type { Finish, TurnMetrics, TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import type { Replacement } from "../provider/attempt.ts";
import type { Turn } from "../turn_context.ts";
import type { TurnRecord } from "../../store/record.ts";

/** How a turn ended, and what was generated, sent and heard. */
export interface TurnResult {
  readonly status: TurnStatus;
  readonly finish: Finish;
  /** Whether a provider refused the text, not the turn as such. */
  readonly isRefused?: boolean;
  readonly generatedText: string;
  readonly spokenText: string;
  readonly heardText: string;
  readonly heardMs: number;
  readonly heardSource: "measured" | "estimated";
  readonly words: readonly TimedWord[];
  readonly metrics: TurnMetrics;
  /** Providers that failed during the turn. */
  readonly replacements: readonly Replacement[];
}

/** The `turn_complete` of a turn. */
export function completeEvent(record: TurnRecord): Unsequenced {
  const { id } = record;
  return {
    type: "turn_complete",
    ...(id === undefined ? {} : { id }),
    status: record.status,
    finish: record.finish,
    spoken_text: record.sentText,
    heard_text: record.heardText,
    heard_ms: record.heardMs,
    heard_source: record.heardSource,
    metrics: record.metrics,
  };
}

/** When a turn began and ended, in the session. */
interface TurnPlace {
  /** When it began, ms since the session was created. */
  readonly startedMs: number;
  /** The number of its `turn_complete`. */
  readonly seq: number;
}

/** The record of a turn that is over. */
export function recordOf(turn: Turn, { startedMs, seq }: TurnPlace, result: TurnResult): TurnRecord {
  const { first_audio_ms: firstAudioMs } = result.metrics;
  return {
    ...begunRecord(turn),
    status: result.status,
    finish: result.finish,
    ...(result.isRefused && result.generatedText === "" ? { isRefused: true } : {}),
    generatedText: result.generatedText,
    sentText: result.spokenText,
    heardText: result.heardText,
    heardMs: result.heardMs,
    heardSource: result.heardSource,
    audioStartMs: firstAudioMs === null ? null : startedMs + firstAudioMs,
    words: result.words,
    metrics: result.metrics,
    seq,
  };
}

/** The record of a turn that has begun, as it stays if nothing more becomes known of it: failed, and not heard. */
export function begunRecord(
  { turn, turnId, id, mode, text }: Pick<Turn, "turn" | "turnId" | "id" | "mode" | "text">,
): TurnRecord {
  return {
    turn,
    turnId,
    ...(id === undefined ? {} : { id }),
    mode,
    userText: text,
    status: "failed",
    finish: "error",
    generatedText: "",
    sentText: "",
    heardText: "",
    heardMs: 0,
    heardSource: "estimated",
    audioStartMs: null,
    words: [],
    metrics: NO_METRICS,
    seq: 0,
  };
}

/** The metrics of a turn that has sent nothing. */
export const NO_METRICS: TurnMetrics = {
  first_text_ms: null,
  first_audio_ms: null,
  first_frame_ms: null,
  total_ms: 0,
  interrupt_ms: null,
  audio_ms: 0,
  frames: 0,
  frames_skipped: 0,
  frames_dropped: 0,
  underruns: 0,
  underrun_ms: 0,
  drift_mean_ms: null,
  drift_max_ms: null,
  drift_within_budget: true,
  seen_drift_mean_ms: null,
  seen_drift_max_ms: null,
  video_lead_ms: 0,
};

/** The result of a turn about which nothing is known: it failed, and was not heard. */
export const NO_RESULT: TurnResult = {
  status: "failed",
  finish: "error",
  generatedText: "",
  spokenText: "",
  heardText: "",
  heardMs: 0,
  heardSource: "estimated",
  words: [],
  metrics: NO_METRICS,
  replacements: [],
};

/** Interrupts are a normal part of a conversation and may be frequent. */
const END_LEVELS = { completed: "info", interrupted: "debug", failed: "warn" } as const satisfies Record<
  TurnStatus,
  string
>;

/** Logs how a turn ended, with its metrics. */
export function logResult(log: Logger, { status, finish, metrics }: TurnResult): void {
  log[END_LEVELS[status]]("turn {status}", { status, finish, ...metrics });
}
