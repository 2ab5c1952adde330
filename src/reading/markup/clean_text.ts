/**
 * A text without its markup that maps each character to the source characters it came from.
 *
 * @module
 */

/** Ends of lines in a clean text. A space, a tab or a no-break space of the source is a plain space there. */
export const LINE = "\n";
/** The end of a list item or a table row. */
export const ITEM = "\u2028";
/** The end of a paragraph, a heading, a block. */
export const PARAGRAPH = "\u2029";
/** Placeholder for words that differ from the source; see {@linkcode Insertion}. */
export const INSERTED = "\ufffc";

/** Why characters are skipped on purpose. */
export type SkipReason = "punctuation" | "markup" | "emoji" | "invisible" | "code" | "decoration";

/** A part of the text that is skipped on purpose. */
export interface SkippedPart {
  readonly charStart: number;
  readonly charEnd: number;
  readonly reason: SkipReason;
}

/** A part of the text in a script that the voice does not have. It has no words. */
export interface UnspeakablePart {
  readonly charStart: number;
  readonly charEnd: number;
  /** The part as written, its character references resolved. */
  readonly text: string;
  /** What it is, for people: `Han characters (Chinese or Japanese)`, `Cyrillic`. */
  readonly script: string;
}

/** What is said in place of a part of the source. */
export type Insertion =
  /** Words, in the notation of the normaliser. */
  | { readonly kind: "words"; readonly words: string }
  /** The label of an inline pronunciation: how it is said. */
  | { readonly kind: "pronunciation"; readonly label: string; readonly say: string };

/** What a run of characters is marked as. */
export type MarkKind =
  | "moderate"
  | "strong"
  | "code"
  | "quote"
  | "parenthesis"
  | "heading"
  | "list_item"
  | "table_row"
  | "block_quote";

/** A run of characters of the clean text. */
export interface Mark {
  readonly kind: MarkKind;
  readonly start: number;
  readonly end: number;
}

/** A text without its markup. */
export interface CleanText {
  readonly text: string;
  /** Where each code unit of the text begins in the source. */
  readonly starts: readonly number[];
  /** Where it ends in the source. */
  readonly ends: readonly number[];
  /** The words for each {@linkcode INSERTED}, by offset. */
  readonly insertions: ReadonlyMap<number, Insertion>;
  readonly marks: readonly Mark[];
  readonly skipped: readonly SkippedPart[];
  readonly unspeakable: readonly UnspeakablePart[];
}

/** Builds a clean text in source order. */
export class CleanTextBuilder {
  #text = "";
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #insertions = new Map<number, Insertion>();
  readonly #marks: Mark[] = [];
  readonly #skipped: SkippedPart[] = [];
  readonly #unspeakable: UnspeakablePart[] = [];

  /** Length so far. */
  get length(): number {
    return this.#text.length;
  }

  /** The last character so far, or an empty string. */
  get last(): string {
    return this.#text.at(-1) ?? "";
  }

  /** Whether a sentence may begin at an offset: at the start, or after the end of a sentence or a line. */
  endsSentenceAt(at: number): boolean {
    return /(?:^|[.!?…\n\u2028\u2029]["”')*]*)\s*$/.test(this.#text.slice(Math.max(0, at - 12), at));
  }

  /** The last line so far, at most its last 200 characters. */
  get lastLine(): string {
    return /[^\n\u2028\u2029]*\s*$/.exec(this.#text.slice(-200))?.[0].trim() ?? "";
  }

  /** Adds text that stands for a range of the source. */
  add(text: string, charStart: number, charEnd: number): void {
    this.#text += text;
    for (let i = 0; i < text.length; i++) {
      this.#starts.push(charStart);
      this.#ends.push(charEnd);
    }
  }

  /** Replaces the last character by one that stands for more of the source. */
  amend(text: string, charEnd: number): void {
    this.#text = this.#text.slice(0, -1) + text;
    this.#ends[this.#ends.length - 1] = charEnd;
  }

  /** Adds words that replace a range of the source. Where there are none, as in the formula `$^$`, it is left out. */
  insert(insertion: Insertion, charStart: number, charEnd: number): void {
    if (insertion.kind === "words" && !/\p{L}/u.test(insertion.words)) return this.skip(charStart, charEnd, "markup");
    this.#insertions.set(this.#text.length, insertion);
    this.add(INSERTED, charStart, charEnd);
  }

  /** Records that a range of the source is left out. */
  skip(charStart: number, charEnd: number, reason: SkipReason): void {
    if (charEnd <= charStart) return;
    const last = this.#skipped.at(-1);
    if (last !== undefined && last.charEnd === charStart && last.reason === reason) {
      this.#skipped[this.#skipped.length - 1] = { ...last, charEnd };
    } else this.#skipped.push({ charStart, charEnd, reason });
  }

  /** Records a range of the source that cannot be said. */
  unspeakable(part: UnspeakablePart): void {
    this.#unspeakable.push(part);
  }

  /** Marks the text added since an offset. */
  mark(kind: MarkKind, start: number): void {
    if (this.#text.length > start) this.#marks.push({ kind, start, end: this.#text.length });
  }

  /** Ends a line; of several consecutive ends the strongest counts, at the start none. */
  endLine(mark: typeof LINE | typeof ITEM | typeof PARAGRAPH, charStart: number, charEnd: number): void {
    const last = this.last;
    if (last === "") return;
    if (last !== LINE && last !== ITEM && last !== PARAGRAPH) this.add(mark, charStart, charEnd);
    else if (last < mark) this.#text = this.#text.slice(0, -1) + mark;
  }

  /** The text so far. */
  build(): CleanText {
    return {
      text: this.#text,
      starts: this.#starts,
      ends: this.#ends,
      insertions: this.#insertions,
      marks: this.#marks,
      skipped: this.#skipped,
      unspeakable: this.#unspeakable,
    };
  }
}
