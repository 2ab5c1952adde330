/**
 * Inputs for the checks of adapters.
 *
 * @module
 */
import { getLogger } from "@logtape/logtape";
import type { AvatarContext, AvatarInput, ChatMessage, SpeechSegment, TurnContext } from "../../../contract/adapter.ts";
import { makeVoiceTables, speak } from "../../mock/voice.ts";
import { samplesToMs } from "../../../contract/pcm.ts";
import { systemPrompt } from "../../../control/prompt.ts";
import type { Control, ControlField, Persona } from "../../../contract/controls.ts";

/** Who speaks. */
export const PERSONA: Persona = {
  id: "default",
  name: "Ava",
  instructions: "You are Ava, a warm companion in conversation. Answer in two or three short sentences.",
  voices: {},
  control: {},
};

/** A control in which every field can change and has an effect. */
export const CONTROL: Control = {
  emotion: { label: "happy", intensity: 0.5, valence: 0.4, arousal: 0.2 },
  character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 0.6, motion_gain: 1 },
};

/** The base control with one field changed strongly. */
export const CHANGED: Readonly<Record<ControlField, Control>> = {
  "emotion.label": withEmotion({ label: "angry" }),
  "emotion.intensity": withEmotion({ intensity: 1 }),
  "emotion.valence": withEmotion({ valence: -0.8 }),
  "emotion.arousal": withEmotion({ arousal: 0.9 }),
  "character.persona_id": withCharacter({ persona_id: "other" }),
  "character.speech_rate": withCharacter({ speech_rate: 1.6 }),
  "character.pitch_shift": withCharacter({ pitch_shift: 0.5 }),
  "character.expressivity": withCharacter({ expressivity: 1 }),
  "character.motion_gain": withCharacter({ motion_gain: 2 }),
};

function withEmotion(change: Partial<Control["emotion"]>): Control {
  return { ...CONTROL, emotion: { ...CONTROL.emotion, ...change } };
}

function withCharacter(change: Partial<Control["character"]>): Control {
  return { ...CONTROL, character: { ...CONTROL.character, ...change } };
}

/**
 * The persona that a control asks for: another one in every respect when it is not the base control's.
 *
 * @param control The control.
 * @param adapter The adapter's name.
 * @param variants Voices or looks on offer: the base persona takes the first, the other one the last.
 */
export function personaFor(control: Control, adapter: string, variants: readonly string[] = []): Persona {
  const isBase = control.character.persona_id === PERSONA.id;
  const variant = variants.at(isBase ? 0 : -1);
  const persona = isBase
    ? PERSONA
    : { ...PERSONA, id: "other", name: "Boris", instructions: "You are Boris, a gruff sailor." };
  if (variant === undefined) return persona;
  return { ...persona, voice: variant, voices: { [adapter]: variant }, look: variant };
}

let turns = 0;

/** The context of a new turn. */
export function turnContext(over: Partial<TurnContext> = {}): TurnContext {
  const turn = ++turns;
  return {
    sessionId: "conformance",
    turnId: `conformance-${turn}`,
    turn,
    control: CONTROL,
    persona: PERSONA,
    signal: new AbortController().signal,
    log: getLogger(["tth", "conformance"]),
    ...over,
  };
}

/** The context of a new turn's picture. */
export function avatarContext(over: Partial<AvatarContext>): AvatarContext {
  return {
    ...turnContext(),
    mode: "turn",
    video: "frames",
    width: 256,
    height: 256,
    fps: 25,
    earliestMs: () => 0,
    lifeMs: 0,
    seed: 7,
    ...over,
  };
}

/** A conversation that needs an answer. */
export function messagesFor(control: Control, persona: Persona): ChatMessage[] {
  return [
    { role: "system", content: systemPrompt(persona, control) },
    { role: "user", content: "I love old steam trains." },
    { role: "assistant", content: "How lovely, tell me more." },
    { role: "user", content: "Hello again! Who are you?" },
  ];
}

/** Sentences to speak. */
export const SENTENCES = [
  "Hello there, how are you?",
  "Never mind.",
  "It is five o'clock, and the kettle sings.",
  "The end.",
  "Good night.",
] as const;

/** Sentences to speak, as segments. */
export function segmentsFor(control: Control, sentences: readonly string[] = SENTENCES.slice(0, 2)): SpeechSegment[] {
  return sentences.map((text, index) => ({ index, text, control }));
}

const CHUNK_BYTES = 1920;

/** Speech for a picture: for each word its mark and a viseme, then its audio in chunks of 40 ms. */
export function avatarInput(): AvatarInput[] {
  const parts: AvatarInput[] = [];
  let timestampMs = 0;
  for (const spoken of speak("Hello there, how are you?", CONTROL, { pitchHz: 150, seed: 1 }, makeVoiceTables())) {
    const startMs = samplesToMs(spoken.startSample);
    const endMs = samplesToMs(spoken.endSample);
    const { charStart, charEnd } = spoken;
    parts.push({ type: "word", text: spoken.text, startMs, endMs, charStart, charEnd });
    parts.push({ type: "viseme", id: "aa", startMs, endMs, weight: 0.9 });
    const bytes = new Uint8Array(spoken.samples.buffer);
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const pcm = bytes.slice(at, at + CHUNK_BYTES);
      const durationMs = samplesToMs(pcm.byteLength / 2);
      parts.push({ type: "audio", pcm, timestampMs, durationMs });
      timestampMs += durationMs;
    }
  }
  return parts;
}

/** How long the audio of an avatar's input is, in ms. */
export function audioEndMs(parts: readonly AvatarInput[]): number {
  return parts.reduce((end, part) => part.type === "audio" ? part.timestampMs + part.durationMs : end, 0);
}
