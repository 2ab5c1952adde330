/**
 * Numbers with what is counted: units, percent, ranges, magnitudes, ordinals, ages, coordinates.
 *
 * @module
 */
import { magnitudeWord } from "../../verbalize/currencies.ts";
import { cardinal, inPairs, ordinal, phrase, pluralOf } from "../../verbalize/numbers.ts";
import { CONTEXTUAL_RULES, isAdjective, isPlural, isUnitHere, unitHere } from "./contextual_units.ts";
import { FEET_RULES } from "./feet.ts";
import { FULL_UNIT, mayStandAlone, UNIT_PATTERN, unitWords } from "../../verbalize/units.ts";
import {
  amountOf,
  amountWords,
  ANY_NUMBER,
  isOne,
  NUMBER,
  plainWords,
  SIGN,
  signedWords,
} from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said, type Token } from "../../tokens/token.ts";

/** "747s", "3s" where they are several of a kind. */
const PLURAL: Rule = {
  pattern: /(\d{1,4})s(?![\p{L}\d])/yu,
  read: ([whole, digits = ""], scan) => isPlural(scan, scan.at + whole.length) ? pluralOf(inPairs(digits)) : undefined,
};

/** "1's and 0's": several of a digit; "2023's best film": what belongs to a year. */
const DIGITS: Rule = {
  pattern: /(\d{1,4})'s(?![\p{L}\d])/yu,
  read([, digits = ""], scan) {
    if (/[\d$€£.,]/.test(scan.charBefore)) return undefined;
    return digits.length === 1 && scan.charBefore !== "-" ? pluralOf(cardinal(digits)) : `${plainWords(digits)}'s`;
  },
};

/** "45-y/o", "30yo": an age. */
const AGE: Rule = {
  pattern: /(\d{1,3})[ -]?(?:y\/o|yo|y\.o\.)(?![\p{L}\d])/yu,
  read: ([, years = ""]) => phrase(cardinal(years), "year old"),
};

/** Length of a period that belongs to the unit before it: lower case or digits follow. */
function unitPeriod(scan: Scan, unit: string, end: number): number {
  const isShort = /^(?:in|ft|yd|mi|mo|ac|ga|min|mins|sec|secs|hr|hrs|oz|lb|lbs|gal|tsp|tbsp|yrs?|wks?|mos?|pt|qt)$/
    .test(
      unit,
    );
  return isShort && /^\.(?:\/|,?\)? ?(?:[a-z\d(]|[,;:]))/.test(scan.after(end, 5)) ? 1 : 0;
}

/** What takes or shows a picture of so many megapixels. */
const PICTURED =
  /^ (?:cameras?|sensors?|photos?|images?|lens|main|front|rear|wide|ultrawide|telephoto|selfie|resolution)\b/;

/** "5 km", "-40 °C", "10 m/s²", "325mg", "50%". */
const MEASURE: Rule = {
  pattern: new RegExp(String.raw`(${SIGN}?)(${ANY_NUMBER})(\+(?= ))?([ -]?)(${FULL_UNIT})`, "yu"),
  read(match, scan) {
    const [whole, sign = "", number = "", more, space = "", unit = ""] = match;
    if (sign !== "" && !scan.isSign) return undefined;
    const end = scan.at + whole.length;
    const isJoined = space === "-" && (/^(?:mo|ly|kt)$/.test(unit) || unit === "MP" && PICTURED.test(scan.after(end)));
    if (!isJoined && !unit.includes("/") && !isUnitHere(scan, unit.replace(/[²³/].*$/, ""), space !== "", end)) {
      return undefined;
    }
    const amount = amountOf(number);
    const last = end + unitPeriod(scan, unit, end);
    const words = unitHere(scan, unit, isOne(amount) || space === "-" || isAdjective(scan, last));
    if (words === undefined) return undefined;
    const count = phrase(signedWords(sign, amount), more === undefined ? undefined : "plus");
    return [said(phrase(count, words), scan.at, last, amount.whole), ...basisAfter(scan, last)];
  },
};

/** "6 L/100 km", "20 kcal / 100 ml": the slash before what an amount is counted in. */
const BASIS = new RegExp(String.raw`^ ?/ ?(?=10{0,3} ?(?![KMGTP]i?B)(?:${UNIT_PATTERN})(?![\p{L}\d]))`, "u");
/** "100 mg/5 mL", "1,200 mg/24 h": a dose in a volume or a time. */
const DOSE =
  /^ ?\/ ?(?=1\.73 ?m|\d{1,3}(?:\.\d)? ?(?:m[lL]|d[lL]|L|oz|g|kg|lb|cups?|tbsp|tsp|h|hrs?|min|days?|d|wk)(?![\p{L}\d]))/u;
const DOSED = /(?:mg|mcg|µg|μg|g|IU|mEq|mL|ml|min)$/;

