/**
 * Visemes: the mouth shapes of speech, and how far each of them opens the mouth. Pure, so that browsers use it too.
 *
 * @module
 */

/** The 15 visemes of the MPEG-4 / Oculus set. */
export const VISEMES = [
  "sil",
  "PP",
  "FF",
  "TH",
  "DD",
  "kk",
  "CH",
  "SS",
  "nn",
  "RR",
  "aa",
  "E",
  "I",
  "O",
  "U",
] as const;

/** One of {@linkcode VISEMES}. */
export type Viseme = (typeof VISEMES)[number];

/** The share of a mouth shape, 0..1. The shares of a blend add up to 1. */
export interface VisemeShare {
  readonly id: Viseme;
  readonly weight: number;
}

/** How far each mouth shape parts the lips: 0 closed, 1 the widest that speech asks for. */
export const VISEME_OPENING: Readonly<Record<Viseme, number>> = {
  sil: 0,
  PP: 0,
  FF: 0.1,
  TH: 0.25,
  DD: 0.25,
  kk: 0.35,
  CH: 0.25,
  SS: 0.15,
  nn: 0.25,
  RR: 0.3,
  aa: 1,
  E: 0.6,
  I: 0.4,
  O: 0.7,
  U: 0.3,
};
