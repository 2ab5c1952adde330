/**
 * Formulas of chemistry: compounds and ions.
 *
 * @module
 */
import { letterNames } from "../../verbalize/letters.ts";
import { cardinal, inPairs, phrase } from "../../verbalize/numbers.ts";
import { LOWERED_CLASS, plainOf, RAISED_CLASS } from "../../verbalize/shifted.ts";
import type { Rule } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";

/** The symbols of the elements. */
const ELEMENTS = new Set(
  ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo " +
    "Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra U Pu Th Pa Am").split(
      " ",
    ),
);

/** Whether a part of a formula is an element whose symbol looks like a short word: "Fe2O3". */
export function isSpelledElement(part: string): boolean {
  return part.length === 2 && ELEMENTS.has(part) && /[aeiouy]/i.test(part);
}

/** "H₂SO₄", "CO₂": letters of a formula, told by the lowered digits beside them. */
const CHEMICAL: Rule = {
  pattern: new RegExp(String.raw`[A-Za-z]{1,4}(?=[${LOWERED_CLASS}])|[A-Z][A-Za-z]{0,3}(?![\p{L}\d])`, "yu"),
  read([letters], scan) {
    const isBehind = LOWERED_CLASS.includes(scan.charBefore) && scan.charBefore !== "";
    const isBefore = LOWERED_CLASS.includes(scan.text.charAt(scan.at + letters.length) || " ");
    if (!isBehind && (!isBefore || /[\p{L}\d]/u.test(scan.charBefore) || letters === "log")) return undefined;
    return letterNames(letters);
  },
};

const PART = /[A-Z][a-z]?|\d+/g;