function basisAfter(scan: Scan, at: number): Token[] {
  const slash = (BASIS.exec(scan.after(at, 16)) ??
    (DOSED.test(scan.text.slice(Math.max(0, at - 4), at)) ? DOSE.exec(scan.after(at, 16)) : null))?.[0];
  return slash === undefined ? [] : [said("per", at, at + slash.length)];
}

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
      unitWords(unit, isOne(amountOf(to)) || isAdjective(scan, end)),
    );
    const last = end + unitPeriod(scan, unit, end);
    return [said(words, scan.at, last, amountOf(to).whole), ...basisAfter(scan, last)];
  },
};

/** Units that a magnitude may stand before: "93M mi". */
const LARGE_UNIT = new RegExp(String.raw`^ (?!in\b)(${FULL_UNIT})`, "u");

/** "50–60k", "2-3M": the magnitude counts for both. */
const MAGNITUDE_RANGE: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER})( ?[-–] ?)(${NUMBER})(k|K|M|B|bn|mn)(?![\p{L}\d/])`, "yu"),
  read: ([, from = "", , to = "", magnitude = ""], scan) =>
    /[\p{L}\d]\.?$/u.test(scan.before(2))
      ? undefined
      : phrase(amountWords(amountOf(from)), "to", amountWords(amountOf(to)), magnitudeWord(magnitude)),
};

/** "1.6k", "10k", "2.5M", "3bn", "5 million": counts, not money. */
const MAGNITUDE: Rule = {
  pattern: new RegExp(
    String
      .raw`([-−]?)(${ANY_NUMBER})(?:(k|K|M|B|bn|mn|tn|trn|m(?= (?:users|people|views|downloads|followers|subscribers|customers)))| ((?:[Mm]io|[Mm]rd)\.?|bn|mn))(\+?)(?![\p{L}\d/])`,
    "yu",
  ),
  read(match, scan) {
    const [whole, sign = "", number = "", short, apart, plus] = match;
    const magnitude = short ?? apart ?? "";
    const amount = amountOf(number);
    const isName = amount.fraction === undefined &&
      (magnitude === "B" || (magnitude === "M" && amount.whole === "3") ||
        (magnitude === "K" && Number(amount.whole) < 10));
    if (
      /^[kK]$/.test(magnitude) && amount.fraction === undefined &&
      /^ (?:run|race|walk|runners?|finish|PR|PB|fun run|time|route|course)\b|^ in \d{1,2}:\d\d/.test(
        scan.after(scan.at + whole.length),
      )
    ) {
      return phrase(amountWords(amount), "K");
    }
    // "a 10K": a race.
    if (
      magnitude === "K" && /^(?:a|an|the|my|his|her|our|first)$/i.test(scan.lastWord) && Number(amount.whole) <= 100 &&
      /^(?:\s*$|[.,;!?)]| (?:and|or|in|on|at|is|was|this|last|next|for|with)\b)/.test(
        scan.after(scan.at + whole.length),
      )
    ) return phrase(amountWords(amount), "K");
    const names = isName &&
      !/^ (?:people|users|dollars|views|downloads|years)/.test(scan.after(scan.at + whole.length));
    if (names || (sign !== "" && !scan.isSign)) return undefined;
    const words = phrase(
      signedWords(sign, amount),
      magnitudeWord(magnitude.replace(".", "")),
      plus === "" ? undefined : "plus",
    );
    const end = scan.at + whole.length;
    const unit = LARGE_UNIT.exec(scan.after(end, 12))?.[1];
    if (unit === undefined) return words;
    const last = end + 1 + unit.length;
    return [said(phrase(words, unitWords(unit, false)), scan.at, last + unitPeriod(scan, unit, last), amount.whole)];
  },
};

/** "2x faster", "3x/wk", "10x the price": a number of times. */
const MULTIPLE: Rule = {
  pattern: new RegExp(
    String
      .raw`(${NUMBER})(?:(?<=\.\d{1,2})[x×](?![\p{L}\d])|[x×](?=(?<=[\p{L},] \d{1,2}[x×])(?:[.,;!?)]|\s*$))|[x×](?= (?:a|an|the|per|each|every|as|more|less|\p{Ll}{4,})\b| ?/ ?(?:d|day|wk|week|mo|month|yr|year|hr|h)\b))`,
    "yu",
  ),
  read([whole, number = ""], scan) {
    const isLast = /^(?:[.,;!?)]|\s*$)/.test(scan.after(scan.at + whole.length, 4)) && !number.includes(".");
    // "The term is 3x." is a product.
    if (isLast && (whole.endsWith("×") || PRODUCT.test(scan.lastWord))) return undefined;
    if (!scan.isSign) return undefined;
    const end = scan.at + whole.length;
    const times = said(phrase(amountWords(amountOf(number)), "times"), scan.at, end, number);
    const [rate, unit = ""] = /^ ?\/ ?(d|day|wk|week|mo|month|yr|year|hr|h)(?![\p{L}\d])/u.exec(scan.after(end, 8)) ??
      [];
    if (rate === undefined) return [times];
    const name = unitWords(unit, true) ?? (unit === "d" ? "day" : unit);
    return [times, said(phrase("per", name), end, end + rate.length)];
  },
};

/** Words before "3x" as a product at the end of a clause. */
const PRODUCT =
  /^(?:|is|are|was|equals|plus|minus|of|times|and|or|to|from|gives?|gets?|becomes|have|has|terms?|solve|factor|derivative|by|the|a|with|function|line|graph|let|simplify|add|subtract|than|as|for|slope|like|expression|coefficient|both|monomial|integrate|where|we|so|then|thus|into|answer)$/i;

/** "1.5x–2x": a range of multiples. */
const MULTIPLE_RANGE: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER})[x×]?( ?[-–] ?)(${NUMBER})[x×](?![\p{L}\d])`, "yu"),
  read: ([, from = "", , to = ""], scan) =>
    scan.isSign ? phrase(amountWords(amountOf(from)), "to", amountWords(amountOf(to)), "times") : undefined,
};

