/**
 * The service in the statistics panel: the stages of the last turns as it traces them, its load, and the sessions of the
 * page's key.
 *
 * @module
 */
import { fetchReadiness, fetchSessions } from "../../../client/net/http.ts";
import type { SessionList } from "../../../contract/protocol/http.ts";
import { messageOf } from "../../../contract/errors.ts";
import { el } from "../../lib/dom.ts";
import { serviceOptions } from "../../model/service.ts";
import { ageOf, doingOf, type Fact, loadFacts, STAGE_TITLES, tracedStages } from "../../model/service_state.ts";
import type { Studio } from "../../model/studio.ts";
import type { LoggedTurn } from "../../model/turn_log.ts";
import { chartOf } from "./waterfall.ts";

/** How often the service is asked while the panel is open, ms. */
const ASK_MS = 2000;
/** Turns that are shown. */
const SHOWN_TURNS = 5;
/** Sessions that are shown. */
const SHOWN_SESSIONS = 12;

/** Adds the view to the panel. */
export function mountServiceView(panel: HTMLElement, studio: Studio): void {
  const turns = el("div", { class: "traces" });
  const load = el("dl", { class: "counts" });
  const sessions = el("div", {});
  panel.append(
    el("h2", {}, "In the service", el("small", {}, "stages of the last turns, as traced")),
    turns,
    el("h2", {}, "Load of the service"),
    load,
    el("h2", {}, "Your sessions", el("small", {}, "of this key")),
    sessions,
  );
  showTurns(turns, studio);
  const ask = async () => {
    if (panel.hidden || document.hidden) return;
    const service = serviceOptions();
    const [ready, list] = await Promise.allSettled([fetchReadiness(service), fetchSessions(service)]);
    const facts: Fact[] = ready.status === "fulfilled" ? loadFacts(ready.value) : [["State", messageOf(ready.reason)]];
    load.replaceChildren(...facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    const own = studio.human?.session.grant.session_id;
    sessions.replaceChildren(
      list.status === "fulfilled" ? sessionTable(list.value, own) : el("p", { class: "hint" }, messageOf(list.reason)),
    );
  };
  setInterval(ask, ASK_MS);
  new MutationObserver(ask).observe(panel, { attributeFilter: ["hidden"] });
  ask();
}

/** Follows the turns that are over; which of them are open stays as it is. */
function showTurns(place: HTMLElement, studio: Studio): void {
  const shown = new Map<number, HTMLDetailsElement>();
  studio.turns.watch((records) => {
    const last = records.filter(({ metrics }) => metrics !== null).slice(-SHOWN_TURNS).reverse();
    for (const key of shown.keys()) if (!last.some((record) => record.key === key)) shown.delete(key);
    const [newest] = last;
    if (newest !== undefined && !shown.has(newest.key)) { for (const details of shown.values()) details.open = false; }
    for (const record of last) if (!shown.has(record.key)) shown.set(record.key, turnView(record, record === newest));
    const none = el("p", { class: "hint" }, "No turn is over yet.");
    const views = last.flatMap(({ key }) => shown.get(key) ?? []);
    if (views.length !== place.childElementCount || views.some((view, i) => view !== place.children[i])) {
      place.replaceChildren(...views.length === 0 ? [none] : views);
    }
  });
}

function turnView({ turn, state, metrics, mode }: LoggedTurn, isOpen: boolean): HTMLDetailsElement {
  const seconds = ((metrics?.total_ms ?? 0) / 1000).toFixed(1);
  const { stages, endMs } = metrics === null ? { stages: [], endMs: 0 } : tracedStages(metrics, mode);
  const rows = stages.map(({ name, fromMs, toMs }) => {
    const [label, title] = STAGE_TITLES[name];
    return { name: label, title, fromMs: Math.max(0, fromMs), toMs };
  });
  return el(
    "details",
    { open: isOpen },
    el("summary", {}, `Turn ${turn ?? "–"}, ${state}, ${seconds} s`),
    chartOf(rows, endMs),
  );
}

function sessionTable({ sessions, total }: SessionList, own: string | undefined): HTMLElement {
  if (total === 0) return el("p", { class: "hint" }, "The service lists no sessions for this page.");
  const head = ["Session", "Doing", "Turns", "Began"].map((name) => el("th", { scope: "col" }, name));
  const rows = sessions.slice(0, SHOWN_SESSIONS).map((session) => {
    const name = session.session_id === own ? "This page" : session.session_id.slice(0, 8);
    const cells = [doingOf(session), String(session.turns), ageOf(session, Date.now())];
    return el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((cell) => el("td", {}, cell)));
  });
  const more = total > rows.length ? [el("p", { class: "hint" }, `And ${total - rows.length} more.`)] : [];
  const table = el("table", { class: "sessions" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
  return el("div", {}, table, ...more);
}
