/**
 * What the OpenAI Realtime adapter can do.
 *
 * @module
 */
import type { Capabilities } from "../../base.ts";
import { SPEED_RANGE } from "./client_events.ts";

/** Voices of OpenAI's service. */
const VOICES = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"] as const;

/**
 * Declares the capabilities.
 *
 * @param hasWantedVoice False once a session speaks with a voice that it cannot change any more, though another is
 * wanted: the persona is then there in words alone.
 */
export function capabilitiesOf(hasWantedVoice: boolean): Capabilities {
  return {
    streams: ["text", "audio"],
    controls: {
      "emotion.label": "approximated",
      "emotion.intensity": "approximated",
      "emotion.valence": "approximated",
      "emotion.arousal": "approximated",
      "character.persona_id": hasWantedVoice ? "native" : "approximated",
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
