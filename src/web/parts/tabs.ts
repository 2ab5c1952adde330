/**
 * The panels and their tabs; on a phone, a bottom sheet.
 *
 * @module
 */
import { byId } from "../lib/dom.ts";

const NAMES = ["direct", "talk", "insight", "embed", "setup"] as const;
type PanelName = (typeof NAMES)[number];

/** Where the panels are sheets, as in the style sheets: phones, and tablets in portrait. */
const PHONE = "(max-width: 759.98px), (max-width: 900px) and (min-height: 700px), (max-height: 519.98px)";
const WIDE = "(min-width: 1180px) and (min-height: 520px)";

/** Connects tabs and panels (ARIA Authoring Practices, tabs with automatic activation). */
export function mountTabs(): void {
  const studio = byId("studio", HTMLElement);
  const phone = matchMedia(PHONE);
  const wide = matchMedia(WIDE);
  const tab = (name: PanelName) => byId(`tab-${name}`, HTMLButtonElement);
  const panel = (name: PanelName) => byId(`panel-${name}`, HTMLElement);
  let selected: PanelName | null = null;

  const select = (name: PanelName | null) => {
    selected = name;
    studio.toggleAttribute("data-sheet", phone.matches && name !== null);
    for (const other of NAMES) {
      const on = other === name;
      tab(other).setAttribute("aria-selected", String(on));
      tab(other).tabIndex = on || (name === null && other === "direct") ? 0 : -1;
      panel(other).hidden = !on && !(other === "direct" && wide.matches);
    }
  };
  const settle = () => {
    if (phone.matches) select(null);
    else if (wide.matches && (selected === null || selected === "direct")) select("talk");
    else select(selected ?? "direct");
  };

  for (const name of NAMES) {
    tab(name).addEventListener("click", () => select(phone.matches && selected === name ? null : name));
    tab(name).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const usable = NAMES.filter((other) => other !== "direct" || !wide.matches);
      const next = usable.at((usable.indexOf(name) + step) % usable.length) ?? name;
      select(next);
      tab(next).focus();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !phone.matches || selected === null) return;
    // The first Esc closes the sheet; the next one interrupts.
    event.preventDefault();
    select(null);
  }, { capture: true });
  byId("stage", HTMLElement).addEventListener("click", () => phone.matches && select(null));
  phone.addEventListener("change", settle);
  wide.addEventListener("change", settle);
  settle();
}
