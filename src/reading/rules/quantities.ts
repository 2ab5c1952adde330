/**
 * Numbers with what is counted: units, percent, ranges, fractions, magnitudes, ordinals.
 *
 * @module
 */
import { magnitudeWord } from "../verbalize/currencies.ts";
import { cardinal, fraction, ordinal, phrase } from "../verbalize/numbers.ts";
import { FULL_UNIT, mayStandApart, UNIT_PATTERN, unitWords } from "../verbalize/units.ts";
import {
  amountOf,
  amountWords,
  ANY_NUMBER,
  isOne,
  NUMBER,
  SIGN,
  signedWords,
  signWord,
} from "../tokens/number_text.ts";
import type { Rule, Scan } from "../tokens/scan.ts";
import { said } from "../tokens/token.ts";

/** What follows "in" if it is an inch. */
const INCH_CONTEXT =
  /^\.? (?:tall|long|wide|high|deep|thick|across|in diameter|by|of rain|of snow|and|x)\b|^\.? ?[,.)]|^ ?$/;

/** Whether a unit is one here: "in" is a word more often than an inch. */
function isUnitHere(scan: Scan, unit: string, spaced: boolean, end: number): boolean {
  if (spaced && !mayStandApart(unit)) return false;
  if (!spaced || unit !== "in") return true;
  return INCH_CONTEXT.test(scan.after(end, 14)) || /f(?:oo|ee)t$/.test(scan.lastWord);
}

/** What does not stand between a quantity and the noun that it describes. */
const NO_NOUN =
  /^(?:of|in|to|from|at|away|and|or|per|for|on|by|with|is|was|are|ago|later|wide|long|high|tall|deep|thick|old|apart|before|after|every|each|than|as|that|which|if|when|but|so|a|an|the|per|daily|twice|once|into|over|under|above|below|further|farther|more|less)\b/;

/** Whether a quantity describes a noun, as in "a 10 km run", "the 100 m dash". */
function isAdjective(scan: Scan, end: number): boolean {
  const after = scan.after(end, 16);
  if (!/^[ -]\p{Ll}{3,}/u.test(after) || NO_NOUN.test(after.slice(1))) return false;
  return /^(?:a|an|the|this|that|another|my|your|his|her|our|their|one)$/.test(scan.lastWord.toLowerCase()) ||
    /^ (?:dash|sprint|hurdles|freestyle|relay|race|run|walk|hike|drive|screen|monitor|angle|turn|resistor|bulb|battery|bottle|cable|lens)\b/
      .test(after);
}

/** Length of a period that belongs to the unit before it: lower case or digits follow. */
function unitPeriod(scan: Scan, unit: string, end: number): number {
  const isShort = /^(?:in|ft|yd|mi|min|mins|sec|secs|hr|hrs|oz|lb|lbs|gal|tsp|tbsp|yrs?|wks?|mos?|pt|qt)$/.test(unit);
  return isShort && /^\.,?\)? ?(?:[a-z\d(]|[,;:])/.test(scan.after(end, 5)) ? 1 : 0;
}

/** "5 km", "-40 °C", "10 m/s²", "325mg", "50%". */
const MEASURE: Rule = {
  pattern: new RegExp(String.raw`(${SIGN}?)(${ANY_NUMBER})([ -]?)(${FULL_UNIT})`, "yu"),
  read(match, scan) {
    const [whole, sign = "", number = "", space = "", unit = ""] = match;
    if (sign !== "" && !scan.isSign) return undefined;
    const end = scan.at + whole.length;
    if (!isUnitHere(scan, unit.replace(/[²³/].*$/, ""), space !== "", end)) return undefined;
    const amount = amountOf(number);
    const words = unitWords(unit, isOne(amount) || space === "-" || isAdjective(scan, end));
    if (words === undefined) return undefined;
    return [said(phrase(signedWords(sign, amount), words), scan.at, end + unitPeriod(scan, unit, end), amount.whole)];
  },
};

