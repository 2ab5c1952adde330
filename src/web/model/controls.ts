/**
 * The page's controls: merging, and mapping to the circle of emotions. Pure.
 *
 * @module
 */
import { completeControl } from "../../contract/control_merge.ts";
import { circumplexOf } from "../../contract/emotions.ts";
import type { Control, EmotionControl, PartialControl } from "../../contract/controls.ts";
import type { EmotionLabel } from "../../contract/emotions.ts";

/** The emotions, in display order. */
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

/** Applies a change to a control. */
export function applyControl(control: Control, change: PartialControl): Control {
  return completeControl(change.character?.persona_id ?? control.character.persona_id, control, change);
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
