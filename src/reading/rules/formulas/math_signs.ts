/**
 * Operators of mathematics and programming in plain characters: signs whose reading depends on their context.
 *
 * @module
 */
import type { Rule, Scan } from "../../tokens/scan.ts";
import { BOUNDS, INDEX_RULES } from "./indices.ts";
import { SLASH_RULES } from "./slashes.ts";

/** A letter that stands for a quantity, with what may be raised or lowered behind it. */
const LETTER = String.raw`[A-Za-zα-ωΑ-Ωϕϵϑ](?![\p{L}'’])`;

/** What an operator stands between: numbers, single letters, parentheses. */
const OPERAND_BEFORE =
  /(?:^|[^\p{L}\p{M}'’])(?:[A-Za-zα-ωΑ-Ωϕϵϑ]|[\p{N}\d.,]*[\p{N}\d]%?)[²³ⁿ⁰-₉)\]|!%°]*\s*$|[)\]|²³]\s*$/u;

const OPERAND_AFTER = /^\s*[-−+√∛]?\s*(?:[A-Za-zα-ωΑ-Ωϕϵϑ](?![\p{L}'’])|[\d.½-⅞(|√π∞[])/u;

/** Whether an operator at the place stands between two operands. */
function joinsOperands(scan: Scan, end: number): boolean {
  return OPERAND_BEFORE.test(scan.before(24)) && OPERAND_AFTER.test(scan.after(end, 8));
}

/** Whether an operator follows an operand, so that it is a verb. */
function followsOperand(scan: Scan): boolean {
  return OPERAND_BEFORE.test(scan.before(24));
}

const COMPARISONS: Readonly<Record<string, readonly [verb: string, preposition: string]>> = {
  "<": ["is less than", "less than"],
  ">": ["is greater than", "greater than"],
  "<=": ["is less than or equal to", "at most"],
  ">=": ["is greater than or equal to", "at least"],
  "≤": ["is less than or equal to", "at most"],
  "≥": ["is greater than or equal to", "at least"],
  "⩽": ["is less than or equal to", "at most"],
  "⩾": ["is greater than or equal to", "at least"],
  "≈": ["is approximately", "about"],
};

/** "a < b", "<18 years", "≥ 65", "p <= 0.05". */
const COMPARISON: Rule = {
  pattern: /<=(?!>)|>=|[<>≤≥⩽⩾≈](?![<>=-])/y,
  read([sign], scan) {
    const [verb, preposition] = COMPARISONS[sign] ?? ["", ""];
    const after = scan.after(scan.at + sign.length, 3);
    if (/^[<>]$/.test(sign) && /^[A-Za-z/]/.test(after) && !followsOperand(scan)) return "";
    if (sign === ">" && /<\/?[\p{L}\d](?:[\p{L}\d./]|, ?){0,30}$/u.test(scan.before(36))) return "";
    return followsOperand(scan) ? (asksFor(scan) ? verb.replace(/^is /, "") : verb) : preposition;
  },
};

/** Whether no verb is needed before the operator: "Is 17 > 12?", "∀x > 0". */
function asksFor(scan: Scan): boolean {
  const [, verb = ""] = scan.wordsBefore(2);
  return /^(?:is|are|was|be|for all|there exists)$/.test(verb);
}

/** "∀x ∈ S": where. */
const MEMBER: Rule = { pattern: /∈/y, read: (_match, scan) => asksFor(scan) ? "in" : undefined };

const OPERATORS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/!==?|=\/=|<>/y, "is not equal to"],
  [/===?/y, "equals"],
  [/<=>|<->|⇔/y, "if and only if"],
  [/:=/y, "is"],
  [/(?<=\d\s)::(?=\s\d)/y, "as"],
  [/(?<=[\d)])\*\*(?=[\p{L}\d(])|(?<=[\p{L}\d)]\s)\*\*(?=\s[\p{L}\d(])/uy, "to the power of"],
  [/(?<=(?:^|[^\p{L}])[\p{L}\d)] )<<(?= [\p{L}\d](?!\p{L}))/uy, "shifted left by"],
  [/(?<=(?:^|[^\p{L}])[\p{L}\d)] )>>(?= [\p{L}\d](?!\p{L}))/uy, "shifted right by"],
  [/(?<=(?:^|[^\p{L}\d])[a-z)\]] )%(?= (?:\d+|[a-z])(?![\p{L}\d]))/uy, "mod"],
  [/\+\/[-−–](?=\s?[\d.]*\d|\)|\s*$)/y, "plus or minus"],
  [/\*(?= FROM\b)|(?<=\p{L}\()\*(?=\))|(?<=(?:^|[\s/]))\*(?=\.[a-z]{1,5}(?!\p{L}))/uy, "star"],
  [/(?<=(?:^|[^\p{L}])\p{Lu} )\\(?= \p{Lu}(?![\p{L}'’]))/uy, "minus"],
  [/\*\*=/y, "star star equals"],
  [/\*=/y, "times equals"],
  [/(?<=\s)\/=(?=\s)/y, "slash equals"],
  [/\+=/y, "plus equals"],
  [/-=/y, "minus equals"],
  [/=>|-->|->|⟶|→/y, "to"],
  [/<--|<-/y, "from"],
  [/&&/y, "and"],
  [/\|\|/y, "or"],
];

/** Operators of two and more characters. */
const LONG_OPERATORS: readonly Rule[] = OPERATORS.map(([pattern, words]) => ({
  pattern,
  read([sign], scan) {
    if (/^[=-]/.test(sign) && /[=-]$/.test(scan.charBefore)) return undefined;
    // "a - > b" and rows of signs draw rather than speak.
    if (/^[=<>-]/.test(scan.after(scan.at + sign.length, 1))) return undefined;
    return scan.isSentenceStart && /^(?:->|=>|-->|→|==)/.test(sign) ? "" : words;
  },
}));

/** "++" and "--" behind a name; "C++". */
const INCREMENT: Rule = {
  pattern: /\+\+/y,
  read: (_match, scan) => /[\p{L}\d)\]]/u.test(scan.charBefore) ? "plus plus" : "",
};

/** "5 - 3", "5-3=2", "x - 1", "y = -x", "3 − 2". */
const MINUS: Rule = {
  pattern: new RegExp(String.raw`([-−–])( ?)(?=\.?\d|[(√|π]|${LETTER})`, "yu"),
  read(match, scan) {
    const [sign, dash = "", space = ""] = match;
    const before = scan.before(24);
    const end = scan.at + sign.length;
    const isSpaced = space !== "" && /\s$/.test(before);
    if (isSpaced) return joinsOperands(scan, end) && isArithmetic(scan, dash, end) ? "minus" : undefined;
    const isUnary = /(?:^|[=<>≤≥≈≠+×*/(,^√|:]|\b(?:to|is|by|of)\s)\s*$/.test(before) && space === "";
    if (
      isUnary && (dash === "−" || /[\d.(√|π]/.test(scan.after(end, 1)) || /[=<>(+*×^|]\s*$|\?[^?]*:\s*$/.test(before))
    ) {
      return "minus";
    }
    if (dash === "−") return "minus";
    // "3d6-1"
    if (space === "" && /(?:^|[^\p{L}\d])\d{0,2}d\d{1,3}$/u.test(before) && /^\d/.test(scan.after(end, 1))) {
      return "minus";
    }
    // "n-1", "arr[i-1]"
    if (
      space === "" && dash === "-" && /(?:^|[^\p{L}\d'-])[ijkmntxy]$/u.test(before) &&
      /^\d{1,3}(?![\p{L}\d-]|\.\d)/u.test(scan.after(end, 5))
    ) return "minus";
    const isTight = space === "" && /[\p{L}\d)²³]$/u.test(before) && joinsOperands(scan, end);
    return isTight && (/[²³]$/.test(before) || equationFollows(scan, end)) ? "minus" : undefined;
  },
};

/** Whether the context of a spaced hyphen is arithmetic: letters and numbers with no words close by, or an equation. */
function isArithmetic(scan: Scan, dash: string, end: number): boolean {
  if (dash === "−") return true;
  const isInParentheses = /\([\p{L}\d²³]{1,4}\s*$/u.test(scan.before(8)) &&
    /^\s*[\p{L}\d]{1,4}[²³]?\)/u.test(scan.after(end, 8));
  if (isInParentheses || equationFollows(scan, end) || /(?:[=+×÷*^²³√]| \/)\s*[^.!?]{0,12}$/.test(scan.before(24))) {
    return true;
  }
  return /\d\s*$/.test(scan.before(4)) && dash === "-" &&
    /^\s*\d{1,6}(?:\.\d+)?(?:\s*$|[\s.,;?!)](?!\s*\p{Lu}))/u.test(scan.after(end, 12));
}

/** Whether an equation continues after an operand: "-3=2", "- x + 1 = 0". */
function equationFollows(scan: Scan, end: number): boolean {
  return /^\s*[\p{L}\p{N}.]{1,12}[²³)]*(?:\s*[-−+×*/^]\s*[\p{L}\p{N}.]{1,8}[²³)]*){0,4}\s*[=<>≤≥≈≠]/u.test(
    scan.after(end, 60),
  );
}

/** "A-", "B−": a grade. */
const GRADE_MINUS: Rule = {
  pattern: /[-−](?=$|[\s,;:!?).])/y,
  read(_match, scan) {
    if (
      /(?:^|[\s(])(?:A|B|AB|O)$/.test(scan.before(3)) &&
      /^[-−] (?:blood|donors?|type|cells?)\b/.test(scan.after(scan.at))
    ) {
      return "minus";
    }
    if (!/(?:^|[\s(])[A-F]$/.test(scan.before(2))) return undefined;
    const [, before = ""] = scan.wordsBefore(2);
    const isAlone = /^(?:a|an|grade|got|to|or|of|from|with|earned|average|and|is|was|rated|score|scored)$/.test(before);
    return isAlone || /^[-−](?:$|[,;:!?).]| (?:in|or|and|to|on|for|average|grade)\b)/.test(scan.after(scan.at, 10))
      ? "minus"
      : undefined;
  },
};

/** "3 * 4", "2*3", "a*b". */
const TIMES: Rule = {
  pattern: /[*·∙⋅×x](?=\s?[\p{N}\p{L}(√-])/uy,
  read([sign], scan) {
    const end = scan.at + 1;
    if (sign === "x") {
      return /\d\s$/.test(scan.before(2)) && /^\s\d/.test(scan.after(end, 2)) ? "times" : undefined;
    }
    // "T: 555-0100 · F: 555-0101": a dot between parts of a line.
    if (sign === "·" && /^ \p{L}+:/u.test(scan.after(end, 12))) return undefined;
    // "price * qty"
    if (sign === "*" && /=[^*]*[\p{L}\d)] $/u.test(scan.before(40)) && /^ [\p{L}\d(]/u.test(scan.after(end, 2))) {
      return "times";
    }
    // "4 ft × 8 ft"
    if (
      sign === "×" && /\d ?(?:ft|in|m|cm|mm|yd|km|px)\.? ?$/.test(scan.before(10)) && /^ ?\d/.test(scan.after(end, 2))
    ) return "by";
    // "M8×1.25": a size rather than a product.
    if (sign === "×" && /(?:^|[^\p{L}])\p{Lu}\d{1,3} ?$/u.test(scan.before(8))) return "by";
    // "8.5×11 in.", "4 × 100 m relay"
    if (
      sign === "×" && /[\d½¼¾] ?$/.test(scan.before(2)) &&
      (/^\d+(?:\.\d+)?(?:["″]| ?(?:in|inch|inches|cm|mm|m|ft|feet|px)(?!\p{L}))/u.test(scan.after(end)) ||
        /^ ?\d+ ?m(?:eters?)? relay/.test(scan.after(end)))
    ) return "by";
    return joinsOperands(scan, end) ? "times" : sign === "×" ? "times" : undefined;
  },
};

/** "5! = 120", "n!": a factorial, not an exclamation. */
const FACTORIAL: Rule = {
  pattern:
    /(?<=! ?[+×*/÷−] ?\d{1,3})!|!(?=(?<=\([\p{L}\d]{1,4}[-−+][\p{L}\d]{1,4}\)!)|\s*[=+×*/÷<>≤≥≈)]|\s-\s|\s(?:is|grows|for|where|and|equals|denotes|means|ways|permutations)\b)/uy,
  read(_match, scan) {
    // "(Over £1,000!)" ends with an exclamation.
    const isInner = scan.text.charAt(scan.at + 1) !== ")" ||
      /\((?:[^()\p{L}]|(?<!\p{L})\p{L}(?!\p{L}))*$|\)$/u.test(scan.before(24));
    return isInner && /(?:^|[^\p{L}\d])(?:\d{1,3}|[a-z])$|\)$/u.test(scan.before(5)) ? "factorial" : undefined;
  },
};

/** "~5", "≈ 3", "± 2" before a number. */
const ABOUT: Rule = {
  pattern: /~(?= ?[$€£]?[\d.])/y,
  read: (_match, scan) => /^$|[\s("“'‘]/.test(scan.charBefore) ? "about" : undefined,
};

/** "‖v‖": a norm. */
const NORM: Rule = {
  pattern: /‖(?=[^‖\s][^‖\n]{0,20}‖)/y,
  read: (_match, scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : "the norm of",
};

/** "∇·E", "∇×B": what follows the operator of derivatives. */
const DEL: Rule = { pattern: /(?<=∇)[·×]/y, read: ([sign]) => sign === "·" ? "dot" : "cross" };

/** "n×n", "an m × n matrix". */
const BY_LETTERS: Rule = {
  pattern: /(?<=(?:^|[^\p{L}])\p{L} ?)×(?= ?\p{L}(?!\p{L}))/yu,
  read: (_match, scan) =>
    /^(\p{L})×\1/u.test(scan.text.slice(scan.at - 1, scan.at + 2)) ||
      /^× ?\p{L} (?:matrix|matrices|grid|board|table|array)\b/u.test(scan.after(scan.at))
      ? "by"
      : undefined,
};

/** "|x| < 5": an absolute value. */
const ABSOLUTE: Rule = {
  pattern: /\|(?=[^\s|][^|\n]{0,30}[^\s|]\||[^\s|]\|)/y,
  read(_match, scan) {
    return /[\s=+*/(<>"“-]/.test(scan.charBefore) || scan.charBefore === "" ? "the absolute value of" : undefined;
  },
};

/** "≠", "±" and the like are read by the table of signs. A ":" between letters of a proportion is not. */
export const SIGN_RULES: readonly Rule[] = [
  FACTORIAL,
  BOUNDS,
  MEMBER,
  NORM,
  DEL,
  BY_LETTERS,
  ...LONG_OPERATORS,
  COMPARISON,
  INCREMENT,
  GRADE_MINUS,
  MINUS,
  TIMES,
  ...SLASH_RULES,
  ...INDEX_RULES,
  ABOUT,
  ABSOLUTE,
];
