/**
 * Controls in words: style hints and system prompts for language models and realtime providers.
 *
 * @module
 */
import type { Control, Persona } from "../contract/controls.ts";
import { circumplexOf, EMOTION_LABELS, type EmotionLabel } from "../contract/emotions.ts";
import type { PlacedMark } from "./marks/mark.ts";

/** Instructions for every persona, because its words are heard, not read. */
const SPOKEN_RULES =
  "Everything you write is spoken aloud, live, by a person on screen. Use plain sentences that sound " +
  "natural when heard: no lists, headings, markup, emoji or stage directions. Start with something short, and keep the " +
  "whole answer to a few sentences unless you are asked for more.";

/** The notation of marks, for models whose marks reach a voice or a face. */
const MARK_RULES = "One exception: you may direct your voice and face with marks in square brackets, which are never " +
  "spoken or shown. Put a mark directly before the word at which it takes effect. A feeling holds until the next one: " +
  `${EMOTION_LABELS.map((label) => `[${label}]`).join(", ")}, with a strength if needed, as in [sad 0.4] or ` +
  "[happy 1]. [whisper] holds as well. [pause 400] is a silence in milliseconds. Gestures: [nod], [shake], [tilt], " +
  "[shrug], [wink], [look left], [look right], [look away], [look at you]. Use them as a good actor would: at most one " +
  "or two in a sentence, in many sentences none, and no other marks. " +
  "Example: [happy] Oh, that is good news! [nod] And the rest, [worried] well, we will see.";

/** How each emotion affects what is said and how it is said. */
const MANNER: Readonly<Record<Exclude<EmotionLabel, "neutral">, { feeling: string; manner: string }>> = {
  happy: { feeling: "happy", manner: "bright, friendly words, and a smile that can be heard" },
  sad: { feeling: "sad", manner: "quiet, unhurried words, with softly falling sentences" },
  angry: { feeling: "angry", manner: "short, firm sentences with clear stress, never insulting" },
  surprised: { feeling: "surprised", manner: "lively words of wonder, and a voice that jumps up" },
  fearful: { feeling: "anxious", manner: "hesitant, careful words, and a slightly breathless voice" },
  disgusted: { feeling: "put off", manner: "dry, distant words, with drawn-out stress" },
};

/** A smaller change of a control would not be noticed. */
const NOTICEABLE = 0.1;

/** Picks the word for a value: the first whose upper bound is above it. */
function gradeOf(value: number, grades: readonly (readonly [below: number, word: string])[]): string {
  return grades.find(([below]) => value < below)?.[1] ?? "";
}

function emotionHint({ emotion, character }: Control): string {
  if (emotion.label === "neutral" || emotion.intensity === 0) return "Your mood is calm and even.";
  const { feeling, manner } = MANNER[emotion.label];
  const degree = gradeOf(emotion.intensity, [[0.3, "a little "], [0.6, ""], [0.85, "very "], [
    Infinity,
    "overwhelmingly ",
  ]]);
  const show = gradeOf(character.expressivity, [
    [0.35, "Only hint at it"],
    [0.75, "Let it show"],
    [Infinity, "Show it openly"],
  ]);
  return `Right now you feel ${degree}${feeling}. ${show}: ${manner}.`;
}

/** Describes what valence and arousal request beyond what the emotion's label implies. */
function affectHint({ emotion }: Control): string[] {
  const implied = circumplexOf(emotion.label, emotion.intensity);
  const hints: string[] = [];
  const pleasure = emotion.valence - implied.valence;
  const energy = emotion.arousal - implied.arousal;
  if (Math.abs(pleasure) > NOTICEABLE) {
    hints.push(pleasure > 0 ? "Lean towards the pleasant side of things." : "Let some displeasure come through.");
  }
  if (Math.abs(energy) > NOTICEABLE) hints.push(energy > 0 ? "Be full of energy." : "Be calm and low in energy.");
  return hints;
}

function voiceHint({ character }: Control): string[] {
  const hints: string[] = [];
  const { speech_rate: rate, pitch_shift: pitch } = character;
  if (Math.abs(rate - 1) >= NOTICEABLE) {
    const pace = gradeOf(rate, [[0.7, "much slower"], [1, "slower"], [1.4, "faster"], [Infinity, "much faster"]]);
    hints.push(`Speak ${pace} than usual.`);
  }
  if (Math.abs(pitch) >= NOTICEABLE) hints.push(`Speak in a ${pitch > 0 ? "higher" : "lower"} voice than usual.`);
  return hints;
}

/**
 * A control in words, for a model that takes its style from a prompt. Only deviations from the default are mentioned.
 *
 * @param control The turn's control.
 * @param persona Who speaks.
 * @returns A few sentences in the second person.
 */
export function styleHints(control: Control, persona: Pick<Persona, "name">): string {
  const hints = [emotionHint(control), ...affectHint(control), ...voiceHint(control)];
  return `${hints.join(" ")} Stay ${persona.name} all the while, and never mention these directions.`;
}

/** Most directions that a provider is told for one text. */
const MAX_HINTS = 20;

/**
 * The manner of a text's marks in words, for a provider that says a given text.
 *
 * @param text The text without marks.
 * @param marks Its marks.
 * @returns A sentence; an empty string if the marks do not change the voice.
 */
export function deliveryHints(text: string, marks: readonly PlacedMark[]): string {
  const hints = marks.flatMap((mark) => {
    const [word = ""] = /[\p{L}\p{N}][^\s]*(?:\s+\S+){0,2}/u.exec(text.slice(mark.charStart)) ?? [];
    const manner = mannerOf(mark);
    return word === "" || manner === undefined ? [] : [`from ${JSON.stringify(word)} on ${manner}`];
  });
  if (hints.length === 0) return "";
  return `Deliver it as follows, without saying so: ${hints.slice(0, MAX_HINTS).join("; ")}.`;
}

function mannerOf(mark: PlacedMark): string | undefined {
  if (mark.kind === "whisper") return "in a whisper";
  if (mark.kind === "own") return "in your usual voice";
  if (mark.kind !== "emotion") return undefined;
  const { label, intensity } = mark;
  if (label === "neutral") return "in your usual voice";
  return `${intensity < 0.4 ? "a little " : intensity > 0.85 ? "very " : ""}${MANNER[label].feeling}`;
}

/**
 * The complete system prompt of a turn: who the persona is, that it is heard, not read, and how it feels.
 *
 * @param persona Who speaks.
 * @param control The turn's control.
 * @param options `marks`: whether the model is told the notation of marks.
 */
export function systemPrompt(
  persona: Pick<Persona, "name" | "instructions" | "language">,
  control: Control,
  { marks = false }: { marks?: boolean } = {},
): string {
  const rules = [SPOKEN_RULES, languageRule(persona.language), marks ? MARK_RULES : ""];
  const parts = [persona.instructions.trim(), ...rules, styleHints(control, persona)];
  return parts.filter(Boolean).join("\n\n");
}

function languageRule(tag: string | undefined): string {
  if (tag === undefined) return "";
  const name = new Intl.DisplayNames("en", { type: "language", fallback: "code" }).of(tag) ?? tag;
  return `Always speak ${name}.`;
}
