/**
 * Where a text may be cut for speech: at ends of sentences, at ends of clauses, and elsewhere as a last resort.
 *
 * Every decision looks at most {@linkcode LOOKAHEAD_CHARS} characters ahead, so that a growing text is cut exactly
 * where the complete text would be. Sentence ends follow Unicode's UAX #29 as `Intl.Segmenter` implements it, corrected
 * where it is known to be wrong for prose: abbreviations, initials, list numbers.
 *
 * @module
 */

import { monthOf, periodBelongsTo } from "../../../reading/verbalize/abbreviations.ts";
import { tagAt } from "../../../reading/markup/tags.ts";
import { bestGap } from "./phrases.ts";

/** How far beyond a cut a decision may look, in UTF-16 units. */
export const LOOKAHEAD_CHARS = 24;

/** Longest run of `?!…` and closing quotes that is still taken for the end of a sentence. */
const MAX_RUN_CHARS = 12;
/** How much of the next word is examined: the name of a month. */
const MAX_NEXT_CHARS = 10;
/** This many spaces end a sentence regardless of what follows. */
const MAX_SPACES = 4;

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const words = new Intl.Segmenter("en", { granularity: "word" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** White space that allows a break; no-break spaces hold numbers and units together. */
const isSpace = (char: string) => /[^\S\u00a0\u202f]/.test(char);
const isNewline = (char: string) => char === "\n" || char === "\u2028" || char === "\u2029";
const isTerminator = (char: string) =>
  char === "." || char === "!" || char === "?" || char === "…" ||
  (char > "\u007f" && /\p{Sentence_Terminal}/u.test(char));
/** Terminators of scripts that write no space after a sentence. */
const isWideTerminator = (char: string) => /[。！？｡．]/.test(char);
const isCloser = (char: string) => /["'”’»)\]}」』）】〉》*_`~]/.test(char);
/** Characters that belong to the one before them. */
const isExtender = (text: string, at: number) =>
  /^[\p{M}\p{Emoji_Modifier}\u200c\u200d\u{e0020}-\u{e007f}]/u.test(text.slice(at, at + 2));

/** Addresses, which are never cut. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"”」』）。、，]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;

/** Suffixes that belong to the preceding name: "King, Jr.", "Lee, M.D.", "Portland, OR 97201". */
const GOES_ON =
  /^ (?:(?:Jr|Sr|Inc|Ltd|LLC|Esq|Ph\.?D|M\.D)\b|[A-Z]{2} \d{5}|(?:[DRI]-)?(?:[A-Z]{2,4}|[A-Z]\.[A-Z]\.|[A-Z][a-z]{1,3}\.)(?=[\s,.;:)]|$))/;
/** Text that may become such a suffix, or a year. */
const MAY_GO_ON = /^(?:$| (?:$|\d{1,4}$|[A-Z][\p{L}.-]{0,5}$|[A-Z]{2} \d{0,4}$))/u;
/** What may end a clause. */
const CLAUSE_MARK = /[,;:—–،؛、，；：]/;
const DATE_BEFORE = /\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?$/;

/** The state of a possible cut: its place, no cut, or more text needed. */
export type Verdict = number | "none" | "more";

/** Whether the dot at `at` belongs to the text before it. `next` is what follows after the space. */
function isAbbreviation(text: string, at: number, next: string): boolean {
  const before = text.slice(Math.max(0, at - MAX_RUN_CHARS), at);
  const word = /[\p{L}\p{M}\p{N}.§]+$/u.exec(before)?.[0] ?? "";
  if (/^(?:\d{1,3}|[ivx]{1,4}|[IVX]{1,4})$/.test(word) && /^[\s#>*_-]*[\divxIVX]+$/.test(text.slice(0, at))) {
    return true;
  }
  if (/^\d{1,2}$/.test(word) && monthOf(/^\p{L}*/u.exec(next)?.[0] ?? "") !== undefined) return true;
  if (/^\p{L}{1,2}(?:\.\p{L}{1,2})+$/u.test(word)) return true;
  if (/^\p{Lu}$/u.test(word) && word !== "I" && /^\p{Lu}/u.test(next)) return true;
  return periodBelongsTo(word, next);
}

/** Whether marks are operators of mathematics or programming: "5! = 120", "n! grows", "a ?? b". */
function isOperator(text: string, at: number, run: string, next: string): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  if (run === "!") {
    return /(?:^|[^\p{L}\d])(?:\d{1,3}|[a-z])$/u.test(before) && /^[=+×*/÷<>≤≥≈]/.test(next) ||
      /(?:^|[^\p{L}\d'])[b-hj-tv-z]$/u.test(before) && /^\p{Ll}/u.test(next);
  }
  return /\s\?\?$/.test(text.slice(Math.max(0, at - 2), at) + run) && /^[\p{L}\d(]/u.test(next);
}

/** Asks UAX #29 whether a sentence ends between the terminators before `end` and what follows after the space. */
function isSentenceBreak(text: string, end: number, next: string): boolean {
  // UAX #29 takes "…" for a symbol; in prose it is a full stop.
  const before = text.slice(Math.max(0, end - LOOKAHEAD_CHARS), end).replace("…", ".");
  // Between these it always ends: that costs less than to ask.
  if (/[.!?]$/.test(before) && /^[A-Z]/.test(next)) return true;
  const at = before.length + 1;
  return sentences.segment(`${before} ${next}`).containing(at)?.index === at;
}

/** Advances while `test` holds, to at most `limit`. */
function skip(text: string, from: number, limit: number, test: (char: string) => boolean): number {
  let at = from;
  while (at < limit && at < text.length && test(text.charAt(at))) at++;
  return at;
}

/**
 * Whether a sentence ends at a character.
 *
 * @param text The text from the start of the piece on.
 * @param at Index of the character to look at.
 * @param ended Whether `text` is complete.
 * @returns Where the piece ends, closing quotes included.
 */
export function sentenceEndAt(text: string, at: number, ended: boolean): Verdict {
  const char = text.charAt(at);
  if (isNewline(char)) return endOfLine(text, at, ended);
  if (!isTerminator(char)) return "none";
  const terminators = skip(text, at, at + MAX_RUN_CHARS, isTerminator);
  const closed = skip(text, terminators, at + MAX_RUN_CHARS, isCloser);
  if (closed === at + MAX_RUN_CHARS) return "none";
  const end = skipClosingTags(text, closed, ended);
  if (end === "more") return "more";
  if (end === text.length) return ended ? end : "more";
  if (!isSpace(text.charAt(end))) {
    if (!isWideTerminator(text.charAt(terminators - 1))) return "none";
    if (end + 2 > text.length && !ended) return "more";
    return isExtender(text, end) ? "none" : end;
  }
  return confirmSentenceEnd(text, { at, terminators, end, ended });
}

/** A line ends a piece, unless a word goes on after its hyphen: "hyphen-", "ated". */
function endOfLine(text: string, at: number, ended: boolean): Verdict {
  if (text.charAt(at) !== "\n" || !/\p{L}-$/u.test(text.slice(Math.max(0, at - 2), at))) return at;
  if (at + 1 === text.length) return ended ? at : "more";
  return /\p{Ll}/u.test(text.charAt(at + 1)) ? "none" : at;
}

/** Skips tags such as `</b>`. */
function skipClosingTags(text: string, from: number, ended: boolean): number | "more" {
  let at = from;
  while (text.charAt(at) === "<") {
    if (!ended && /^<(?:\/[a-z]{0,12})?$/i.test(text.slice(at, at + LOOKAHEAD_CHARS))) return "more";
    const [tag = ""] = /^<\/[a-z][a-z\d]{0,11}>/i.exec(text.slice(at, at + LOOKAHEAD_CHARS)) ?? [];
    if (tag === "") break;
    at += tag.length;
  }
  return at;
}

/** Decides by what follows after the space. */
function confirmSentenceEnd(
  text: string,
  found: { at: number; terminators: number; end: number; ended: boolean },
): Verdict {
  const { at, terminators, end, ended } = found;
  const follows = skip(text, end, end + MAX_SPACES, (char) => isSpace(char) && !isNewline(char));
  if (follows === end + MAX_SPACES || isNewline(text.charAt(follows))) return end;
  if (follows + 2 > text.length && !ended) return "more";
  if (follows === text.length) return end;
  const next = text.slice(follows, follows + MAX_NEXT_CHARS);
  // What completes an abbreviation must be known.
  const isShort = /(?:^|[^\p{L}])\p{L}{1,5}$/u.test(text.slice(Math.max(0, at - MAX_RUN_CHARS), at));
  if (
    isShort && text.charAt(at) === "." && !ended && follows + MAX_NEXT_CHARS > text.length &&
    (!/^\p{Lu}?\p{Ll}/u.test(next) ||
      /(?:^|\P{L})(?:Co|Sr|Assoc)$/u.test(text.slice(Math.max(0, at - 6), at)) && /^\p{L}*$/u.test(next))
  ) {
    return "more";
  }
  const isNumber = /(?:^|\s)\d{1,2}$/.test(text.slice(Math.max(0, at - 3), at));
  if (isNumber && !ended && follows + MAX_NEXT_CHARS > text.length && /^\p{Lu}\p{L}*$/u.test(next)) return "more";
  const run = text.slice(at, terminators);
  const soft = /^[.…]+$/.test(run) || end > terminators;
  if (soft && /^\p{Ll}/u.test(next)) return "none";
  if (run === "." && end === terminators && isAbbreviation(text, at, next)) return "none";
  if (isOperator(text, at, run, next)) return "none";
  return isSentenceBreak(text, terminators, String.fromCodePoint(next.codePointAt(0) ?? 0)) ? end : "none";
}

/**
 * Whether a clause ends at a character, so that speech may pause there.
 *
 * @param text The text from the start of the piece on.
 * @param at Index of the character to look at.
 * @param ended Whether `text` is complete.
 * @returns Where the piece ends.
 */
export function clauseEndAt(text: string, at: number, ended: boolean): Verdict {
  const char = text.charAt(at);
  if (!CLAUSE_MARK.test(char)) return "none";
  if (at + 3 > text.length && !ended) return "more";
  const before = text.charAt(at - 1);
  if (/[、，；：]/.test(char)) return isExtender(text, at + 1) ? "none" : at + 1;
  if (char === "—") return /\d/.test(before) || isExtender(text, at + 1) ? "none" : at + 1;
  if (before === "." || (char === "–" && !isSpace(before))) return "none";
  // "&ndash;" is one character, and a label goes with the target of its link.
  if (char === ";" && /&#?[\da-z]{1,10}$/i.test(text.slice(Math.max(0, at - 12), at))) return "none";
  if (text.lastIndexOf("[", at) > text.lastIndexOf("]", at) || isInFormula(text, at)) return "none";
  // "Your code: 482910" is one phrase.
  if (char === ":" && /^ [\d(#+$€£]/.test(text.slice(at + 1, at + 3))) return "none";
  if (char === ",") {
    const isOpen = !ended && at + 1 + MAX_NEXT_CHARS > text.length;
    const after = text.slice(at + 1, at + 1 + MAX_NEXT_CHARS);
    if (isOpen && MAY_GO_ON.test(after)) return "more";
    if (GOES_ON.test(after) || (DATE_BEFORE.test(text.slice(Math.max(0, at - 16), at)) && /^ \d{4}\b/.test(after))) {
      return "none";
    }
  }
  const end = isCloser(text.charAt(at + 1)) ? at + 2 : at + 1;
  return isSpace(text.charAt(end)) ? end : "none";
}

/** The longest part of a formula that is searched for its opening sign. */
const MAX_FORMULA_CHARS = 120;
const OPEN_FORMULA = /(?:^|[\s("'])(\$(?![\s$\d])[^$\n]*|\\\((?:(?!\\\))[^\n])*)$/;

/** Whether a formula is open at a place, as in "$f(x, y)$"; "$name" is not one. */
function isInFormula(text: string, at: number): boolean {
  const [, formula = ""] = OPEN_FORMULA.exec(text.slice(Math.max(0, at - MAX_FORMULA_CHARS), at)) ?? [];
  return /[\\^_={(]/.test(formula);
}

/** The last position in `(low, high]` that `test` accepts, or 0. */
function lastPosition(low: number, high: number, test: (at: number) => boolean): number {
  for (let at = high; at > low; at--) if (test(at)) return at;
  return 0;
}

/** The positions in `[low, high]` that `test` accepts. */
function positions(low: number, high: number, test: (at: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = low; at <= high; at++) if (test(at)) found.push(at);
  return found;
}

/** Where tags begin and end. */
function tagSpans(text: string): (readonly [start: number, end: number])[] {
  const spans: (readonly [start: number, end: number])[] = [];
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const tag = tagAt(text, at);
    if (tag?.kind === "tag") spans.push([at, tag.end]);
  }
  return spans;
}

/** The last boundary in `(low, high]` that `test` accepts, or 0. */
function lastBoundary(segmenter: Intl.Segmenter, text: string, high: number, test: (at: number) => boolean): number {
  let found = 0;
  for (const { index } of segmenter.segment(text)) {
    if (index > high) break;
    if (index > 0 && test(index)) found = index;
  }
  return found;
}

/** Whether words part here: a space, but not one within a number. */
function isGapAt(text: string, at: number): boolean {
  return isSpace(text.charAt(at)) && !(/\d/.test(text.charAt(at - 1)) && /\d/.test(text.charAt(at + 1)));
}

/**
 * Whether no later text can change {@linkcode forcedCut}. Mostly the word that passes the limit is enough, so that
 * speech does not wait for more.
 *
 * @param text The text from the start of the piece on.
 * @param limit Longest piece, in UTF-16 units.
 */
export function isForcedCutFinal(text: string, limit: number): boolean {
  if (text.length >= limit + LOOKAHEAD_CHARS) return true;
  // What decides must be known: the word after the last gap, the end of a tag, and what follows a clause.
  if (!/\S\s/.test(text.slice(limit)) || text.includes("<")) return false;
  if (CLAUSE_MARK.test(text.slice(Math.max(0, text.length - MAX_NEXT_CHARS - 2), limit))) return false;
  return positions(Math.floor(limit / 3) + 1, limit, (at) => isGapAt(text, at)).length > 0;
}

/**
 * Where to cut a text that is too long: at the end of a clause, else between words, else between graphemes;
 * never inside a number or an address that is shorter than the limit.
 *
 * @param text The text from the start of the piece on: complete, or as far as {@linkcode isForcedCutFinal} needs.
 * @param limit Longest piece, in UTF-16 units; the text is longer.
 * @returns Length of the piece, in `1..limit`.
 */
export function forcedCut(text: string, limit: number): number {
  const window = text.slice(0, limit + LOOKAHEAD_CHARS);
  const third = Math.floor(limit / 3);
  const clause = lastPosition(third, limit, (at) => clauseEndAt(window, at - 1, true) === at);
  if (clause > 0) return clause;
  const spans = [
    ...Array.from(window.matchAll(ADDRESS), ({ index, 0: { length } }) => [index, index + length] as const),
    ...tagSpans(window),
  ];
  const isFree = (at: number) => spans.every(([start, end]) => at <= start || at > end);
  const isOutside = (at: number) => spans.every(([start, end]) => at <= start || at >= end);
  const gaps = positions(third + 1, limit, (at) => isGapAt(window, at) && isOutside(at));
  const gap = bestGap(window, gaps);
  if (gap !== undefined) return gap;
  const word = lastBoundary(words, window, limit, (at) => at > third && isFree(at));
  if (word > 0) return word;
  const early = lastPosition(0, third, (at) => isGapAt(window, at) && isOutside(at)) ||
    lastBoundary(words, window, third, isFree);
  if (early > 0) return early;
  const grapheme = lastBoundary(graphemes, window, limit, () => true);
  if (grapheme > 0) return grapheme;
  const splitsPair = /[\ud800-\udbff]/.test(window.charAt(limit - 1)) && limit > 1;
  return splitsPair ? limit - 1 : limit;
}

/**
 * How much white space to skip before a piece. A space that carries a combining mark does not count as white space.
 *
 * @param text The text from the start of the piece on.
 * @param ended Whether `text` is complete.
 * @returns How many characters to skip, and whether the piece begins right after them: undecided until the next
 *   character is known.
 */
export function leadingSpace(text: string, ended: boolean): { length: number; isOpen: boolean } {
  const end = skip(text, 0, text.length, (char) => /\s/.test(char));
  if (end === 0) return { length: 0, isOpen: false };
  if (end + 2 > text.length && !ended) return { length: end - 1, isOpen: true };
  return { length: isExtender(text, end) ? end - 1 : end, isOpen: false };
}
