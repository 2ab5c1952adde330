/**
 * Markup within a line: emphasis, links, code spans, tags, entities, formulas, pronunciations.
 *
 * @module
 */
import { addCharacters, addReferenced, isBetweenLetters } from "./characters.ts";
import { type CleanTextBuilder, LINE, PARAGRAPH } from "./clean_text.ts";
import { type Delimiter, delimiterAt, type EmphasisMark, pairDelimiters } from "./emphasis.ts";
import { entityAt } from "./entities.ts";
import { bracketAt } from "./brackets.ts";
import { formulaAt } from "./formula/formula.ts";
import { tagAt } from "./tags.ts";

/** A piece of a line; one that needs no pairing is ready to be written. */
type Piece =
  | { readonly kind: "text"; readonly from: number; readonly to: number }
  | { readonly kind: "delimiter"; readonly run: Delimiter }
  | { readonly kind: "write"; write(out: CleanTextBuilder): void };

const PLAIN = /[^\\`*_~=<>&$![\]{}^hHwW@【\uE200]+/y;
/** Addresses, in which no mark is markup. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"]{1,2000}/iy;
const CODE = /(`{1,3})(?!`)([^\n]{1,2000}?)(?<!`)\1(?!`)/y;
const RAISED = /\^([\w+-]{1,6})\^/y;
const LOWERED = /~([\w+-]{1,6})~(?!~)/y;
const DEGREES = /\^\{?\\circ\}?/y;
const DIGITS_UP = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const PLAIN_SIGNS = "+-−n";
const SIGNS_UP = "⁺⁻⁻ⁿ";
const DIGITS_DOWN = "₀₁₂₃₄₅₆₇₈₉";

/**
 * Writes a line without its markup.
 *
 * @param out The clean text.
 * @param source The source.
 * @param from Where the line, or the part of it, begins.
 * @param to Where it ends.
 */
export function addInline(out: CleanTextBuilder, source: string, from: number, to: number): void {
  const pieces: Piece[] = [];
  for (let at = from; at < to;) at = readPiece(source, at, to, pieces);
  const marks = pairDelimiters(pieces.flatMap((piece) => piece.kind === "delimiter" ? [piece.run] : []));
  const open: number[] = [];
  for (const piece of pieces) {
    if (piece.kind === "text") addCharacters(out, source, piece.from, piece.to);
    else if (piece.kind === "write") piece.write(out);
    else writeDelimiter(out, source, { run: piece.run, marks, open, from, to });
  }
}

/** Reads the piece at an offset; returns where the next one begins. */
function readPiece(source: string, at: number, to: number, pieces: Piece[]): number {
  const plain = matchEnd(PLAIN, source, at, to) ?? matchEnd(ADDRESS, source, at, to);
  if (plain !== undefined) {
    pieces.push({ kind: "text", from: at, to: plain });
    return plain;
  }
  const special = specialAt(source, at, to);
  if (special !== undefined) {
    pieces.push({ kind: "write", write: special.write });
    return special.end;
  }
  const run = delimiterAt(source, at);
  if (run !== undefined && at + run.length <= to) {
    pieces.push({ kind: "delimiter", run });
    return at + run.length;
  }
  pieces.push({ kind: "text", from: at, to: at + 1 });
  return at + 1;
}

/** A piece that is written as a whole. */
export interface Special {
  readonly end: number;
  write(out: CleanTextBuilder): void;
}

function specialAt(source: string, at: number, to: number): Special | undefined {
  const char = source.charAt(at);
  const found = char === "`"
    ? codeAt(source, at)
    : char === "<"
    ? angleAt(source, at)
    : "[!【\uE200".includes(char)
    ? bracketAt(source, at, to, addInline)
    : char === "&"
    ? entity(source, at)
    : char === "^" || char === "~"
    ? shiftedAt(source, at)
    : char === "$" || char === "\\"
    ? formula(source, at, to) ?? escapeAt(source, at)
    : undefined;
  return found !== undefined && found.end <= to ? found : undefined;
}

function codeAt(source: string, at: number): Special | undefined {
  if (isBetweenLetters(source, at)) return undefined;
  CODE.lastIndex = at;
  const match = CODE.exec(source);
  if (match === null) return undefined;
  const end = at + match[0].length;
  const fence = match[1]?.length ?? 0;
  return {
    end,
    write(out) {
      out.skip(at, at + fence, "markup");
      const start = out.length;
      addCharacters(out, source, at + fence, end - fence);
      out.mark("code", start);
      out.skip(end - fence, end, "markup");
    },
  };
}

/** `x<sup>2</sup>` behind a quantity; behind a word, a note. */
const POWER_TAG = /<sup>([\d+−-]{1,4}|n)<\/sup>/iy;

function powerAt(source: string, at: number): Special | undefined {
  POWER_TAG.lastIndex = at;
  const [whole, exponent] = POWER_TAG.exec(source) ?? [];
  if (whole === undefined || exponent === undefined) return undefined;
  if (!/(?:^|[^\p{L}])\p{L}{1,2}$|[\d)]$/u.test(source.slice(Math.max(0, at - 4), at))) return undefined;
  const from = at + "<sup>".length;
  return {
    end: at + whole.length,
    write(out) {
      out.skip(at, from, "markup");
      [...exponent].forEach((char, index) => out.add(raised(char), from + index, from + index + 1));
      out.skip(from + exponent.length, at + whole.length, "markup");
    },
  };
}

