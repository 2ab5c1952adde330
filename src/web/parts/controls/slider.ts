/**
 * A labelled slider with its value as text.
 *
 * @module
 */
import type { Fidelity } from "../../../contract/controls.ts";
import { el } from "../../lib/dom.ts";

/** Options of a slider. */
interface SliderOptions {
  readonly id: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as text, e.g. `1.2×`. */
  readonly format: (value: number) => string;
  readonly onInput: (value: number) => void;
}

/** A slider on the page. */
export interface Slider {
  readonly element: HTMLElement;
  setValue(value: number): void;
  setFidelity(fidelity: Fidelity | null): void;
}

/** Descriptions of the fidelities. */
export const FIDELITY_TEXT: Readonly<Record<Fidelity, string>> = {
  native: "The providers in use do this themselves",
  approximated: "The providers in use come close to this",
  ignored: "The providers in use cannot do this",
};

/** Makes a slider. */
export function slider(options: SliderOptions): Slider {
  const { id, label, min, max, step, format, onInput } = options;
  const input = el("input", { id, type: "range", min, max, step });
  const output = el("output", { for: id });
  const badge = el("small", { class: "fidelity", hidden: true });
  const show = () => {
    const value = Number(input.value);
    output.value = format(value);
    input.setAttribute("aria-valuetext", format(value));
    input.style.setProperty("--fill", `${(value - min) / (max - min) * 100}%`);
  };
  input.addEventListener("input", () => {
    show();
    onInput(Number(input.value));
  });
  return {
    element: el("div", { class: "slider" }, el("label", { for: id }, label), badge, output, input),
    setValue(value) {
      // Ignore updates from the service while the user is dragging.
      if (document.activeElement === input && Math.abs(Number(input.value) - value) < step) return;
      input.value = String(value);
      show();
    },
    setFidelity(fidelity) {
      badge.hidden = fidelity === null || fidelity === "native";
      badge.textContent = fidelity ?? "";
      badge.title = fidelity ? FIDELITY_TEXT[fidelity] : "";
    },
  };
}
