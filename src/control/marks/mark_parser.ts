/**
 * Takes the marks out of a text that arrives in pieces.
 *
 * @module
 */
import { bracketAt } from "./bracket.ts";
import { actionAt, emojiAt } from "./informal.ts";
import type { FoundMark, Mark, MarkedPronunciation, PlacedMark } from "./mark.ts";
import { elementAt, type FoundElement } from "./ssml.ts";

/** Text in a line without anything that begins a mark or code, and without an escape. */
const PLAIN_TEXT = /[^\n\r\u2028\u2029[<*(`~\\\u2600-\u27bf\ud83c-\ud83e\ud800-\udbff]+/y;
/** Characters that begin neither a mark nor code, and are not white space. */
const PLAIN = /[^\s[<*(`~\\\u2600-\u27bf\ud83c-\ud83e\ud800-\udbff]+/y;
const PLAIN_CODE = /[^\s`~]+/y;
const FENCE = /`+|~+/y;
/** What an index or the label of a reference stands directly after. */
const INDEXED = /[\p{L}\p{N}_\])[]$/u;
/** What may be an index or a label: one word. */
const INDEX = /^\[\w+\]$/;
/** A letter or digit at the end, and at the beginning. */
const AFTER_WORD = /[\p{L}\p{N}_]$/u;
const WORD = /^[\p{L}\p{N}_]/u;
/** After this, a space separates the next word. */
const SPACED = /[\p{L}\p{N}_.,;:!?…]$/u;
/** What opens a quotation, a parenthesis or emphasis, at the end. */
const OPENING = /(?:^|\s)["'*_~]+$|[([{“‘«¿¡]["'*_~]*$/u;
/** How much of the text is kept to look back, in UTF-16 units. */
const LOOK_BACK = 8;
/** Punctuation that stands directly after a word. */
const CLOSING = /^[.,;:!?…)\]}»”’]/;

/**
 * Removes marks from a streamed text: the brackets, emoji, actions and SSML elements that `src/contract/README.md` lists.
 * Everything else stays as it is, in particular code, other brackets and incomplete marks; half of a surrogate pair
 * becomes U+FFFD. The result does not depend on how the text is split.
 *
 * @example
 * ```ts
 * import { MarkParser } from "./mark_parser.ts";
 *
 * const parser = new MarkParser();
 * const text = parser.push("[hap") + parser.push("py] Hello [nod] there.") + parser.end();
 * // text: "Hello there."; parser.marks: "happy" at 0, "nod" at 6
 * ```
 */
export class MarkParser {
  /** The marks found so far, in order. A mark is added with the next word, or at the end of the text. */
  readonly marks: PlacedMark[] = [];
  /** Pronunciations of `say-as` elements found so far, in order. */
  readonly pronunciations: MarkedPronunciation[] = [];
  #rest = "";
  /** The first half of a surrogate pair, until the second one arrives. */
  #half = "";
  /** Length of the text without marks so far. */
  #length = 0;
  /** Marks that wait for the next word. */
  #waiting: Mark[] = [];
  /** Whether one of them separates the words on both sides. */
  #separates = false;
  /** White space that is dropped if a mark and punctuation follow. */
  #space = "";
  /** The end of the text without marks. */
  #last = "";
  /** The run that opened the code that is open, and whether it is a block. */
  #code = "";
  #isBlock = false;
  #isLineStart = true;

  /**
   * Adds text.
   *
   * @returns The text without marks, as far as later text cannot change it.
   */
  push(text: string): string {
    // Most tokens of a model are a plain word, with nothing before them that is undecided.
    if (this.#rest === "" && this.#half === "" && this.#isOutside && isPlainWords(text)) return this.#takePlain(text);
    this.#add(this.#half + text, false);
    return this.#take(false);
  }

  /** Ends the text; returns the rest of it without marks. */
  end(): string {
    this.#add(this.#half, true);
    const text = this.#take(true);
    // Space before marks that end the text.
    const space = this.#waiting.length > 0 ? "" : this.#space;
    this.#space = "";
    this.#length += space.length;
    this.#place();
    return text + space;
  }

  /** Adds text as Unicode: clients and voices cannot read half of a surrogate pair. */
  #add(text: string, ended: boolean): void {
    this.#half = ended ? "" : /[\ud800-\udbff]?$/.exec(text)?.[0] ?? "";
    this.#rest += text.slice(0, text.length - this.#half.length).toWellFormed();
  }

