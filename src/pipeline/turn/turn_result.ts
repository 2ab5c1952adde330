/**
 * What remains of a turn: for the client, and for the history.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { TimedWord } from "../../contract/adapter.ts";
import type { Finish, TurnMetrics, TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import type { TurnRecord } from "./history.ts";

/** How a turn ended, and what of it was made, sent and heard. */
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

/** The `turn_complete` of a result; `id`: the client's own for the turn, if it made one. */
export function completeEvent(result: TurnResult, id: string | undefined): Unsequenced {
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
 * A result as the history keeps it.
 *
 * @param about Which turn it was; `startedMs`: when it began, ms since the session did.
 */
export function recordOf(
  about: Pick<TurnRecord, "turn" | "turnId" | "mode" | "userText"> & { readonly startedMs: number },
  result: TurnResult,
): TurnRecord {
  const { startedMs, ...turn } = about;
  const { spokenText: sentText, metrics, finish: _, ...rest } = result;
  const audioStartMs = metrics.first_audio_ms === null ? null : startedMs + metrics.first_audio_ms;
  return { ...turn, ...rest, sentText, audioStartMs };
}

/** To interrupt is part of a conversation, and a client may do it all the time. */
const END_LEVELS = { completed: "info", interrupted: "debug", failed: "warn" } as const satisfies Record<
  TurnStatus,
  string
>;

/** Tells the log how a turn ended, with what was measured. */
export function logResult(log: Logger, { status, finish, metrics }: TurnResult): void {
  log[END_LEVELS[status]]("turn {status}", { status, finish, ...metrics });
}
