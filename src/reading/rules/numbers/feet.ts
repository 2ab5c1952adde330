/**
 * Feet, inches, degrees, minutes and seconds by their signs.
 *
 * @module
 */
import { cardinal, phrase } from "../../verbalize/numbers.ts";
import { amountOf, amountWords, signWord } from "../../tokens/number_text.ts";
import type { Rule } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { isAdjective } from "./contextual_units.ts";

const DIRECTIONS: Readonly<Record<string, string>> = { N: "north", S: "south", E: "east", W: "west" };

/** "37°46'N", "122° 25' 8\" W": degrees, minutes, seconds. */
const COORDINATE: Rule = {
  pattern:
    /([-−+]?)(\d{1,3})° ?(\d{1,2}(?:\.\d{1,4})?)['′’](?: ?(\d{1,2}(?:\.\d{1,4})?)(?:"|″|''|”))?(?: ?([NSEW])(?![\p{L}\d]))?/yu,
  read([, sign = "", degrees = "", minutes = "", seconds, direction], scan) {
    if (sign !== "" && !scan.isSign) return undefined;
    const part = (number: string | undefined, unit: string) =>
      number === undefined
        ? undefined
        : `${amountWords(amountOf(String(Number(number))))} ${number === "1" ? unit : `${unit}s`}`;
    return phrase(
      signWord(sign),
      part(degrees, "degree"),
      part(minutes, "minute"),
      part(seconds, "second"),
      direction === undefined ? undefined : DIRECTIONS[direction],
    );
  },
};

/** `28"–32"`: a range of inches or feet. */
const FEET_RANGE: Rule = {
  pattern:
    /(\d{1,3}(?:\.\d{1,2})?)(["″′'])( ?[-–] ?)(\d{1,3}(?:\.\d{1,2})?)\2|(\d{1,3}(?:\.\d)?) ?[-–] ?(\d{1,3}(?:\.\d)?)["″](?= (?:of|in|tall|long|wide|deep|thick|high|by|more|likely|possible|expected|overnight|tonight|total)\b|[;,)])/y,
  read([, from, sign = '"', , to = "", from2 = "", to2 = ""], scan) {
    if (/[\d-]/.test(scan.charBefore) || from === undefined && scan.isInQuotation) return undefined;
    const [low, high] = from === undefined ? [from2, to2] : [from, to];
    return phrase(amountWords(amountOf(low)), "to", amountWords(amountOf(high)), /["″]/.test(sign) ? "inches" : "feet");
  },
};

/** `5'10"`, `6′`, `12"`: feet and inches. */
const FEET: Rule = {
  pattern:
    /(\d{1,3})(?:'|′) ?(\d{1,2})([½¼¾])?(?:"|″|''|”)|(\d{1,3}(?:,\d{3})?(?:\.\d{1,2})?)(?:″|′(?!-\p{L})|"(?= [\p{L}x×=]| \d{3,4}p\b|\s*$|[.,;)]|\s*\n)|'(?= ?[x×] ?\d| (?:by|tall|long|wide|high|deep|thick|ceilings?|ladders?|fences?|walls?|trees?|boats?|cables?|hoses?|ropes?|poles?)\b)|'(?<=[x×] ?\d{1,3}')(?![\p{L}\d])|'(?=[.,;)]|\s*$))( ?[x×] ?(?=\d))?/uy,
  read(match, scan) {
    const [matched, feet, inches = "", part, lone = "", by = ""] = match;
    const whole = matched.slice(0, matched.length - by.length);
    const end = scan.at + whole.length;
    const more = by === "" ? [] : [said("by", end, end + by.length)];
    // A closing quotation mark is not an inch.
    if (whole.endsWith('"') && feet === undefined && scan.isInQuotation) return undefined;
    const isLone = /^(?:[.,;)]|\s*$)/.test(scan.after(end, 4)) && whole.endsWith("'");
    // "he's 6'1", she's 5'."
    if (
      isLone && feet === undefined && !lone.includes(",") && !/\d'(?:\d|$)/.test(scan.before(40)) &&
      !/[x×] ?$/.test(scan.before(2))
    ) {
      return undefined;
    }
    // `4'33"`: more than eleven inches are seconds.
    if (feet !== undefined && Number(inches) > 11 && part === undefined) {
      const time = phrase(cardinal(feet), feet === "1" ? "minute" : "minutes", cardinal(inches), "seconds");
      return [said(time, scan.at, end, feet), ...more];
    }
    if (feet !== undefined) {
      const words = phrase(
        cardinal(feet),
        feet === "1" ? "foot" : "feet",
        cardinal(String(Number(inches))),
        part === undefined
          ? undefined
          : part === "½"
          ? "and a half"
          : part === "¼"
          ? "and a quarter"
          : "and three quarters",
        inches === "1" && part === undefined ? "inch" : "inches",
      );
      return [said(words, scan.at, end, feet), ...more];
    }
    const unit = /[′']$/.test(whole) ? ["foot", "feet"] : ["inch", "inches"];
    const second = /^ ?[x×] ?\d{1,3}(?:\.\d)?['′"″]/.exec(scan.after(end, 10))?.[0].length ?? 0;
    const name =
      unit[lone === "1" || isAdjective(scan, end + second, true) || / \d{3,4}p\b/y.test(scan.after(end, 7)) ? 0 : 1];
    return [said(phrase(amountWords(amountOf(lone)), name), scan.at, end, lone), ...more];
  },
};

/** Rules for what begins with a digit, in order. */
export const FEET_RULES: readonly Rule[] = [COORDINATE, FEET_RANGE, FEET];
