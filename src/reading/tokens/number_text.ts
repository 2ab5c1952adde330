/**
 * Written numbers: with thousands separators, a decimal point or comma, a sign.
 *
 * @module
 */
import type { Amount } from "../verbalize/currencies.ts";
import { cardinal, decimal, phrase, year } from "../verbalize/numbers.ts";

/** A whole number: `1,234`, `1 000 000`, `1'000`, `12,34,567`, `42`. */
const WHOLE = String
  .raw`\d{1,3}(?:,\d{3})+(?!\d)|[1-9]\d{0,2} \d{3}(?= ?(?:[€₽₴₸]|zł|Kč|(?:kr|Ft|EUR|PLN|SEK|NOK|DKK|CZK|HUF|CHF)\b))|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?: \d{3}){2,}(?![\d-])|[1-9]\d{0,2} 000(?!\d)|\d{1,3}(?:'\d{3})+(?!\d)|\d{1,60}`;

/** Source of a regular expression for a number, whole or with a fraction, also `.5`. It has no groups. */
export const NUMBER: string = String.raw`(?:(?:${WHOLE})(?:\.\d{1,60})?|\.\d{1,60})`;

/** The same, or a number in continental European notation: `1.234,56`, `1 234,56`, `1.000.000`, `1,5`. */
export const ANY_NUMBER: string = String
  .raw`(?:\d{1,3}(?:[. ]\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d{1,6},\d{1,2}(?![\d,])|${NUMBER})`;

/** Signs of a number. A hyphen is a sign only if nothing precedes it directly; rules check that. */
export const SIGN = "[-−–+]";

/**
 * Extracts the digits of a number.
 *
 * @param written A match of {@linkcode ANY_NUMBER}.
 * @param isEuropean Whether a single period separates thousands, as in "€1.234".
 */
export function amountOf(written: string, isEuropean = false): Amount {
  const text = written.replace(/[' ]/g, "");
  const isContinental = /^\d{1,3}(?:\.\d{3})+,\d{1,2}$|^\d{1,3}(?:\.\d{3}){2,}$|^\d+,\d{1,2}$|^0,\d{1,6}$/.test(text) ||
    (isEuropean && /^\d{1,3}\.\d{3}$/.test(text));
  const [whole = "", fraction] = isContinental
    ? text.replaceAll(".", "").split(",")
    : text.replaceAll(",", "").split(".");
  return fraction === undefined ? { whole } : { whole, fraction };
}

/** Whether an amount is exactly one, which takes a singular unit. */
export function isOne(amount: Amount): boolean {
  return amount.whole === "1" && amount.fraction === undefined;
}

/** Reads an amount as a quantity. */
export function amountWords({ whole, fraction }: Amount): string {
  return fraction === undefined ? cardinal(whole) : decimal(whole, fraction);
}

/** The word for a sign. */
export function signWord(sign: string | undefined): string | undefined {
  if (sign === undefined || sign === "") return undefined;
  return sign === "+" ? "plus" : "minus";
}

/** Reads a quantity with its sign. */
export function signedWords(sign: string | undefined, amount: Amount): string {
  return phrase(signWord(sign), amountWords(amount));
}

/** Whether four digits are more likely a year than a quantity. */
export function looksLikeYear(digits: string): boolean {
  return digits.length === 4 && Number(digits) >= 1100 && Number(digits) < 2100;
}

/** Reads digits that stand alone: years and similar numbers in pairs, others as quantities. */
export function plainWords(digits: string): string {
  return looksLikeYear(digits) ? year(digits) : cardinal(digits);
}
