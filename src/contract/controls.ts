/**
 * The controls of a human: emotion, character, and the persona that sets their defaults.
 *
 * Every type is inferred from the zod schema that validates it. Field names are those of the wire (snake_case).
 *
 * @module
 */
import { Background } from "./persona/background.ts";
import { EMOTION_LABELS } from "./emotions.ts";
import { z } from "zod";

/** A resolved emotion: every field present. */
export const EmotionControl = z.strictObject({
  label: z.enum(EMOTION_LABELS).describe("Which emotion."),
  intensity: z.number().min(0).max(1).describe("How strong, 0..1."),
  valence: z.number().min(-1).max(1).describe("Unpleasant -1 .. pleasant 1."),
  arousal: z.number().min(-1).max(1).describe("Calm -1 .. excited 1."),
});
export type EmotionControl = z.infer<typeof EmotionControl>;

/** A resolved character: every field present. */
export const CharacterControl = z.strictObject({
  persona_id: z.string().min(1).max(64).describe("A persona of the configuration."),
  speech_rate: z.number().min(0.25).max(4).describe("Speaking rate, 1 is the voice's own, 0.25..4."),
  pitch_shift: z.number().min(-1).max(1).describe("Pitch, -1 (an octave down) .. 1 (an octave up)."),
  expressivity: z.number().min(0).max(1).describe("How much the emotion colours voice and face, 0..1."),
  motion_gain: z.number().min(0).max(2).describe("How much head and body move, 0..2."),
});
export type CharacterControl = z.infer<typeof CharacterControl>;

/** The complete control of one turn. */
export const Control = z.strictObject({ emotion: EmotionControl, character: CharacterControl });
export type Control = z.infer<typeof Control>;

/** A control as a client gives it: absent is unset, at any depth. */
export const PartialControl = z.strictObject({
  emotion: EmotionControl.partial().optional(),
  character: CharacterControl.partial().optional(),
});
export type PartialControl = z.infer<typeof PartialControl>;

/** Every single control field, as `group.field`. */
export const CONTROL_FIELDS = [
  "emotion.label",
  "emotion.intensity",
  "emotion.valence",
  "emotion.arousal",
  "character.persona_id",
  "character.speech_rate",
  "character.pitch_shift",
  "character.expressivity",
  "character.motion_gain",
] as const;

/** One of {@linkcode CONTROL_FIELDS}. */
export type ControlField = (typeof CONTROL_FIELDS)[number];

/** How faithfully a provider honours a control. */
export const Fidelity = z.enum(["native", "approximated", "ignored"]);
export type Fidelity = z.infer<typeof Fidelity>;

/** Fidelity of every control field. */
export const FidelityMap = z.record(z.enum(CONTROL_FIELDS), Fidelity);
export type FidelityMap = z.infer<typeof FidelityMap>;

/** Pronunciations by word or phrase: a respelling (`git hub`), or phonemes between slashes (`/ɡˈɪthˌʌb/`). */
export const Pronunciations = z.record(z.string().min(1).max(100), z.string().min(1).max(100));
export type Pronunciations = z.infer<typeof Pronunciations>;

/** A text as Unicode, which half of a surrogate pair is not: many providers refuse it. */
export function asUnicode(text: string): string {
  return text.toWellFormed();
}

/** A persona: wording, voice, look, and its default controls. */
export const Persona = z.strictObject({
  name: z.string().min(1).max(80).overwrite(asUnicode).describe("The displayed name."),
  instructions: z.string().max(8000).overwrite(asUnicode).describe(
    "The system prompt: who the persona is and how it talks.",
  ),
  language: z.string().max(35).optional()
    .describe(
      "The language that it speaks, as a BCP 47 tag such as `en` or `de-AT`. Default: that of its instructions.",
    ),
  voice: z.string().max(64).optional().describe("Its voice: a built-in one, or one of `voices`. Default: ava."),
  voices: z.record(z.string(), z.string()).default({})
    .describe("Its voice at providers, by adapter name, for adapters that have their own voices."),
  look: z.string().max(64).optional().describe("The look of the face, for avatars with several."),
  background: Background.optional().describe("What is behind the person. Default: what its look has."),
  pronunciations: Pronunciations.optional()
    .describe("Pronunciations: a respelling (GitHub: git hub), or phonemes between slashes. Default: none."),
  marks: z.boolean().optional()
    .describe("Whether its model may direct voice and face with marks such as `[happy]` or `[nod]`. Default: no."),
  control: PartialControl.default({}).describe("The persona's default controls."),
});
export type Persona = z.infer<typeof Persona> & { readonly id: string };

/** What a session may set of its person. */
export const PERSON_FIELDS = ["name", "instructions", "language", "voice", "look", "background", "control"] as const;

/** The person of a session; absent fields are those of its persona. */
export const SessionPerson = z.strictObject({
  ...Persona.pick({ name: true, instructions: true, language: true, voice: true, look: true, background: true })
    .partial().shape,
  control: PartialControl.optional().describe("The person's default controls."),
});
export type SessionPerson = z.infer<typeof SessionPerson>;
