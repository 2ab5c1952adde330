/**
 * From what a person should feel like to how the voice is set.
 *
 * Two things colour the voice, and they add up:
 *
 * 1. Where the emotion lies on the plane of valence and arousal. Aroused speech is faster, higher, wider in pitch,
 *    louder and brighter. The directions are those of the linear rules of M. Schröder, "Speech and Emotion Research: An
 *    Overview of Research Frameworks and a Dimensional Approach to Emotional Speech Synthesis" (PhD thesis, Saarland
 *    University, 2004), which were fitted to recordings of spontaneous emotion.
 * 2. What is particular to the emotion and not explained by the plane: fear and anger are both aroused and unpleasant,
 *    yet the fearful voice is high and thin, the angry one low and hard. The directions are those of I. R. Murray and
 *    J. L. Arnott, "Toward the simulation of emotion in synthetic speech", J. Acoust. Soc. Am. 93 (1993), of
 *    F. Burkhardt and W. F. Sendlmeier, "Verification of acoustical correlates of emotional speech using
 *    formant-synthesis", ISCA Workshop on Speech and Emotion (2000), and of K. R. Scherer, "Vocal communication of
 *    emotion: A review of research paradigms", Speech Communication 40 (2003); the wide range of surprise, which these
 *    leave out, is that of J. E. Cahn, "The Generation of Affect in Synthesized Speech", J. Am. Voice I/O Soc. 8 (1990).
 *
 * The sizes are our own: large enough to be heard with these voices, small enough to be understood.
 *
 * @module
 */
import type { Control } from "../../../contract/controls.ts";
import type { EmotionLabel } from "../../../contract/emotions.ts";

/** How a voice is set, relative to itself. */
export interface Prosody {
  /** Speaking rate, as a factor. */
  readonly rate: number;
  /** Pitch, as a factor. */
  readonly pitch: number;
  /** Width of the pitch around its mean, as a factor. */
  readonly range: number;
  /** Loudness, in dB. */
  readonly gainDb: number;
  /** Level above 2.2 kHz, in dB: tension of the voice. */
  readonly brightnessDb: number;
}

/** What something does to the voice at its full strength. */
interface Colour {
  /** Speaking rate, as a factor. */
  readonly rate: number;
  /** Pitch, in semitones. */
  readonly pitchSt: number;
  /** Pitch range, as a factor. */
  readonly range: number;
  readonly gainDb: number;
  readonly brightnessDb: number;
}

/** What a full step along each axis of the plane does. */
const AXES: Readonly<Record<"arousal" | "valence", Colour>> = {
  arousal: { rate: 1.2, pitchSt: 2.5, range: 1.4, gainDb: 3, brightnessDb: 2 },
  valence: { rate: 1.06, pitchSt: 0.6, range: 1.1, gainDb: 0, brightnessDb: 0 },
};

/** What each emotion does at intensity 1, beyond its place on the plane. */
const LABELS: Readonly<Record<EmotionLabel, Colour>> = {
  neutral: { rate: 1, pitchSt: 0, range: 1, gainDb: 0, brightnessDb: 0 },
  // Joy: faster, much higher and wider, louder.
  happy: { rate: 1.03, pitchSt: 2, range: 1.45, gainDb: 1.5, brightnessDb: 1.5 },
  // Sadness: slower, lower, narrower, softer, lax.
  sad: { rate: 0.9, pitchSt: -0.5, range: 0.65, gainDb: -3, brightnessDb: -2 },
  // Hot anger: faster, much wider, loud and tense; its pitch rises less than its arousal alone would make it.
  angry: { rate: 1.02, pitchSt: -1, range: 1.3, gainDb: 2.5, brightnessDb: 2.5 },
  // Surprise: the widest and, after fear, the highest; not as fast as its arousal would make it.
  surprised: { rate: 0.88, pitchSt: 2.5, range: 1.55, gainDb: 0, brightnessDb: 0 },
  // Fear: the fastest and highest; no louder than neutral, and thin.
  fearful: { rate: 1.15, pitchSt: 4.8, range: 0.9, gainDb: -3.5, brightnessDb: -1 },
  // Disgust: slow and low, softer, a little wider.
  disgusted: { rate: 0.8, pitchSt: -4, range: 0.93, gainDb: -3.5, brightnessDb: -2 },
};

/** The expressivity at which the tables hold as they stand: the default of a control. */
const NOMINAL_EXPRESSIVITY = 0.7;

/** Pitch range of a voice without any expressivity, as a factor. */
const FLAT_RANGE = 0.6;

/** The rate stays in what the control allows whatever the emotion adds. */
const RATE_LIMITS = [0.25, 4] as const;

/** No emotion widens or narrows the pitch range beyond this. */
const RANGE_LIMITS = [0.3, 2.6] as const;

/**
 * Maps a control to the settings of a voice.
 *
 * @param control The resolved control.
 * @returns Settings relative to the neutral voice.
 */
export function prosodyOf({ emotion, character }: Control): Prosody {
  const strength = character.expressivity / NOMINAL_EXPRESSIVITY;
  const parts: readonly (readonly [Colour, number])[] = [
    [LABELS[emotion.label], emotion.intensity * strength],
    [AXES.arousal, emotion.arousal * strength],
    [AXES.valence, emotion.valence * strength],
  ];
  const sum = (of: (colour: Colour) => number) => parts.reduce((total, [colour, by]) => total + by * of(colour), 0);
  const factor = (of: (colour: Colour) => number) => Math.exp(sum((colour) => Math.log(of(colour))));
  const livelyRange = FLAT_RANGE + (1 - FLAT_RANGE) * strength;
  return {
    rate: clamp(character.speech_rate * factor((colour) => colour.rate), RATE_LIMITS),
    pitch: 2 ** (character.pitch_shift + sum((colour) => colour.pitchSt) / 12),
    range: clamp(livelyRange * factor((colour) => colour.range), RANGE_LIMITS),
    gainDb: sum((colour) => colour.gainDb),
    brightnessDb: sum((colour) => colour.brightnessDb),
  };
}

function clamp(value: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, value));
}
