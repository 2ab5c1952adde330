/**
 * Dates: by name and by number, single and in ranges.
 *
 * @module
 */
import { dayOf, MONTH_NAMES, monthOf } from "../../verbalize/abbreviations.ts";
import { ordinal, phrase, year } from "../../verbalize/numbers.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said, type Token } from "../../tokens/token.ts";
import { FISCAL_YEAR, YEAR_RULES } from "../numbers/years.ts";
import { isDate, NUMERIC_DATE_RULES, yearWords } from "./numeric_dates.ts";

const MONTH =
  "January|February|March|April|May|June|July|August|September|October|November|December|Sept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Okt|Dez";
const DAY =
  "MON|TUES?|WEDS?|THU(?:RS?)?|FRI|SAT|SUN|Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun";
const NOT_WORD = String.raw`(?![\p{L}\d])`;

/** Short names that are also words or parts of names; a period or a date next to them must confirm them. */
const AMBIGUOUS_DAY = new Set(["sun", "sat", "wed", "mon", "fri"]);
const AMBIGUOUS_MONTH = new Set(["mar", "may", "march", "jan", "dec", "jun", "sep", "august", "dez", "okt"]);

/** Working days in letters: "M–F", "Mon–Th". */
const LETTER_DAYS: Rule = {
  pattern: /(M|Tu|W|Th)( ?[-–] ?)(Th|F|Sa|Su)(?![\p{L}\d'])/yu,
  read([, from = "", , to = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    return phrase(LETTERED[from], "to", LETTERED[to]);
  },
};
/** "M–Th 9–5, F 9–3": a day by its letter, after others. */
const LETTER_DAY: Rule = {
  pattern: /(Tu|Th|Sa|Su|M|W|F)(?= \d{1,2}(?::\d\d)? ?(?:[ap]m)? ?[-–])/yu,
  read: ([, day = ""], scan) =>
    /(?:^|\s)(?:M|Tu|W|Th) ?[-–] ?(?:Th|F|Sa|Su) [^.!?]{1,30}[,;] $/u.test(scan.before(48)) ? LETTERED[day] : undefined,
};
const LETTERED: Readonly<Record<string, string>> = {
  M: "monday",
  Tu: "tuesday",
  W: "wednesday",
  Th: "thursday",
  F: "friday",
  Sa: "saturday",
  Su: "sunday",
};

/** "2nd-3rd May", "the 5th–7th": a range of ordinals. */
const ORDINAL_RANGE: Rule = {
  pattern: /(\d{1,3})(?:st|nd|rd|th)( ?[-–] ?)(\d{1,3})(?:st|nd|rd|th)(?![\p{L}\d])/yu,
  read: ([, from = "", , to = ""]) => phrase(ordinal(from), "to", ordinal(to)),
};

/** "Jan. 5, 1990", "May 3rd", "Dec 25", "Nov 2026", "Aug 5-7". */
const MONTH_FIRST: Rule = {
  pattern: new RegExp(
    String
      .raw`(${MONTH})\b(\.?)(?: ?(\d{1,2})(st|nd|rd|th)?(?: ?[–-] ?(\d{1,2})(?:st|nd|rd|th)?)?(?![\d:%]|h\b|[–-]\d{1,2}h\b|[.,]\d|/\d)(?:(,? )((?:1\d|20)\d{2})${NOT_WORD}(?! ?%))?|,? ((?:1\d|20)\d{2})${NOT_WORD})?`,
    "yui",
  ),
  read(match, scan) {
    const [whole, name = "", period = "", day, , lastDay, comma, dayYear, onlyYear] = match;
    const month = monthOf(name) ?? 0;
    const start = scan.at;
    if (!/^\p{Lu}/u.test(name)) return undefined;
    if (day === undefined && onlyYear === undefined) return loneMonth(match, scan, month);
    if (day !== undefined && (Number(day) < 1 || Number(day) > 31)) return undefined;
    const tokens: Token[] = [said(MONTH_NAMES[month - 1] ?? "", start, start + name.length + period.length, name)];
    const end = start + whole.length;
    if (onlyYear !== undefined) return [...tokens, said(year(onlyYear), end - 4, end, onlyYear)];
    const dayStart = start + whole.indexOf(day ?? "", name.length);
    const dayEnd = dayYear === undefined ? end : end - 4 - (comma ?? "").length;
    const words = lastDay === undefined
      ? ordinal(String(Number(day)))
      : phrase(ordinal(String(Number(day))), "to", ordinal(String(Number(lastDay))));
    tokens.push(said(words, dayStart, dayEnd, day));
    if (dayYear !== undefined) tokens.push(said(year(dayYear), end - 4, end, dayYear));
    return [...tokens, ...joined(scan, end, `${MONTH}|${DAY}`)];
  },
};

/** A month without a day: its short form counts only near other dates. */
function loneMonth(match: RegExpExecArray, scan: Scan, month: number): string | Token[] | undefined {
  const [, name = "", period = ""] = match;
  const end = scan.at + name.length;
  const words = MONTH_NAMES[month - 1] ?? "";
  const lower = name.toLowerCase();
  if (lower === words) return undefined;
  const isRate = name === "APR" &&
    (/% $/.test(scan.before(2)) || /^(?:[,;:)]| and\b| or\b|\s*$)/.test(scan.after(end, 5)));
  const isAcronym = isRate ||
    /^\p{Lu}{3}$/u.test(name) && period === "" && /^ ?(?:of|rate|is|on|\d)/.test(scan.after(end, 6));
  if (isAcronym) return undefined;
  const after = scan.after(end, 12);
  const isRange = new RegExp(String.raw`^\.? ?(?:[–/-]|to|and|or|through|thru) ?(?:${MONTH})\b`).test(after);
  const [last = ""] = scan.wordsBefore();
  const isAmong = isRange || monthOf(last) !== undefined || dayOf(last) !== undefined ||
    new RegExp(String.raw`^\.,(?: and| or)? (?:${MONTH})\b`).test(after) ||
    /^\d|th$|st$|nd$|rd$/.test(last) || /^\.? '\d\d(?!\d)/.test(after) ||
    /^(?:in|since|until|till|by|from|to|and|or|of|every|last|next|this|early|late|mid)$/.test(last) &&
      !/^[-']/.test(after);
  if (AMBIGUOUS_MONTH.has(lower) ? !isAmong : !isAmong && period === "" && !scan.isSentenceStart) return undefined;
  const endsHere = period !== "" && !/^\.\s*$/.test(after) ? 1 : 0;
  return [said(words, scan.at, end + endsHere, words), ...joined(scan, end + endsHere, MONTH)];
}

/** The dash of a range, read as "to". */
function joined(scan: Scan, at: number, names: string): Token[] {
  const dash = new RegExp(String.raw`^ ?[–-] ?(?=(?:${names})\b)`).exec(scan.after(at, 24))?.[0];
  return dash === undefined ? [] : [said("to", at, at + dash.length)];
}

/** "5 Nov 2026", "5. November", "the 5th of May 2024". */
const DAY_FIRST: Rule = {
  pattern: new RegExp(
    String.raw`(\d{1,2})(?:(st|nd|rd|th)|\.)? (of )?(${MONTH})\b(\.?)(?:,? ((?:1\d|20)\d{2})${NOT_WORD})?`,
    "yui",
  ),
  read(match, scan) {
    const [whole, day = "", suffix, of, name = "", period = "", y] = match;
    const month = monthOf(name);
    if (month === undefined || Number(day) < 1 || Number(day) > 31 || !/^\p{Lu}/u.test(name)) return undefined;
    const dayEnd = scan.at + day.length + (suffix?.length ?? 0);
    const nameStart = scan.at + whole.indexOf(name, day.length);
    const end = scan.at + whole.length;
    // The period that ends the sentence is not part of the date.
    const nameEnd = nameStart + name.length +
      (period !== "" && (y !== undefined || /^ \p{Ll}/u.test(scan.after(end))) ? 1 : 0);
    const hasArticle = /\bthe $/i.test(scan.before(5));
    const dayWords = phrase(hasArticle ? undefined : "the", ordinal(day), of === undefined ? "of" : undefined);
    return [
      said(dayWords, scan.at, dayEnd, day),
      ...(of === undefined ? [] : [said("of", nameStart - 3, nameStart - 1)]),
      said(MONTH_NAMES[month - 1] ?? "", nameStart, nameEnd, name),
      ...(y === undefined ? [] : [said(year(y), end - 4, end, y)]),
      ...joined(scan, end, String.raw`\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTH})`),
    ];
  },
};

/** "13-May-2026": the parts joined by hyphens. */
const HYPHENED: Rule = {
  pattern: new RegExp(String.raw`(\d{1,2})-(${MONTH})-(\d{4}|\d{2})(?![\p{L}\d-])`, "yui"),
  read([, day = "", name = "", y = ""]) {
    const month = monthOf(name) ?? 0;
    return isDate(month, Number(day))
      ? phrase("the", ordinal(day), "of", MONTH_NAMES[month - 1], yearWords(y))
      : undefined;
  },
};

/** "3–5 March": a range of days. */
const DAY_RANGE: Rule = {
  pattern: new RegExp(String.raw`(\d{1,2})( ?[-–] ?)(\d{1,2})(?= (?:${MONTH})\b)`, "y"),
  read([whole, from = "", dash = "", to = ""], scan) {
    if (Number(from) < 1 || Number(from) >= Number(to) || Number(to) > 31 || /[\d/.-]/.test(scan.charBefore)) {
      return undefined;
    }
    const article = /\bthe $/i.test(scan.before(5)) ? undefined : "the";
    const middle = scan.at + from.length;
    return [
      said(phrase(article, ordinal(from)), scan.at, middle, from),
      said("to", middle, middle + dash.length),
      said(phrase("the", ordinal(to), "of"), middle + dash.length, scan.at + whole.length, to),
    ];
  },
};

/** Abbreviated days of the week, alone and in ranges. */
const WEEKDAY: Rule = {
  pattern: new RegExp(String.raw`(${DAY})\b(\.?)`, "y"),
  read([, name = "", period = ""], scan) {
    const words = dayOf(name.replace(/s$/, (s) => /days$/.test(name) ? "" : s));
    if (words === undefined) return undefined;
    const end = scan.at + name.length;
    const after = scan.after(end, 14);
    const range = joined(scan, end + (period === "" ? 0 : 1), DAY);
    const [last = ""] = scan.wordsBefore();
    const isAmong = range.length > 0 ||
      scan.last?.kind === "said" && (/\d $/.test(scan.before(2)) || scan.last.words.endsWith(" M")) ||
      new RegExp(`^[^\\p{L}\\d]{1,5}(?:and )?(?:${DAY})\\b`, "u").test(after) ||
      /\p{L}\.?\/$/u.test(scan.before(3)) && dayOf(last) !== undefined ||
      /^\.?:/.test(after) || dayOf(last) !== undefined ||
      /^(?:to|through|thru|till|until|and|or|&)$/.test(last) && namesDay(scan) ||
      /^(?:on|every|each|other|until|till|by|from|next|this|last|since|closed|open|before|after|eod|cob|due)$/.test(
        last,
      ) ||
      /^\.?,? (?:\d|the \d|(?:and|or|to|through|thru|&|at) |[A-Z][a-z]{2,8}\.? \d)/.test(after);
    if (/days?$/.test(name)) return range.length === 0 ? undefined : [said(words, scan.at, end), ...range];
    const goesOn = period !== "" && /^\. \p{Ll}/u.test(after);
    if (AMBIGUOUS_DAY.has(name.toLowerCase()) && !isAmong && !goesOn) return undefined;
    if (!isAmong && period === "" && !/^,/.test(after)) return undefined;
    const takesPeriod = period !== "" && !/^\.\s*$/.test(after);
    return [said(words, scan.at, end + (takesPeriod ? 1 : 0), words), ...range];
  },
};

function namesDay(scan: Scan): boolean {
  const [, before = ""] = scan.wordsBefore();
  return dayOf(before) !== undefined;
}

/** Rules for tokens that begin with a digit or an apostrophe. */
export const DATE_RULES: readonly Rule[] = [
  ...NUMERIC_DATE_RULES,
  ORDINAL_RANGE,
  HYPHENED,
  DAY_RANGE,
  DAY_FIRST,
  ...YEAR_RULES,
];

/** Rules for tokens that begin with a letter. */
export const NAMED_DATE_RULES: readonly Rule[] = [LETTER_DAYS, LETTER_DAY, FISCAL_YEAR, MONTH_FIRST, WEEKDAY];
