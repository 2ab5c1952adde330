/**
 * A chart of the audio-video drift over the last minute, with the budget as a band.
 *
 * @module
 */
import { el, svg } from "../../lib/dom.ts";
import { DRIFT_BUDGET_MS, type DriftTrace, TRACE_MS } from "../../model/drift_trace.ts";

const WIDTH = 300;
const HEIGHT = 84;
/** The range of the chart is ± this many ms. */
const RANGE_MS = 90;

/** The chart on the page. */
interface DriftChart {
  readonly element: HTMLElement;
  /** Draws the last minute up to `nowMs`. */
  draw(trace: DriftTrace, nowMs: number): void;
}

/** Makes the chart. */
export function driftChart(): DriftChart {
  const line = svg("path", { class: "drift-line" });
  const band = svg("rect", {
    class: "drift-band",
    x: 0,
    width: WIDTH,
    y: yOf(DRIFT_BUDGET_MS),
    height: yOf(-DRIFT_BUDGET_MS) - yOf(DRIFT_BUDGET_MS),
  });
  const zero = svg("path", { class: "drift-zero", d: `M0 ${yOf(0)}H${WIDTH}` });
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", preserveAspectRatio: "none" },
    band,
    zero,
    line,
  );
  const scale = el(
    "div",
    { class: "drift-scale", "aria-hidden": "true" },
    el("span", {}, `+${DRIFT_BUDGET_MS} ms`),
    el("span", {}, `−${DRIFT_BUDGET_MS} ms`),
  );
  return {
    element: el("div", { class: "drift" }, picture, scale),
    draw(trace, nowMs) {
      line.setAttribute("d", pathOf(trace, nowMs));
      const summary = trace.summary();
      const label = summary
        ? `Drift over the last minute: ${
          Math.round(summary.within * 100)
        } percent within ${DRIFT_BUDGET_MS} milliseconds`
        : "Drift over the last minute: nothing yet";
      picture.setAttribute("aria-label", label);
    },
  };
}

/** A line through the samples, with gaps where there were no frames. */
function pathOf({ samples }: DriftTrace, nowMs: number): string {
  let path = "";
  let lastMs = -Infinity;
  for (const { atMs, driftMs } of samples) {
    const x = WIDTH * (1 - (nowMs - atMs) / TRACE_MS);
    if (x < 0) continue;
    path += `${atMs - lastMs > 400 ? "M" : "L"}${x.toFixed(1)} ${yOf(driftMs).toFixed(1)}`;
    lastMs = atMs;
  }
  return path;
}

function yOf(driftMs: number): number {
  const bounded = Math.max(-RANGE_MS, Math.min(RANGE_MS, driftMs));
  return HEIGHT / 2 * (1 - bounded / RANGE_MS);
}
