/**
 * Controls: how the wishes of client, session and persona become one control, and how well providers honour it.
 *
 * @module
 */
import { completeControl, mergeControls } from "../contract/control_merge.ts";
import type { AdapterKind, Capabilities } from "../contract/adapter.ts";
import {
  Control,
  CONTROL_FIELDS,
  type ControlField,
  type Fidelity,
  FidelityMap,
  type PartialControl,
  type Persona,
} from "../contract/controls.ts";

/** Who may ask for what in a turn, strongest first. */
interface ControlLayers {
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
  return Control.parse(completeControl(personaId, persona.control, session, pending, turn));
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
