/**
 * Voices: variants of one model that differ in pitch, range, pace, vocal tract, breath and brightness.
 *
 * @module
 */
import { z } from "zod";

/** The model included in the project. */
export const BUILT_IN_MODEL = "heart";

/** A voice in the configuration. */
export const VoiceSettings = z.strictObject({
  summary: z.string().max(200).default("").describe("Who it sounds like, for people."),
  model: z.string().min(1).max(200).default(BUILT_IN_MODEL)
    .describe('The model: "heart" comes with the project; else a file, such as config/voices/fenrir.onnx.'),
  pitch: z.number().min(0.4).max(1.8).default(1).describe("Pitch, as a factor of the model's own, 0.4..1.8."),
  range: z.number().min(0.3).max(2).default(1).describe("Pitch range, as a factor, 0.3 (flat) .. 2 (lively)."),
  pace: z.number().min(0.6).max(1.6).default(1).describe("Speaking rate, as a factor, 0.6..1.6."),
  formants: z.number().min(0.75).max(1.25).default(1)
    .describe("Formant frequencies, as a factor: 0.86 for the longer vocal tract of a man, 0.75..1.25."),
  breath: z.number().min(0).max(0.6).default(0)
    .describe("Breathiness: amplitude of the breath beside that of the harmonics, 0 (clear) .. 0.6."),
  tilt_db: z.number().min(-3).max(3).default(0).describe("Brightness, dB an octave, -3 (dark) .. 3 (bright)."),
  pauses: z.number().min(0.5).max(2).default(1).describe("Length of pauses, as a factor, 0.5..2."),
  gain_db: z.number().min(-12).max(12).default(0).describe("Loudness, dB, -12..12."),
});
export type VoiceSettings = z.output<typeof VoiceSettings>;

/** Voices by name. */
export type Voices = Readonly<Record<string, VoiceSettings>>;

/** The voices included in the project. */
export const BUILT_IN_VOICES: Voices = {
  ava: VoiceSettings.parse({ summary: "a woman in her twenties, warm and clear", pace: 0.96, gain_db: 5 }),
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
    pace: 0.96,
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