/** "5-10 km", "30–45°C", "10-15%", "9 - 11 lbs". */
const MEASURE_RANGE: Rule = {
  pattern: new RegExp(
    String
      .raw`(${SIGN}?)(${ANY_NUMBER})( ?(?:%|°[CF]?|${UNIT_PATTERN})?)( ?[-–—] ?)(${SIGN}?)(${ANY_NUMBER})( ?)(${FULL_UNIT})`,
    "yu",
  ),
  read(match, scan) {
    const [whole, sign = "", from = "", firstUnit = "", , sign2 = "", to = "", space = "", unit = ""] = match;
    if (sign !== "" && !scan.isSign) return undefined;
    const end = scan.at + whole.length;
    if (!isUnitHere(scan, unit, space !== "", end)) return undefined;
    const first = firstUnit.trim();
    const between = first === "" || first === unit ? undefined : unitWords(first, isOne(amountOf(from)));
    if (first !== "" && first !== unit && between === undefined) return undefined;
    const words = phrase(
      signedWords(sign, amountOf(from)),
      between,
      "to",
      signedWords(sign2, amountOf(to)),
      unitWords(unit, isOne(amountOf(to))),
    );
    return [said(words, scan.at, end + unitPeriod(scan, unit, end), amountOf(to).whole)];
  },
};

