/**
 * Turns a clean text into tokens: words read as written, words read differently, and pauses.
 *
 * @module
 */
import { type CleanText, INSERTED, ITEM, PARAGRAPH, type SkippedPart, type SkipReason } from "./markup/clean_text.ts";
import { abbreviationOf } from "./verbalize/abbreviations.ts";
import { isDecoration, symbolName } from "./verbalize/symbols.ts";
import { greekName } from "./verbalize/letters.ts";
import { isShifted } from "./verbalize/shifted.ts";
import { mayStandAlone } from "./verbalize/units.ts";
import { ADDRESS_RULES, mayBeAddress } from "./rules/addresses.ts";
import { AMOUNT_RULES, CHARGE_RULES, CHEMISTRY_RULES } from "./rules/formulas/chemistry.ts";
import { DATE_RULES, NAMED_DATE_RULES } from "./rules/dates/dates.ts";
import { IDENTIFIER_RULES, MIXED_RULES, NUMBER_SIGN_RULES, STANDARD_RULES } from "./rules/identifiers.ts";
import { LONG_CODE_RULES } from "./rules/long_codes.ts";
import { SIGN_RULES } from "./rules/formulas/math_signs.ts";
import { BAR_RULES, CHORD_RULES, NOTE_RULES } from "./rules/formulas/music.ts";
import { MATH_WORD_RULES, SCIENTIFIC_RULES } from "./rules/formulas/math_terms.ts";
import { MONEY_CODE_RULES, MONEY_LAST_RULES, MONEY_RULES } from "./rules/numbers/money.ts";
import { EMOTICON_RULES, NAME_RULES, NAME_SIGN_RULES, UNDERSCORE_RULES } from "./rules/names.ts";
import { PLAIN_NUMBER_RULES, POINT_RULES, SECTION_RULES } from "./rules/numbers/plain_numbers.ts";
import { FRACTION_RULES } from "./rules/numbers/fractions.ts";
import { MEASURE_RULES, UNIT_RULES } from "./rules/numbers/measures.ts";
import { COLON_RULES, REFERENCE_RULES } from "./rules/references.ts";
import { ROMAN_RULES } from "./rules/roman.ts";
import { type Rule, Scan } from "./tokens/scan.ts";
import { SHORT_FORM_RULES } from "./rules/short_forms/short_forms.ts";
import { STUTTER_RULES } from "./rules/stutters.ts";
import { TIME_RULES, ZONE_RULES } from "./rules/times.ts";
import { VERSION_RULES } from "./rules/versions.ts";
import { BOOK_RULES, VERSE_RULES } from "./rules/verses.ts";
import { mark, type PunctuationMark, said, type Token, wordToken } from "./tokens/token.ts";

/** Finds words with a custom pronunciation. */
export interface PronunciationFinder {
  /**
   * Returns the longest entry that begins at an offset.
   *
   * @param text The clean text.
   * @param at Where a word begins.
   * @returns How it is said and where it ends.
   */
  find(text: string, at: number): { readonly say: string; readonly end: number } | undefined;
}

/** A text in tokens. */
export interface NormalizedText {
  readonly tokens: readonly Token[];
  /** Ranges of the clean text that are left out on purpose. */
  readonly skipped: readonly SkippedPart[];
}

