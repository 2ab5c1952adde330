/**
 * The control panel: persona, emotion, voice and motion.
 *
 * @module
 */
import type { CharacterControl, Control, ControlField, FidelityMap } from "../../contract/controls.ts";
import { el, icon } from "../lib/dom.ts";
import { completeControl } from "../../contract/control_merge.ts";
import { emotionAt, emotionNear } from "../model/controls.ts";
import type { Studio } from "../model/studio.ts";
import { emotionChips } from "./controls/emotion_chips.ts";
import { emotionPad } from "./controls/emotion_pad.ts";
import { personaPicker } from "./controls/persona_picker.ts";
import { type Slider, slider } from "./controls/slider.ts";

type Trait = Exclude<keyof CharacterControl, "persona_id">;

interface TraitScale {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: (value: number) => string;
  /** Conversion between control and slider values where they differ. */
  readonly toSlider?: (value: number) => number;
  readonly toControl?: (value: number) => number;
}

const percent = (value: number) => `${Math.round(value * 100)} %`;

const TRAITS: Readonly<Record<Trait, TraitScale>> = {
  // Logarithmic: double and half speed are equally far from normal.
  speech_rate: {
    label: "Pace",
    min: -2,
    max: 2,
    step: 0.05,
    format: (value) => `${(2 ** value).toFixed(2)}×`,
    toSlider: Math.log2,
    toControl: (value) => Math.round(2 ** value * 1000) / 1000,
  },
  pitch_shift: {
    label: "Pitch",
    min: -1,
    max: 1,
    step: 0.05,
    format: (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value * 12).toFixed(1)} st`,
  },
  expressivity: { label: "Expression", min: 0, max: 1, step: 0.05, format: percent },
  motion_gain: { label: "Movement", min: 0, max: 2, step: 0.05, format: percent },
};
const TRAIT_NAMES = ["speech_rate", "pitch_shift", "expressivity", "motion_gain"] as const satisfies readonly Trait[];

/** The lowest intensity of an emotion that is chosen by name; the slider can lower it afterwards. */
const LEAST_CHOSEN_INTENSITY = 0.7;

/** Fills the panel. */
export function mountDirection(panel: HTMLElement, studio: Studio): void {
  const picker = personaPicker((id) => choosePersona(studio, id));
  const chips = emotionChips((label) => {
    const intensity = Math.max(LEAST_CHOSEN_INTENSITY, studio.control.value?.emotion.intensity ?? 0);
    studio.setControl({ emotion: emotionAt(label, intensity) });
  });
  const pad = emotionPad(({ valence, arousal }) => studio.setControl({ emotion: emotionNear(valence, arousal) }));
  const intensity = slider({
    id: "intensity",
    label: "Intensity",
    min: 0,
    max: 1,
    step: 0.05,
    format: percent,
    onInput: (value) =>
      studio.setControl({ emotion: emotionAt(studio.control.value?.emotion.label ?? "neutral", value) }),
  });
  const traits = new Map(TRAIT_NAMES.map((name) => [name, traitSlider(studio, name)]));
  const felt = el("small", { class: "felt", "aria-hidden": "true" });
  const reset = el("button", { class: "button quiet", type: "button" }, icon("reset"), "Reset");
  reset.addEventListener("click", () => choosePersona(studio, studio.control.value?.character.persona_id ?? "default"));

  panel.append(
    el("h2", {}, "Persona"),
    picker.element,
    el("h2", {}, "Emotion", felt),
    chips.element,
    pad.element,
    intensity.element,
    el("h2", {}, "Character"),
    ...[...traits.values()].map(({ element }) => element),
    reset,
  );

  studio.personas.watch((personas) => personas && picker.setPersonas(personas));
  studio.control.watch((control) => {
    // Before there is a session, the controls have no values to show.
    panel.toggleAttribute("data-blank", control === null);
    if (!control) return;
    picker.setSelected(control.character.persona_id);
    chips.setLabel(control.emotion.label);
    pad.setPlace(control.emotion);
    intensity.setValue(control.emotion.intensity);
    showTraits(traits, control);
    felt.textContent = control.emotion.label;
    document.documentElement.dataset.tone = control.emotion.label;
  });
  studio.fidelity.watch((fidelity) => {
    intensity.setFidelity(fidelity?.["emotion.intensity"] ?? null);
    showFidelity(traits, fidelity);
  });
}

function traitSlider(studio: Studio, name: Trait): Slider {
  const { toControl = (value: number) => value, toSlider: _, ...scale } = TRAITS[name];
  const onInput = (value: number) => studio.setControl({ character: { [name]: toControl(value) } });
  return slider({ id: name, ...scale, onInput });
}

function showTraits(traits: ReadonlyMap<Trait, Slider>, { character }: Control): void {
  for (const [name, { setValue }] of traits) {
    const { toSlider = (value: number) => value } = TRAITS[name];
    setValue(toSlider(character[name]));
  }
}

function showFidelity(traits: ReadonlyMap<Trait, Slider>, fidelity: FidelityMap | null): void {
  for (const [name, { setFidelity }] of traits) {
    const field: ControlField = `character.${name}`;
    setFidelity(fidelity?.[field] ?? null);
  }
}

/** A persona has its own emotion and character, so manual settings are reset. */
function choosePersona(studio: Studio, id: string): void {
  const own = studio.personas.value?.personas.find((persona) => persona.id === id)?.control ?? {};
  studio.setControl(completeControl(id, own));
}
