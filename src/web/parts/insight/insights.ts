/**
 * The statistics panel: latency, synchronization and losses.
 *
 * @module
 */
import { el } from "../../lib/dom.ts";
import { DRIFT_BUDGET_MS, DriftTrace } from "../../model/drift_trace.ts";
import type { LoggedTurn } from "../../model/turn_log.ts";
import type { Studio } from "../../model/studio.ts";
import { driftChart } from "./drift_chart.ts";
import { mountServiceView } from "./service_view.ts";
import { waterfall } from "./waterfall.ts";

/** Refresh interval of the open panel, in ms. */
const REFRESH_MS = 250;

/** Fills the panel. */
export function mountInsights(panel: HTMLElement, studio: Studio): void {
  const trace = new DriftTrace();
  studio.onShown(({ driftMs }) => trace.add({ atMs: performance.now(), driftMs }));

  const sound = tile("First sound", "From the click to the loudspeaker");
  const picture = tile("First picture", "From the click to the first picture of the turn");
  const sync = tile("In step", `Pictures within ${DRIFT_BUDGET_MS} ms of the voice, over the last minute`);
  const buffer = tile("Buffer", "Speech that is here and was not heard yet");
  const turn = el("div", {});
  const chart = driftChart();
  const counts = el("dl", { class: "counts" });
  const heading = el("h2", {}, "Last turn", el("small", {}, "time since the click"));
  panel.append(
    el("div", { class: "tiles" }, sound.element, picture.element, sync.element, buffer.element),
    heading,
    turn,
    el("h2", {}, "Drift", el("small", {}, "picture against voice, last minute")),
    chart.element,
    el("h2", {}, "Counted"),
    counts,
  );

  let drawn: LoggedTurn | undefined;
  const update = () => {
    if (panel.hidden || document.hidden) return;
    const last = studio.turns.value.findLast((record) => record.sentAtMs !== null);
    if (last !== drawn || turn.childElementCount === 0) turn.replaceChildren(waterfall(last));
    drawn = last;
    const summary = trace.summary();
    sound.show(ms(last?.steps.sound));
    picture.show(ms(last?.steps.picture));
    sync.show(summary ? `${Math.floor(summary.within * 1000) / 10} %` : "–");
    buffer.show(ms(studio.human?.player.bufferedMs() ?? null));
    chart.draw(trace, performance.now());
    counts.replaceChildren(...countsOf(studio, last, summary?.p95Ms ?? null).flatMap(pair));
  };
  mountServiceView(panel, studio);
  setInterval(update, REFRESH_MS);
  new MutationObserver(update).observe(panel, { attributeFilter: ["hidden"] });
  update();
}

type Count = readonly [name: string, value: string];

function countsOf({ human }: Studio, last: LoggedTurn | undefined, p95Ms: number | null): Count[] {
  const { shown = 0, skipped = 0, dropped = 0, failed = 0 } = human?.renderer.stats ?? {};
  const { underruns = 0, underrunMs = 0, targetMs = 0 } = human?.player.stats ?? {};
  const unknown = [...human?.session.unknownEvents.values() ?? []].reduce((sum, count) => sum + count, 0);
  return [
    ["Drift, 95 of 100 pictures", ms(p95Ms)],
    ["Pictures shown", String(shown)],
    ["Skipped here, too late", String(skipped)],
    ["Dropped by the service", String(dropped)],
    ["Not drawable", String(failed)],
    ["Underruns of the voice", underruns === 0 ? "0" : `${underruns}, ${ms(underrunMs)}`],
    ["Jitter buffer", ms(targetMs)],
    ["Round trip", ms(human?.session.roundTripMs ?? null)],
    ["Drift, as the service sees it", ms(last?.metrics?.seen_drift_mean_ms ?? null)],
    ["Unknown events", String(unknown)],
  ];
}

function pair([name, value]: Count): HTMLElement[] {
  return [el("dt", {}, name), el("dd", {}, value)];
}

function tile(name: string, title: string): { element: HTMLElement; show(text: string): void } {
  const value = el("b", {}, "–");
  return {
    element: el("div", { class: "tile", title }, el("span", {}, name), value),
    show(text) {
      if (value.textContent !== text) value.textContent = text;
    },
  };
}

function ms(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : `${Math.round(value)} ms`;
}
