/**
 * What the service does, for people: its load, and the sessions of the page's key. Pure.
 *
 * @module
 */
import type { ListedSession, Readiness } from "../../contract/protocol/http.ts";
import type { TurnMetrics } from "../../contract/protocol/messages.ts";
import { type TurnStageName, turnStages, type TurnStageTimes } from "../../contract/protocol/turn_stages.ts";

/** A name and its value. */
export type Fact = readonly [name: string, value: string];

const VIDEO: Readonly<Record<NonNullable<Readiness["load"]>["video"], string>> = {
  full: "As asked for",
  less_fps: "Fewer pictures per second",
  least_fps: "Very few pictures per second",
  half_size: "Half size",
  quarter_size: "Quarter size",
  poses: "Poses only",
  audio_only: "None, sound only",
};

/** What each stage of a turn is. */
export const STAGE_TITLES: Readonly<Record<TurnStageName, readonly [name: string, title: string]>> = {
  "resolve": ["Resolve", "From the arrival of the text until the turn began"],
  "model": ["Model", "Until the model had finished; a turn that is said exactly has none"],
  "voice": ["Voice", "From the first words to the first piece of speech"],
  "avatar": ["Face", "From the first words to the first picture"],
  "first byte out": ["First out", "From the arrival of the text until the first message left"],
  "playout": ["Playout", "From the first piece of speech until the last was heard"],
};

/** The stages of a turn as traced, and the end of a scale on which the short ones can be seen, ms. */
export function tracedStages(
  metrics: TurnMetrics,
  mode: "reply" | "verbatim",
): { stages: readonly TurnStageTimes[]; endMs: number } {
  const stages = turnStages(metrics, mode);
  const short = stages.filter(({ name }) => name === "voice" || name === "avatar" || name === "first byte out");
  return { stages, endMs: Math.max(0, ...short.map(({ toMs }) => toMs)) * 1.25 };
}

/** The load of the service. */
export function loadFacts({ detail, load }: Readiness): Fact[] {
  if (load === undefined) return [["State", detail], ["Load", "Not measured here"]];
  return [
    ["State", detail],
    ["Used if all sessions spoke", percent(load.spent)],
    ["Processor", percent(load.processor)],
    ["Event loop late by", `${Math.round(load.lag_ms)} ms`],
    ["Video", VIDEO[load.video]],
  ];
}

/** What a session is doing. */
export function doingOf({ state, connected }: ListedSession): string {
  if (!connected) return "Away";
  return { idle: "Listening", thinking: "Thinking", speaking: "Speaking" }[state];
}

/** How long ago a session was created, for people. */
export function ageOf({ created_at }: ListedSession, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(created_at)) / 60_000);
  if (minutes < 1) return "just now";
  return minutes < 120 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
