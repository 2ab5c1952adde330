/**
 * Makes marks, for the tables of what is written otherwise.
 *
 * @module
 */
import type { EmotionLabel } from "../../contract/emotions.ts";
import type { Gesture, LookDirection } from "../../contract/parts.ts";
import type { Mark } from "./mark.ts";

/** A feeling. */
export function feel(label: EmotionLabel, intensity: number): Mark {
  return { kind: "emotion", label, intensity };
}

/** A movement. */
export function move(name: Exclude<Gesture["name"], "look">): Mark {
  return { kind: "gesture", gesture: { name } };
}

/** A movement of the eyes. */
export function look(toward: LookDirection): Mark {
  return { kind: "gesture", gesture: { name: "look", toward } };
}

/** A silence, ms. */
export function pause(ms: number): Mark {
  return { kind: "pause", ms };
}
