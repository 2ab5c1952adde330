/**
 * Numbers that stand alone: ranges, years, names of rooms and models, plain quantities.
 *
 * @module
 */
import {
  amountOf,
  amountWords,
  looksLikeYear,
  NUMBER,
  plainWords,
  SIGN,
  signedWords,
} from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { cardinal, inPairs, phrase, spelled, year } from "../../verbalize/numbers.ts";

/** "1990-1995", "12-15", "3-2", "pages 5–7": the dash is read as "to". */
const RANGE: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER})( ?[–—] ?|-| - )(${NUMBER})(?![\p{L}\d]|[-–]\d|\.\d| ?[=<>+×*])`, "yu"),
  read(match, scan) {
    const [whole, from = "", dash, to = ""] = match;
    if (dash === " - " && !isSpacedRange(scan, whole, from, to)) return undefined;
    if (/[-–−\p{L}\d]$|\p{L}\d{0,3}\.$/u.test(scan.before(6))) return undefined;
    const a = amountOf(from);
    const b = amountOf(to);
    if (from === "24" && to === "7") return "twenty four seven";
    // "10-4" as an answer by radio.
    if (whole === "10-4" && scan.isSentenceStart && /^(?:\s*$|[,.!])/.test(scan.after(scan.at + 4, 3))) {
      return "ten four";
    }
    if (/^(?:boeing|airbus|model|flight)$/i.test(scan.lastWord) || /^7\d7-(?:[89]|10|[1-9]00)$/.test(whole)) {
      return phrase(inPairs(a.whole), inPairs(b.whole));
    }
    const isNumbered = dash === "-" && /^\d{1,2}-\d{1,2}$/.test(whole) && NUMBERED.test(scan.lastWord.toLowerCase());
    if (/^\d{1,2}-\d{3}$/.test(whole) && /^(?:room|suite|unit|apartment|office)$/.test(scan.lastWord.toLowerCase())) {
      return phrase(cardinal(from), inPairs(to));
    }
    if (from === to || isNumbered) return phrase(amountWords(a), amountWords(b));
    const isSeason = /^(?:1[89]|20)\d\d$/.test(from) && /^\d\d$/.test(to) && Number(to) === (Number(from) + 1) % 100;
    if (isSeason) return phrase(year(from), Number(to) < 10 ? "oh" : undefined, cardinal(String(Number(to))));
    const isYears = looksLikeYear(from) && /^\d\d$/.test(to) && Number(to) > Number(from) % 100;
    const last = isYears ? cardinal(to) : b.fraction === undefined ? plainWords(b.whole) : amountWords(b);
    return phrase(a.fraction === undefined ? plainWords(a.whole) : amountWords(a), "to", last);
  },
};

/** "-5–-10": a range that ends below zero. */
const RANGE_BELOW: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER})( ?[–—] ?)[-−](${NUMBER})(?![\p{L}\d]|[-–]\d|\.\d)`, "yu"),
  read: ([, from = "", , to = ""]) => phrase(amountWords(amountOf(from)), "to minus", amountWords(amountOf(to))),
};

/** "401(k)", "501(c)(3)", "my 401k", "1099-K": sections of a law and forms by their number. */
const LETTERED_SECTION: Rule = {
  pattern: /(\d{3})(?=\([a-z]\))|(401|403|457)(?=[kK](?![\p{L}\d]))|(10\d\d)(?=-\p{Lu}{1,4}(?![\p{L}\d]))/yu,
  read: ([, section, plan, form], scan) =>
    /[\p{L}\d$€£.,-]/u.test(scan.charBefore) ? undefined : inPairs(section ?? plan ?? form ?? ""),
};

/** "1_000_000": digits as programs group them. */
const GROUPED_DIGITS: Rule = {
  pattern: /\d{1,3}(?:_\d{3}){1,6}(?![\p{L}\d_])/yu,
  read: ([whole], scan) => /[\p{L}\d_]/u.test(scan.charBefore) ? undefined : cardinal(whole.replaceAll("_", "")),
};

/** Words after which two numbers with a hyphen are one label: "Stage 3-2", "Figure 4-1". */
const NUMBERED = /^(?:stage|world|map|mission|area|figure|table|exhibit|highway|form|terminal|public law)$/;

/** Words that make the digits after them a name: rooms, flights, standards, models. */
const NAMING =
  /^(?:room|suite|flight|apartment|apt|bus|train|gate|error|status|highway|route|interstate|boeing|airbus|area|unit|building|channel|http|iso|ieee|rfc|windows|section|form|catch|studio|district|model|lot|locker|cabin|platform|line|chmod)$/;

/** The street behind the number of a house. */
const HOUSE =
  /^ (?:[NSEW]\.? )?(?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?) (?:St|Ave|Rd|Blvd|Dr|Ln|Ct|Pl|Terr?|Way|Street|Avenue|Road|Drive|Lane|Boulevard)\b/u;

