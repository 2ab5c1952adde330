/**
 * The lines of a text: headings, list items, tables, quotes, code blocks.
 *
 * @module
 */
import { type CleanText, CleanTextBuilder, ITEM, LINE, PARAGRAPH } from "./clean_text.ts";
import { CodeBlock, type CodeOption } from "./code_block.ts";
import { addInline } from "./inline.ts";
import { readFormula } from "./formula/formula.ts";
import { addTableRow, isTableRow, isTableRule } from "./table.ts";

/** How markup is read. */
export interface MarkupOptions {
  /** Whether code blocks are announced, read, or left out. */
  readonly code: CodeOption;
}

const RULE = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=[=\s]{2,}|[─━═—–_~•·*-]{3,})$/;
const QUOTE =
  /^[ \t]*(?:>[ \t]?)+(?!\d|[$€£]\d|[ \t]*(?:[=>]|[\d.]+ ?(?:%|°|(?:years?|yrs|months?|weeks?|days?|hours?|hrs|minutes?|percent|units?|mg|mL|kg|km|mmHg|bpm)\b)))/;
/** A heading; "# of users" is a number. */
const HEADING = /^[ \t]{0,3}(?!# of \p{Ll})#{1,6}[ \t]+/u;
/** The name of a heading's anchor: "## Setup {#setup}". */
const ANCHOR = /(?<![ \t])[ \t]*\{#[\w-]{1,60}\}[ \t]*$/;
/** The signs behind a heading: "## Setup ##". */
const CLOSING = /(?<![ \t])[ \t]+#+[ \t]*$/;
const SETEXT = /^[ \t]{0,3}(?:=+|-{2,})[ \t]*$/;
const BULLET = /^[ \t]*(?:[-*+•‣▪▸◦●○■□⁃]|[–—](?=[ \t]))[ \t]+/;
/** A number or a letter before an item, unless a date begins there ("5. November"). */
const NUMBERED =
  /^[ \t]*(?:(\()?(\d{1,3}|[A-Za-z]|[ivx]{2,4}|[IVX]{2,4})([.)])[ \t]+)(?!\d{3,4}[ .-]\d{3,4}(?!\d))(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:[ \t]+\d{4}|[ \t]*$))/;
/** Roman numerals before items, from one on. */
const ROMAN_ITEMS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
const TASK = /^\[[ xX]\][ \t]+/;
const FOOTNOTE = /^[ \t]{0,3}\[\^[^\]\s]{1,50}\]:[ \t]*/;
const REFERENCE = /^[ \t]{0,3}\[[^\]\n]{1,100}\]:[ \t]*\S+(?:[ \t]+["'(][^\n]*)?$/;
const DEFINITION = /^:[ \t]+/;
const FORMULA_FENCE = /^[ \t]*\$\$[ \t]*$/;
/** A line at least this long that continues in lower case was wrapped by an editor: its end is not a pause. */
const WRAPPED_CHARS = 55;

/** Removes markup from a text. */
export function cleanText(source: string, options: MarkupOptions): CleanText {
  return new BlockReader(source, options).read();
}

class BlockReader {
  readonly #source: string;
  readonly #out = new CleanTextBuilder();
  readonly #code: CodeBlock;
  /** Where the open formula begins; -1 if none is open. */
  #formulaStart = -1;

  constructor(source: string, options: MarkupOptions) {
    this.#source = source;
    this.#code = new CodeBlock(source, this.#out, options.code);
  }

  read(): CleanText {
    const source = this.#source;
    for (let from = 0; from <= source.length;) {
      const match = /\r\n|[\n\r\u2028\u2029\v\f]/g;
      match.lastIndex = from;
      const found = match.exec(source);
      const to = found?.index ?? source.length;
      const next = found === null ? source.length + 1 : to + found[0].length;
      this.#line(from, to, Math.min(next, source.length));
      from = next;
    }
    this.#code.end();
    if (this.#formulaStart >= 0) this.#out.skip(this.#formulaStart, source.length, "markup");
    return this.#out.build();
  }

  #line(from: number, to: number, next: number): void {
    const line = this.#source.slice(from, to);
    if (this.#code.takes(line, from, to, next)) return;
    if (this.#formula(line, from, to)) return;
    const follows = this.#lineAt(next);
    if (line.trim() === "") return this.#out.endLine(PARAGRAPH, from, next);
    const isUnderline = SETEXT.test(line) && /[\p{L}\p{N}]/u.test(this.#lineBefore(from));
    if (isUnderline || RULE.test(line) || isTableRule(line)) {
      this.#out.skip(from, to, "markup");
      return isTableRule(line) && !isUnderline ? undefined : this.#out.endLine(PARAGRAPH, from, next);
    }
    if (REFERENCE.test(line) && !FOOTNOTE.test(line)) return this.#out.skip(from, to, "markup");
    if (isTableRow(line, follows)) {
      const start = this.#out.length;
      addTableRow(this.#out, this.#source, from, to);
      this.#out.mark("table_row", start);
      return this.#out.endLine(ITEM, to, next);
    }
    this.#prose(line, from, to, next);
  }

  /** A line of words, with what marks it as a heading, an item, a quote. */
  #prose(line: string, from: number, to: number, next: number): void {
    const out = this.#out;
    const start = out.length;
    let at = from;
    const take = (pattern: RegExp): boolean => {
      const length = pattern.exec(this.#source.slice(at, to))?.[0].length ?? 0;
      out.skip(at, at + length, "markup");
      at += length;
      return length > 0;
    };
    const isQuote = take(QUOTE);
    const isHeading = take(HEADING);
    const isItem = !isHeading && (take(BULLET) || this.#number(at, to, (end) => at = end));
    if (isItem) take(TASK);
    if (!take(FOOTNOTE)) take(DEFINITION);
    const title = isHeading ? this.#source.slice(at, to).replace(ANCHOR, "").replace(CLOSING, "") : "";
    const end = isHeading ? at + title.length : to;
    addInline(out, this.#source, at, end);
    out.skip(end, to, "markup");
    const follows = this.#lineAt(next);
    const isTitle = isHeading || (SETEXT.test(follows) && !/^[ \t]*-{2}[ \t]*$/.test(follows));
    if (isQuote) out.mark("block_quote", start);
    if (isTitle) out.mark("heading", start);
    else if (isItem) out.mark("list_item", start);
    if (isTitle) out.endLine(PARAGRAPH, to, next);
    else if (isItem) out.endLine(ITEM, to, next);
    else if (isWrapped(line, follows)) out.add(" ", to, next);
    else if (next > to) out.endLine(LINE, to, next);
  }

  /** The number of an item, which is said, with a short pause after it. */
  #number(at: number, to: number, taken: (end: number) => void): boolean {
    const match = NUMBERED.exec(this.#source.slice(at, to));
    if (match === null || !this.#isList(match[2] ?? "", at, to)) return false;
    const [whole, open = "", number = "", close = ""] = match;
    const start = at + whole.indexOf(open + number + close) + open.length;
    this.#out.skip(start - open.length, start, "markup");
    // A small letter that numbers an item is a letter, not the article.
    const roman = this.#roman(number, at, to);
    this.#out.add(roman ?? (number.length === 1 ? number.toUpperCase() : number), start, start + number.length);
    this.#out.add(", ", start + number.length, start + number.length + 1);
    taken(at + whole.length);
    return true;
  }

  /** The value of a Roman numeral; a single letter is one if a longer one stands in an adjacent line, or it is "i". */
  #roman(number: string, at: number, to: number): string | undefined {
    const value = ROMAN_ITEMS.indexOf(number.toLowerCase()) + 1;
    if (value === 0) return undefined;
    const has = (pattern: RegExp) => this.#neighbors(at, to).some((line) => pattern.test(line));
    const isRoman = number.length > 1 || has(/^[ \t]*\(?(?:ii|iv|vi|ix|xi)[.)][ \t]/i) ||
      number === "i" && !has(/^[ \t]*\(?[hj][.)][ \t]/);
    return isRoman ? String(value) : undefined;
  }

  /** The lines before and after one. */
  #neighbors(at: number, to: number): string[] {
    const start = this.#source.lastIndexOf("\n", at - 1) + 1;
    return [this.#lineBefore(start), this.#lineAt(this.#source.indexOf("\n", to) + 1 || this.#source.length)];
  }

  /** Whether a letter numbers an item: the adjacent lines continue the count. */
  #isList(number: string, at: number, to: number): boolean {
    if (/^\d/.test(number) || number.length > 1 || number === "i") return true;
    return this.#neighbors(at, to).some((line) => /^[ \t]*\(?(?:[A-Za-z]|ii|II|iv|IV|vi|VI)[.)][ \t]/.test(line));
  }

  /** A formula between lines of `$$`. */
  #formula(line: string, from: number, to: number): boolean {
    if (!FORMULA_FENCE.test(line)) return this.#formulaStart >= 0;
    if (this.#formulaStart < 0) {
      const close = this.#source.indexOf("$$", to);
      if (close < 0) return false;
      this.#formulaStart = from;
      const body = this.#source.slice(to, close);
      this.#out.insert({ kind: "words", words: readFormula(body.trim()) }, from, close + 2);
      return true;
    }
    this.#formulaStart = -1;
    this.#out.endLine(PARAGRAPH, from, to);
    return true;
  }

  /** The line that begins at a place. */
  #lineAt(from: number): string {
    const end = this.#source.indexOf("\n", from);
    return this.#source.slice(from, Math.min(end < 0 ? this.#source.length : end, from + 2000));
  }

  /** The line before the one that begins at a place. */
  #lineBefore(from: number): string {
    const start = this.#source.lastIndexOf("\n", from - 2) + 1;
    return from === 0 ? "" : this.#source.slice(Math.max(start, from - 2000), from - 1);
  }
}

function isWrapped(line: string, follows: string): boolean {
  return line.length >= WRAPPED_CHARS && /[\p{L}\p{N},]\s*$/u.test(line) && /^\s{0,3}\p{Ll}/u.test(follows);
}
