/**
 * Units that the words around a number decide: amps, points, degrees, cups, plurals.
 *
 * @module
 */
import { cardinal, phrase } from "../../verbalize/numbers.ts";
import { mayStandApart, unitWords } from "../../verbalize/units.ts";
import { amountOf, amountWords, isOne, NUMBER, SIGN, signedWords } from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";

/** Words after which a number and a letter are a name. */
const NAMING =
  /^(?:runway|seat|row|gate|room|unit|apt|suite|exit|bus|route|platform|lot|flight|option|plan|question|section|part|grade|item|point|step|problem|line|page|class|group|model|type)$/i;

/** What is measured in cups and spoons. */
const INGREDIENT = /^ (?!and|or|is|are|to|in|at|from|per|for|with|on|by|was|shirts?|bone|cells?)\p{Ll}{3,}/u;

/** Words after "in" that mark it as an inch. */
const INCH_CONTEXT =
  /^ [=≈]|^\.? (?:tall|long|wide|high|deep|thick|across|in diameter|by|of rain|of snow|and|x)\b|^\.? ?[,.)]|^ ?$/;

/** Whether a unit is meant as one here: "in" is usually a preposition. */
export function isUnitHere(scan: Scan, unit: string, spaced: boolean, end: number): boolean {
  if (unit === "day" && !spaced) return false;
  if (spaced && unit === "pt") return [...scan.wordsBefore(6)].some((word) => KITCHEN.test(word));
  if (spaced && !mayStandApart(unit)) return unit === "kt" && [...scan.wordsBefore(8)].some((word) => WINDY.test(word));
  // "Runway 27L", "5W-30": names.
  if (!spaced && unit.length === 1 && (/^-\d/.test(scan.after(end, 2)) || NAMING.test(scan.lastWord))) return false;
  if (/^[cTt]$/.test(unit)) return spaced && INGREDIENT.test(scan.after(end, 20)) && !NAMING.test(scan.lastWord);
  // "2 d.p." are decimal places.
  if (unit === "d" && (!spaced && scan.lastWord !== "for" || /^\.\p{L}/u.test(scan.after(end, 2)))) return false;
  if (unit === "pp") {
    return /\.\d/.test(scan.text.slice(scan.at, end)) || /^(?:up|down|by|rose|fell)$/.test(scan.lastWord);
  }
  if (unit === "U") {
    return [...scan.wordsBefore(6)].some((word) =>
      /^(?:insulin|heparin|botox|penicillin|inject|give|units?|dose)$/.test(word)
    );
  }
  if (unit === "W" && spaced && STREET.test(scan.after(end))) return false;
  if (unit === "c.") return /^ \p{Ll}/u.test(scan.after(end, 2));
  if (!spaced && unit === "s" && isPlural(scan, end)) return false;
  if (!spaced || unit !== "in") return true;
  // A line that goes on: "version 3 in", "/usr/share".
  if (/^\n[\p{Ll}/~"'(]/u.test(scan.text.slice(end, end + 2))) return false;
  return INCH_CONTEXT.test(scan.after(end, 14)) || /f(?:oo|ee)t$/.test(scan.lastWord);
}

/** Words beside which "15 kt" is a speed. */
const WINDY = /^(?:winds?|gusts?|gusting|airspeed|cruise|cruises|speeds?)$/;

/** Words beside which "3 pt" is a volume. */
const KITCHEN = /(?:gallon|quart|pint|cup|ounce|teaspoon|tablespoon)s?$/;

/** A street follows: "77 W. 8th St.". */
const STREET =
  /^\.? (?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?) (?:St|Ave|Rd|Blvd|Dr|Ln|Ct|Pl|Way|Street|Avenue|Road|Drive)\b/u;

/** "a 3-pt. lead", "12 pt. type": points rather than pints. */
const POINTS: Rule = {
  pattern: /(\d{1,3})(?:-pt\.?(?= \p{Ll})| ?pt\.?(?= (?:font|type|text|lead|shot|game|line)\b))/yu,
  read: ([, points = ""]) => phrase(cardinal(points), "point"),
};

/** Whether an "s" behind digits makes a plural: "Boeing 747s", "omega-3s", "the 911s". */
export function isPlural(scan: Scan, end: number): boolean {
  if (/\p{L}-$/u.test(scan.before(2))) return true;
  const digits = end - 1 - scan.at;
  if (scan.text.slice(scan.at, end).includes(".")) return false;
  if (digits < 3 && isAmongPlurals(scan, end)) return true;
  const isNamed = /^\p{Lu}/u.test(scan.lastWord) &&
    (!scan.isSecondWord || /^(?:Boeing|Airbus|Porsche)$/.test(scan.lastWord));
  return digits > 1 && digits < 5 && !/^ (?:ago|later|delay|timeout|left)/.test(scan.after(end)) &&
    (isNamed || /^\d{4}s/.test(scan.after(scan.at, 5)) ||
      digits > 2 && /^(?:the|these|those|two|three|four|all|older|new|newer|of)$/.test(scan.lastWord));
}

/** "the 8s, 9s and 10s": a plural among others. */
function isAmongPlurals(scan: Scan, end: number): boolean {
  const isNeighbor = /^(?:,|,? (?:and|or|&))? \d{1,2}s(?!\p{L})/u.test(scan.after(end, 10)) ||
    /(?<!\d)\d{1,2}s(?:,|,? (?:and|or|&))? $/.test(scan.before(12));
  return isNeighbor && [...scan.wordsBefore(8)].some((word) => /^(?:the|all|of|my|your|these|those|any)$/.test(word));
}

/** Electrical words beside which "20 A" is a current. */
const ELECTRICAL = /volts?|watts?|ohms?|amps?|amperes?|hertz|current|fuse|breaker|circuit|charger|supply|adapter/;

/** "12 V, 20 A", "a 5A fuse". */
const AMPERES: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER})([ -]?)A(?![\p{L}\d'’])`, "yu"),
  read([whole, number = "", space], scan) {
    const end = scan.at + whole.length;
    const isElectrical = [...scan.wordsBefore(8)].some((word) => ELECTRICAL.test(word)) ||
      /^ (?:fuse|breaker|circuit|charger|supply|current|adapter|at \d|\d+ ?V\b)/.test(scan.after(end, 12));
    if (!isElectrical) return undefined;
    const amount = amountOf(number);
    return phrase(amountWords(amount), isOne(amount) || space === "-" || isAdjective(scan, end) ? "amp" : "amps");
  },
};

/** Words that cannot stand between a quantity and the noun that it describes. */
export const NO_NOUN =
  /^(?:of|in|to|from|at|away|and|or|per|for|on|by|with|is|was|are|ago|later|wide|long|high|tall|deep|thick|old|apart|before|after|every|each|than|as|that|which|if|when|but|so|a|an|the|per|daily|twice|once|into|over|under|above|below|further|farther|more|less)\b/;

/** Whether a quantity describes a noun, as in "a 10 km run", "the 100 m dash". */
export function isAdjective(scan: Scan, end: number, isAlways = false): boolean {
  const after = scan.after(end, 16);
  // "1 (14.5 oz) can"
  if (
    scan.charBefore === "(" &&
    /^\) (?:cans?|jars?|packages?|bags?|box(?:es)?|bottles?|packets?|containers?|tins?|cartons?|pouch(?:es)?|blocks?|sticks?|loaf|loaves)\b/
      .test(scan.after(end))
  ) {
    return true;
  }
  if (!/^[ -](?:\p{Ll}{3,}|\p{Lu}{2,})/u.test(after) || NO_NOUN.test(after.slice(1))) return false;
  return isAlways ||
    /^(?:a|an|the|this|that|another|my|your|his|her|our|their|one)$|(?<!^(?:it|that|he|she|what|there|here|let|who|where|how))'s$/
      .test(scan.lastWord.toLowerCase()) ||
    /\ba (?:new|standard|typical|small|single|second|large|simple|basic|common|normal|regular|cheap|long|short|quick) $/
      .test(scan.before(16)) ||
    /^ (?:dash|sprint|hurdles|freestyle|relay|race|run|walk|hike|drive|screen|monitor|angle|turn|resistor|bulb|batter(?:y|ies)|bottles?|cables?|lens|tablets?|capsules?|pills?|doses?|patch|vials?|syringes?|pools?|tanks?|engine|motor|drive|cards?|phone|laptop|display|camera|sensor|tires?|pipes?|boards?|planks?|nails?|bolts?|screws?|wire|radius|fence|wall|ceiling|pole|tower|bridge|trail|swim|ride|commute|flight|shift|video|clip|delay|timeout|warranty|lease|mortgage|loan|plan|contract|notice|break|interval|speed|connection|latency|process|chips?|nodes?|service|clock|bags?|boxes|dumbbells?|kettlebells?|pause|window|limit|period|course|timer|countdown|wait|gap|pulse|rope|charger|adapter|breaker|fuse|resistors?|bulbs?)\b/
      .test(after);
}

