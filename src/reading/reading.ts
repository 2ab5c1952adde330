/**
 * The output of the front end: words with their phonemes and offsets in the text, pauses, and the structure
 * that prosody needs.
 *
 * @module
 */

import type { SkippedPart, UnspeakablePart } from "./markup/clean_text.ts";

/** The kind of a sentence, which determines its contour. */
export type SentenceKind = "statement" | "yes_no_question" | "alternative_question" | "wh_question" | "exclamation";

/** How much a word stands out: `strong` for `**bold**` and capitals, `moderate` for `*italics*`. */
export type Emphasis = "none" | "moderate" | "strong";

/** One word of the source text, or one amount, date, address that is read as a whole. */
export interface SpokenWord {
  /** The word as written, which captions show. */
  readonly text: string;
  /** Offset of its first character in the source text, in UTF-16 code units. */
  readonly charStart: number;
  /** Offset past its last character. */
  readonly charEnd: number;
  /** What is said: words in lower case. A single letter stands for its name; the letter A is `ay`, the article `a`. */
  readonly spoken: readonly string[];
  /** Its phonemes, with spaces between the spoken words: `Reading.phonemes` from `phonemeStart` to `phonemeEnd`. */
  readonly phonemes: string;
  /** Index of its first phoneme in {@linkcode Reading.phonemes}. */
  readonly phonemeStart: number;
  /** Index past its last phoneme. */
  readonly phonemeEnd: number;
  /** How much it stands out. */
  readonly emphasis: Emphasis;
  /** Its part of speech, a Penn Treebank tag; `CD` for numbers. */
  readonly tag: string;
}

/**
 * Why speech pauses, from short to long. `comma` and `group` (digits of a telephone number) are minor; `clause` is a
 * semicolon, a colon, a dash; `line` a line break, `item` the end of a list item or a table row.
 */
export type PauseKind =
  | "group"
  | "comma"
  | "parenthesis"
  | "clause"
  | "ellipsis"
  | "line"
  | "item"
  | "sentence"
  | "heading"
  | "paragraph";

/** A pause. Each has one punctuation mark among the phonemes. */
export interface Pause {
  readonly kind: PauseKind;
  /** Index of the word that it follows, in {@linkcode Reading.words}. */
  readonly afterWord: number;
  /** Index of its mark in {@linkcode Reading.phonemes}. */
  readonly phonemeIndex: number;
}

/** A sentence, or what stands for one: a heading, a list item. */
export interface Sentence {
  readonly kind: SentenceKind;
  /** Index of its first word. */
  readonly firstWord: number;
  /** Index past its last word. */
  readonly endWord: number;
  /** Whether a mark or a line's end closes it; otherwise the text stops inside it. */
  readonly isComplete: boolean;
  /** Whether it is written in capitals throughout. */
  readonly isShouted: boolean;
}

/** What a run of words is part of. */
export type SpanKind = "quote" | "parenthesis" | "heading" | "list_item" | "table_row" | "block_quote";

/** A run of words that belongs together. Spans of different kinds may nest. */
export interface Span {
  readonly kind: SpanKind;
  /** Index of its first word. */
  readonly firstWord: number;
  /** Index past its last word. */
  readonly endWord: number;
}

/** How a text is read aloud. */
export interface Reading {
  /** The source text. */
  readonly text: string;
  /** The spoken words, in order. Their ranges in the source neither overlap nor go backwards. */
  readonly words: readonly SpokenWord[];
  /** The whole phoneme sequence, one UTF-16 code unit a phoneme: words, spaces and punctuation marks of the model. */
  readonly phonemes: string;
  readonly pauses: readonly Pause[];
  readonly sentences: readonly Sentence[];
  readonly spans: readonly Span[];
  /** Parts that the voice cannot say. */
  readonly unspeakable: readonly UnspeakablePart[];
  /** Parts that are skipped on purpose, in order. */
  readonly skipped: readonly SkippedPart[];
}
