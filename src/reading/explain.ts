/**
 * A reading as text, for tests.
 *
 * @module
 */
import type { Reading } from "./reading.ts";

/** How a text is read. */
export interface Explanation {
  readonly text: string;
  /** The spoken words: lower case, no punctuation; a single letter is its name, and `ay` is the letter A. */
  readonly words: readonly string[];
  /** The phonemes with the marks of pauses. */
  readonly phonemes: string;
}

/** Explains how a text is read. */
export function explain({ text, words, phonemes }: Reading): Explanation {
  return { text, words: words.flatMap((word) => word.spoken), phonemes };
}