const ORDINAL: Rule = {
  pattern: /(\d{1,3}(?:,\d{3})+|\d{1,40})(?:st|nd|rd|th|ST|ND|RD|TH)(?![\p{L}\d])/yu,
  read: ([, digits = ""]) => ordinal(digits.replaceAll(",", "")),
};

/** What is counted in a time: "10 req/s", "30 msgs/min". */
const COUNTED_UNITS: Readonly<Record<string, string>> = {
  req: "requests",
  reqs: "requests",
  ops: "ops",
  msgs: "messages",
};

/** "req/s", "calls/day", "steps/min". */
const RATE: Rule = {
  pattern: /(\p{Ll}{3,12})\/(mL|ml|L|dL|μL|kg|mg|s|sec|min|hr|h|d|day|wk|week|mo|month|yr|year)(?![\p{L}\d])/yu,
  read([, counted = "", unit = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    return phrase(
      Object.hasOwn(COUNTED_UNITS, counted) ? COUNTED_UNITS[counted] : counted,
      "per",
      unitWords(unit, true) ?? unit,
    );
  },
};

/** "s⁻¹", "mol⁻¹": how many in each. */
const INVERSE_UNIT: Rule = {
  pattern: new RegExp(`(${UNIT_PATTERN})⁻([¹²³])(?![⁰-⁹])`, "yu"),
  read: ([, unit = "", power = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore)
      ? undefined
      : phrase("per", unitWords(power === "¹" ? unit : unit + power, true)),
};

/** "from °F to °C": a scale without a number. */
const SCALE: Rule = {
  pattern: /°([CF])(?![\p{L}\d])/yu,
  read: ([, scale]) => phrase("degrees", scale === "F" ? "fahrenheit" : "celsius"),
};

/** "mg/dL", "km/h" and "kg" without a number. */
const UNIT_ALONE: Rule = {
  pattern: new RegExp(FULL_UNIT, "yu"),
  read([unit], scan) {
    // "mm-hmm" agrees.
    const isWord = /^-\p{L}/u.test(scan.after(scan.at + unit.length, 2));
    if (mayStandAlone(unit) && !isWord && !/[\p{L}\d/.@_-]/u.test(scan.charBefore)) {
      const words = unitWords(unit, /^(?:per|a|an|each|every|one)$/.test(scan.lastWord)) ?? "";
      const end = scan.at + unit.length;
      return [said(words, scan.at, end + (/^\. ?\p{Ll}/u.test(scan.after(end, 3)) ? 1 : 0), unit)];
    }
    const parts = unit.split("/");
    const isRate = parts.length > 1 && parts.every((part) => part.trim().length > 0) &&
      unit.replace(/\W/g, "").length > 2;
    return isRate && !/[\p{L}\d]/u.test(scan.charBefore) ? unitWords(unit, false) : undefined;
  },
};

/** Rules for tokens that begin with a letter. */
export const UNIT_RULES: readonly Rule[] = [INVERSE_UNIT, UNIT_ALONE, RATE];

/** Rules for what begins with a digit, or a point before one; in order. */
export const MEASURE_RULES: readonly Rule[] = [
  ...FEET_RULES,
  AGE,
  ...CONTEXTUAL_RULES,
  PLURAL,
  DIGITS,
  MAGNITUDE_RANGE,
  MAGNITUDE,
  MULTIPLE_RANGE,
  MULTIPLE,
  MEASURE_RANGE,
  MEASURE,
  SCALE,
  ORDINAL,
];
