/**
 * The colour theme: light, dark, or the system's.
 *
 * @module
 */
import { byId } from "../lib/dom.ts";
import type { Settings } from "../model/settings.ts";
import type { Signal } from "../lib/signal.ts";

const NEXT = { auto: "light", light: "dark", dark: "auto" } as const;
const NAMES = { auto: "automatic", light: "light", dark: "dark" } as const;

/** Sets up the button that cycles through the themes. */
export function mountTheme(settings: Signal<Settings>): void {
  const button = byId("theme", HTMLButtonElement);
  button.addEventListener("click", () => {
    settings.value = { ...settings.value, theme: NEXT[settings.value.theme] };
  });
  settings.watch(({ theme }) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-label", `Theme: ${NAMES[theme]}`);
    button.title = `Theme: ${NAMES[theme]}`;
  });
}
