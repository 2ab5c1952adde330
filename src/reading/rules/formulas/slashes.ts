/**
 * Slashes between amounts, letters and units: rates, quotients, prices.
 *
 * @module
 */
import type { Rule } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { abbreviationOf } from "../../verbalize/abbreviations.ts";
import { currencyOf } from "../../verbalize/currencies.ts";
import { phrase } from "../../verbalize/numbers.ts";
import { unitWords } from "../../verbalize/units.ts";

/** A letter that stands for a quantity. */
const LETTER = String.raw`[A-Za-zα-ωΑ-Ωϕϵϑ](?![\p{L}'’])`;

/** "450,000/μL", "80/mm²": how many in each. */
const PER_UNIT: Rule = {
  pattern: /\/ ?((?:[μmd]?[Ll]|[mck]?m[²³23]|kWh|MWh|GB|MB|TB|min|hr|mi|ft|yd|ac|ha)(?![\p{L}\d]))/yu,
  read([, unit = ""], scan) {
    const words = /[\dkM¢€£%] ?$/.test(scan.before(2)) && scan.last?.kind === "said"
      ? unitWords(unit, true)
      : undefined;
    return words === undefined ? undefined : phrase("per", words);
  },
};

/** What an amount may be for: "$9.99/month", "3/day". */
const PER: Rule = {
  pattern:
    /\/ ?(mo|yr|hr|wk|sec|min|day|d|month|year|hour|week|night|minute|second|sq\.? ?(?:ft|m|in|mi|km)|[Ss][Ff]|user|person|seat|unit|item|lb|oz|kg|bbl|gal|sqft|mile|km|ea|gallon|capita|share|page|word|token|request|side|bag|box|bottle|pack|piece|serving|group|cup|slice|tablet|dose|plate|guest|head|couple|child|adult|kid|class|session|visit|trip|ticket|call|text|message|card|match|game|season|kill|round|turn|hit|level|win|h)\b\.?/y,
  read([whole, name = ""], scan) {
    // "365 days/yr"
    const isCounted = scan.last?.kind === "word" && /s$/.test(scan.lastWord) && scan.tokens.at(-2)?.kind === "said";
    const isEnclosed = scan.last?.kind === "mark" && scan.last.mark === ")" && scan.tokens.at(-2)?.kind === "said";
    if (!isCounted && !isEnclosed && (scan.last?.kind !== "said" || !/[\d$¢€£%\p{L}.×]$/u.test(scan.charBefore))) {
      return undefined;
    }
    if (name === "ea") return [said("each", scan.at, scan.at + whole.replace(/\.$/, "").length)];
    const word = unitWords(name, true) ?? abbreviationOf(name)?.words ??
      (name === "mo" ? "month" : name === "d" ? "day" : /^sf$/i.test(name) ? "square foot" : name);
    const end = scan.at + whole.length;
    return [
      said("per", scan.at, scan.at + 1),
      said(
        word,
        scan.at + whole.indexOf(name),
        whole.endsWith(".") && /^\s*$/.test(scan.after(end, 3)) ? end - 1 : end,
      ),
    ];
  },
};

/** The last word of a number. */
const NUMBER_WORD =
  /(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred|thousand|illion)$/;

/** "a/b", "7 / 2", "(x + 1)/2". */
const OVER: Rule = {
  pattern: /\/(?=\s?[\p{L}\d($£€Δ∂])/uy,
  read(_match, scan) {
    const end = scan.at + 1;
    // "L2/L5" lists lines.
    if (
      /(?:^|[^\p{L}])\p{Lu}\d{1,2}$/u.test(scan.before(5)) &&
      /^\p{Lu}\d{1,2}(?![\p{L}\d]| ?=)/u.test(scan.after(end, 6))
    ) {
      return "";
    }
    // "₹83.29/$" is a rate, "4/$10" a price for several.
    const sign = scan.text.charAt(end);
    if (/^[$£€](?!\.?\d)/.test(scan.after(end, 3)) && /\d$/.test(scan.charBefore)) {
      return [said(phrase("per", currencyOf(sign)?.one), scan.at, end + 1)];
    }
    if (/^[$£€]/.test(scan.after(end, 1))) {
      return /[$£€][\d.,]*\d$/.test(scan.before(12)) ? "" : /\d$/.test(scan.charBefore) ? "for" : undefined;
    }
    // "order A-1049/B", "030/123456": parts of a code.
    if (/(?:\p{Lu}-?\d{2,}|(?:^|[^\d.,])0\d+)$/u.test(scan.before(12)) && /^[\p{Lu}\d]/u.test(scan.after(end, 1))) {
      return "slash";
    }
    // "Windows 95/98/NT" and "BRCA1/2" list.
    if (/\p{Lu}{2}\d{1,2}$/u.test(scan.before(4)) && /^\d{1,2}(?![\p{L}\d/])/u.test(scan.after(end, 3))) return "";
    if (/\d$/.test(scan.charBefore) && /^\d{1,4}\/\p{Lu}/u.test(scan.after(end, 6))) return "";
    // "kr 250 / 250 kr": amounts of something rather than numbers.
    if (/\d\s?$/.test(scan.before(3)) && /^\s?\d/.test(scan.after(end, 2))) {
      // "6–7/10" rates, "8.8.8.8 / 1.1.1.1" lists.
      if (/\d ?[-–] ?\d{1,2}$/.test(scan.before(6)) && /^10(?!\d)/.test(scan.after(end, 3))) return "out of";
      if (/\d(?:\.\d{1,3}){3} ?$/.test(scan.before(16))) return "";
      return NUMBER_WORD.test(scan.lastWord) ? "divided by" : "";
    }
    // "(gain − cost)/cost × 100"
    if (
      scan.charBefore === ")" && /^\p{Ll}{2,}(?: ?[×*+=−]|\s*$|[.,])/u.test(scan.after(end)) &&
      /[=−+×*]/.test(scan.before(40))
    ) return "over";
    // "sum(xs) / len(xs)"
    if (/\)\s$/.test(scan.before(2)) && /^\s[\p{L}_][\p{L}\d_.]{0,30}\(/u.test(scan.after(end))) return "divided by";
    // "180 °C/350 °F" are two measures of one thing.
    if (/\d ?(?:°[CF]|\p{L}{1,3})$/u.test(scan.before(8)) && /^\d/.test(scan.after(end, 1))) return "";
    const isTitle = /(?:^|[^\p{L}])\p{Lu}$/u.test(scan.before(2)) && /^\p{Lu}(?!\p{L})/u.test(scan.after(end, 2));
    if (isTitle && !/^.\s?[=+]/.test(scan.after(end, 3))) return "";
    const isLetter = new RegExp(String.raw`^\s?(?:[Δ∂δ]?${LETTER}|\d|\()`, "u").test(scan.after(end, 4));
    return isLetter && /(?:^|[^\p{L}])(?:[Δ∂δ]?\p{L}|\p{L}?\p{N})\s?$|[)!]\s?$/u.test(scan.before(4))
      ? "over"
      : undefined;
  },
};

/** Rules for slashes, in order. */
export const SLASH_RULES: readonly Rule[] = [PER, PER_UNIT, OVER];
