/**
 * What stands raised or lowered at a quantity: exponents, indices, bounds, roots.
 *
 * @module
 */
import type { Rule } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { cardinal, fraction, phrase } from "../../verbalize/numbers.ts";
import { LOWERED_CLASS, plainOf, power, RAISED_CLASS } from "../../verbalize/shifted.ts";

/** "x²", "10³", "(a + b)²", "x^2", "2^10", "e^(x+1)". */
const POWER: Rule = {
  pattern: new RegExp(
    String.raw`[${RAISED_CLASS}]{1,8}|\^(?:([+-]?[\dA-Za-z]{1,6})(?![\p{L}\d])|\{([^{}]{1,20})\}|\((?=[^()]{1,20}\)))`,
    "yu",
  ),
  read([whole, bare, braced], scan) {
    // "foo@^1.2" is a range of versions.
    if (!/[\p{L}\p{N})\]|∇\ufffc]/u.test(scan.charBefore)) {
      return bare === undefined ? "" : [said("caret", scan.at, scan.at + 1)];
    }
    if (whole === "^(") return [said("to the", scan.at, scan.at + 1)];
    const exponent = plainOf(bare ?? braced ?? whole);
    if (/^[+−-]$/.test(exponent)) return exponent === "+" ? "plus" : "minus";
    if (
      exponent === "-1" && /(?:^|[^\p{L}])[fgh]$/u.test(scan.before(2)) &&
      scan.text.charAt(scan.at + whole.length) === "("
    ) {
      return "inverse of";
    }
    if (/^\d$/.test(exponent) && exponent === "1" && whole.startsWith("¹")) return "";
    const words = power(exponent);
    // A longer exponent is read after its opening brace.
    return words === "" && braced !== undefined ? [said("to the", scan.at, scan.at + 2)] : words;
  },
};

/** "⁴/₃": a fraction in raised and lowered digits. */
const SMALL_FRACTION: Rule = {
  pattern: /([⁰¹²³⁴-⁹]{1,3})\/([₀-₉]{1,3})/yu,
  read: ([, over = "", under = ""], scan) =>
    phrase(/\d$/.test(scan.charBefore) ? "and" : undefined, fraction(plainOf(over), plainOf(under))),
};

const ROOTS: Readonly<Record<string, string>> = { "³": "cube", "⁴": "fourth", "⁵": "fifth" };

/** "³√27": a root with its index. */
const ROOT: Rule = {
  pattern: /([³⁴⁵])√/y,
  read: ([, index = ""], scan) => /[\p{L}\d)]/u.test(scan.charBefore) ? undefined : `the ${ROOTS[index] ?? ""} root of`,
};

/** "P(A|B)", "{x | x > 0}": a condition. */
const GIVEN: Rule = {
  pattern: /\|(?=\s?[\p{L}\d])/uy,
  read(_match, scan) {
    if (/\bP\([^()|]{1,16}$/.test(scan.before(20))) return "given";
    return /\{ ?\p{L}(?: ?∈ ?\p{L}{1,2})? $/u.test(scan.before(12)) ? "such that" : undefined;
  },
};

/** "∫₀¹", "∑ᵢ₌₁ⁿ": the bounds behind the sign. */
export const BOUNDS: Rule = {
  pattern: new RegExp(
    `([∫∑∏])(?:([${LOWERED_CLASS}]{1,6})\\^?([${RAISED_CLASS}∞]{1,4})|([${RAISED_CLASS}∞]{1,4})([${LOWERED_CLASS}]{1,6})|_\\{([^{}]{1,12})\\}\\^(?:\\{([^{}]{1,12})\\}|([\\p{L}\\d∞])))`,
    "yu",
  ),
  read([, sign = "", lowered, raised, raised2, lowered2, from, braced, to]) {
    const name = sign === "∫" ? "the integral" : sign === "∑" ? "the sum" : "the product";
    return phrase(
      name,
      "from",
      shiftedWords(lowered ?? lowered2 ?? from ?? ""),
      "to",
      shiftedWords(raised ?? raised2 ?? braced ?? to ?? ""),
      "of",
    );
  },
};

/** "H₂O", "x₁", "aₙ₊₁", "log₂ 8". */
const INDEX: Rule = {
  pattern: new RegExp(`[${LOWERED_CLASS}]{1,8}`, "y"),
  read([whole], scan) {
    const words = shiftedWords(whole);
    return scan.lastWord === "log" ? phrase("base", words) : words;
  },
};

/** Signs within indices and bounds. */
const SIGNS: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "−": "minus",
  "=": "equals",
  "∞": "infinity",
};

/** Numbers, names of letters and signs of raised or lowered characters. */
function shiftedWords(shifted: string): string {
  return phrase(
    ...(plainOf(shifted).match(/\d+|./gu) ?? []).map((part) =>
      /\d/.test(part)
        ? cardinal(part)
        : /[a-z]/.test(part)
        ? part.toUpperCase()
        : Object.hasOwn(SIGNS, part)
        ? SIGNS[part]
        : undefined
    ),
  );
}

/** Rules for tokens that begin with a sign, in order. */
export const INDEX_RULES: readonly Rule[] = [SMALL_FRACTION, ROOT, GIVEN, POWER, INDEX];
