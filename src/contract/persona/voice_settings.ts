/**
 * Voices as an author writes them.
 *
 * @module
 */
import { z } from "zod";

/** The model included in the project. */
export const BUILT_IN_MODEL = "heart";

/** A voice: a variant of a model that differs in pitch, range, pace, vocal tract, breath and brightness. */
export const VoiceSettings = z.strictObject({
  summary: z.string().max(200).default("").describe("Who it sounds like, for display."),
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

/** Voices of the configuration, by name. */
export const Voices = z.record(z.string().regex(/^[a-z0-9_-]{1,64}$/), VoiceSettings);
export type Voices = Readonly<Record<string, VoiceSettings>>;
