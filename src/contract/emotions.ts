/**
 * The emotions, and where they lie on the circumplex of affect. Pure, so that browsers use it too.
 *
 * @module
 */
/** The emotions that a human can show. `neutral`, when given, is a choice like any other. */
export const EMOTION_LABELS = [
  "neutral",
  "happy",
  "sad",
  "angry",
  "surprised",
  "fearful",
  "disgusted",
] as const;

/** One of {@linkcode EMOTION_LABELS}. */
export type EmotionLabel = (typeof EMOTION_LABELS)[number];

/**
 * Angles of the emotions on the circumplex of affect, in degrees from pleasant (0) towards aroused (90), as scaled in
 * J. A. Russell, "A Circumplex Model of Affect", J. Pers. Soc. Psychol. 39 (1980), for the words happy, sad, angry,
 * astonished and afraid. Disgust is not among its 28 words; it takes the angle of "frustrated", its closest neighbour
 * in displeasure. Neutral is the centre of the circle and has no angle.
 */
const CIRCUMPLEX_DEGREES: Readonly<Record<Exclude<EmotionLabel, "neutral">, number>> = {
  happy: 7.8,
  surprised: 69.8,
  angry: 99.0,
  fearful: 116.0,
  disgusted: 141.1,
  sad: 207.5,
};

/**
 * The place of an emotion on the circumplex of affect.
 *
 * @param label Which emotion.
 * @param intensity Its strength, 0..1: the distance from the centre.
 * @returns Valence and arousal, each -1..1.
 */
export function circumplexOf(label: EmotionLabel, intensity: number): { valence: number; arousal: number } {
  if (label === "neutral") return { valence: 0, arousal: 0 };
  const angle = CIRCUMPLEX_DEGREES[label] * Math.PI / 180;
  return { valence: intensity * Math.cos(angle), arousal: intensity * Math.sin(angle) };
}
