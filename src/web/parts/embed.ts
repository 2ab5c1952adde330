/**
 * The panel with the code for what is on screen.
 *
 * @module
 */
import { completeControl } from "../../contract/control_merge.ts";
import { el } from "../lib/dom.ts";
import { type EmbedView, type Snippet, snippets } from "../model/embed.ts";
import { serviceOptions } from "../model/service.ts";
import type { Studio } from "../model/studio.ts";

/** Fills the panel. */
export function mountEmbed(panel: HTMLElement, studio: Studio): void {
  let shown = "";
  const update = () => {
    const view = viewOf(studio);
    const key = JSON.stringify(view);
    if (key === shown) return;
    shown = key;
    panel.replaceChildren(
      el("p", { class: "empty" }, "The person on screen, in a page or program of yours."),
      ...snippets(view).flatMap(snippetElements),
    );
  };
  studio.connection.watch(update);
  studio.personas.watch(update);
  studio.control.watch(update);
}

function viewOf(studio: Studio): EmbedView {
  const { url, apiKey } = serviceOptions();
  const { personas = [], default: usual = "default" } = studio.personas.value ?? {};
  const { value: control } = studio.control;
  const persona = control?.character.persona_id ?? usual;
  const own = completeControl(persona, personas.find(({ id }) => id === persona)?.control ?? {}).emotion;
  const { label, intensity } = control?.emotion ?? own;
  const emotion = label === own.label && intensity === own.intensity
    ? null
    : { label, intensity: Math.round(intensity * 100) / 100 };
  return { url: url.href, keyed: apiKey !== undefined, persona, emotion, mode: studio.video };
}

function snippetElements({ name, note, code }: Snippet): HTMLElement[] {
  const text = el("code", {}, code);
  const copy = el("button", { class: "button quiet", type: "button", "aria-label": `Copy: ${name}` }, "Copy");
  copy.addEventListener("click", async () => copy.textContent = await copied(text));
  return [el("h2", {}, name, copy), el("pre", {}, text), el("p", { class: "snippet-note" }, note)];
}

/** Copies the text of an element. Returns what the button says then. */
async function copied(element: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return "Copied";
  } catch {
    // Browsers offer the clipboard to secure pages only; on others the text is selected.
    getSelection()?.selectAllChildren(element);
    return "Selected";
  }
}
