/**
 * Dates in numbers: "2024-10-01", "31.12.2024", "3/14", "24.12.".
 *
 * @module
 */
import { dayOf, MONTH_NAMES } from "../../verbalize/abbreviations.ts";
import { cardinal, ordinal, phrase, year } from "../../verbalize/numbers.ts";
import type { Rule } from "../../tokens/scan.ts";

/** Whether a day and a month exist. */
export function isDate(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Reads a year of two or four digits. */
export function yearWords(digits: string): string {
  if (digits.length !== 2) return year(digits);
  return year(`${Number(digits) > 40 ? "19" : "20"}${digits}`);
}

/** "October first twenty twenty four". */
function monthDay(month: number, day: string, yearDigits?: string): string {
  return phrase(
    MONTH_NAMES[month - 1],
    ordinal(String(Number(day))),
    yearDigits === undefined ? undefined : yearWords(yearDigits),
  );
}

/** Reads three numbers, one of them the month; if both orders are possible, the American one applies. */
function numeric(a: string, b: string, yearDigits: string, dayFirst: boolean): string | undefined {
  const [first, second] = dayFirst ? [b, a] : [a, b];
  if (isDate(Number(first), Number(second))) return monthDay(Number(first), second, yearDigits);
  return isDate(Number(second), Number(first)) ? monthDay(Number(second), first, yearDigits) : undefined;
}

const ISO: Rule = {
  pattern:
    /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d/-])/y,
  read([, y = "", , m = "", d = "", h, min]) {
    if (!isDate(Number(m), Number(d))) return undefined;
    const time = h === undefined ? undefined : phrase(
      cardinal(String(Number(h))),
      min === "00" ? "hundred" : phrase(min?.startsWith("0") ? "oh" : undefined, cardinal(String(Number(min)))),
    );
    return phrase(monthDay(Number(m), d, y), time);
  },
};

/** Words before a date. */
const DATED = /^(?:on|am|vom|bis|dated?|due|born|by|until|since|from)$/;