/** "404 error", "Room 204", "ISO 8601", "Route 66". */
const NAMED_NUMBER: Rule = {
  pattern: /(\d{3,4})(?![\p{L}\d]|[.,:/-]\d|%)/yu,
  read([, digits = ""], scan) {
    const isModel = digits.length === 4 && /^[A-Z]{2,5}$/.test(scan.lastWord);
    const isBefore = isModel || NAMING.test(scan.lastWord.toLowerCase().replace(/^.* /, "")) ||
      /^(?:I S O|I E E E|H T T P|R F C)$/.test(scan.lastWord);
    if (digits === "911" && !/porsche/i.test(scan.lastWord)) return spelled(digits);
    const [, flight = ""] = scan.wordsBefore(2);
    const isFlight = /^(?:flight|train)$/.test(flight) && /^[A-Z]{2}$/.test(scan.lastWord);
    const isBehind = digits.length === 3 &&
        /^ (?:errors?|area codes?|page|status|Not Found|freeway|plans?)\b/.test(scan.after(scan.at + digits.length)) ||
      digits.length === 4 && /^ form\b/.test(scan.after(scan.at + digits.length));
    const isAirplane = /^7[0-8]7$/.test(digits) && /^(?:a|an|the|boeing's|this|that|each)$/i.test(scan.lastWord) &&
      !/^ (?:\p{Ll}{3,}s\b|of\b)/u.test(scan.after(scan.at + 3, 16));
    const isHouse = HOUSE.test(scan.after(scan.at + digits.length)) && digits !== "1000";
    if (!isBefore && !isBehind && !isFlight && !isHouse && !isAirplane) return undefined;
    return digits.startsWith("0") ? spelled(digits) : inPairs(digits);
  },
};

/** Words that make four digits before them a quantity, not a year. */
const COUNTED = /^ (?:people|men|women|children|\p{Ll}{3,}s)\b/u;
const PEOPLE = /^ (?:people|men|women|children|\p{Ll}+(?:ers|ors|ants|ents))\b/u;
const OF_YEAR =
  /^(?:in|since|by|until|till|from|of|year|around|before|after|circa|during|early|late|mid|spring|summer|fall|autumn|winter|and|to)$/;

/** Whole numbers, decimals, signed numbers. */
const PLAIN: Rule = {
  pattern: new RegExp(
    String
      .raw`(${SIGN}?)(\d{1,3}(?:[. ]\d{3})+,\d{2}(?![\d,])|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|0,\d{1,6}(?![\d,])|${NUMBER})(\+?)(?!\d)`,
    "yu",
  ),
  read(match, scan) {
    const [whole, sign = "", number = "", plus] = match;
    if (sign !== "" && !scan.isSign) return undefined;
    // "(0,5)" and "0,0,0" list numbers.
    if (/^0,/.test(number) && /[,(\[]/.test(scan.charBefore)) return [said("zero", scan.at, scan.at + 1, "0")];
    const amount = amountOf(number);
    const end = scan.at + whole.length;
    const more = plus !== "" && /^(?:\s|$|[.,;:)])/.test(scan.after(end, 1)) && !/^ \d/.test(scan.after(end, 2));
    if (/^\.\d{3}$/.test(number) && isBattingAverage(scan, end)) return inPairs(number.slice(1));
    const words = plainAmount(scan, sign, number, end, amount.fraction !== undefined);
    const isLeft = plus !== "" && !more;
    return [said(phrase(words, more ? "plus" : undefined), scan.at, isLeft ? end - 1 : end, amount.whole || "0")];
  },
};

/** "batting .287", "a .300 hitter": three digits that are said without their point. */
function isBattingAverage(scan: Scan, end: number): boolean {
  return /\b(?:avg\.?|average|OPS|OBP|SLG|AVG)(?: (?:to|of|at|from|is|was))? $/.test(scan.before(18)) ||
    /^(?:bats|batting|batted|hitting|slugging|slugged)$/.test(scan.lastWord.toLowerCase()) ||
    /^ (?:hitter|batter|batting|average|slugging)\b/.test(scan.after(end));
}

/** "2 - 3 cloves": numbers that grow, before what is counted. */
function isSpacedRange(scan: Scan, whole: string, from: string, to: string): boolean {
  return Number(from) < Number(to) &&
    /^ (?!is|are|was|equals|makes|gives)\p{Ll}{3,}/u.test(scan.after(scan.at + whole.length, 10));
}

function plainAmount(scan: Scan, sign: string, number: string, end: number, hasFraction: boolean): string {
  const amount = amountOf(number);
  if (hasFraction || !/^\d+$/.test(number) || sign !== "") return signedWords(sign, amount);
  const [last = ""] = scan.wordsBefore(1);
  const isEra = /^1[01]\d\d$/.test(number) && /^ (?:AD|CE|A\.D\.|C\.E\.|BCE?)(?![\p{L}\d])/u.test(scan.after(end));
  const isYear = isEra || OF_YEAR.test(last) && /^1[01]\d\d$/.test(number) ||
    /^years?$/.test(last) && /^1\d{3}$/.test(number) ||
    /^(?:in|by|until|since|year|after|before)$/.test(last) && /^21\d\d$/.test(number) &&
      !COUNTED.test(scan.after(end, 20));
  if (isYear) return year(number);
  // "the 1848 revolutions": with people, it is their number.
  const isOfYear = last === "the" && /^(?:1[5-9]|20[0-2])\d/.test(number) && number.length === 4 &&
    !PEOPLE.test(scan.after(end, 20));
  const isCount = COUNTED.test(scan.after(end, 20)) && !OF_YEAR.test(last) && !isOfYear && !number.endsWith("00") &&
    !(looksLikeYear(number) && /^\p{Lu}\p{Ll}/u.test(scan.lastWord) && !scan.isSecondWord);
  return isCount ? cardinal(number) : plainWords(number);
}

/** "IV.B.2", "build.5": a number within a name has no whole part that is left out. */
const INNER_POINT: Rule = {
  pattern: /\.(?=\d)/y,
  read: (_match, scan) => /[\p{L}\d]/u.test(scan.charBefore) ? "point" : undefined,
};

/** Rules for tokens that begin with a point. */
export const POINT_RULES: readonly Rule[] = [INNER_POINT];

/** Rules for numbers of sections, before measures. */
export const SECTION_RULES: readonly Rule[] = [LETTERED_SECTION];

/** Rules for tokens that no other rule matches. */
export const PLAIN_NUMBER_RULES: readonly Rule[] = [GROUPED_DIGITS, RANGE_BELOW, RANGE, NAMED_NUMBER, PLAIN];
