/**
 * Controls: merges those of client, session and persona into one, and tells how well providers honour it.
 *
 * @module
 */
import { completeControl, mergeControls } from "../contract/control_merge.ts";
import type { AdapterKind, Capabilities } from "../contract/adapter.ts";
import {
  Control,
  type ControlField,
  type Fidelity,
  type FidelityMap,
  type PartialControl,
  type Persona,
} from "../contract/controls.ts";

/** The layers of a turn's control, strongest first. */
interface ControlLayers {
  /** The `control` of this turn's `user_text`. */
  readonly turn?: PartialControl | undefined;
  /** All `control_update`s so far, merged. */
  readonly pending?: PartialControl | undefined;
  /** The session's initial control. */
  readonly session?: PartialControl | undefined;
}

/**
 * The persona of a turn. It must be known first, because the persona has its own default controls.
 *
 * @param layers The requested controls.
 * @param fallbackId The session's persona.
 * @returns The id of the persona; `lookupPersona` checks whether it exists.
 */
export function personaIdOf(layers: ControlLayers, fallbackId: string): string {
  return mergeControls(layers.session, layers.pending, layers.turn).character?.persona_id ?? fallbackId;
}

/**
 * The complete control of a turn: turn over updates over session over persona over defaults, field by field.
 * Valence and arousal are each derived from the resolved label and intensity if no layer sets them.
 *
 * @param layers The requested controls, with the persona that {@linkcode personaIdOf} chose, and its id.
 * @throws A zod error when a layer holds a value out of range.
 */
export function resolveControl(
  layers: ControlLayers & { readonly persona: Pick<Persona, "control">; readonly personaId: string },
): Control {
  const { turn, pending, session, persona, personaId } = layers;
  return Control.parse(completeControl(personaId, persona.control, session, pending, turn));
}

/**
 * The kinds of adapters that a control concerns. The fidelity of a control is the best of these, because one component
 * that honours it is enough for a person to notice; other kinds do not count.
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
 * How faithfully a set of components honours each control: the best of the components that the control concerns
 * ({@linkcode RELEVANT_KINDS}), `ignored` if none declares anything.
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
  return {
    "emotion.label": best("emotion.label"),
    "emotion.intensity": best("emotion.intensity"),
    "emotion.valence": best("emotion.valence"),
    "emotion.arousal": best("emotion.arousal"),
    "character.persona_id": best("character.persona_id"),
    "character.speech_rate": best("character.speech_rate"),
    "character.pitch_shift": best("character.pitch_shift"),
    "character.expressivity": best("character.expressivity"),
    "character.motion_gain": best("character.motion_gain"),
  };
}
