/**
 * One chip per emotion, each with a small face and its name.
 *
 * @module
 */
import type { EmotionLabel } from "../../../contract/emotions.ts";
import { el, svg } from "../../lib/dom.ts";
import { EMOTIONS } from "../../model/controls.ts";

/** Mouth, then brows, as strokes in a box of 24. */
const FACES: Readonly<Record<EmotionLabel, string>> = {
  neutral: "M8.5 15.500h7",
  happy: "M7.8 14.200c1 2.3 2.4 3.4 4.2 3.400s3.2-1.1 4.2-3.4",
  surprised: "M12 14a1.9 2.2 0 1 0 .01 0M7.2 6.600c.8-.8 1.8-.9 2.7-.5m4.2 0c.9-.4 1.9-.3 2.7.5",
  sad: "M8.3 16.800c.9-1.6 2.1-2.3 3.7-2.300s2.8.7 3.7 2.300M7 8c1.2-.2 2.2-.7 3-1.500m7 1.500c-1.2-.2-2.2-.7-3-1.5",
  fearful:
    "M7.8 16.200c1-1.3 1.9-1.3 2.8-.2s1.9 1.1 2.8 0 1.9-1.1 2.8.2M7.2 7.400c1-.1 1.9-.5 2.6-1.200m7 1.200c-1-.1-1.9-.5-2.6-1.2",
  angry: "M8.8 16.400c1-.9 2-1.3 3.2-1.300s2.2.4 3.2 1.300M7 6.600l3.3 1.700M17 6.600l-3.3 1.7",
  disgusted: "M8 15.200c1.4-.9 2.6-1 3.7-.2s2.6 1.8 4.3 2M7.2 7.800l3 .4m3.8-1.400c.9-.7 1.9-.9 2.9-.5",
};

/** The chips on the page. */
interface EmotionChips {
  readonly element: HTMLElement;
  setLabel(label: EmotionLabel): void;
}

/** Makes the chips: a group of radio buttons, so that arrow keys move between them. */
export function emotionChips(onLabel: (label: EmotionLabel) => void): EmotionChips {
  const inputs = new Map<EmotionLabel, HTMLInputElement>();
  const chips = EMOTIONS.map((label) => {
    const input = el("input", { type: "radio", name: "emotion", value: label });
    input.addEventListener("change", () => onLabel(label));
    inputs.set(label, input);
    return el("label", { class: "chip", "data-emotion": label }, input, face(label), el("span", {}, label));
  });
  return {
    element: el("div", { class: "chips", role: "radiogroup", "aria-label": "Emotion" }, ...chips),
    setLabel(label) {
      const input = inputs.get(label);
      if (input) input.checked = true;
    },
  };
}

function face(label: EmotionLabel): SVGSVGElement {
  const eyes = svg("path", { d: "M9 10.200v.6m6-.6v.6", "stroke-width": 2.2 });
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, eyes, svg("path", { d: FACES[label] }));
}
