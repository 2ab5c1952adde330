/**
 * Numbers and mixtures of letters and digits that identify: telephone numbers, codes, cards, models, hashes.
 *
 * @module
 */
import { isSpelledElement } from "./formulas/chemistry.ts";
import { greekName, letterNames } from "../verbalize/letters.ts";
import { cardinal, inPairs, phrase, pluralOf, spelled } from "../verbalize/numbers.ts";
import { isShifted } from "../verbalize/shifted.ts";
import type { Rule, Scan } from "../tokens/scan.ts";
import { AREA_SLASH, EXTENSION, groups, INTERNATIONAL, PHONE, PHONE_KEY, SHORT_PHONE, VANITY } from "./telephone.ts";
import { said, type Token, wordToken } from "../tokens/token.ts";
import { NAMED_STANDARD_RULES } from "./versions.ts";

/** "9-1-1", "123-45-6789", card numbers, ISBNs: groups of digits that are not a range. */
const GROUPED: Rule = {
  pattern:
    /\d{1,5}(?:-\d{1,6}){2,5}(?![\d%]|[-.,:/]\d)|\d{4}(?:[ -]\d{4}){2,4}(?!\d)|\d{4} \d{6} \d{5}(?!\d)|1[38]00 \d{3} \d{3}(?![ -]?\d)/y,
  // "10-5-1" and "68-70-71-69" are results.
  read: ([whole], scan) =>
    /^[1-9]\d?(?:-(?:0|[1-9]\d?)){2,3}$/.test(whole) &&
        (/[(;] ?$/.test(scan.before(2)) || !/^9-1-1$|^\d\d-\d\d-\d\d$/.test(whole)) ||
      /^[1-9]\d?(?:-[1-9]\d?){2}$/.test(whole) && SHARED_OUT.test(scan.after(scan.at + whole.length))
      ? phrase(...whole.split("-").map((part) => cardinal(part)))
      : groups(whole),
};

/** What is named after its numbers: "the 20-20-20 rule", "a 10-20-10 fertilizer". */
const SHARED_OUT = /^ (?:rules?|plan|budget|split|method|diet|ratio|fertilizer|formation|offense|rep scheme)\b/;

/** "xxx-xx-1234", "****4242", "XXXX 5678": numbers whose first digits are hidden. */
const MASKED: Rule = {
  pattern: /(?:[xX]{2,6}[ -]?|[*•]{2,6}[ -]?){1,4}(\d{2,4})(?![\p{L}\d]|[-.,]\d)/yu,
  read([whole, digits = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const hidden = whole.match(/x/gi)?.length ?? 0;
    return phrase(...Array.from({ length: hidden }, () => "X"), hidden > 0 ? "," : undefined, spelled(digits));
  },
};

/** Words that introduce a code. */
const CODE_WORDS =
  /^(?:mastercard|amex|code|codes|pin|otp|passcode|password|passphrase|zip|zipcode|postcode|ssn|account|acct|tracking|confirmation|reference|ref|serial|ticket|order|booking|reservation|policy|case|invoice|license|licence|vin|isbn|imei|routing|card|verification|extension|ext|badge|member|id|token|iban|cvv|cvc|f a|mfa|passport|visa|permit|squawk|barcode|upc|sku|ein|tin|po|p o)$/;
/** Words that may stand between such a word and the digits. */
const BETWEEN =
  /^(?:is|was|are|it's|number|no|code|your|the|ends|ending|in|with|my|use|enter|of|number:|#|:|postal|area)$/;

/** Whether the words before mention a code. */
function followsCodeWord(scan: Scan): boolean {
  for (const word of scan.wordsBefore(5)) {
    if (CODE_WORDS.test(word)) return true;
    if (!BETWEEN.test(word)) return false;
  }
  return false;
}

/** "Your code is 276983", "PIN: 0042", "zip 60614", "ID 40-71". */
const CODE: Rule = {
  pattern:
    /(?:\d{3}(?: \d{3}){1,3}|\d{2,19}-\d{2,7}|\d{3,19})(?![\p{L}\d]|[.,:/]\d|%| ?(?:am|pm|kg|km|cm|mm|m|ml|mg|g|GB|MB|dollars|people|items|times|days|hours|minutes|points)\b)/yu,
  read: ([digits], scan) =>
    followsCodeWord(scan) || AS_CODE.test(scan.after(scan.at + digits.length)) || /^0\d/.test(digits) ||
      isLabel(scan, digits) || isTown(scan, digits)
      ? groups(digits)
      : undefined,
};

/** "Enter 5529 as the PIN." */
const AS_CODE =
  /^ (?:as (?:the|your|a|my) (?:\p{L}+ )?(?:PIN|code|passcode|password|OTP|combination)\b|to (?:unlock|verify|confirm|log in|sign in)\b)/u;

/** "75008 Paris": a town follows its code. */
function isTown(scan: Scan, digits: string): boolean {
  if (
    digits.length === 5 && /, \p{Lu}\p{Ll}{2,} $/u.test(scan.before(24)) &&
    /^(?:\s*$|[,.)"”])/.test(scan.after(scan.at + 5, 3))
  ) {
    return true;
  }
  return digits.length === 5 && !digits.endsWith("00") &&
    /^ \p{Lu}\p{Ll}{2,}(?:\s*$|[,.\n])/u.test(scan.after(scan.at + 5, 20));
}

/** Whether bare digits are not a quantity: there are many, or "number" introduces them. */
function isLabel(scan: Scan, digits: string): boolean {
  if (/^\d{2}-\d{3,6}$/.test(digits)) return scan.lastWord === "number";
  if (!/^\d+$/.test(digits) || digits.endsWith("000")) return false;
  return digits.length > 8 || digits.length > 4 && /^(?:number|nr)$/.test(scan.lastWord.toLowerCase());
}

/** "City, ST 12345", "12345-6789". */
const ZIP: Rule = {
  pattern: /(\d{5})(?:-(\d{4}))?(?![\p{L}\d]|[.,:/-]\d|%)/yu,
  read([whole, , more], scan) {
    const isState = /, ?[A-Z]{2} $/.test(scan.before(8));
    return more !== undefined || isState ? groups(whole) : undefined;
  },
};

/** "# of users": how many. */
const NUMBER_OF: Rule = {
  pattern: /#(?= of \p{L})/yu,
  read: (_match, scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : "number",
};

/** "#48213", "№ 5", "# 12". */
const NUMBER_SIGN: Rule = {
  pattern: /(?:#|№|No\.|no\.) ?(\d{1,20})(?![\p{L}\d]|[.,]\d)/yu,
  read: ([, digits = ""], scan) =>
    // "C# 12" is a language and its version.
    /\p{L}/u.test(scan.charBefore)
      ? undefined
      : phrase("number", digits.length > 4 ? groups(digits) : cardinal(digits)),
};

/** The name of a digit or a letter. */
function nameOf(char: string): string {
  return /\d/.test(char) ? cardinal(char) : char.toUpperCase();
}

/** "0xFF", "0b101", "#FF8800". */
const HEX: Rule = {
  pattern:
    /0([xX][\dA-Fa-f]{1,16}|[bB][01]{1,16}|[oO][0-7]{1,16})(?![\p{L}\d])|#([\dA-Fa-f]{6}|[\dA-Fa-f]{3})(?![\p{L}\d])/yu,
  read([, hex, color], scan) {
    const digits = hex?.slice(1) ?? color ?? "";
    const isColor = /^(?:colou?r|background|border|fill|stroke|hex|shade)$/i.test(
      scan.lastWord || [...scan.wordsBefore(1)].join(""),
    );
    if (hex === undefined && !isColor && !/^(.)\1\1$/.test(digits) && /^\d{3}$|^[a-f]+$/i.test(digits)) {
      return undefined;
    }
    const read = [...digits].map(nameOf).join(" ");
    return phrase(hex === undefined ? "hash" : `zero ${hex.charAt(0).toUpperCase()}`, read);
  },
};

/** The parts of a mixture of letters and digits. */
const MIXTURE =
  /(?=[\p{L}]*\d)(?=\d*\p{L})[\p{L}\d]{2,24}(?:-(?=[\p{L}\d]*\d|\p{Lu}{1,3}(?![\p{L}]))[\p{L}\d]{1,12})*(?![\p{L}\d])(?:(?<=\d)'s(?!\p{L}))?|\p{Lu}{1,5}-\d{1,5}(?:-\d{1,4})?\p{L}?(?![\p{L}\d])(?:(?<=\d)'s(?!\p{L}))?/uy;

/** "H1N1", "221B", "COVID-19", "T-800", "x64", "B2B", "SAVE20", "2FA", "GPT-4o". */
const MIXED: Rule = {
  pattern: MIXTURE,
  read([whole], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore) || [...whole].some(isShifted)) return undefined;
    // "2πr" is a product.
    if (/^\d+[α-ωΑ-Ω]\p{L}/u.test(whole)) return undefined;
    if (Object.hasOwn(SOUNDS, whole.toLowerCase()) && (whole === "K8s" || !/^\p{Lu}/u.test(whole))) {
      return SOUNDS[whole.toLowerCase()];
    }
    const [, games] = /^[Bb]o([1-9])$/.exec(whole) ?? [];
    if (games !== undefined) return phrase("best of", cardinal(games));
    const [, team] = /^(\d{2})ers$/.exec(whole) ?? [];
    if (team !== undefined) return `${cardinal(team).replace(/e$/, "")}ers`;
    if (isHexadecimal(whole)) return [...whole].map(nameOf).join(" ");
    const tokens: Token[] = [];
    const isCode = /^iban$/i.test(scan.lastWord) || whole.length > 7 && /\d{3}/.test(whole) && followsCodeWord(scan);
    for (
      const { 0: part, index } of whole.matchAll(
        /\d+(?:\.\d+)?|\p{Lu}?\p{Ll}{2,}|\p{L}+?(?=\p{Lu}\p{Ll}{2}|[^\p{L}]|$)/gu,
      )
    ) {
      const start = scan.at + index;
      const end = start + part.length;
      const previous = tokens.at(-1);
      if (/\d/.test(part)) tokens.push(said(isCode ? spelled(part) : digitsOf(part), start, end, part));
      else if (part === "s" && whole.charAt(index - 1) === "'" && previous?.kind === "said") {
        // "COVID-19's" is a possessive.
        tokens[tokens.length - 1] = said(`${previous.words}'s`, previous.start, end, previous.tagAs);
      } else if (part === "s" && end === scan.at + whole.length && previous?.kind === "said" && tokens.length > 1) {
        // "F-16s" is a plural.
        tokens[tokens.length - 1] = said(pluralOf(previous.words), previous.start, end, previous.tagAs);
      } else tokens.push(...lettersOf(part, start, end));
    }
    return tokens;
  },
};

/** Whether it is a short hash: "9fceb02". */
function isHexadecimal(text: string): boolean {
  return /^[\da-f]{6,9}$/.test(text) && (text.match(/\d(?=[a-f])|[a-f](?=\d)/g)?.length ?? 0) > 1;
}

/** Digits of a name: `A320` "three twenty", `RTX4090` "forty ninety", `221B` "two twenty one". */
function digitsOf(digits: string): string {
  return digits.length > 4 || digits.startsWith("0") ? spelled(digits) : inPairs(digits);
}

/** "q6h", "q4-6h", "q15min": how often a medicine is taken. */
const DOSING: Rule = {
  pattern: /q(\d{1,2})(?:[-–](\d{1,2}))?(h(?:rs?)?|min)(?![\p{L}\d])/yiu,
  read: ([, from = "", to, unit], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : phrase(
      "every",
      cardinal(from),
      to === undefined ? undefined : `to ${cardinal(to)}`,
      unit === "min" ? "minutes" : "hours",
    ),
};

/** "3d6-1", "d20 + 5": a throw of dice. */
const DICE: Rule = {
  pattern: /(\d{0,3})d(\d{1,3})(?:([+−-])(\d{1,3}))?(?![\p{L}\d])/yu,
  read: ([, dice = "", sides = "", sign, more = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) || sign === undefined ? undefined : phrase(
      dice === "" ? undefined : cardinal(dice),
      "D",
      cardinal(sides),
      sign === "+" ? "plus" : "minus",
      cardinal(more),
    ),
};

/** Chat spellings with digits for sounds. */
const SOUNDS: Readonly<Record<string, string>> = {
  l8r: "later",
  l8: "late",
  gr8: "great",
  m8: "mate",
  w8: "wait",
  h8: "hate",
  str8: "straight",
  b4: "before",
  "4ever": "forever",
  "2gether": "together",
  "2nite": "tonight",
  "2day": "today",
  "2moro": "tomorrow",
  "2morrow": "tomorrow",
  k8s: "kubernetes",
};

/** Letters of a name: up to three are spelled, more are read as a word. */
function lettersOf(part: string, start: number, end: number): Token[] {
  if (part === "UP") return [said("up", start, end, part)];
  const greek = greekName(part);
  if (greek !== undefined) return [said(greek, start, end, part)];
  const isSpelled = part.length === 1 || (/^\p{Lu}+$/u.test(part) && part.length <= 3) ||
    (part.length <= 3 && !/[aeiouy]/i.test(part)) || isSpelledElement(part);
  if (isSpelled && !/^(?:COP|INT|PIN|CAT|VAT|SAT|VIP)$/.test(part)) {
    return [said(letterNames(part), start, end, part)];
  }
  return [wordToken(part, start, end, true)];
}

/** Rules for tokens that begin with a digit, a plus or a parenthesis. */
export const IDENTIFIER_RULES: readonly Rule[] = [
  HEX,
  VANITY,
  AREA_SLASH,
  GROUPED,
  INTERNATIONAL,
  PHONE,
  SHORT_PHONE,
  ZIP,
  CODE,
];

/** Rules for the sign of a number. */
export const NUMBER_SIGN_RULES: readonly Rule[] = [MASKED, PHONE_KEY, NUMBER_OF, NUMBER_SIGN, HEX];

/** Rules for letters and digits together. */
export const MIXED_RULES: readonly Rule[] = [MIXED];

/** Rules for names of standards, before numbers with units. */
export const STANDARD_RULES: readonly Rule[] = [MASKED, EXTENSION, DICE, DOSING, ...NAMED_STANDARD_RULES];