function angleAt(source: string, at: number): Special | undefined {
  const power = powerAt(source, at);
  if (power !== undefined) return power;
  const tag = tagAt(source, at);
  if (tag === undefined) return undefined;
  const { end } = tag;
  return {
    end,
    write(out) {
      if (tag.kind !== "tag") {
        out.skip(at, at + 1, "markup");
        // "Array<string>" is two words.
        if (/[\p{L}\d]$/u.test(out.last)) out.add(" ", at + 1, at + 1);
        addCharacters(out, source, at + 1, end - 1);
        out.skip(end - 1, end, "markup");
        return;
      }
      const { alt } = tag;
      if (alt === undefined) out.skip(at, end, "markup");
      else {
        out.skip(at, alt.from, "markup");
        addCharacters(out, source, alt.from, alt.to);
        out.skip(alt.to, end, "markup");
      }
      if (tag.breaks === "line") out.endLine(LINE, at, end);
      else if (tag.breaks === "paragraph") out.endLine(PARAGRAPH, at, end);
    },
  };
}

function entity(source: string, at: number): Special | undefined {
  const found = entityAt(source, at);
  if (found === undefined) return undefined;
  const { char, end } = found;
  return { end, write: (out) => char === "" ? out.skip(at, end, "invisible") : addReferenced(out, char, at, end) };
}

/** `x^2^` and `H~2~O`, which some dialects raise and lower. */
function shiftedAt(source: string, at: number): Special | undefined {
  const degrees = matchEnd(DEGREES, source, at, source.length);
  if (degrees !== undefined) {
    return { end: degrees, write: (out) => out.insert({ kind: "words", words: "degrees" }, at, degrees) };
  }
  const isRaised = source.charAt(at) === "^";
  const pattern = isRaised ? RAISED : LOWERED;
  pattern.lastIndex = at;
  const [whole, text] = pattern.exec(source) ?? [];
  if (whole === undefined || text === undefined) return undefined;
  const digits = isRaised ? DIGITS_UP : DIGITS_DOWN;
  return {
    end: at + whole.length,
    write(out) {
      out.skip(at, at + 1, "markup");
      [...text].forEach((char, index) =>
        out.add(/\d/.test(char) ? digits.charAt(Number(char)) : char, at + 1 + index, at + 2 + index)
      );
      out.skip(at + whole.length - 1, at + whole.length, "markup");
    },
  };
}

function formula(source: string, at: number, to: number): Special | undefined {
  const found = formulaAt(source, at, to);
  if (found === undefined) return undefined;
  const { end, words } = found;
  return { end, write: (out) => out.insert({ kind: "words", words }, at, end) };
}

function escapeAt(source: string, at: number): Special | undefined {
  const next = source.charAt(at + 1);
  if (source.charAt(at) !== "\\" || !/[!-/:-@[-`{-~]/.test(next)) return undefined;
  return { end: at + 2, write: (out) => out.add(next, at, at + 2) };
}

/** A digit, a sign or an N as it is written in an exponent. */
function raised(char: string): string {
  return /\d/.test(char) ? DIGITS_UP.charAt(Number(char)) : SIGNS_UP.charAt(PLAIN_SIGNS.indexOf(char.toLowerCase()));
}

interface Emphasizing {
  readonly run: Delimiter;
  readonly marks: ReadonlyMap<number, EmphasisMark>;
  /** Where the open emphases began in the clean text. */
  readonly open: number[];
  /** Bounds of the line. */
  readonly from: number;
  readonly to: number;
}

function writeDelimiter(out: CleanTextBuilder, source: string, found: Emphasizing): void {
  const { run, marks, open } = found;
  for (let at = run.at; at < run.at + run.length;) {
    const mark = marks.get(at);
    if (mark === undefined) {
      addCharacters(out, source, at, at + 1);
      at++;
      continue;
    }
    out.skip(at, at + mark.length, "markup");
    if (mark.opens) open.push(out.length);
    else {
      const start = open.pop() ?? out.length;
      if (mark.kind !== "none") out.mark(mark.kind, start);
      const isAction = mark.kind === "moderate" &&
        standsAlone(out, source, start, { at: at + mark.length, to: found.to });
      if (isAction) out.add(",", at, at + mark.length);
    }
    at += mark.length;
  }
}

/** Whether an emphasis is an action between sentences, as in "*waves* Hello!", after which a reader pauses. */
function standsAlone(
  out: CleanTextBuilder,
  source: string,
  start: number,
  after: { readonly at: number; readonly to: number },
): boolean {
  return out.endsSentenceAt(start) && /[\p{L}\p{N}]/u.test(out.last) &&
    /^\s+["“]?\p{Lu}/u.test(source.slice(after.at, Math.min(after.to, after.at + 8)));
}

function matchEnd(pattern: RegExp, text: string, at: number, to: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? Math.min(pattern.lastIndex, to) : undefined;
}
