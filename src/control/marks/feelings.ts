/**
 * The words for feelings in marks: `[happy]`, `[very sad]`, `[excited]`.
 *
 * @module
 */
import { EMOTION_LABELS, type EmotionLabel } from "../../contract/emotions.ts";
import { feel } from "./direction.ts";
import type { Mark } from "./mark.ts";

/** Intensity of a feeling whose mark names none. */
const MARK_INTENSITY = 0.7;

/** Other names of feelings, by their intensity. */
const SYNONYMS: Readonly<Record<Exclude<EmotionLabel, "neutral">, readonly (readonly [number, string])[]>> = {
  happy: [
    [0.4, "warm warmly gentle gently tender tenderly hopeful relieved curious"],
    [0.6, "proud amused playful playfully"],
    [0.7, "happily happiness cheerful cheerfully joy"],
    [0.9, "joyful joyfully excited excitedly delighted enthusiastic enthusiastically"],
  ],
  sad: [
    [0.4, "sympathetic sympathetically wistful wistfully disappointed"],
    [0.7, "sadly sadness sorrowful melancholy"],
    [0.9, "heartbroken grieving"],
  ],
  angry: [[0.4, "annoyed irritated"], [0.5, "frustrated"], [0.7, "angrily anger"], [1, "furious"]],
  surprised: [[0.4, "confused puzzled"], [0.7, "surprise"], [0.8, "amazed astonished"], [1, "shocked"]],
  fearful: [
    [0.4, "worried concerned"],
    [0.6, "nervous nervously anxious anxiously"],
    [0.7, "afraid fear"],
    [0.8, "scared"],
    [1, "terrified"],
  ],
  disgusted: [[0.7, "disgust"]],
};

/** Feelings by their names, with their intensity. */
const FEELINGS = new Map<string, readonly [label: EmotionLabel, intensity: number]>([
  ...EMOTION_LABELS.map((label) => [label, [label, label === "neutral" ? 0 : MARK_INTENSITY]] as const),
  ...["calm", "calmly", "serious", "seriously"].map((name) => [name, ["neutral", 0]] as const),
  ...EMOTION_LABELS.flatMap((label) =>
    label === "neutral"
      ? []
      : SYNONYMS[label].flatMap(([intensity, names]) =>
        names.split(" ").map((name) => [name, [label, intensity]] as const)
      )
  ),
]);

/** Factors on the intensity. */
const DEGREES: Readonly<Record<string, number>> = {
  "slightly": 0.5,
  "a bit": 0.5,
  "a little": 0.5,
  "somewhat": 0.7,
  "very": 1.5,
  "really": 1.5,
  "extremely": 2,
};

/** The first words of feelings. */
export const FEELING_WORDS: readonly string[] = [
  ...FEELINGS.keys(),
  ...Object.keys(DEGREES).map((degree) => degree.split(" ")[0] ?? ""),
];

/** Whether a word is the name of a feeling. */
export function isFeeling(name: string): boolean {
  return FEELINGS.has(name);
}

/**
 * The mark of a feeling.
 *
 * @param name Its name, in lower case.
 * @param value Its intensity as it is written, or an empty string.
 * @returns `undefined` if it has no such form.
 */
export function feelingOf(name: string, value: string): Mark | undefined {
  const feeling = FEELINGS.get(name);
  if (feeling === undefined) return gradedFeeling(`${name} ${value}`.toLowerCase());
  const [label, implied] = feeling;
  if (value === "") return feel(label, implied);
  const intensity = intensityOf(value);
  return intensity === undefined ? undefined : feel(label, intensity);
}

/** A feeling with its degree in words: "a bit sad". */
function gradedFeeling(words: string): Mark | undefined {
  const [, degree = "", name = ""] = /^(.+) ([a-z]+)$/.exec(words) ?? [];
  const [factor, feeling] = [Object.hasOwn(DEGREES, degree) ? DEGREES[degree] : undefined, FEELINGS.get(name)];
  if (factor === undefined || feeling === undefined) return undefined;
  const [label, intensity] = feeling;
  return feel(label, Math.min(1, Math.round(100 * factor * intensity) / 100));
}

/** An intensity from 0 to 1, the nearest for numbers outside; whole numbers above are out of ten, or a hundred. */
function intensityOf(value: string): number | undefined {
  const [, sign, digits = "", percent] =
    /^(?:intensity ?[:=]? ?)?\(?([+-]?)(\d{0,3}(?:[.,]\d{1,4})?) ?(%?)\)?$/i.exec(value) ?? [];
  if (digits === "") return undefined;
  if (sign === "-") return 0;
  const number = Number(digits.replace(",", "."));
  const scale = percent === "%" ? 100 : number <= 1 || !Number.isInteger(number) ? 1 : number <= 10 ? 10 : 100;
  return Math.min(1, number / scale);
}