/** `5'10"`, `6′`, `12"`: feet and inches. */
const FEET: Rule = {
  pattern: /(\d{1,3})(?:'|′) ?(\d{1,2})(?:"|″|''|”)|(\d{1,3}(?:\.\d{1,2})?)(?:″|′|"(?= [\p{L}x×]))/uy,
  read(match, scan) {
    const [whole, feet, inches = "", lone = ""] = match;
    // A closing quotation mark is not an inch.
    if (whole.endsWith('"') && feet === undefined && scan.isInQuotation) return undefined;
    if (feet !== undefined) {
      return phrase(
        cardinal(feet),
        feet === "1" ? "foot" : "feet",
        cardinal(String(Number(inches))),
        inches === "1" ? "inch" : "inches",
      );
    }
    const unit = whole.endsWith("′") ? ["foot", "feet"] : ["inch", "inches"];
    return phrase(amountWords(amountOf(lone)), unit[lone === "1" || isAdjective(scan, scan.at + whole.length) ? 0 : 1]);
  },
};

/** "1.6k", "10k", "2.5M", "3bn", "5 million": counts, not money. */
const MAGNITUDE: Rule = {
  pattern: new RegExp(
    String
      .raw`([-−]?)(${NUMBER})(?:(k|K|M|B|bn|mn|m(?= (?:users|people|views|downloads|followers|subscribers|customers)))| (bn|mn))(\+?)(?![\p{L}\d/])`,
    "yu",
  ),
  read(match, scan) {
    const [whole, sign = "", number = "", short, apart, plus] = match;
    const magnitude = short ?? apart ?? "";
    const amount = amountOf(number);
    const isName = amount.fraction === undefined &&
      (magnitude === "B" || (magnitude === "M" && amount.whole === "3") ||
        (magnitude === "K" && Number(amount.whole) < 10));
    const names = isName &&
      !/^ (?:people|users|dollars|views|downloads|years)/.test(scan.after(scan.at + whole.length));
    if (names || (sign !== "" && !scan.isSign)) return undefined;
    return phrase(signedWords(sign, amount), magnitudeWord(magnitude), plus === "" ? undefined : "plus");
  },
};

const ORDINAL: Rule = {
  pattern: /(\d{1,3}(?:,\d{3})+|\d{1,40})(?:st|nd|rd|th|ST|ND|RD|TH)(?![\p{L}\d])/yu,
  read: ([, digits = ""]) => ordinal(digits.replaceAll(",", "")),
};

/** "1 1/2", "3/8", "7/10": not dates, not scores. */
const FRACTION: Rule = {
  pattern: /([-−]?)(?:(\d{1,4})[ -])?(\d{1,4})\/(\d{1,4})(?![\p{L}\d/]|\.\d)("|″)?/yu,
  read(match, scan) {
    const [whole, sign = "", units, over = "", under = "", inch] = match;
    if ((sign !== "" && !scan.isSign) || /[/]/.test(scan.charBefore)) return undefined;
    const end = scan.at + whole.length;
    const isProper = Number(over) < Number(under) && Number(under) <= 100 && !over.startsWith("0");
    const isDivision = !isProper && /^ ?[=×*+−]/.test(scan.after(end, 3));
    if (isDivision && units === undefined) return phrase(signWord(sign), cardinal(over), "divided by", cardinal(under));
    const part = phrase(fraction(over, under), inch === undefined ? undefined : "inch");
    if (units !== undefined) {
      if (!isProper) return undefined;
      return phrase(signWord(sign), cardinal(units), "and", Number(over) === 1 ? aPart(under, part) : part);
    }
    if (isScore(scan, over, under)) return undefined;
    return isProper ? phrase(signWord(sign), part) : undefined;
  },
};

/** "one and a half", but "two and one third". */
function aPart(under: string, part: string): string {
  return under === "2" ? part.replace(/^one /, "a ") : part;
}

/** Whether two numbers with a slash are a score or a measured pair: "HP 30/100", "120/80". */
function isScore(scan: Scan, over: string, under: string): boolean {
  const [last = ""] = scan.wordsBefore();
  return Number(under) >= 100 && over.length > 1 ||
    /^(?:hp|mp|xp|health|mana|stamina|score|scored|rating|rated|pressure|bp|level|got|quiz|test|page|part|step|progress|wave|round)$/
      .test(last);
}

/** "24/7", "30/100", "10/10", "120/80", "7 / 2". */
const PAIR: Rule = {
  pattern: /(\d{1,4}(?:\.\d{1,2})?)( ?\/ ?)(\d{1,4})( ?mm ?Hg)?(?![\p{L}\d/]|\.\d)/yu,
  read([, a = "", slash = "", b = "", mercury], scan) {
    if (a === "24" && b === "7") return "twenty four seven";
    if (a === b && Number(a) > 10) return phrase(cardinal(a), cardinal(b));
    const first = amountWords(amountOf(a));
    if (slash.length > 1) return phrase(first, "divided by", cardinal(b));
    const [last = ""] = scan.wordsBefore();
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
  pattern: new RegExp(String.raw`([-−]?)(?:(\d{1,4}) ?)?(${VULGAR_CLASS})(?: ?(${FULL_UNIT}))?`, "yu"),
  read(match, scan) {
    const [, sign = "", units, sign2 = "", unit] = match;
    const [over = "", under = ""] = VULGAR[sign2] ?? [];
    if (sign !== "" && !scan.isSign) return undefined;
    const part = fraction(over, under);
    const words = units === undefined ? part : phrase(cardinal(units), "and", over === "1" ? aPart(under, part) : part);
    const isSingular = units === undefined;
    return phrase(signWord(sign), words, unit === undefined ? undefined : unitWords(unit, isSingular));
  },
};

/** "mg/dL" and "km/h" without a number. */
const UNIT_ALONE: Rule = {
  pattern: new RegExp(FULL_UNIT, "yu"),
  read([unit], scan) {
    const parts = unit.split("/");
    const isRate = parts.length > 1 && parts.every((part) => part.trim().length > 0) &&
      unit.replace(/\W/g, "").length > 2;
    return isRate && !/[\p{L}\d]/u.test(scan.charBefore) ? unitWords(unit, false) : undefined;
  },
};

/** Rules for what begins with a letter. */
export const UNIT_RULES: readonly Rule[] = [UNIT_ALONE];

/** Rules for what begins with a digit, a point before one, or a fraction sign; in order. */
export const QUANTITY_RULES: readonly Rule[] = [
  FEET,
  MAGNITUDE,
  MEASURE_RANGE,
  MEASURE,
  VULGAR_FRACTION,
  ORDINAL,
  FRACTION,
  PAIR,
];
