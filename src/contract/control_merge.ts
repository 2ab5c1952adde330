/**
 * Merges partial controls, with defaults for unset fields. Pure, so that browsers use it too.
 *
 * @module
 */
import type { Control, PartialControl } from "./controls.ts";
import { circumplexOf } from "./emotions.ts";

/** Defaults for fields that no layer sets. Valence and arousal are derived, see {@linkcode circumplexOf}. */
const CONTROL_DEFAULTS = {
  emotion: { label: "neutral", intensity: 0.5 },
  character: { speech_rate: 1, pitch_shift: 0, expressivity: 0.7, motion_gain: 1 },
} as const satisfies PartialControl;

/** Later fields override earlier ones; `undefined` counts as absent. */
function mergeFields<T extends object>(parts: readonly (T | undefined)[]): T | undefined {
  const entries = parts.flatMap((part) => Object.entries(part ?? {})).filter(([, value]) => value !== undefined);
  // The entries are T's fields, and all fields of a partial control are optional.
  return entries.length === 0 ? undefined : Object.fromEntries(entries) as T;
}

/**
 * Merges controls field by field; a later one wins. A field that is absent, at any depth, leaves the earlier value
 * as it is; a value that equals a default, such as `neutral`, is a choice and wins like any other.
 *
 * @param controls Earliest first; `undefined` counts as empty.
 * @returns A new control with only the fields that a layer set.
 */
export function mergeControls(...controls: readonly (PartialControl | undefined)[]): PartialControl {
  const emotion = mergeFields(controls.map((control) => control?.emotion));
  const character = mergeFields(controls.map((control) => control?.character));
  return { ...(emotion && { emotion }), ...(character && { character }) };
}

/**
 * The complete control: layers of partial controls over the defaults. Valence and arousal are each derived from label
 * and intensity if no layer sets them.
 *
 * @param personaId The persona of the result.
 * @param layers Partial controls, earliest (weakest) first; `undefined` counts as empty.
 */
export function completeControl(personaId: string, ...layers: readonly (PartialControl | undefined)[]): Control {
  const { emotion = {}, character = {} } = mergeControls(...layers);
  const { label = CONTROL_DEFAULTS.emotion.label, intensity = CONTROL_DEFAULTS.emotion.intensity } = emotion;
  const place = circumplexOf(label, intensity);
  const { speech_rate, pitch_shift, expressivity, motion_gain } = CONTROL_DEFAULTS.character;
  return {
    emotion: { label, intensity, valence: emotion.valence ?? place.valence, arousal: emotion.arousal ?? place.arousal },
    character: {
      persona_id: personaId,
      speech_rate: character.speech_rate ?? speech_rate,
      pitch_shift: character.pitch_shift ?? pitch_shift,
      expressivity: character.expressivity ?? expressivity,
      motion_gain: character.motion_gain ?? motion_gain,
    },
  };
}
