/**
 * The voices included in the project.
 *
 * @module
 */
import { type Voices, VoiceSettings } from "../../../../contract/persona/voice_settings.ts";

/** The included voices, by name. */
export const BUILT_IN_VOICES: Voices = {
  ava: VoiceSettings.parse({ summary: "a woman in her twenties, warm and clear", pace: 0.93, gain_db: 5 }),
  mira: VoiceSettings.parse({
    summary: "a woman in her thirties, lower and rounder",
    pitch: 0.9,
    formants: 0.95,
    pace: 0.97,
    tilt_db: -0.3,
    gain_db: 6,
  }),
  jun: VoiceSettings.parse({
    summary: "a young woman, high and light",
    pitch: 1.15,
    range: 1.05,
    pace: 0.9,
    breath: 0.06,
    tilt_db: 0.2,
    gain_db: 6,
  }),
  leo: VoiceSettings.parse({
    summary: "a man in his thirties, calm and low",
    pitch: 0.58,
    formants: 0.86,
    gain_db: 6.4,
  }),
  sol: VoiceSettings.parse({
    summary: "a man in his sixties, slower and breathier",
    pitch: 0.55,
    range: 0.92,
    pace: 0.93,
    formants: 0.84,
    breath: 0.08,
    tilt_db: -0.3,
    pauses: 1.1,
    gain_db: 6.5,
  }),
};

/** The default voice. */
export const DEFAULT_VOICE = "ava";

/** Its settings. */
export const DEFAULT = VoiceSettings.parse({ ...BUILT_IN_VOICES[DEFAULT_VOICE] });

/** The built-in voices, overridden by those of a configuration. */
export function voicesWith(own: Voices): Voices {
  return { ...BUILT_IN_VOICES, ...own };
}
