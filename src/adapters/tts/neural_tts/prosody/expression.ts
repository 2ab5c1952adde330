/**
 * From what a person should feel like to how the voice is set.
 *
 * @module
 */
import type { Control } from "../../../../contract/controls.ts";
import { AXES, type Colour, LABELS, PLAIN } from "./emotions.ts";

/** How a voice is set, relative to itself: a {@linkcode Colour} with the character's own wishes in it. */
export interface Expression extends Colour {
  /** Pitch that is asked for, apart from what the emotion does, semitones. */
  readonly shiftSt: number;
}

/** The expressivity at which the tables hold as they stand: the default of a control. */
const NOMINAL_EXPRESSIVITY = 0.7;

/** Pitch range of a voice without any expressivity, as a factor. */
const FLAT_RANGE = 0.6;

/** The rate stays in what the control allows whatever the emotion adds. */
const RATE_LIMITS = [0.25, 4] as const;

/** No emotion changes the pitch range beyond this. */
const RANGE_LIMITS = [0.3, 2.2] as const;

/** Sums of several colours are kept within what was found to be speech still. */
const EFFORT_LIMITS = [-1, 1.2] as const;
const TILT_LIMITS = [-3, 3] as const;

/** Names of what multiplies and of what adds. */
const FACTORS = ["rate", "range", "pauses"] as const;
const SUMS = ["pitchSt", "effort", "gainDb", "breath", "tiltDb", "endSt", "tremorSt", "jitterSt"] as const;

/**
 * Adds up colours, each at its strength.
 *
 * @param parts Colours and their strengths: 1 is full.
 * @returns The colour of all together.
 */
export function mixColours(parts: readonly (readonly [Colour, number])[]): Colour {
  const mixed: Record<keyof Colour, number> = { ...PLAIN };
  for (const [colour, strength] of parts) {
    for (const name of FACTORS) mixed[name] *= colour[name] ** strength;
    for (const name of SUMS) mixed[name] += colour[name] * strength;
  }
  return mixed;
}

/**
 * Maps a control to the settings of a voice.
 *
 * @param control The resolved control.
 * @returns Settings relative to the neutral voice.
 */
export function expressionOf({ emotion, character }: Control): Expression {
  const strength = character.expressivity / NOMINAL_EXPRESSIVITY;
  const mixed = mixColours([
    [LABELS[emotion.label], emotion.intensity * strength],
    [AXES.arousal, emotion.arousal * strength],
    [AXES.valence, emotion.valence * strength],
  ]);
  const livelyRange = FLAT_RANGE + (1 - FLAT_RANGE) * strength;
  return {
    ...mixed,
    rate: clamp(character.speech_rate * mixed.rate, RATE_LIMITS),
    range: clamp(livelyRange * mixed.range, RANGE_LIMITS),
    effort: clamp(mixed.effort, EFFORT_LIMITS),
    tiltDb: clamp(mixed.tiltDb, TILT_LIMITS),
    shiftSt: character.pitch_shift * 12,
  };
}

function clamp(value: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, value));
}
