/**
 * What the OpenAI Realtime adapter can do.
 *
 * @module
 */
import type { Capabilities } from "../../../contract/adapter.ts";
import { SPEED_RANGE } from "./client_events.ts";

/** Voices of OpenAI's service. */
const VOICES = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"] as const;

/**
 * Declares the capabilities.
 *
 * @param canHaveVoice False for a persona whose voice the session cannot change to any more: it is there in words alone.
 */
export function capabilitiesOf(canHaveVoice: boolean): Capabilities {
  return {
    streams: ["text", "audio"],
    controls: {
      "emotion.label": "approximated",
      "emotion.intensity": "approximated",
      "emotion.valence": "approximated",
      "emotion.arousal": "approximated",
      "character.persona_id": canHaveVoice ? "native" : "approximated",
      "character.speech_rate": "native",
      "character.pitch_shift": "approximated",
      "character.expressivity": "approximated",
    },
    formats: ["pcm_s16le_24000"],
    languages: ["*"],
    limits: { min_speech_rate: SPEED_RANGE.min, max_speech_rate: SPEED_RANGE.max },
    variants: VOICES,
    offline: false,
    verbatim: false,
  };
}
