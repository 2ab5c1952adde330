/**
 * How the lips form each English phone: which mouth shapes, how strongly, and how far they reach into their
 * neighbours.
 *
 * The grouping of phones into shapes is the usual one of the MPEG-4 and Oculus viseme sets. The reach is coarticulation:
 * rounding is prepared early, closures of the lips admit no neighbour, and consonants formed inside the mouth leave the
 * lips largely to the surrounding vowels (Löfqvist, "Speech as audible gestures", 1990; Cohen and Massaro 1993).
 *
 * @module
 */
import type { Viseme } from "../contract/visemes.ts";

/** One mouth shape of a phone. Times in ms. */
export interface Gesture {
  readonly id: Viseme;
  /** Dominance over neighbours, 0..1. */
  readonly weight: number;
  /** How long before the phone the shape begins to show. */
  readonly attackMs: number;
  /** How long after the phone it is still visible. */
  readonly releaseMs: number;
  /**
   * A shape that must be fully reached: while it holds, shapes of a lower rank are absent. 2: lips pressed together,
   * 1: teeth on the lip, 0: blends freely.
   */
  readonly rank: 0 | 1 | 2;
  /** Whether a short phone undershoots its shape, as vowels do. */
  readonly reduces: boolean;
  /**
   * The share of the phone after which the shape is released: the lips part when a p bursts, and the rest of the sound
   * is breath.
   */
  readonly heldShare: number;
}

/** The shapes of a phone, in order. Diphthongs have two. */
type Articulation = readonly Gesture[];

/** The part of a diphthong that its first shape takes. */
export const DIPHTHONG_SPLIT = 0.55;

/** No shape begins earlier than this before its phone, in ms. */
export const MAX_ATTACK_MS = 100;

function vowel(id: Viseme, weight: number, attackMs = 45): Gesture {
  return { id, weight, attackMs, releaseMs: 50, rank: 0, reduces: true, heldShare: 1 };
}

function consonant(id: Viseme, weight: number, attackMs = 30, releaseMs = 30): Gesture {
  return { id, weight, attackMs, releaseMs, rank: 0, reduces: false, heldShare: 1 };
}

function closure(id: Viseme, rank: 1 | 2, heldShare: number): Gesture {
  return { id, weight: 1, attackMs: 0, releaseMs: 0, rank, reduces: false, heldShare };
}

const SILENCE = consonant("sil", 1, 0, 0);
const ROUNDING_MS = 80;

const ARTICULATIONS: Readonly<Record<string, Articulation>> = {
  pau: [SILENCE],
  p: [closure("PP", 2, 0.65)],
  b: [closure("PP", 2, 0.85)],
  m: [closure("PP", 2, 1)],
  em: [closure("PP", 2, 1)],
  f: [closure("FF", 1, 1)],
  v: [closure("FF", 1, 1)],
  th: [consonant("TH", 0.85)],
  dh: [consonant("TH", 0.75)],
  t: [consonant("DD", 0.65)],
  d: [consonant("DD", 0.65)],
  dx: [consonant("DD", 0.5)],
  n: [consonant("nn", 0.65)],
  en: [consonant("nn", 0.65)],
  l: [consonant("nn", 0.65)],
  el: [consonant("nn", 0.65)],
  k: [consonant("kk", 0.55)],
  g: [consonant("kk", 0.55)],
  ng: [consonant("kk", 0.55)],
  hh: [consonant("kk", 0.35)],
  ch: [consonant("CH", 0.9, 50, 40)],
  jh: [consonant("CH", 0.9, 50, 40)],
  sh: [consonant("CH", 0.9, 60, 40)],
  zh: [consonant("CH", 0.9, 60, 40)],
  s: [consonant("SS", 0.85)],
  z: [consonant("SS", 0.85)],
  r: [consonant("RR", 0.8, 50, 40)],
  er: [{ ...consonant("RR", 0.9, 50, 40), reduces: true }],
  w: [consonant("U", 0.95, ROUNDING_MS, 40)],
  wh: [consonant("U", 0.95, ROUNDING_MS, 40)],
  y: [consonant("I", 0.8)],
  aa: [vowel("aa", 1)],
  ae: [vowel("aa", 0.9)],
  ah: [vowel("aa", 0.75)],
  ax: [vowel("E", 0.65, 35)],
  axr: [consonant("RR", 0.8, 50, 40)],
  ay: [vowel("aa", 1), vowel("I", 0.85)],
  aw: [vowel("aa", 1), vowel("U", 0.9, ROUNDING_MS)],
  eh: [vowel("E", 1)],
  ey: [vowel("E", 0.95), vowel("I", 0.9)],
  ih: [vowel("I", 0.9)],
  ix: [vowel("I", 0.7, 35)],
  iy: [vowel("I", 1)],
  ao: [vowel("O", 1, 60)],
  ow: [vowel("O", 1, 60), vowel("U", 0.9, ROUNDING_MS)],
  oy: [vowel("O", 1, 60), vowel("I", 0.85)],
  uh: [vowel("U", 0.9, 60)],
  ux: [vowel("U", 0.9, 60)],
  uw: [vowel("U", 1, ROUNDING_MS)],
};

/** A speaking mouth, for unknown phones. */
const UNKNOWN: Articulation = [vowel("E", 0.5)];

/**
 * Looks up the shapes of a phone.
 *
 * @param phone ARPAbet in lower case without stress, `pau` for silence.
 * @returns Its shapes in order; for an unknown phone a half-open mouth.
 */
export function articulationOf(phone: string): Articulation {
  return Object.hasOwn(ARTICULATIONS, phone) ? ARTICULATIONS[phone] ?? UNKNOWN : UNKNOWN;
}
