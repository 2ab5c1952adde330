/**
 * Marks: directions for voice and face that are written into a text and never shown or spoken.
 *
 * @module
 */
import type { EmotionLabel } from "../../contract/emotions.ts";
import type { Gesture } from "../../contract/parts.ts";

/** A change of how words are spoken. Spans of them nest. */
export interface Prosody {
  /** Speaking rate, as a factor. */
  readonly rate: number;
  /** Pitch, semitones. */
  readonly pitchSt: number;
  /** Level, dB. */
  readonly gainDb: number;
}

/** A direction. */
export type Mark =
  /** A feeling that holds until the next one or the end of the turn. */
  | { readonly kind: "emotion"; readonly label: EmotionLabel; readonly intensity: number }
  /** Back to the feeling of the turn, and to the normal voice. */
  | { readonly kind: "own" }
  /** Whispering, which holds until the next feeling, its end or the end of the turn. */
  | { readonly kind: "whisper" }
  /** A silence before the next word. */
  | { readonly kind: "pause"; readonly ms: number }
  /** A single movement. */
  | { readonly kind: "gesture"; readonly gesture: Gesture }
  /** Something for the page. */
  | { readonly kind: "cue"; readonly name: string; readonly value: string }
  | ({ readonly kind: "prosody" } & Prosody)
  /** The innermost span of prosody ends. */
  | { readonly kind: "prosody_end" };

/** A mark at its place in the text without marks: it takes effect with the first word at or after `charStart`. */
export type PlacedMark = Mark & { readonly charStart: number };

/** How a range of the text without marks is pronounced; see `PlacedPronunciation`. */
export interface MarkedPronunciation {
  readonly charStart: number;
  readonly charEnd: number;
  readonly say: string;
}

/** A mark, or several, found in a text. */
export interface FoundMark {
  /** Its length, in UTF-16 units. */
  readonly length: number;
  readonly marks: readonly Mark[];
}