const NUMERIC: Rule = {
  pattern: /(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/y,
  read([, a = "", separator, b = "", y = ""], scan) {
    // "3.11.20" is a version rather than a date; only a leading zero makes it a date.
    if (
      separator === "." && y.length === 2 && Number(a) <= 12 && !/^0/.test(a) && !/^0/.test(b) &&
      !DATED.test(scan.lastWord.toLowerCase())
    ) {
      return undefined;
    }
    return numeric(a, b, y, separator === ".");
  },
};

/** Words before the month and the year until which a card is valid. */
const EXPIRES = /^(?:exp|expires?|expiry|expiration|expiring|thru)$/;

/** "3/14": a date only if the words before suggest one; "31.12.": the German form. */
const SHORT: Rule = {
  pattern: /(\d{1,2})\/(\d{1,2})(?![\d/]|\.\d|\s?(?:of|cup|inch|tsp|tbsp|mile|full|share))/y,
  read([whole, month = "", day = ""], scan) {
    const [last = "", before = ""] = scan.wordsBefore();
    if (!isDate(Number(month), Number(day)) && !EXPIRES.test(last)) return undefined;
    const speaksOfDate =
      /^(?:on|due|by|since|until|till|thru|through|before|after|from|dated?|expires|ships|starts|starting|ends|begins|effective)$/;
    // A denominator such as 25 does not occur in the fractions of everyday speech.
    const isCount = COUNTING.test(last) || COUNTED.test(scan.after(scan.at + whole.length, 16));
    const isUnlikely = !isCount && Number(month) > 1 && /^(?:13|14|15|17|18|19|2[1-9]|3[01])$/.test(day) &&
      !/^\s?[=+×*÷−-]/.test(scan.after(scan.at + whole.length, 2)) && !/[=+×*÷−-]\s?$/.test(scan.before(2));
    if (EXPIRES.test(last) && month.length === 2 && Number(day) > 12) {
      return phrase(MONTH_NAMES[Number(month) - 1], yearWords(day));
    }
    const isDue = isUnlikely || speaksOfDate.test(last) || dayOf(last) !== undefined ||
      (last === "is" && /^(?:date|due|day)$/.test(before)) || (last === "of" && before === "week") ||
      DETERMINER.test(last) && DATED_EVENT.test(scan.after(scan.at + whole.length, 16));
    return isDue ? monthDay(Number(month), day) : undefined;
  },
};

const DETERMINER = /^(?:the|a|my|our|your|his|her|their|this|that|today's|friday's|monday's)$/;
/** What has a date: "our 10/7 call". */
const DATED_EVENT =
  /^ (?:call|meeting|event|deadline|session|game|e-?mail|appointment|release|update|show|party|flight|launch|shipment|delivery|hearing|exam|interview|visit|webinar|concert|issue|episode|statement|invoice|payment|order)s?\b/;

/** Words around numbers of which one is out of the other: "scored 9/15", "12/25 correct". */
const COUNTING =
  /^(?:score|scored|scores|got|get|hp|mp|xp|page|level|quest|step|part|question|progress|rated|rating|grade|won|answered|quiz|test|log|health|mana|round|wave|lesson|chapter|has|have|had|with)$/;
const COUNTED =
  /^ (?:correct|right|done|points?|complete|completed|keys|coins|stars|students|people|questions|found|left|players|slots|full|answers|votes|members|seats|wins|items|tasks)\b/;

/** "05/2024": a month and its year. */
const MONTH_YEAR: Rule = {
  pattern: /(0[1-9]|1[0-2])\/((?:19|20)\d{2})(?![\p{L}\d/]|\.\d)/yu,
  read: ([, month = "", y = ""], scan) =>
    /[\p{L}\d/]/u.test(scan.charBefore) ? undefined : phrase(MONTH_NAMES[Number(month) - 1], year(y)),
};

/** "6/10–6/14" where the words before suggest dates. */
const SHORT_RANGE: Rule = {
  pattern: /(\d{1,2})\/(\d{1,2}) ?[–-] ?(\d{1,2})\/(\d{1,2})(?![\d/]|\.\d| ?(?:of|cup|inch|tsp|tbsp|mile|full|share))/y,
  read([, month = "", day = "", month2 = "", day2 = ""], scan) {
    if (!isDate(Number(month), Number(day)) || !isDate(Number(month2), Number(day2))) return undefined;
    const [last = ""] = scan.wordsBefore();
    // A range of fractions would grow.
    const isDates = Number(day) > 16 || Number(month) / Number(day) >= Number(month2) / Number(day2) ||
      /^(?:on|from|of|week|dates?|valid|sale|open|closed|event|away|between|available|through)$/.test(
        last,
      );
    return isDates ? phrase(monthDay(Number(month), day), "to", monthDay(Number(month2), day2)) : undefined;
  },
};

/** "9/11", "the 7/7 bombings": days that are known by their number. */
const NINE_ELEVEN: Rule = {
  pattern: /9\/11(?![\d/])|7\/7(?= (?:attacks?|bombings?|victims?)\b)/y,
  read: ([day]) => day === "7/7" ? "seven seven" : "nine eleven",
};

/** "24.12.": a day and a month as in German, where the sentence goes on. */
const GERMAN: Rule = {
  pattern: /(\d{1,2})\.(\d{1,2})\.(?=[;,]| ?[–-] ?\d{1,2}\.\d| (?:and|or|to|until|at|um|bis|und|oder)\b)/yu,
  read: ([, day = "", month = ""], scan) =>
    isDate(Number(month), Number(day)) && !/[\p{L}\d$€£.]/u.test(scan.charBefore)
      ? monthDay(Number(month), day)
      : undefined,
};

/** "2026-W07", "2026-W07-3": a week of ISO 8601, and a day in it. */
const WEEK: Rule = {
  pattern: /((?:19|20)\d{2})-?W(\d{2})(?:-?([1-7]))?(?![\p{L}\d])/yu,
  read: ([, y = "", week = "", day]) =>
    phrase(
      year(y),
      "week",
      cardinal(String(Number(week))),
      day === undefined ? undefined : phrase("day", cardinal(day)),
    ),
};

/** Rules for tokens that begin with a digit, in order. */
export const NUMERIC_DATE_RULES: readonly Rule[] = [
  WEEK,
  ISO,
  NUMERIC,
  MONTH_YEAR,
  NINE_ELEVEN,
  SHORT_RANGE,
  SHORT,
  GERMAN,
];
