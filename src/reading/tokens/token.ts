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

/** A word to look up in the dictionary. */
export interface WordToken extends Place {
  readonly kind: "word";
  /** The word as written, with plain apostrophes. */
  readonly written: string;
  /** Whether it is part of a name that joins letters and digits, as `SAVE` in "SAVE20", or of an address. */
  readonly isPart: boolean;
}

/** A part of the text whose spoken words differ from the written ones. */
export interface SaidToken extends Place {
  readonly kind: "said";
  /** Words in small letters, separated by spaces. A single capital is the name of a letter; a comma, a short pause. */
  readonly words: string;
  /** Its part of speech for the tagger. */
  readonly tagAs: string;
}

/** A word with a custom pronunciation. */
export interface PronouncedToken extends Place {
  readonly kind: "pronounced";
  readonly written: string;
  /** Its pronunciation: a respelling, or phonemes between slashes. */
  readonly say: string;
}

/** Punctuation that affects speech. */
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

/** The output of the normaliser. */
export type Token = WordToken | SaidToken | PronouncedToken | MarkToken | QuoteToken | BreakToken;

/** A token that is spoken. */
export type SpokenToken = WordToken | SaidToken | PronouncedToken;

/** Whether a token is spoken. */
export function isSpoken(token: Token): token is SpokenToken {
  return token.kind === "word" || token.kind === "said" || token.kind === "pronounced";
}

/** Makes a token whose spoken words differ from the written ones. */
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
