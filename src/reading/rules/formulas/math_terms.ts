/**
 * Terms of mathematics in plain characters: powers of ten, sizes, coefficients, functions, indices.
 *
 * @module
 */
import { FUNCTION_RULES } from "./functions.ts";
import { isAdjective } from "../numbers/contextual_units.ts";
import { amountOf, amountWords, NUMBER, signWord } from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said, type Token } from "../../tokens/token.ts";
import { greekName, letterNames } from "../../verbalize/letters.ts";
import { cardinal, phrase, pluralOf } from "../../verbalize/numbers.ts";
import { FULL_UNIT, unitWords } from "../../verbalize/units.ts";
import { LOWERED_CLASS, plainOf, power, RAISED_CLASS } from "../../verbalize/shifted.ts";

/** Whether the words before ask for a product: "What is 9 x 7". */
function asksForProduct(scan: Scan): boolean {
  return [...scan.wordsBefore(4)].some((word) => /^(?:what's|what|calculate|compute|multiply)$/.test(word));
}

/** What is so many wide and so many long: "a 3 × 3 grid", "2×4 lumber". */
const ARRANGED =
  /^ (?:matrix|matrices|grids?|tables?|arrays?|squares?|tiles?|kernels?|filters?|determinant|lumber|boards?|studs?|beams?|planks?|plywood|cubes?|puzzle|lattice|system)\b/;

/** "1920x1080", "3x4", "2 x 4 inches": sizes. */
const SIZE: Rule = {
  pattern: new RegExp(
    String.raw`(${NUMBER})( ?)([x×])\2(${NUMBER})(?:\2[x×]\2(${NUMBER}))?(?: ?(${FULL_UNIT}))?(?![\p{L}\d²³⁰-⁹]|\.\d)`,
    "yu",
  ),
  read([whole, a = "", space = "", sign, b = "", c, unit], scan) {
    // "4 x 3 =" and "What is 9 x 7?" multiply.
    const isProduct = /^ ?=/.test(scan.after(scan.at + whole.length, 2)) || unit === undefined && c === undefined &&
        [...scan.wordsBefore(3)].some((word) => /^(?:what's|what|calculate|compute|multiply)$/.test(word)) ||
      unit === undefined && c === undefined && /^\?/.test(scan.after(scan.at + whole.length, 1));
    if (space !== "" && isProduct) return undefined;
    // "0x80070035" is a number in hexadecimal digits.
    if (a === "0" && sign === "x" && space === "") return undefined;
    const isSize = sign === "x"
      ? space === "" || !/[=+]/.test(scan.text.slice(scan.at, scan.at + 30))
      : /^\d{3,}$/.test(a) && /^\d{3,}$/.test(b) ||
        unit !== undefined && /^(?:[mc]?m|in|ft|km|px)$/.test(unit) ||
        space === "" && /^(?:a|an)$/i.test(scan.lastWord) && !/^ ?[=+]/.test(scan.after(scan.at + whole.length, 2)) ||
        ARRANGED.test(scan.after(scan.at + whole.length, 16));
    if (!isSize) return undefined;
    const read = (text: string) => /^\d{4}$/.test(text) ? pairs(text) : amountWords(amountOf(text));
    const sides = [a, b, c].flatMap((side) => side === undefined ? [] : [read(side)]).join(" by ");
    // "3x45s" are times, "2x6s" boards.
    if (unit === "s" && c === undefined && Number(b) >= 15) return phrase(read(a), "times", read(b), "seconds");
    if (unit === "s" && whole.endsWith(`${c ?? b}s`)) return pluralOf(sides);
    const end = scan.at + whole.length;
    // "2 x 400g tins" are two of them.
    if (unit !== undefined && c === undefined && /^(?:k?g|m?[lL]|c[lL]|oz|lbs?)$/.test(unit)) {
      return phrase(read(a), "times", read(b), unitWords(unit, isAdjective(scan, end)));
    }
    if (unit === undefined && /^["″](?= [\p{Ll}]|\s*$|[.,;)])/u.test(scan.after(end, 4)) && !scan.isInQuotation) {
      return [said(phrase(sides, isAdjective(scan, end + 1, true) ? "inch" : "inches"), scan.at, end + 1)];
    }
    const isShort = unit !== undefined && /^\. \p{Ll}/u.test(scan.after(end, 3));
    const describes = isAdjective(scan, isShort ? end + 1 : end);
    return phrase(sides, unit === undefined ? undefined : unitWords(unit, describes));
  },
};

function pairs(digits: string): string {
  const high = cardinal(digits.slice(0, 2));
  return digits.endsWith("00")
    ? cardinal(digits)
    : phrase(high, digits[2] === "0" ? "oh" : undefined, cardinal(String(Number(digits.slice(2)))));
}

/** "6.02×10²³", "3.5e-4", "1e6", "10^6". */
const SCIENTIFIC: Rule = {
  pattern: new RegExp(
    String
      .raw`([-−]?)(${NUMBER})(?:[eE]([-+−]?)(\d{1,3})(?![\p{L}\d])| ?[×x*·] ?10(?:([${RAISED_CLASS}]{1,5})|\^\{?([-−+]?\d{1,3})\}?))(?: ?(${FULL_UNIT}))?(?: ?\/ ?(${FULL_UNIT}))?`,
    "yu",
  ),
  read([, sign = "", number = "", eSign, e, raised, caret, unit, per], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const exponent = e === undefined
      ? plainOf(raised ?? caret ?? "")
      : `${eSign === "-" || eSign === "−" ? "-" : ""}${e}`;
    const isBareTen = e !== undefined && number === "1" && sign === "";
    return phrase(
      signWord(sign),
      isBareTen ? "one" : amountWords(amountOf(number)),
      "times ten",
      toThe(exponent),
      unit === undefined ? undefined : unitWords(unit, false),
      per === undefined ? undefined : `per ${unitWords(per, true) ?? ""}`,
    );
  },
};

/** "5 % 2 = 1": what is left of a division. */
const REMAINDER: Rule = {
  pattern: /(\d{1,6}) % (\d{1,6})(?= ?(?:=|\?|is\b))/y,
  read: ([, all = "", by = ""]) => phrase(cardinal(all), "mod", cardinal(by)),
};

/** An exponent of ten, which is never "squared". */
function toThe(exponent: string): string {
  return exponent === "2" ? "to the second" : exponent === "3" ? "to the third" : power(exponent.replace("−", "-"));
}

/** "△DEF", "∠ABC", "triangle PQR": corners by their letters. */
const CORNERS: Rule = {
  pattern: /\p{Lu}{2,4}(?![\p{L}\d'’])/yu,
  read: ([letters], scan) =>
    /[△∠▱] ?$/.test(scan.before(2)) ||
      letters.length > 2 &&
        /\b(?:[Tt]riangles?|[Aa]ngles?|[Qq]uadrilateral|[Pp]arallelogram) $/.test(scan.before(16)) &&
        !/^ \p{Lu}{2}/u.test(scan.after(scan.at + letters.length, 3))
      ? letterNames(letters)
      : undefined,
};

/** "2x + 1", "3πr²", "mc²": a coefficient and letters, each by name. */
const TERM: Rule = {
  pattern: new RegExp(
    String
      .raw`(\d{0,4})([A-Za-zα-ωΑ-Ωϕϵϑ]{1,3})(?=[${RAISED_CLASS}]|(?<=\d[A-Za-z])[${LOWERED_CLASS}]|\^[\d({]| ?[=+×÷] ?[-−]?[\d(A-Za-zα-ωΑ-Ωϕϵϑ√]|\s*$|\)|[.,;:!?"”](?![\p{L}\d])| - \d)`,
    "yum",
  ),
  read(match, scan) {
    const [whole, digits = "", letters = ""] = match;
    const after = scan.after(scan.at + whole.length, 8);
    const isRaised = new RegExp(String.raw`^(?:[${RAISED_CLASS}${LOWERED_CLASS}]|\^[\d({])`, "u").test(after);
    const isEquation = /[=+−^]|^\s*[×÷]/.test(after) || /[=+×÷]\s*[^\s.!?]{0,6}\s?$/.test(scan.before(12)) ||
      (after.startsWith(")") && /[-−+*/²³]\s?$/.test(scan.before(2)) && !/\p{L}{2}-$/u.test(scan.before(3)));
    // "timeout = 30s," has a unit; a coefficient is told by what follows in the formula.
    const end = scan.at + whole.length;
    const isLast = /^[.,;:!?"”]/.test(after) || after === "" && scan.text.slice(end).trim() !== "";
    if (isLast && digits !== "" && /^[A-Za-z]+$/.test(letters)) return undefined;
    // "100k+ users" are more.
    if (/[\p{L}\d]/u.test(scan.charBefore) || /^\+ \p{L}{2}/u.test(after)) return undefined;
    if (digits === "" && letters.length === 1 && !isRaised) return undefined;
    const isProduct = digits === "" && letters.length < 4 && /(?:^|[^\p{L}'])[A-Za-z] ?= ?$/u.test(scan.before(5)) &&
        /^[^aeiou]?[^aeiouy][^aeiou]?$|^[mpwv][av]$|^\p{Lu}+$/u.test(letters) ||
      /^(?:ma|mgh|mv|at)$/.test(letters) && /= ?$/.test(scan.before(2)) ||
      /^[bdy]i$/.test(letters) && /(?:^|[^\p{L}])[acx] ?[+−-] ?$/u.test(scan.before(5));
    if (isProduct) {
      return [...letters].map((letter, index) =>
        said(greekName(letter) ?? letter.toUpperCase(), scan.at + index, scan.at + index + 1, letter)
      );
    }
    const isGreek = /[α-ωΑ-Ωϕϵϑ]/u.test(letters) && letters.length < 4;
    if (!isRaised && !isGreek && (digits === "" || letters.length > 2 || !isEquation)) return undefined;
    // "km²" and "10μm" are units.
    if (
      (letters.length > 1 || letters === "Ω") &&
      /^(?:ms|μ[mgLlsFAVM]|[kM]?Ω|[kcmdn]m|[km]?g|m[lL]|dL|[kMG]?Hz|[kMGT]B|[kM]W|kJ|mAh|dB|ft|in|yd|mi|sq|lb|oz|hr|min|sec)$/
        .test(letters)
    ) {
      return undefined;
    }
    const tokens: Token[] = digits === "" ? [] : [said(cardinal(digits), scan.at, scan.at + digits.length, digits)];
    [...letters].forEach((letter, index) => {
      const start = scan.at + digits.length + index;
      tokens.push(said(greekName(letter) ?? letter.toUpperCase(), start, start + 1, letter));
    });
    return tokens;
  },
};

/** A single Greek letter by name, with the quantity behind it: "π", "Δx", "ΔxΔp". */
const GREEK: Rule = {
  pattern: /([α-ωΑ-Ωϕϵϑħ])((?:[A-Za-z][α-ωΑ-Ωϕϵϑ])*[A-Za-z]?(?!\p{L}))?/uy,
  read: ([, letter = "", more = ""]) =>
    phrase(...[...letter, ...more].map((char) => greekName(char) ?? char.toUpperCase())),
};

/** "x_1", "a_i", "a_{ij}". */
const SUBSCRIPT: Rule = {
  pattern: /([A-Za-zα-ωΑ-Ω])_(?:(\d{1,3}|[a-z])(?![\p{L}\d_])|\{([a-zα-ω]{1,3})\})/uy,
  read([, letter = "", index = "", braced], scan) {
    if (/[\p{L}\d_]/u.test(scan.charBefore)) return undefined;
    const name = greekName(letter) ?? letter.toUpperCase();
    if (braced !== undefined) {
      return phrase(name, "sub", ...[...braced].map((char) => greekName(char) ?? char.toUpperCase()));
    }
    return phrase(name, /\d/.test(index) ? cardinal(index) : `sub ${index.toUpperCase()}`);
  },
};

/** Rules for what begins with a digit, before other numbers. */
export const SCIENTIFIC_RULES: readonly Rule[] = [SCIENTIFIC, SIZE, REMAINDER, TERM];

/** "x 10 days", "x7d": how long. */
const FOR_DAYS = /^x ?\d{1,3} ?(?:d|days?|wks?|weeks?|mos?|months?|hrs?|hours?|mins?|minutes?)\b/;

/** "CABG x3.": how many times, behind what was counted. */
function isRepeated(scan: Scan): boolean {
  return /^x(?!1\b|16|32|64|86)\d{1,3}(?:$|[.,;!)])/.test(scan.after(scan.at, 6)) && scan.last?.kind === "word" &&
    /\p{L}{3} $/u.test(scan.before(4)) &&
    !/^(?:and|for|let|find|solve|where|with|from|set|variables?)$/i.test(scan.lastWord) &&
    !/[=+]/.test(scan.before(60) + scan.after(scan.at, 60));
}

/** "4 x 4 = 16", "3 m x 4 m": the letter as a sign. */
const LETTER_X: Rule = {
  pattern: /x(?= ?\d)/y,
  read(_match, scan) {
    if (FOR_DAYS.test(scan.after(scan.at)) && /\s/.test(scan.charBefore)) return "for";
    if (isRepeated(scan)) return "times";
    if (scan.last?.kind !== "said" || !/[\s'"′″]/.test(scan.charBefore)) return undefined;
    if (scan.charBefore === " " && !/^x \d/.test(scan.after(scan.at, 3))) return undefined;
    return /^x \d[\d.]{0,8}(?: ?=|\?)/.test(scan.after(scan.at)) || asksForProduct(scan) ? "times" : "by";
  },
};

/** "the (n+1)th", "the i-th": the end of an ordinal. */
const ORDINAL_END: Rule = {
  pattern: /th(?![\p{L}\d])/yu,
  read: ([written], scan) =>
    !/\)$|(?:^|[^\p{L}])\p{L}-$/u.test(scan.before(3))
      ? undefined
      : [{ kind: "pronounced", written, say: "/θ/", start: scan.at, end: scan.at + written.length }],
};

/** Rules for tokens that begin with a letter. */
export const MATH_WORD_RULES: readonly Rule[] = [
  ORDINAL_END,
  LETTER_X,
  CORNERS,
  ...FUNCTION_RULES,
  SUBSCRIPT,
  TERM,
  GREEK,
];