  #take(ended: boolean): string {
    let out = "";
    let at = 0;
    while (at < this.#rest.length) {
      const plain = this.#plainAt(at);
      if (plain !== "") {
        out += this.#takePlain(plain);
        at += plain.length;
        continue;
      }
      const step = this.#step(at, ended);
      if (step === undefined) break;
      out += step.text;
      at += step.length;
    }
    this.#rest = this.#rest.slice(at);
    return out;
  }

  /** Whether neither a mark nor code matters for what follows. */
  get #isOutside(): boolean {
    return this.#waiting.length === 0 && !this.#separates && this.#code === "";
  }

  /** The plain text at a place, if neither a mark before it nor code matters for it. */
  #plainAt(at: number): string {
    return this.#isOutside ? match(PLAIN_TEXT, this.#rest, at) : "";
  }

  /** Writes plain text; space at its end waits for what follows. */
  #takePlain(plain: string): string {
    const text = this.#space + plain;
    this.#space = spaceAtEnd(plain);
    const out = text.slice(0, text.length - this.#space.length);
    this.#last = (this.#last + out).slice(-LOOK_BACK);
    this.#length += out.length;
    this.#isLineStart &&= plain.trim() === "";
    return out;
  }

  /** Reads what begins at a place; `undefined` if it is undecided. */
  #step(at: number, ended: boolean): { readonly length: number; readonly text: string } | undefined {
    const char = this.#rest.charAt(at);
    if (/\s/.test(char)) return { length: 1, text: this.#takeSpace(char) };
    if (char === "`" || char === "~") return this.#takeFence(at, ended);
    const plain = match(this.#code === "" ? PLAIN : PLAIN_CODE, this.#rest, at);
    if (plain !== "") return { length: plain.length, text: this.#emit(plain) };
    if (char === "\\") {
      if (at + 1 === this.#rest.length && !ended) return undefined;
      const escaped = /[[*<(]/.test(this.#rest.charAt(at + 1)) ? this.#rest.slice(at, at + 2) : char;
      return { length: escaped.length, text: this.#emit(escaped) };
    }
    const found = this.#markAt(at, ended);
    if (found === "more") return undefined;
    if (found === undefined || this.#isWithinWord(at, found.length)) return this.#takeOther(at, ended);
    // "[sad]: Hello" in a line, as a label.
    const isLabel = char === "[" && this.#isLineStart && /^:\s/.test(this.#rest.slice(at + found.length));
    this.#separates ||= char !== "<" || found.marks.some(({ kind }) => kind === "pause");
    this.#waiting.push(...found.marks);
    return { length: found.length + (isLabel ? 1 : 0), text: this.#replace(found) };
  }

  /** Whether what looks like a mark belongs to the word before it: an index, a reference, arguments, emphasis. */
  #isWithinWord(at: number, length: number): boolean {
    const char = this.#rest.charAt(at);
    if (this.#waiting.length > 0 || this.#space !== "") return false;
    if (char === "[") return INDEXED.test(this.#last) && INDEX.test(this.#rest.slice(at, at + length));
    if (char === "(") return INDEXED.test(this.#last);
    return char === "*" && AFTER_WORD.test(this.#last) && WORD.test(this.#rest.slice(at + length, at + length + 2));
  }

  /** A character that could have begun a mark. */
  #takeOther(at: number, ended: boolean): { readonly length: number; readonly text: string } | undefined {
    // A run of asterisks is emphasis, no part of which begins an action.
    const run = match(/\*+|[^]/uy, this.#rest, at);
    if (run.startsWith("*") && at + run.length === this.#rest.length && !ended) return undefined;
    return { length: run.length, text: this.#emit(run) };
  }

  #markAt(at: number, ended: boolean): FoundElement | "more" | undefined {
    const text = this.#rest;
    switch (text.charAt(at)) {
      case "[":
        return bracketAt(text, at, ended);
      case "<":
        return elementAt(text, at, ended);
      case "*":
        return emphasizedAt(text, at, ended);
      case "(":
        return actionAt(text, at, ended);
      default:
        return emojiAt(text, at, ended);
    }
  }

  /** The text of an element that has some. */
  #replace({ text, say }: FoundElement): string {
    if (text === undefined) return "";
    const shown = this.#emit(text);
    const charEnd = this.#length;
    if (say !== undefined) this.pronunciations.push({ charStart: charEnd - text.length, charEnd, say });
    return shown;
  }

  #takeSpace(char: string): string {
    const isNewline = /[\n\r\u2028\u2029]/.test(char);
    if (isNewline) {
      this.#isLineStart = true;
      if (!this.#isBlock) this.#code = "";
    }
    if (this.#waiting.length > 0) {
      // The mark and the space on one of its sides go.
      const isDoubled = this.#space !== "" || this.#length === 0 || OPENING.test(this.#last);
      if (isDoubled && (!isNewline || this.#length === 0)) return "";
      if (isNewline && /^[ \t]$/.test(this.#space)) this.#space = "";
    }
    const before = this.#space;
    this.#space = char;
    this.#length += before.length;
    this.#last = (this.#last + before).slice(-LOOK_BACK);
    return before;
  }

  /** A run of backticks or tildes opens code, closes it, or is text. */
  #takeFence(at: number, ended: boolean): { readonly length: number; readonly text: string } | undefined {
    const run = match(FENCE, this.#rest, at);
    if (at + run.length === this.#rest.length && !ended) return undefined;
    if (this.#code === "") {
      this.#isBlock = run.length >= 3 && this.#isLineStart;
      if (this.#isBlock || run.startsWith("`")) this.#code = run;
    } else if (this.#isBlock ? run.startsWith(this.#code) && this.#isLineStart : run === this.#code) {
      this.#code = "";
      this.#isBlock = false;
    }
    return { length: run.length, text: this.#emit(run) };
  }

  /** Writes text that does not begin with white space. */
  #emit(text: string): string {
    const isGlued = this.#separates && this.#space === "" && SPACED.test(this.#last) && WORD.test(text);
    const space = isGlued ? " " : this.#waiting.length > 0 && CLOSING.test(text) ? "" : this.#space;
    this.#space = "";
    this.#separates = false;
    this.#last = (this.#last + space + text).slice(-LOOK_BACK);
    this.#isLineStart = false;
    this.#length += space.length;
    this.#place();
    this.#length += text.length;
    return space + text;
  }

  /** Places the waiting marks here. */
  #place(): void {
    for (const mark of this.#waiting) this.marks.push({ ...mark, charStart: this.#length });
    if (this.#waiting.length > 0) this.#waiting = [];
  }
}

/** Whether a text is letters of ASCII, digits, spaces and common punctuation only, and is not empty. */
function isPlainWords(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // From a to z, from comma to semicolon, from question mark to Z, space, exclamation mark, apostrophe.
    const isPlain = (code >= 0x61 && code <= 0x7a) || (code >= 0x2c && code <= 0x3b) ||
      (code >= 0x3f && code <= 0x5a) || code === 0x20 || code === 0x21 || code === 0x27;
    if (!isPlain) return false;
  }
  return text !== "";
}

/** The white space at the end of a text: its last character, or nothing. */
function spaceAtEnd(text: string): string {
  const code = text.charCodeAt(text.length - 1);
  if (code > 0x20 && code < 0x80) return "";
  return /\s$/.test(text) ? text.slice(-1) : "";
}

/** Reads what begins at an asterisk: an action, or a mark with emphasis around it. */
function emphasizedAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  const run = match(/\*+/y, text, at);
  const from = at + run.length;
  if (from === text.length) return ended ? undefined : "more";
  if (text.charAt(from) !== "[") return run === "*" ? actionAt(text, at, ended) : undefined;
  const found = bracketAt(text, from, ended);
  if (found === undefined || found === "more") return found;
  const end = from + found.length;
  const closing = match(/\*+/y, text, end);
  if (end + closing.length === text.length && closing.length <= run.length && !ended) return "more";
  return closing === run ? { length: run.length + found.length + run.length, marks: found.marks } : undefined;
}

/**
 * Removes the marks of a complete text.
 *
 * @returns The text without marks, and the marks in order.
 */
export function parseMarks(text: string): { readonly text: string; readonly marks: readonly PlacedMark[] } {
  const parser = new MarkParser();
  const clean = parser.push(text) + parser.end();
  return { text: clean, marks: parser.marks };
}

/** The text that a pattern matches at a place, or an empty string. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
