/**
 * Flite's voices, and what each needs to do as it is told.
 *
 * @module
 */

/** The voices that can be asked for: US man, Scottish man, US woman. All are CMU ARCTIC voices. */
export const VOICE_NAMES = ["rms", "awb", "slt"] as const;

/** One of {@linkcode VOICE_NAMES}. */
export type VoiceName = (typeof VOICE_NAMES)[number];

/** What is known of a voice. */
export interface Voice {
  /** For people. */
  readonly summary: string;
  /** Mean of the voice's pitch, in Hz. */
  readonly meanHz: number;
  /** Widening of the pitch range, as a factor, that makes a flat voice as lively as the others. */
  readonly widening: number;
  /** Gain that makes the voices equally loud, in dB. */
  readonly gainDb: number;
}

/** All voices by name. */
export const VOICES: Readonly<Record<VoiceName, Voice>> = {
  rms: {
    summary: "US English man",
    meanHz: 103,
    widening: 1,
    gainDb: 1.5,
  },
  awb: {
    summary: "Scottish English man",
    meanHz: 132,
    widening: 1,
    gainDb: 0.5,
  },
  slt: {
    summary: "US English woman",
    meanHz: 172,
    widening: 1.4,
    gainDb: -4,
  },
};
