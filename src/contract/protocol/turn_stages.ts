/**
 * The stages of a turn, from its metrics: the spans of its trace, and the rows of a chart.
 *
 * @module
 */
import type { TurnMetrics } from "./messages.ts";

/** The name of a stage, in the order in which they begin. */
export type TurnStageName = "resolve" | "model" | "voice" | "avatar" | "first byte out" | "playout";

/** A stage that took place. Times are ms since the turn began. */
export interface TurnStageTimes {
  readonly name: TurnStageName;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The stages that took place: the controls are resolved, the model writes, the voice makes its first audio, the avatar
 * its first picture, the first message leaves, and the turn is played out.
 *
 * @param metrics What was measured of the turn.
 * @param mode `verbatim`: no model was asked.
 */
export function turnStages(metrics: TurnMetrics, mode: "reply" | "verbatim"): TurnStageTimes[] {
  const { first_text_ms: text, first_audio_ms: audio, first_frame_ms: frame, total_ms: total } = metrics;
  const receivedMs = -(metrics.resolve_ms ?? 0);
  const sent = [text, audio, frame].filter((ms) => ms !== null);
  const stages: readonly (readonly [TurnStageName, number, number | null])[] = [
    ["resolve", receivedMs, 0],
    ["model", 0, mode === "verbatim" ? null : metrics.model_ms ?? text],
    ["voice", text ?? 0, audio],
    ["avatar", text ?? 0, frame],
    ["first byte out", receivedMs, sent.length === 0 ? null : Math.min(...sent)],
    ["playout", audio ?? 0, audio === null ? null : total],
  ];
  return stages.flatMap(([name, fromMs, toMs]) => toMs === null ? [] : { name, fromMs, toMs: Math.max(fromMs, toMs) });
}
