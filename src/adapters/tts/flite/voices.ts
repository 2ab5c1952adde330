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
  /**
   * Whether Flite itself can move the voice's pitch and pitch range. `rms` draws its pitch from a model of accents and
   * phrases that takes no settings; its pitch is moved afterwards.
   */
  readonly nativePitch: boolean;
  /** Mean of the voice's pitch, in Hz: what Flite's `int_f0_target_mean` is when nobody sets it. For `rms`, measured. */
  readonly meanHz: number;
  /** Its spread, in Hz: what Flite's `int_f0_target_stddev` is when nobody sets it. For `rms`, measured. */
  readonly spreadHz: number;
  /** Widening of the pitch range, as a factor, that makes a flat voice as lively as the others. */
  readonly widening: number;
  /** Where the pitch of a neutral voice lies, in Hz. */
  readonly rangeHz: readonly [min: number, max: number];
  /** Gain that makes the voices equally loud, in dB. */
  readonly gainDb: number;
}

/** All voices by name. */
export const VOICES: Readonly<Record<VoiceName, Voice>> = {
  rms: {
    summary: "US English man",
    nativePitch: false,
    meanHz: 103,
    spreadHz: 13,
    widening: 1,
    rangeHz: [60, 220],
    gainDb: 1.5,
  },
  awb: {
    summary: "Scottish English man",
    nativePitch: true,
    meanHz: 132,
    spreadHz: 25,
    widening: 1,
    rangeHz: [70, 260],
    gainDb: 0.5,
  },
  slt: {
    summary: "US English woman",
    nativePitch: true,
    meanHz: 172,
    spreadHz: 27,
    widening: 1.4,
    rangeHz: [100, 350],
    gainDb: -4,
  },
};
