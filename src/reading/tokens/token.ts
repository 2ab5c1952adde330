/**
 * The normaliser's output. Positions are offsets in the clean text.
 *
 * @module
 */

/** Where a token stands. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A word that the dictionary is asked for. */
export interface WordToken extends Place {
  readonly kind: "word";
  /** The word as it is written, with plain apostrophes. */
  readonly written: string;
  /** Whether it is part of a name that joins letters and digits, as `SAVE` in "SAVE20", or of an address. */
  readonly isPart: boolean;
}

/** Something that is said in other words than it is written in. */
export interface SaidToken extends Place {
  readonly kind: "said";
  /** Words in small letters with spaces between. A single capital is the name of a letter; a comma is a short pause. */
  readonly words: string;
  /** What a tagger of parts of speech is told of it. */
  readonly tagAs: string;
}

/** A word with a pronunciation that its user chose. */
export interface PronouncedToken extends Place {
  readonly kind: "pronounced";
  readonly written: string;
  /** How it is said: a respelling, or phonemes between slashes. */
  readonly say: string;
}

/** Punctuation that is heard. */
export type PunctuationMark = "," | ";" | ":" | "." | "!" | "?" | "—" | "…" | "(" | ")";

/** A mark of punctuation. */
export interface MarkToken extends Place {
  readonly kind: "mark";
  readonly mark: PunctuationMark;
}

/** A quotation mark. */
export interface QuoteToken extends Place {
  readonly kind: "quote";
  readonly opens: boolean;
}

/** The end of a line. */
export interface BreakToken extends Place {
  readonly kind: "break";
  readonly level: "line" | "item" | "paragraph";
}

/** What the normaliser makes of a clean text. */
export type Token = WordToken | SaidToken | PronouncedToken | MarkToken | QuoteToken | BreakToken;

/** A token that is spoken. */
export type SpokenToken = WordToken | SaidToken | PronouncedToken;

/** Whether a token is spoken. */
export function isSpoken(token: Token): token is SpokenToken {
  return token.kind === "word" || token.kind === "said" || token.kind === "pronounced";
}

/** A token that is said in other words. */
export function said(words: string, start: number, end: number, tagAs?: string): SaidToken {
  return { kind: "said", words, start, end, tagAs: tagAs ?? words.slice(words.lastIndexOf(" ") + 1) };
}

/** A word. */
export function wordToken(written: string, start: number, end: number, isPart = false): WordToken {
  return { kind: "word", written, start, end, isPart };
}

/** A mark of punctuation. */
export function mark(sign: PunctuationMark, start: number, end: number): MarkToken {
  return { kind: "mark", mark: sign, start, end };
}
