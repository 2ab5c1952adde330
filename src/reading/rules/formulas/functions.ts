/**
 * Functions of mathematics by name: values, logarithms, limits, derivatives, angles.
 *
 * @module
 */
import { signWord } from "../../tokens/number_text.ts";
import type { Rule } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { letterNames } from "../../verbalize/letters.ts";
import { cardinal, phrase } from "../../verbalize/numbers.ts";

const FUNCTIONS = new Set([
  "sin",
  "cos",
  "tan",
  "log",
  "ln",
  "exp",
  "max",
  "min",
  "sqrt",
  "lim",
  "arcsin",
  "arccos",
  "arctan",
]);

/** "f(x)", "sin(x)", "P(A)". */
const FUNCTION: Rule = {
  pattern: /(sin|cos|tan|log|ln|exp|max|min|sqrt|[fghFGHOPp])['′″]{0,2}\((?=[-−]?[\p{L}\d])/uy,
  read([whole, name = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const inner = scan.after(scan.at + whole.length, 24);
    const isMath = name.length === 1
      ? /^[-−]?[\p{L}\d]{1,2}(?: ?[-+*/,|∩∪] ?[\p{L}\d]{1,3})*\)|^[fgh]\([\p{L}\d]{1,2}\)\)/u.test(inner) ||
        name === "O" && /^(?:\d{1,2}|[\p{Ll}\d^²³·* +]{1,10}|(?:\p{Ll} )?log [\p{Ll}\d]{1,2})\)/u.test(inner)
      : FUNCTIONS.has(name);
    if (!isMath) return undefined;
    const names: Readonly<Record<string, string>> = {
      sin: "sine",
      cos: "cosine",
      tan: "tangent",
      ln: "natural log",
      exp: "exponential",
      sqrt: "square root",
    };
    const end = scan.at + name.length;
    const prime = /″|['′]{2}/.test(whole) ? "double prime" : /['′]/.test(whole) ? "prime" : undefined;
    return [
      said(phrase(name.length === 1 ? name.toUpperCase() : names[name] ?? name, prime), scan.at, end),
      said("of", end, scan.at + whole.length),
    ];
  },
};

/** "log2(8)", "log10(x)": a logarithm with its base. */
const LOGARITHM: Rule = {
  pattern: /log(2|10)\((?=[\p{L}\d])/yu,
  read: ([, base = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : phrase("log base", cardinal(base), "of"),
};

/** "lim_{x→0}": a limit. */
const LIMIT: Rule = {
  pattern: /lim_\{([a-z]) ?(?:→|->) ?([-−]?)(∞|\d{1,3}|[a-z])([+−-]?)\}/y,
  read: ([, letter = "", sign, target = "", side], scan) =>
    /\p{L}/u.test(scan.charBefore) ? undefined : phrase(
      "the limit as",
      letter.toUpperCase(),
      "approaches",
      signWord(sign),
      target === "∞" ? "infinity" : /\d/.test(target) ? cardinal(target) : target.toUpperCase(),
      side === "" || side === undefined ? undefined : `from ${side === "+" ? "above" : "below"}`,
      "of",
    ),
};

const TRIGONOMETRY: Readonly<Record<string, string>> = {
  sin: "sine",
  cos: "cosine",
  tan: "tangent",
  cot: "cotangent",
  sec: "secant",
  csc: "cosecant",
};

/** "tan⁻¹(x)": the function that undoes another one. */
const INVERSE: Rule = {
  pattern: /(sin|cos|tan|cot|sec|csc)(?:⁻¹|\^-1|\^\{-1\})/y,
  read: ([, name = ""], scan) => /\p{L}/u.test(scan.charBefore) ? undefined : phrase("inverse", TRIGONOMETRY[name]),
};

/** "dy/dx": a derivative. */
const DERIVATIVE: Rule = {
  pattern: /d(\p{L})\/d(\p{L})(?!\p{L})/yu,
  read: ([, over = "", under = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : letterNames(`d${over}d${under}`),
};

/** "sin²θ", "cos x": before a power, a Greek letter, a number of degrees. */
const TRIGONOMETRIC: Rule = {
  pattern:
    /(sin|cos|tan|cot|sec|csc)(?=[²³⁻]|\^[\d-]| ?\d{0,3}[α-ωΑ-Ωϕϵϑ]| ?\d{1,3}°| [xyt](?![\p{L}'])\s?(?:[-+=*/]|$|[.,]))/uy,
  read: ([name], scan) => /[\p{L}]/u.test(scan.charBefore) ? undefined : TRIGONOMETRY[name],
};

/** Rules for tokens that begin with a letter. */
export const FUNCTION_RULES: readonly Rule[] = [LOGARITHM, LIMIT, INVERSE, DERIVATIVE, TRIGONOMETRIC, FUNCTION];
