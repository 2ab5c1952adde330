/**
 * The table of how each emotion changes a voice.
 *
 * Two effects add up:
 *
 * 1. The position of the emotion on the plane of valence and arousal. The directions are those of the linear rules of
 *    M. Schröder, "Speech and Emotion Research" (PhD thesis, Saarland University, 2004): aroused speech is faster, higher,
 *    wider in pitch, louder and brighter, and pauses less.
 * 2. The specific effect of the emotion. Directions of rate, register, range, level and brightness: P. N. Juslin and
 *    P. Laukka, "Communication of emotions in vocal expression and music performance", Psychological Bulletin 129 (2003),
 *    tables 7 and 11; R. Banse and K. R. Scherer, "Acoustic profiles in vocal emotion expression", J. Pers. Soc. Psychol. 70
 *    (1996); K. R. Scherer, "Vocal communication of emotion", Speech Communication 40 (2003). Disgust, and the end of the
 *    contour: I. R. Murray and J. L. Arnott, "Toward the simulation of emotion in synthetic speech", J. Acoust. Soc. Am. 93
 *    (1993). Surprise: J. E. Cahn, "The Generation of Affect in Synthesized Speech", J. Am. Voice I/O Soc. 8 (1990).
 *    Breathiness and tension: C. Gobl and A. Ní Chasaide, "The role of voice quality in communicating emotion, mood and
 *    attitude", Speech Communication 40 (2003). Irregularity: Juslin and Laukka (2003), under "microstructural regularity".
 *
 * The magnitudes are our own: as large as naturalness (DNSMOS P.808) and a speech recogniser allowed.
 *
 * @module
 */
import type { EmotionLabel } from "../../../../contract/emotions.ts";

/** A change of a voice at full strength. The neutral values are 1 for factors and 0 for sums. */
export interface Colour {
  /** Speaking rate, as a factor. */
  readonly rate: number;
  /** Register: the middle of the pitch, semitones. */
  readonly pitchSt: number;
  /** Pitch range around the middle, as a factor. */
  readonly range: number;
  /** Vocal effort, on the model's scale of energy. */
  readonly effort: number;
  /** Loudness, dB. */
  readonly gainDb: number;
  /** Breathiness: amplitude of the breath relative to the harmonics. */
  readonly breath: number;
  /** Brightness, dB per octave. */
  readonly tiltDb: number;
  /** Length of pauses, as a factor. */
  readonly pauses: number;
  /** Shift of the end of a sentence's contour, semitones. */
  readonly endSt: number;
  /** Depth of a tremor, semitones. */
  readonly tremorSt: number;
  /** Irregularity of the pitch, semitones. */
  readonly jitterSt: number;
}

/** No change. */
export const PLAIN: Colour = {
  rate: 1,
  pitchSt: 0,
  range: 1,
  effort: 0,
  gainDb: 0,
  breath: 0,
  tiltDb: 0,
  pauses: 1,
  endSt: 0,
  tremorSt: 0,
  jitterSt: 0,
};

/** The effect of a full step along each axis of the plane. */
export const AXES: Readonly<Record<"arousal" | "valence", Colour>> = {
  arousal: {
    ...PLAIN,
    rate: 1.15,
    pitchSt: 1.6,
    range: 1.25,
    effort: 0.35,
    gainDb: 0.8,
    tiltDb: 0.6,
    pauses: 0.85,
  },
  valence: { ...PLAIN, rate: 1.02, pitchSt: 0.5, range: 1.1, tiltDb: 0.2, pauses: 0.97 },
};

/** The specific effect of each emotion at intensity 1. */
export const LABELS: Readonly<Record<EmotionLabel, Colour>> = {
  neutral: PLAIN,
  // Fast, high, wide, medium to high level, bright, rising contour, regular.
  happy: {
    ...PLAIN,
    rate: 1.05,
    pitchSt: 2.1,
    range: 1.28,
    effort: 0.25,
    gainDb: 0.9,
    breath: 0.05,
    tiltDb: 0.4,
    pauses: 0.95,
    endSt: 1,
  },
  // Slow, low, narrow, soft, dark, lax and breathy, long pauses, falling contour.
  sad: {
    ...PLAIN,
    rate: 0.88,
    pitchSt: -1,
    range: 0.7,
    effort: -0.35,
    gainDb: -1.1,
    breath: 0.5,
    tiltDb: -1,
    pauses: 1.26,
    endSt: -1.2,
  },
  // Fast, wide, loud, bright and tense; its register rises less than by arousal alone; ends low.
  angry: {
    ...PLAIN,
    pitchSt: -0.5,
    range: 1.28,
    effort: 0.35,
    gainDb: 1.2,
    breath: -0.2,
    tiltDb: 0.9,
    pauses: 0.87,
    endSt: -2,
    jitterSt: 0.12,
  },
  // High, the widest, slower than by arousal alone; ends high.
  surprised: {
    ...PLAIN,
    rate: 0.87,
    pitchSt: 1.9,
    range: 1.25,
    effort: -0.05,
    gainDb: -0.2,
    breath: 0.14,
    tiltDb: -0.2,
    pauses: 1.15,
    endSt: 2.5,
  },
  // The fastest and highest, narrow, soft, breathy and trembling; pauses break it.
  fearful: {
    ...PLAIN,
    rate: 1.07,
    pitchSt: 2.6,
    range: 0.72,
    effort: -0.5,
    gainDb: -1.7,
    breath: 0.35,
    tiltDb: -0.9,
    pauses: 1.26,
    endSt: 0.8,
    tremorSt: 0.35,
    jitterSt: 0.12,
  },
  // The lowest and slow, soft and dark, with wide falls at the ends.
  disgusted: {
    ...PLAIN,
    rate: 0.77,
    pitchSt: -3.2,
    range: 0.98,
    effort: -0.4,
    gainDb: -1.4,
    breath: -0.05,
    tiltDb: -1.1,
    pauses: 1.25,
    endSt: -3,
    jitterSt: 0.15,
  },
};
