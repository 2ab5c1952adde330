/**
 * The text that a worker synthesizes before its first turn.
 *
 * @module
 */
import type { Control } from "../../../contract/controls.ts";

/** Long enough for the runtime to compile the hot code, and to measure the model's mean pitch. */
export const WARMUP_TEXT = "The birch canoe slid on the smooth planks of the pier, and we were glad to see it.";

/** With some emotion, to warm up the code for breath and brightness too. */
export const WARMUP_CONTROL: Control = {
  emotion: { label: "sad", intensity: 0.5, valence: -0.4, arousal: -0.2 },
  character: { persona_id: "default", speech_rate: 1, pitch_shift: 0.1, expressivity: 0.7, motion_gain: 1 },
};
