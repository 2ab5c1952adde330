/**
 * Controls as the page handles them: merged, and tied to the circle of emotions. Pure.
 *
 * @module
 */
import { circumplexOf } from "../../control/circumplex.ts";
import type { Control, EmotionControl, EmotionLabel, PartialControl } from "../../core/types.ts";

/** The emotions, in the order in which they are offered. */
export const EMOTIONS = [
  "neutral",
  "happy",
  "surprised",
  "sad",
  "fearful",
  "angry",
  "disgusted",
] as const satisfies readonly EmotionLabel[];

/** Closer to the centre than this is neutral. */
const NEUTRAL_RADIUS = 0.12;
/** An emotion further than this from a place on the circle does not name it. */
const NAMED_DEGREES = 55;

/** Later fields over earlier ones. */
export function mergeControls(earlier: PartialControl, later: PartialControl): PartialControl {
  const emotion = { ...earlier.emotion, ...later.emotion };
  const character = { ...earlier.character, ...later.character };
  return {
    ...(Object.keys(emotion).length > 0 && { emotion }),
    ...(Object.keys(character).length > 0 && { character }),
  };
}

/** A control with a change made to it. */
export function applyControl({ emotion, character }: Control, change: PartialControl): Control {
  const { emotion: felt = {}, character: acted = {} } = change;
  return {
    emotion: {
      label: felt.label ?? emotion.label,
      intensity: felt.intensity ?? emotion.intensity,
      valence: felt.valence ?? emotion.valence,
      arousal: felt.arousal ?? emotion.arousal,
    },
    character: {
      persona_id: acted.persona_id ?? character.persona_id,
      speech_rate: acted.speech_rate ?? character.speech_rate,
      pitch_shift: acted.pitch_shift ?? character.pitch_shift,
      expressivity: acted.expressivity ?? character.expressivity,
      motion_gain: acted.motion_gain ?? character.motion_gain,
    },
  };
}

/** An emotion by name and strength, with its place on the circle. */
export function emotionAt(label: EmotionLabel, intensity: number): EmotionControl {
  return { label, intensity, ...circumplexOf(label, intensity) };
}

/** The emotion that lies at a place on the circle: the nearest name, and the distance from the centre as its strength. */
export function emotionNear(valence: number, arousal: number): EmotionControl {
  const radius = Math.hypot(valence, arousal);
  const named = EMOTIONS.filter((label) => label !== "neutral")
    .map((label) => ({ label, degrees: degreesBetween(circumplexOf(label, 1), { valence, arousal }) }))
    .reduce((best, candidate) => candidate.degrees < best.degrees ? candidate : best);
  const label = radius < NEUTRAL_RADIUS || named.degrees > NAMED_DEGREES ? "neutral" : named.label;
  return { label, intensity: Math.min(1, radius), valence, arousal };
}

type Place = Pick<EmotionControl, "valence" | "arousal">;

function degreesBetween(a: Place, b: Place): number {
  const radians = Math.atan2(a.arousal, a.valence) - Math.atan2(b.arousal, b.valence);
  return Math.abs(Math.atan2(Math.sin(radians), Math.cos(radians))) * 180 / Math.PI;
}

/** The control that a persona starts from, given in full, so that it replaces what was set by hand. */
export function personaControl(personaId: string, own: PartialControl): PartialControl {
  const { label = "neutral", intensity = 0.5, valence, arousal } = own.emotion ?? {};
  const { speech_rate = 1, pitch_shift = 0, expressivity = 0.7, motion_gain = 1 } = own.character ?? {};
  const place = circumplexOf(label, intensity);
  return {
    emotion: { label, intensity, valence: valence ?? place.valence, arousal: arousal ?? place.arousal },
    character: { persona_id: personaId, speech_rate, pitch_shift, expressivity, motion_gain },
  };
}
