/**
 * Maps the manner of a segment or a word to the settings of the voice.
 *
 * @module
 */
import type { Manner } from "../../../../contract/adapter.ts";
import { AXES, type Colour, LABELS, PLAIN } from "./emotions.ts";

/** Settings relative to the neutral voice: a {@linkcode Colour} combined with the control's own values. */
export interface Expression extends Colour {
  /** Whether it whispers: nothing is voiced. */
  readonly whispers: boolean;
  /** Requested pitch shift, without that of the emotion, semitones. */
  readonly shiftSt: number;
}

/** The neutral voice. */
export const PLAIN_EXPRESSION: Expression = { ...PLAIN, whispers: false, shiftSt: 0 };

/** The expressivity at which the tables apply unscaled: the default of a control. */
const NOMINAL_EXPRESSIVITY = 0.7;

/** Pitch range of a voice without any expressivity, as a factor. */
const FLAT_RANGE = 0.6;

/** Range of the rate that the control allows, including the emotion. */
const RATE_LIMITS = [0.25, 4] as const;

/** Limits of the pitch range. */
const RANGE_LIMITS = [0.3, 2.2] as const;

/** Limits of summed colours, within which the output was found to be speech. */
const EFFORT_LIMITS = [-1, 1.2] as const;
const TILT_LIMITS = [-3, 3] as const;

/** Names of the factors and of the sums. */
const FACTORS = ["rate", "range", "pauses"] as const;
const SUMS = ["pitchSt", "effort", "gainDb", "breath", "tiltDb", "endSt", "tremorSt", "jitterSt"] as const;

/**
 * Adds up weighted colours.
 *
 * @param parts Colours and their strengths: 1 is full.
 * @returns The combined colour.
 */
function mixColours(parts: readonly (readonly [Colour, number])[]): Colour {
  const mixed: Record<keyof Colour, number> = { ...PLAIN };
  for (const [colour, strength] of parts) {
    for (const name of FACTORS) mixed[name] *= colour[name] ** strength;
    for (const name of SUMS) mixed[name] += colour[name] * strength;
  }
  return mixed;
}

/** Whispered speech is softer (by about 9 dB, as it lacks the voiced sound) and slower. */
const WHISPER_DB = -1;
const WHISPER_RATE = 0.94;

/**
 * Maps a manner to the settings of a voice.
 *
 * @param manner The resolved control, and what goes beyond it.
 * @returns Settings relative to the neutral voice.
 */
export function expressionOf({ control, whispers = false, gainDb = 0 }: Manner): Expression {
  const { emotion, character } = control;
  const strength = character.expressivity / NOMINAL_EXPRESSIVITY;
  const mixed = mixColours([
    [LABELS[emotion.label], emotion.intensity * strength],
    [AXES.arousal, emotion.arousal * strength],
    [AXES.valence, emotion.valence * strength],
  ]);
  const livelyRange = FLAT_RANGE + (1 - FLAT_RANGE) * strength;
  return {
    ...mixed,
    whispers,
    gainDb: mixed.gainDb + gainDb + (whispers ? WHISPER_DB : 0),
    rate: clamp(character.speech_rate * mixed.rate * (whispers ? WHISPER_RATE : 1), RATE_LIMITS),
    range: clamp(livelyRange * mixed.range, RANGE_LIMITS),
    effort: clamp(mixed.effort, EFFORT_LIMITS),
    tiltDb: clamp(mixed.tiltDb, TILT_LIMITS),
    shiftSt: character.pitch_shift * 12,
  };
}

function clamp(value: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, value));
}
