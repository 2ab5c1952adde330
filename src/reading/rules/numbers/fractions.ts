/**
 * Fractions, and two numbers with a slash between them: scores, shares, blood pressure.
 *
 * @module
 */
import { cardinal, fraction, ordinal, phrase, spelled, year } from "../../verbalize/numbers.ts";
import { FULL_UNIT, unitWords } from "../../verbalize/units.ts";
import { amountOf, amountWords, signWord } from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";

/** "1 1/2", "3/8", "7/10": not dates, not scores. */
const FRACTION: Rule = {
  pattern:
    /([-−]?)(?:(\d{1,4})[ -])?(\d{1,4})\/(\d{1,4})(ths?|rds?|nds?)?(?![\p{L}\d/]|\.\d)("|″| ?(?:tsp|tbsp|Tbsp|lbs?|oz|mi|hrs?|mins?|gal|qt|pt|kg|km|cm|mm|mg|mcg|mL|ml)(?![\p{L}\d])\.?|[ -]?in(?:\.(?= [\p{Ll}\d(])|(?= (?:thick|long|wide|deep|tall|high|of|pipe|bolt|drill|screw)\b)))?/yu,
  read(match, scan) {
    const [whole, sign = "", units, over = "", under = "", suffix, unit = ""] = match;
    if ((sign !== "" && !scan.isSign) || /[/]/.test(scan.charBefore)) return undefined;
    const end = scan.at + whole.length;
    const isProper = Number(over) < Number(under) && Number(under) <= 100 && !over.startsWith("0");
    const isDivision = !isProper && /^ ?[=×*+−]/.test(scan.after(end, 3));
    if (isDivision && units === undefined) return phrase(signWord(sign), cardinal(over), "divided by", cardinal(under));
    // The mark in `"Add 3/4"` closes a quotation.
    const isQuote = unit === '"' && scan.isInQuotation;
    const name = isQuote ? "" : unit.replace(/^[ -]|\.$/g, "");
    const part = phrase(
      fraction(over, under),
      /^["″]$/.test(name) ? "inch" : name === "" ? undefined : unitWords(name, units === undefined),
    );
    const last = isQuote || whole.endsWith(".") && /^\s*$|^ ?\p{Lu}/u.test(scan.after(end, 3)) ? end - 1 : end;
    const take = (words: string) => [said(words, scan.at, last, over)];
    if (units !== undefined) {
      if (!isProper) return undefined;
      return take(phrase(signWord(sign), cardinal(units), "and", Number(over) === 1 ? aPart(under, part) : part));
    }
    if (suffix !== undefined && isProper) return take(phrase(signWord(sign), part));
    if (isScore(scan, over, under)) return undefined;
    if (under === "10" && units === undefined && isRating(scan, end)) return take(phrase(cardinal(over), "out of ten"));
    if (Number(under) > 4 && COUNTED.test(scan.after(end, 12))) {
      return phrase(cardinal(over), "out of", cardinal(under));
    }
    return isProper ? take(phrase(signWord(sign), part)) : undefined;
  },
};

/** "one and a half", but "two and one third". */
function aPart(under: string, part: string): string {
  return under === "2" ? part.replace(/^one /, "a ") : part;
}

/** Whether "9/10" is a rating: neither arithmetic, nor a part of something. */
function isRating(scan: Scan, end: number): boolean {
  return !/[=+×÷<>−*]|\d\/\d.*\d\/\d/.test(scan.before(40) + scan.after(scan.at)) &&
    !/^(?:"|″| ?(?:of|in|inch|mile|mi|cup|lb|oz|ths?)\b)/.test(scan.after(end, 6));
}

/** "12/25 correct", "3/15 done". */
const COUNTED =
  /^ (?:correct|right|points|keys|coins|questions|answers|tasks|items|stars|seats|wins|done|completed?)\b/;

/** Whether two numbers with a slash are a score or a measured pair: "HP 30/100", "120/80". */
function isScore(scan: Scan, over: string, under: string): boolean {
  const [last = ""] = scan.wordsBefore();
  const isEquation = /[=+−×≈] ?$/.test(scan.before(2)) || /^\d{1,4}\/\d{1,4} ?[≈=]/.test(scan.after(scan.at, 12));
  return Number(under) >= 100 && over.length > 1 && !isEquation ||
    /^(?:hp|mp|xp|health|mana|stamina|score|scored|rating|rated|pressure|bp|level|got|quiz|test|page|part|step|progress|wave|round|grade|strength|pain|apgar|gcs|severity)$/
      .test(last);
}

/** "1998/99", "2023/2024": a season, a school year. */
const SEASON: Rule = {
  pattern: /((?:1[89]|20)\d\d)\/((?:1[89]|20)?\d\d)(?![\p{L}\d/]|\.\d)/yu,
  read([, first = "", second = ""]) {
    if (Number(second.slice(-2)) !== (Number(first.slice(-2)) + 1) % 100) return undefined;
    const last = second.length === 4 ? year(second) : Number(second) < 10 ? spelled(second) : cardinal(second);
    return phrase(year(first), last);
  },
};

/** "20/40 vision". */
const EYESIGHT: Rule = {
  pattern: /20\/(\d{2,3})(?![\p{L}\d/])/yu,
  read([whole, b = ""], scan) {
    const isSight = /^ (?:vision|eyesight|O[DSU]\b|acuity)/.test(scan.after(scan.at + whole.length, 10)) ||
      [...scan.wordsBefore(4)].some((word) => /^(?:vision|eyesight|acuity|eyes?)$/.test(word));
    return isSight ? phrase("twenty", cardinal(b)) : undefined;
  },
};

/** "1/2-3/4 cup": a range of fractions. */
const FRACTION_RANGE: Rule = {
  pattern: /(\d{1,2})\/(\d{1,2}) ?[-–] ?(\d{1,2})\/(\d{1,2})(?![\p{L}\d/]|\.\d)/yu,
  read([, a = "", b = "", c = "", d = ""]) {
    const isProper = [[a, b], [c, d]].every(([over, under]) => Number(over) < Number(under) && Number(under) <= 16);
    return isProper ? phrase(fraction(a, b), "to", fraction(c, d)) : undefined;
  },
};

/** "1/10,000": how rare something is. */
const RATE: Rule = {
  pattern: /(\d{1,3})\/(\d{1,3}(?:,\d{3})+)(?![\p{L}\d]|[.,]\d)/yu,
  read: ([, few = "", many = ""]) => phrase(cardinal(few), "in", cardinal(many.replaceAll(",", ""))),
};

const ALWAYS: Rule = { pattern: /24\/7\/365(?!\d)/y, read: () => "twenty four seven three sixty five" };

/** "50/30/20", "10/100/1000": shares or steps, read one after the other. */
const SERIES: Rule = {
  pattern: /\d{1,4}(?:\/\d{1,4}){2,3}(?![\p{L}\d/]|\.\d)/yu,
  read: ([whole]) => phrase(...whole.split("/").map((part) => cardinal(part))),
};

/** "120/240 V", "5/325 mg": two ratings of one thing. */
const RATINGS: Rule = {
  pattern: /(\d{1,4})\/(\d{1,4}) ?(VAC|VDC|V|Hz|mg|mcg)(?![\p{L}\d/])/yu,
  read: ([, first = "", second = "", unit = ""]) =>
    Number(first) < 5 && Number(second) <= 16
      ? undefined
      : phrase(cardinal(first), cardinal(second), unitWords(unit, false)),
};

/** "1/250 s": how long a shutter is open. */
const SHUTTER: Rule = {
  pattern: /1\/(\d{1,5}) ?s(?:ec)?(?![\p{L}\d])/yu,
  read: ([, under = ""]) => phrase("one", ordinal(under), "of a second"),
};

/** "24/7", "30/100", "10/10", "120/80", "7 / 2". */
const PAIR: Rule = {
  pattern: /(\d{1,4}(?:\.\d{1,2})?)( ?\/ ?)(\d{1,4})( ?mm ?Hg)?(?![\p{L}\d/]|\.\d)/yu,
  read([, a = "", slash = "", b = "", mercury], scan) {
    if (a === "24" && b === "7") return "twenty four seven";
    // "the 80/20 rule": the shares of a whole.
    if (slash === "/" && /^\d0$/.test(a) && Number(a) + Number(b) === 100) return phrase(cardinal(a), cardinal(b));
    if (a === b && Number(a) > 10) return phrase(cardinal(a), cardinal(b));
    const first = amountWords(amountOf(a));
    if (slash.length > 1) return phrase(first, "divided by", cardinal(b));
    const [last = "", before = ""] = scan.wordsBefore();
    if (last === "odds" || last === "of" && before === "odds") return phrase(first, "to", cardinal(b));
    if (/^(?:pressure|bp)$/.test(last) || (Number(a) > Number(b) && Number(a) >= 80 && Number(b) >= 40)) {
      return phrase(first, "over", cardinal(b), mercury === undefined ? undefined : "millimeters of mercury");
    }
    if (/^\d{2}$/.test(a) && /^\d{2}$/.test(b) && Number(b) === Number(a) + 1) return phrase(first, cardinal(b));
    return phrase(
      first,
      (Number(a) <= Number(b) && /^(?:10|5|20|50|100|1000)$/.test(b)) || isScore(scan, a, b) ? "out of" : "over",
      cardinal(b),
    );
  },
};

const VULGAR: Readonly<Record<string, readonly [string, string]>> = {
  "½": ["1", "2"],
  "⅓": ["1", "3"],
  "⅔": ["2", "3"],
  "¼": ["1", "4"],
  "¾": ["3", "4"],
  "⅕": ["1", "5"],
  "⅖": ["2", "5"],
  "⅗": ["3", "5"],
  "⅘": ["4", "5"],
  "⅙": ["1", "6"],
  "⅚": ["5", "6"],
  "⅐": ["1", "7"],
  "⅛": ["1", "8"],
  "⅜": ["3", "8"],
  "⅝": ["5", "8"],
  "⅞": ["7", "8"],
  "⅑": ["1", "9"],
  "⅒": ["1", "10"],
};
const VULGAR_CLASS = `[${Object.keys(VULGAR).join("")}]`;

/** "½ cup", "1½ cups", "2 ¾\"". */
const VULGAR_FRACTION: Rule = {
  pattern: new RegExp(String.raw`([-−]?)(?:(\d{1,4}) ?)?(${VULGAR_CLASS})(?:[ -]?(${FULL_UNIT})|("|″|-inch\b))?`, "yu"),
  read(match, scan) {
    const [whole, sign = "", units, sign2 = "", unit, mark] = match;
    const isQuote = mark === '"' && scan.isInQuotation;
    const inch = isQuote ? undefined : mark;
    const [over = "", under = ""] = VULGAR[sign2] ?? [];
    if (sign !== "" && !scan.isSign) return undefined;
    const part = fraction(over, under);
    const words = units === undefined ? part : phrase(cardinal(units), "and", over === "1" ? aPart(under, part) : part);
    const isSingular = units === undefined;
    const measure = unit === undefined ? undefined : unitWords(unit, isSingular);
    const end = scan.at + whole.length - (isQuote ? 1 : 0);
    return [said(phrase(signWord(sign), words, inch === undefined ? measure : "inch"), scan.at, end)];
  },
};

/** "½–¾ cup", "1½-2 hours": a range with fractions. */
const VULGAR_RANGE: Rule = {
  pattern: new RegExp(
    String
      .raw`(\d{0,2})(${VULGAR_CLASS})?( ?[-–] ?)(\d{0,2})(${VULGAR_CLASS})?(?: ((?!in\b(?!\.|\s*$))${FULL_UNIT}))?(?![\p{L}\d]|[-–]\d)`,
    "yu",
  ),
  read([, units = "", sign, , units2 = "", sign2, unit], scan) {
    if ((sign === undefined && sign2 === undefined) || /[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const from = vulgarWords(units, sign);
    const to = vulgarWords(units2, sign2);
    const measure = unit === undefined ? undefined : unitWords(unit, units2 === "" && sign2 !== undefined);
    return from === "" || to === "" ? undefined : phrase(from, "to", to, measure);
  },
};

function vulgarWords(units: string, sign: string | undefined): string {
  const [over, under] = VULGAR[sign ?? ""] ?? [];
  if (over === undefined || under === undefined) return units === "" ? "" : cardinal(units);
  const part = fraction(over, under);
  return units === "" ? part : phrase(cardinal(units), "and", over === "1" ? aPart(under, part) : part);
}

/** Rules for what begins with a digit or a fraction sign; in order. */
export const FRACTION_RULES: readonly Rule[] = [
  VULGAR_RANGE,
  VULGAR_FRACTION,
  SEASON,
  EYESIGHT,
  ALWAYS,
  RATE,
  SERIES,
  FRACTION_RANGE,
  SHUTTER,
  RATINGS,
  FRACTION,
  PAIR,
];
