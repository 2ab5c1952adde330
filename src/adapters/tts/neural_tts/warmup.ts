/**
 * What a worker says to itself before its first turn.
 *
 * @module
 */
import type { Control } from "../../../contract/controls.ts";

/** Long enough to make the runtime compile what is hot, and for a model to show the middle of its pitch. */
export const WARMUP_TEXT = "The birch canoe slid on the smooth planks of the pier, and we were glad to see it.";

/** With some emotion, so that the code of breath and brightness gets warm as well. */
export const WARMUP_CONTROL: Control = {
  emotion: { label: "sad", intensity: 0.5, valence: -0.4, arousal: -0.2 },
  character: { persona_id: "default", speech_rate: 1, pitch_shift: 0.1, expressivity: 0.7, motion_gain: 1 },
};
