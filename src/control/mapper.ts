/**
 * Controls: how the wishes of client, session and persona become one control, and how well providers honour it.
 *
 * @module
 */
import type { AdapterKind, Capabilities } from "../adapters/base.ts";
import {
  Control,
  CONTROL_FIELDS,
  type ControlField,
  type Fidelity,
  FidelityMap,
  type PartialControl,
  type Persona,
} from "../core/types.ts";
import { circumplexOf } from "./circumplex.ts";

/** What holds where nobody asked for anything. Valence and arousal are derived, see {@linkcode circumplexOf}. */
export const CONTROL_DEFAULTS = {
  emotion: { label: "neutral", intensity: 0.5 },
  character: { speech_rate: 1, pitch_shift: 0, expressivity: 0.7, motion_gain: 1 },
} as const satisfies PartialControl;

/** Later fields over earlier ones; what is `undefined` is not there. */
function mergeFields<T extends object>(parts: readonly (T | undefined)[]): T | undefined {
  const entries = parts.flatMap((part) => Object.entries(part ?? {})).filter(([, value]) => value !== undefined);
  // The entries are those of T's own fields, and all fields of a partial control are optional.
  return entries.length === 0 ? undefined : Object.fromEntries(entries) as T;
}

/**
 * Merges controls field by field; a later one wins. A field that is absent, at any depth, leaves the earlier value
 * as it is; a value that equals a default, such as `neutral`, is a choice and wins like any other.
 *
 * @param controls Earliest first; `undefined` counts as empty.
 * @returns A new control that holds just the fields that somebody set.
 */
export function mergeControls(...controls: readonly (PartialControl | undefined)[]): PartialControl {
  const emotion = mergeFields(controls.map((control) => control?.emotion));
  const character = mergeFields(controls.map((control) => control?.character));
  return { ...(emotion && { emotion }), ...(character && { character }) };
}

/** Who may ask for what in a turn, strongest first. */
export interface ControlLayers {
  /** The `control` of this turn's `user_text`. */
  readonly turn?: PartialControl | undefined;
  /** All `control_update`s so far, merged. */
  readonly pending?: PartialControl | undefined;
  /** What the session began with. */
  readonly session?: PartialControl | undefined;
}

/**
 * Which persona a turn wants. It has to be known first, because the persona brings controls of its own.
 *
 * @param layers What was asked for.
 * @param fallbackId The session's persona.
 * @returns The id of the persona; whether there is such a one is for `lookupPersona` to say.
 */
export function personaIdOf(layers: ControlLayers, fallbackId: string): string {
  return mergeControls(layers.session, layers.pending, layers.turn).character?.persona_id ?? fallbackId;
}

/**
 * The complete control of a turn: turn over updates over session over persona over defaults, field by field.
 * Valence and arousal, each on its own, follow from the resolved label and intensity when nobody set them.
 *
 * @param layers What was asked for, with the persona that {@linkcode personaIdOf} chose, and its id.
 * @throws A zod error when a layer holds a value out of range.
 */
export function resolveControl(
  layers: ControlLayers & { readonly persona: Pick<Persona, "control">; readonly personaId: string },
): Control {
  const { turn, pending, session, persona, personaId } = layers;
  const merged = mergeControls(persona.control, session, pending, turn);
  const { label = CONTROL_DEFAULTS.emotion.label, intensity = CONTROL_DEFAULTS.emotion.intensity } = merged.emotion ??
    {};
  return Control.parse({
    emotion: { label, intensity, ...circumplexOf(label, intensity), ...merged.emotion },
    character: { ...CONTROL_DEFAULTS.character, ...merged.character, persona_id: personaId },
  });
}

/**
 * Which kinds of adapters a control is about. The fidelity of a control is that of the best of these, because one
 * component that honours it is enough for a person to notice it; the others are not asked.
 */
const RELEVANT_KINDS: Readonly<Record<ControlField, readonly AdapterKind[]>> = {
  "emotion.label": ["realtime", "llm", "tts", "avatar"],
  "emotion.intensity": ["realtime", "llm", "tts", "avatar"],
  "emotion.valence": ["realtime", "llm", "tts", "avatar"],
  "emotion.arousal": ["realtime", "llm", "tts", "avatar"],
  "character.persona_id": ["realtime", "llm", "tts", "avatar"],
  "character.speech_rate": ["realtime", "tts"],
  "character.pitch_shift": ["realtime", "tts"],
  "character.expressivity": ["realtime", "llm", "tts", "avatar"],
  "character.motion_gain": ["avatar"],
};

const FIDELITY_ORDER: readonly Fidelity[] = ["native", "approximated", "ignored"];

/**
 * How faithfully a set of components honours each control: the best of the components that the control is about
 * ({@linkcode RELEVANT_KINDS}), `ignored` where none says anything.
 *
 * @param components Capabilities of the components in use, by kind.
 */
export function fidelityOf(
  components: Readonly<Partial<Record<AdapterKind, Pick<Capabilities, "controls"> | null>>>,
): FidelityMap {
  const best = (field: ControlField): Fidelity => {
    const found = RELEVANT_KINDS[field].map((kind) => components[kind]?.controls[field]);
    return FIDELITY_ORDER.find((fidelity) => found.includes(fidelity)) ?? "ignored";
  };
  return FidelityMap.parse(Object.fromEntries(CONTROL_FIELDS.map((field) => [field, best(field)])));
}