/** "CaCO3", "NaOH", "C6H12O6": elements, each by its letters. */
const COMPOUND: Rule = {
  pattern: /(?:[A-Z][a-z]?\d{0,3}){2,12}(?![\p{L}\d'’]|-\d)/yu,
  read([whole], scan) {
    if (/[\p{L}\d-]/u.test(scan.charBefore) || !/[A-Z][a-z]/.test(whole)) return undefined;
    const parts = Array.from(whole.matchAll(PART), ({ 0: part }) => part);
    const elements = parts.filter((part) => !/\d/.test(part));
    if (!elements.every((part) => ELEMENTS.has(part))) return undefined;
    // Without a digit only salts, acids, bases and oxides are formulas: "NaCl", "KOH", "CuO".
    if (!/\d/.test(whole) && !/^(?:[A-Z][a-z]?)+(?:Cl|Br|OH|O|S)$/.test(whole)) return undefined;
    return parts.map((part) => /\d/.test(part) ? cardinal(part) : letterNames(part)).join(" ");
  },
};

/** "Ca(OH)₂", "Al(NO3)3": an element before a group. */
const BASE: Rule = {
  pattern: /[A-Z][a-z]?(?=\((?:[A-Z][a-z]?[₀-₉\d]{0,2}){2,4}\)[₀-₉\d])/yu,
  read: ([symbol], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) || !ELEMENTS.has(symbol) ? undefined : letterNames(symbol),
};

/** "(OH)₂": the group itself. */
const GROUP: Rule = {
  pattern: /([A-Z]{2})(?=\)[₀-₉\d])/yu,
  read: ([, letters = ""], scan) => /[A-Za-z]\($/.test(scan.before(2)) ? letterNames(letters) : undefined,
};

/** "2NaOH", "3HCl": an amount of a compound in a reaction. */
const AMOUNT: Rule = {
  pattern: /(\d{1,2})((?:[A-Z][a-z]?\d{0,2}){2,8})(?![\p{L}\d])/yu,
  read([, amount = "", formula = ""], scan) {
    const parts = formula.match(PART) ?? [];
    const isReaction = /[+→⇌=]|->/.test(scan.before(100) + scan.after(scan.at, 100)) && /[a-z]|[A-Z]\d/.test(formula);
    if (!isReaction || parts.some((part) => !/\d/.test(part) && !ELEMENTS.has(part))) return undefined;
    return phrase(cardinal(amount), ...parts.map((part) => /\d/.test(part) ? cardinal(part) : letterNames(part)));
  },
};

/** Words beside which two letters are an element. */
const CHEMISTRY =
  /\b(?:elements?|atom|atoms|atomic|metals?|ions?|symbol|electrons?|reacts?|oxides?|periodic|isotopes?|alloys?|valence)\b/i;

/** "Fe + S → FeS": an element by itself in the equation of a reaction; not a word such as "In". */
const REACTANT: Rule = {
  pattern: /(?!As|At|Be|He|In|No|Am|Pa)([A-Z][a-z])(?![\p{L}\d'’])/yu,
  read([, symbol = ""], scan) {
    const isReaction = /^\s*(?:[+→⇌]|->)/.test(scan.after(scan.at + 2, 4)) || /(?:[+→⇌]|->)\s*$/.test(scan.before(4));
    const isTold = CHEMISTRY.test(scan.before(60) + scan.after(scan.at + 2, 60)) &&
      !/^[\s,]*\p{Lu}\p{Ll}/u.test(scan.after(scan.at + 2, 4));
    const isModel = symbol === "Ti" && /\d{3,4} $/.test(scan.before(5));
    if (!isReaction && !isTold && !isModel || !ELEMENTS.has(symbol) || /[\p{L}\d]/u.test(scan.charBefore)) {
      return undefined;
    }
    return letterNames(symbol);
  },
};

/** Elements by name, where isotopes are spoken of. */
const NAMES: Readonly<Record<string, string>> = {
  H: "hydrogen",
  He: "helium",
  C: "carbon",
  N: "nitrogen",
  O: "oxygen",
  F: "fluorine",
  P: "phosphorus",
  K: "potassium",
  Co: "cobalt",
  Sr: "strontium",
  Tc: "technetium",
  I: "iodine",
  Cs: "cesium",
  Rn: "radon",
  Ra: "radium",
  Th: "thorium",
  U: "uranium",
  Pu: "plutonium",
};

/** "¹⁴C", "²³⁵U": an isotope. */
const ISOTOPE: Rule = {
  pattern: new RegExp(String.raw`([${RAISED_CLASS}]{1,3})([A-Z][a-z]?)(?![\p{L}\d])`, "yu"),
  read([, raised = "", symbol = ""], scan) {
    const mass = plainOf(raised);
    if (/[\p{L}\d)]/u.test(scan.charBefore) || !/^\d+$/.test(mass)) return undefined;
    return phrase(NAMES[symbol] ?? letterNames(symbol), inPairs(mass));
  },
};

/** What follows a charge, unless it is an operator between two operands. */
const NO_OPERAND = String.raw`(?![\p{L}\d${RAISED_CLASS}+−=-]|\s?[\d(])`;

/** "Na+", "Cl-", "Ca²⁺", "Fe3+": an element with its charge. */
const ION: Rule = {
  pattern: new RegExp(String.raw`([A-Z][a-z]?)([${RAISED_CLASS}]|\d)?([⁺⁻+−-])${NO_OPERAND}`, "yu"),
  read([whole, letters = "", digit, sign], scan) {
    const isElement = ELEMENTS.has(letters) && (letters.length > 1 || sign !== "-");
    if (/[\p{L}\d]/u.test(scan.charBefore) || !isElement) return undefined;
    const end = scan.at + whole.length;
    const middle = scan.at + letters.length;
    return [said(letterNames(letters), scan.at, middle, letters), said(chargeWords(digit, sign), middle, end)];
  },
};

/** "SO₄²⁻": the charge behind a lowered digit or a letter of the formula. */
const CHARGE: Rule = {
  pattern: new RegExp(String.raw`([${RAISED_CLASS}])?([⁺⁻+−-])${NO_OPERAND}`, "yu"),
  read([, digit, sign], scan) {
    const isBehind = new RegExp(`[${LOWERED_CLASS})\\]]$`, "u").test(scan.charBefore);
    return isBehind && (digit !== undefined || /[⁺⁻]/.test(sign ?? "")) ? chargeWords(digit, sign) : undefined;
  },
};

function chargeWords(digit: string | undefined, sign: string | undefined): string {
  const number = plainOf(digit ?? "");
  return phrase(number === "" ? undefined : cardinal(number), /[+⁺]/.test(sign ?? "") ? "plus" : "minus");
}

/** "the 5' end", "5'-ATG-3'": an end of a strand of DNA. */
const STRAND_END: Rule = {
  pattern:
    /([35])['′](?:(?=-(?:[ACGTUN]{2,}|UTR|cap|end|phosphate|OH|hydroxyl|triphosphate)| (?:end|ends|UTR|cap|untranslated|splice|overhang|exonuclease|phosphate|to [35]['′]|hydroxyl|region)\b|-to-[35]['′])|(?<=(?:[ACGTUN]{2,}-| to |-to-)[35]['′]))/y,
  read: ([, number = ""]) => phrase(cardinal(number), "prime"),
};

/** "sp³": a hybrid orbital. */
const ORBITAL: Rule = {
  pattern: /sp([²³])(?![\p{L}\d])/yu,
  read: ([, power], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : phrase("S P", power === "²" ? "two" : "three"),
};

/** Rules for tokens that begin with a letter. */
export const CHEMISTRY_RULES: readonly Rule[] = [ORBITAL, ION, BASE, GROUP, COMPOUND, REACTANT, CHEMICAL];

/** Rules for tokens that begin with a digit. */
export const AMOUNT_RULES: readonly Rule[] = [STRAND_END, AMOUNT];

/** Rules for tokens that begin with a sign. */
export const CHARGE_RULES: readonly Rule[] = [CHARGE, ISOTOPE];