const WORD =
  /\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*(?:(?<=[sS])'(?![\p{L}\d]))?|'(?:tis|twas|em|cause|til|bout|n|round|nother)\b/uyi;
const PLAIN_WORD = /[a-z]+(?:'[a-z]+)?(?=[ ,;:!?)"”\n\u2028\u2029]|\.(?:\s|$)|$)/y;

/** Rules for tokens that begin with a digit or a point before one, in order. */
const DIGIT_RULES: readonly Rule[] = [
  ...REFERENCE_RULES,
  ...STANDARD_RULES,
  ...AMOUNT_RULES,
  ...DATE_RULES,
  ...SCIENTIFIC_RULES,
  ...VERSE_RULES,
  ...TIME_RULES,
  ...VERSION_RULES,
  ...SECTION_RULES,
  ...IDENTIFIER_RULES,
  ...MONEY_LAST_RULES,
  ...BAR_RULES,
  ...MEASURE_RULES,
  ...FRACTION_RULES,
  ...MIXED_RULES,
  ...PLAIN_NUMBER_RULES,
];
/** Rules for tokens that begin with a letter and are more than a plain word. */
const LETTER_RULES: readonly Rule[] = [
  ...STUTTER_RULES,
  ...REFERENCE_RULES,
  ...STANDARD_RULES,
  ...ZONE_RULES,
  ...UNIT_RULES,
  ...CHORD_RULES,
  ...NAME_RULES,
  ...BOOK_RULES,
  ...SHORT_FORM_RULES,
  ...NAMED_DATE_RULES,
  ...MONEY_CODE_RULES,
  ...ROMAN_RULES,
  ...CHEMISTRY_RULES,
  ...VERSION_RULES,
  ...MATH_WORD_RULES,
  ...MIXED_RULES,
];
/** Rules for tokens that begin with a sign. */
const OTHER_RULES: readonly Rule[] = [
  ...COLON_RULES,
  ...POINT_RULES,
  ...EMOTICON_RULES,
  ...NOTE_RULES,
  ...MONEY_RULES,
  ...CHARGE_RULES,
  ...SIGN_RULES,
  ...UNDERSCORE_RULES,
  ...NUMBER_SIGN_RULES,
  ...NAME_SIGN_RULES,
  ...IDENTIFIER_RULES,
  ...MONEY_LAST_RULES,
  ...MEASURE_RULES,
  ...FRACTION_RULES,
  ...DATE_RULES,
  ...PLAIN_NUMBER_RULES,
  ...MATH_WORD_RULES,
];

/** Marks that are heard as they are. */
const MARKS: Readonly<Record<string, PunctuationMark>> = {
  ",": ",",
  ";": ";",
  ":": ":",
  ".": ".",
  "(": "(",
  ")": ")",
  "[": "(",
  "]": ")",
  "{": "(",
  "}": ")",
  "|": ",",
  "•": ",",
};

/**
 * Reads a clean text.
 *
 * @param clean The text.
 * @param pronunciations Custom pronunciations.
 */
export function normalize(clean: CleanText, pronunciations?: PronunciationFinder): NormalizedText {
  const scan = new Scan(clean.text);
  const skipped: SkippedPart[] = [];
  while (scan.at < clean.text.length) {
    const from = scan.at;
    const count = scan.tokens.length;
    readToken(scan, clean, pronunciations);
    if (scan.at === from) scan.at++;
    noteSkipped(scan, skipped, from, count);
  }
  return { tokens: scan.tokens, skipped };
}

function readToken(scan: Scan, clean: CleanText, pronunciations: PronunciationFinder | undefined): void {
  const { text } = scan;
  const char = text.charAt(scan.at);
  if (char === " ") return void scan.at++;
  if (char === INSERTED) return readInserted(scan, clean);
  if (char === "\n" || char === ITEM || char === PARAGRAPH) {
    const level = char === "\n" ? "line" : char === ITEM ? "item" : "paragraph";
    return scan.take([{ kind: "break", level, start: scan.at, end: scan.at + 1 }], char);
  }
  const begins = !/[\p{L}\p{M}\d]/u.test(scan.charBefore);
  const own = begins ? pronunciations?.find(text, scan.at) : undefined;
  if (own !== undefined) {
    const written = text.slice(scan.at, own.end);
    return scan.take([{ kind: "pronounced", written, say: own.say, start: scan.at, end: own.end }], written);
  }
  if (/[\p{L}\d._~/\\@-]/u.test(char) && mayBeAddress(scan) && scan.apply(ADDRESS_RULES)) return;
  if (/\p{L}/u.test(char) && !isShifted(char)) return readLetters(scan);
  if (/\d/.test(char) || (char === "." && /^\.\d/.test(scan.after(scan.at, 2)) && begins)) return readDigits(scan);
  readSign(scan, char);
}

function readInserted(scan: Scan, clean: CleanText): void {
  const insertion = clean.insertions.get(scan.at);
  const end = scan.at + 1;
  if (insertion?.kind === "pronunciation") {
    const { label, say } = insertion;
    scan.take([{ kind: "pronounced", written: label, say, start: scan.at, end }], INSERTED);
  } else scan.take(insertion === undefined ? "" : [said(insertion.words, scan.at, end)], INSERTED);
}

function readLetters(scan: Scan): void {
  PLAIN_WORD.lastIndex = scan.at;
  const plain = PLAIN_WORD.exec(scan.text)?.[0];
  const isBegin = !/[\p{L}\p{M}\d'_]/u.test(scan.charBefore);
  if (plain !== undefined && isBegin && plain.length > 1 && plain.length < 40 && !isShort(scan, plain)) {
    return scan.take([wordToken(plain, scan.at, scan.at + plain.length)], plain);
  }
  // "2πr", "G_{μν}"
  const isFactor = /[\dα-ωΑ-Ω]/.test(scan.charBefore) && greekName(scan.text.charAt(scan.at)) !== undefined;
  if (isBegin && scan.apply(LONG_CODE_RULES) || (isBegin || isFactor) && scan.apply(LETTER_RULES)) return;
  WORD.lastIndex = scan.at;
  const found = WORD.exec(scan.text)?.[0] ?? scan.text.charAt(scan.at);
  // In "'yes'" the apostrophe closes a quotation.
  const word =
    /^[^']+'$/.test(found) && /(?:^|[\s(])'\p{L}[^']{0,80}$/u.test(scan.before(100)) || scan.charBefore === "'"
      ? found.replace(/'$/, "")
      : found;
  scan.take([wordToken(word, scan.at, scan.at + word.length)], word);
}

/** Whether a word in small letters may be short for something: a period follows, or a sign of mathematics. */
function isShort(scan: Scan, word: string): boolean {
  if (
    word === "vs" || word === "approx" || word === "etc" || word === "et" || word === "inc" || word === "ex" ||
    word === "tl"
  ) {
    return true;
  }
  if (abbreviationOf(word)?.isNoWord === true) return true;
  const end = scan.at + word.length;
  const next = scan.text.charAt(end);
  if (word === "th" && /\)$|(?:^|[^\p{L}])\p{L}-$/u.test(scan.before(3))) return true;
  const isBeforeNumber = /^ ?\d/.test(scan.after(end, 2));
  if (/^[ivx]{2,5}$/.test(word) || isBeforeNumber && (word === "kr" || isAbbreviation(word)) || mayStandAlone(word)) {
    return true;
  }
  if (/^(?:sin|cos|tan|cot|sec|csc)$/.test(word) && /^ ?(?:\d{0,3}[α-ω]|\d{1,3}°)/.test(scan.after(end, 6))) {
    return true;
  }
  return next === "." && word.length < 9 || (next === ":" && isAbbreviation(word)) ||
    (word.length < 4 && (/^ [=+×÷]/.test(scan.after(end, 2)) || /[A-Za-z] ?= ?$/.test(scan.before(4))));
}

/** Whether a word is an abbreviation that is written without a period before a number or a colon. */
function isAbbreviation(word: string): boolean {
  const known = abbreviationOf(word);
  return known !== undefined && (known.periodIsOptional || known.kind === "closing");
}

function readDigits(scan: Scan): void {
  if (/\d/.test(scan.text.charAt(scan.at)) && scan.apply(LONG_CODE_RULES)) return;
  if (scan.apply(DIGIT_RULES)) return;
  scan.at++;
}

function readSign(scan: Scan, char: string): void {
  if (/["“”]/.test(char)) {
    const opens = char === "“" || (char === '"' && !/[\p{L}\p{N}\p{P}]$/u.test(scan.charBefore));
    return scan.take([{ kind: "quote", opens, start: scan.at, end: scan.at + 1 }], char);
  }
  if (scan.apply(OTHER_RULES)) return;
  if (char === "'") {
    WORD.lastIndex = scan.at;
    const word = WORD.exec(scan.text)?.[0];
    if (word !== undefined && !/[\p{L}\d]/u.test(scan.charBefore)) {
      return scan.take([wordToken(word, scan.at, scan.at + word.length)], word);
    }
  }
  const sign = String.fromCodePoint(scan.text.codePointAt(scan.at) ?? 0);
  const heard = Object.hasOwn(MARKS, sign) ? MARKS[sign] : undefined;
  if (heard !== undefined) return readMark(scan, heard);
  scan.take(symbolName(sign), sign);
}

/** A mark of punctuation, unless it stands within a word or where nothing is said. */
function readMark(scan: Scan, heard: PunctuationMark): void {
  const end = scan.at + 1;
  const isWithin = /[.:,]/.test(heard) && /\p{L}$/u.test(scan.charBefore) && /^\p{Ll}/u.test(scan.after(end, 1));
  const isCall = heard === "(" && /^\s*[)\]}]/.test(scan.after(end, 4));
  const isIndex = (heard === "(" || heard === ")") && /[\p{L}\d]$/u.test(scan.charBefore) && heard === "(" ||
    (heard === ")" && /^[\p{L}\d]/u.test(scan.after(end, 1)));
  if (isWithin || isCall || isIndex) scan.at = end;
  else scan.take([mark(heard, scan.at, end)], scan.text.charAt(scan.at));
}

/** Records what was skipped. */
function noteSkipped(scan: Scan, skipped: SkippedPart[], from: number, count: number): void {
  let at = from;
  for (const token of scan.tokens.slice(count)) {
    const isHeard = token.kind === "word" || token.kind === "said" || token.kind === "pronounced";
    if (token.start > at) skip(scan, skipped, at, token.start);
    if (!isHeard && token.kind !== "break") skip(scan, skipped, token.start, token.end);
    at = token.end;
  }
  if (scan.at > at) skip(scan, skipped, at, scan.at);
}

function skip(scan: Scan, skipped: SkippedPart[], charStart: number, charEnd: number): void {
  const text = scan.text.slice(charStart, charEnd);
  if (text.trim() === "") return;
  const reason: SkipReason = isDecoration([...text.trim()][0] ?? "") ? "decoration" : "punctuation";
  skipped.push({ charStart, charEnd, reason });
}
