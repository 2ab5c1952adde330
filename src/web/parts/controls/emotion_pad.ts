/**
 * The emotion pad: a point between unpleasant and pleasant, calm and excited, set by pointer or arrow keys.
 *
 * @module
 */
import { circumplexOf } from "../../../contract/emotions.ts";
import { el, svg } from "../../lib/dom.ts";
import { EMOTIONS } from "../../model/controls.ts";

/** A point on the pad, each axis -1..1. */
interface PadPlace {
  readonly valence: number;
  readonly arousal: number;
}

/** The pad on the page. */
interface EmotionPad {
  readonly element: HTMLElement;
  setPlace(place: PadPlace): void;
}

/** One press of an arrow key. */
const KEY_STEP = 0.1;
/** Distance of the emotions' points from the centre. */
const POINTS_AT = 0.62;

/** Makes the pad. */
export function emotionPad(onPlace: (place: PadPlace) => void): EmotionPad {
  const knob = el("i", { class: "pad-knob" });
  const valence = axisInput("Valence, from unpleasant to pleasant");
  const arousal = axisInput("Arousal, from calm to excited");
  const surface = el("div", { class: "pad-surface" }, grid(), ...marks(), knob, valence, arousal);
  const element = el("div", { class: "pad", role: "group", "aria-label": "Feeling" }, surface);

  const show = (place: PadPlace) => {
    valence.value = String(place.valence);
    arousal.value = String(place.arousal);
    valence.setAttribute("aria-valuetext", inWords(place.valence, "unpleasant", "pleasant"));
    arousal.setAttribute("aria-valuetext", inWords(place.arousal, "calm", "excited"));
    knob.style.setProperty("--x", `${(place.valence + 1) * 50}%`);
    knob.style.setProperty("--y", `${(1 - place.arousal) * 50}%`);
  };
  const move = (place: PadPlace) => {
    const bounded = { valence: bound(place.valence), arousal: bound(place.arousal) };
    show(bounded);
    onPlace(bounded);
  };

  surface.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    valence.focus({ preventScroll: true });
    move(placeOf(event, surface));
  });
  surface.addEventListener("pointermove", (event) => {
    if (surface.hasPointerCapture(event.pointerId)) move(placeOf(event, surface));
  });
  surface.addEventListener("keydown", (event) => {
    const step = KEY_STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = step;
    move({ valence: Number(valence.value) + x, arousal: Number(arousal.value) + y });
  });
  show({ valence: 0, arousal: 0 });
  return { element, setPlace: show };
}

const KEY_STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, KEY_STEP],
  ArrowDown: [0, -KEY_STEP],
};

/** One axis for screen readers; the arrow keys work on both axes, regardless of focus. */
function axisInput(label: string): HTMLInputElement {
  return el("input", { type: "range", class: "sr-only", min: -1, max: 1, step: 0.01, "aria-label": label });
}

function placeOf(event: PointerEvent, surface: HTMLElement): PadPlace {
  const { left, top, width, height } = surface.getBoundingClientRect();
  return { valence: (event.clientX - left) / width * 2 - 1, arousal: 1 - (event.clientY - top) / height * 2 };
}

function grid(): SVGElement {
  const rings = [15.5, 31].map((r) => svg("circle", { cx: 50, cy: 50, r }));
  const axes = svg("path", { d: "M50 4v92M4 50h92" });
  return svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" }, axes, ...rings);
}

/** A point for each emotion, and the labels of the axes. */
function marks(): HTMLElement[] {
  const points = EMOTIONS.filter((label) => label !== "neutral").map((label) => {
    const { valence, arousal } = circumplexOf(label, 1);
    const point = el("b", { title: label });
    point.style.setProperty("--x", `${(valence * POINTS_AT + 1) * 50}%`);
    point.style.setProperty("--y", `${(1 - arousal * POINTS_AT) * 50}%`);
    return point;
  });
  const words = ["excited", "pleasant", "calm", "unpleasant"];
  return [...points, ...words.map((word) => el("span", { class: word, "aria-hidden": "true" }, word))];
}

function inWords(value: number, low: string, high: string): string {
  const percent = Math.round(Math.abs(value) * 100);
  return percent === 0 ? "neutral" : `${percent} percent ${value < 0 ? low : high}`;
}

function bound(value: number): number {
  return Math.round(Math.min(1, Math.max(-1, value)) * 100) / 100;
}
