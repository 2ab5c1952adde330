/**
 * The stages of one turn as a waterfall chart.
 *
 * @module
 */
import { el } from "../../lib/dom.ts";
import type { LoggedTurn } from "../../model/turn_log.ts";

/** A row of the chart. */
export interface WaterfallStage {
  readonly name: string;
  readonly title: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Minimum length of the scale, so that fast turns look fast. */
const SHORTEST_SCALE_MS = 150;

/** The rows of a turn. */
export function waterfall(record: LoggedTurn | undefined): HTMLElement {
  const stages = stagesOf(record);
  return chartOf(stages, Math.max(...stages.map(({ toMs }) => toMs ?? 0)));
}

/** A chart whose scale ends at a time; what lies after it is cut off. */
export function chartOf(stages: readonly WaterfallStage[], endMs: number): HTMLElement {
  const scaleMs = Math.max(SHORTEST_SCALE_MS, endMs);
  return el("ol", { class: "waterfall" }, ...stages.map((stage) => row(stage, scaleMs)));
}

function stagesOf(record: LoggedTurn | undefined): WaterfallStage[] {
  const { started = null, text = null, audio = null, picture = null, sound = null } = record?.steps ?? {};
  return [
    { name: "Request", title: "From the click until the turn began", fromMs: 0, toMs: started },
    { name: "Words", title: "Until the first words of the text", fromMs: started, toMs: text },
    { name: "Voice", title: "From the first words to the first piece of speech", fromMs: text ?? started, toMs: audio },
    { name: "Sound", title: "From the first piece of speech to the loudspeaker", fromMs: audio, toMs: sound },
    { name: "Face", title: "From the first piece of speech to the first picture", fromMs: audio, toMs: picture },
  ];
}

function row({ name, title, fromMs, toMs }: WaterfallStage, scaleMs: number): HTMLElement {
  const bar = el("i", {});
  if (fromMs !== null && toMs !== null) {
    const start = Math.min(fromMs, toMs);
    bar.style.setProperty("--from", `${start / scaleMs * 100}%`);
    bar.style.setProperty("--size", `${(toMs - start) / scaleMs * 100}%`);
  }
  const value = toMs === null ? "–" : `${Math.round(toMs)} ms`;
  return el("li", { title }, el("span", {}, name), el("div", { class: "track" }, bar), el("output", {}, value));
}