/** Words of networks beside which "bps" are bits per second; elsewhere they are hundredths of a percent. */
const NETWORK = /^(?:modem|baud|bits?|serial|speed|link|uart|line|connection|bandwidth|rate of|download|upload|data)$/;
/** Words of biology beside which "bp" are base pairs. */
const GENES = /^(?:dna|gene|genes|sequence|genome|primers?|fragments?|amplicon|reads?|length|band)$/;
/** Words of weather beside which "mb" are millibars. */
const WEATHER = /^(?:hurricane|pressure|storm|cyclone|typhoon|barometer|barometric|low|high|weather)$/;

/**
 * Reads a unit that may mean different things.
 *
 * @param isSingular Whether it takes its singular.
 */
export function unitHere(scan: Scan, unit: string, isSingular: boolean): string | undefined {
  const near = (pattern: RegExp) => [...scan.wordsBefore(8)].some((word) => pattern.test(word));
  // A piece has no parts.
  if (unit === "pc" && /^\d*\.\d/.test(scan.after(scan.at, 12))) return isSingular ? "parsec" : "parsecs";
  if (unit === "bps" && !near(NETWORK)) return isSingular ? "basis point" : "basis points";
  if (unit === "bp") {
    return near(GENES) ? isSingular ? "base pair" : "base pairs" : isSingular ? "basis point" : "basis points";
  }
  if (unit === "pp") return isSingular ? "percentage point" : "percentage points";
  const isPressure = /^(?:8[7-9]\d|9\d\d|10[0-8]\d) ?mb/.test(scan.after(scan.at, 8));
  if (unit === "mb" && (isPressure || near(WEATHER))) return isSingular ? "millibar" : "millibars";
  return unitWords(unit, isSingular);
}

