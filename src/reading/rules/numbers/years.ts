/**
 * Years alone: decades, short years, fiscal years.
 *
 * @module
 */
import type { Rule } from "../../tokens/scan.ts";
import { cardinal, phrase, pluralOf, year } from "../../verbalize/numbers.ts";

/** "1920s", "'90s", "1990's music", "in his 30s". */
const DECADE: Rule = {
  pattern: /'?(\d{1,3}0)['’]?[sS](?![\p{L}\d])/yu,
  read([whole, digits = ""], scan) {
    const isDuration = /^\d{2,3}s$/.test(whole) &&
      (/[=×] ?$/.test(scan.before(2)) || /\d ?x$/.test(scan.before(3)) ||
        /^(?:takes?|took|lasts?|lasted|for|after|within|wait|every|about|only|timeout|in|another|rest|hold|plank|pause|sleep|sprint)$/
          .test(
            scan.lastWord.toLowerCase(),
          ) ||
        /^ (?:on|off|hold|plank|sprint|rest)\b/.test(scan.after(scan.at + whole.length)) &&
          !/^(?:the|her|his|my|their|our|your|late|early|mid)$/.test(scan.lastWord) ||
        /^ (?:ago|later|timer|timeout|delay|video|clip|left|each|interval)/.test(scan.after(scan.at + whole.length)));
    if (isDuration) return phrase(cardinal(digits), "seconds");
    return pluralOf(digits.length === 4 ? year(digits) : cardinal(digits));
  },
};

/** "'98", "class of '05". */
const SHORT_YEAR: Rule = {
  pattern: /'(\d{2})(?![\p{L}\d'])/yu,
  read: ([whole, digits = ""], scan) =>
    scan.text.charAt(scan.at + whole.length) === '"' && !scan.isInQuotation ? undefined : plainYear(digits),
};

/** "FY25", "FY2024/25": a fiscal year. */
export const FISCAL_YEAR: Rule = {
  pattern: /FY ?'?(\d{4}|\d{2})(?:[-–/](\d{4}|\d{2}))?(?![\p{L}\d]|[-–/.]\d)/yu,
  read([, first = "", second], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const short = (digits: string) => digits.length === 4 ? year(digits) : plainYear(digits);
    return phrase("F Y", short(first), second === undefined ? undefined : short(second));
  },
};

/** A year without its century: "oh five", "ninety eight". */
function plainYear(digits: string): string {
  return digits.startsWith("0") ? phrase("oh", cardinal(digits.slice(1))) : cardinal(digits);
}

/** Rules for tokens that begin with a digit or an apostrophe. */
export const YEAR_RULES: readonly Rule[] = [DECADE, SHORT_YEAR];
