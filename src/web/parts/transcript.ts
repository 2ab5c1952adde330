/**
 * The transcript: questions, replies, and the part of each that was heard.
 *
 * @module
 */
import { el, icon } from "../lib/dom.ts";
import { splitHeard } from "../../client/picture/captions.ts";
import type { LoggedTurn } from "../model/turn_log.ts";
import { downloadCaptions } from "../model/service.ts";
import type { Studio } from "../model/studio.ts";
import { personaName } from "./composer.ts";

/** Fills the panel. */
export function mountTranscript(panel: HTMLElement, studio: Studio): void {
  const empty = el("p", { class: "empty" }, "What you two say appears here. Words that were not heard are struck out.");
  const list = el("ol", { class: "turns" });
  const log = el("div", { role: "log", "aria-label": "Transcript", tabindex: 0 }, list);
  const save = el("button", { class: "button quiet", type: "button" }, icon("download"), "Save captions");
  const failed = el(
    "p",
    { class: "note bad", role: "status", hidden: true },
    "The service no longer has the captions.",
  );
  save.addEventListener("click", async () => {
    const id = studio.human?.session.grant.session_id;
    const saved = id !== undefined && await downloadCaptions(id).catch(() => false);
    failed.hidden = saved;
  });
  panel.append(empty, log, save, failed);

  const shown = new Map<number, { record: LoggedTurn; element: HTMLElement }>();
  studio.turns.watch((records) => {
    empty.hidden = records.length > 0;
    save.hidden = records.length === 0;
    const oldest = records[0]?.key ?? Infinity;
    for (const key of shown.keys()) if (key < oldest) shown.delete(key);
    const elements = records.map((record) => {
      const old = shown.get(record.key);
      if (old?.record === record) return old.element;
      const element = turnElement(record, personaName(studio));
      shown.set(record.key, { record, element });
      return element;
    });
    const atEnd = panel.scrollHeight - panel.scrollTop - panel.clientHeight < 80;
    list.replaceChildren(...elements);
    if (atEnd) panel.scrollTop = panel.scrollHeight;
  });
}

function turnElement(record: LoggedTurn, name: string): HTMLElement {
  const { userText, mode, state, problem, heardMs } = record;
  const item = el("li", { class: "turn", "data-state": state });
  if (mode === "reply" && userText !== "") {
    item.append(el("p", { class: "you", dir: "auto" }, el("b", { class: "sr-only", dir: "ltr" }, "You: "), userText));
  }
  // The direction is that of the text, not of the name.
  const said = el("p", { class: "said", dir: "auto" }, el("b", { dir: "auto" }, name), ...saidParts(record));
  if (record.text !== "" || state === "running" || state === "waiting") item.append(said);
  if (state === "interrupted") item.append(note(`Interrupted${heardMs ? ` after ${seconds(heardMs)}` : ""}`));
  if (state === "failed") item.append(note(problem?.message ?? "Failed", "bad"));
  else if (problem) item.append(note(problem.message, "warn"));
  return item;
}

function saidParts({ text, heardText, state }: LoggedTurn): (Node | string)[] {
  if (text === "") return [el("span", { class: "dots", "aria-label": "thinking" }, el("i"), el("i"), el("i"))];
  if (heardText === null || state === "completed") return [text];
  const { heard, unheard } = splitHeard(text, heardText);
  if (unheard.trim() === "") return [text];
  return [heard, el("span", { class: "sr-only" }, " Not heard: "), el("s", {}, unheard)];
}

function note(text: string, kind = ""): HTMLElement {
  return el("p", { class: `note ${kind}` }, text);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