/** Words beside which "350F" is a temperature. */
const HEAT =
  /^(?:bake|baked|oven|preheat|preheated|heat|heated|roast|broil|grill|fry|smoke|cook|cooked|temp|temperature|temps|fever|highs?|lows?|hit|reached|outside|weather|mark|was|it's|to|at|of)$/;

/** Words beside which "9C" is a temperature too. */
const WEATHERED = /^(?:highs?|lows?|temps?|temperatures?|.* celsius)$/;

/** "bake at 350F", "39.2 C": degrees without their sign. */
const TEMPERATURE: Rule = {
  pattern: new RegExp(String.raw`(${SIGN}?)(\d{1,3}(?:\.\d)?)( ?)([FC])(?![\p{L}\d'’&#+/-](?!\d))`, "yu"),
  read([whole, sign = "", number = "", , scale], scan) {
    if (sign !== "" && !scan.isSign || NAMING.test(scan.lastWord)) return undefined;
    const after = scan.after(scan.at + whole.length, 14);
    const isTold = number.includes(".") || /^(?: ?[/(] ?\d{2,3} ?°?[CF]\b| (?:fan|oven|outside|fever)\b)/.test(after) ||
      /\d ?°?[CF] ?[/(] ?$/.test(scan.before(8)) ||
      [...scan.wordsBefore(3)].some((word) => HEAT.test(word)) && Number(number) > 29 ||
      scale === "C" && [...scan.wordsBefore(3)].some((word) => WEATHERED.test(word));
    return isTold
      ? phrase(signedWords(sign, amountOf(number)), "degrees", scale === "F" ? "fahrenheit" : "celsius")
      : undefined;
  },
};

/** Words beside which "77 K" is a temperature rather than a number of thousands. */
const KELVINS =
  /^(?:cool|cools|cooled|cooling|temperatures?|heated|superconducting|kelvins?|blackbody|freezes|boils|.* celsius|.* fahrenheit|.* kelvin)$/;

/** "0 K", "cooled to 4.2 K". */
const KELVIN: Rule = {
  pattern: new RegExp(String.raw`(${NUMBER}) K(?![\p{L}\d'’&#+/-])`, "yu"),
  read: ([, number = ""], scan) =>
    scan.isSign && (number === "0" || [...scan.wordsBefore(8)].some((word) => KELVINS.test(word)))
      ? phrase(amountWords(amountOf(number)), "kelvin")
      : undefined,
};

/** "12 M HCl", "a 0.5 M solution": a concentration. */
const MOLAR: Rule = {
  pattern: new RegExp(
    String
      .raw`(${NUMBER}) M(?= (?:(?:[A-Z][a-z]?[₀-₉\d]*){2,8}(?![\p{L}])|Tris|EDTA|urea|glucose|sucrose|acid|ethanol|solution|stock|buffer))`,
    "yu",
  ),
  read: ([, number = ""]) => phrase(amountWords(amountOf(number)), "molar"),
};

/** Rules for what begins with a digit. */
export const CONTEXTUAL_RULES: readonly Rule[] = [TEMPERATURE, KELVIN, MOLAR, AMPERES, POINTS];
