/**
 * Raised and lowered characters: exponents, indices, ordinals.
 *
 * @module
 */
import { greekName } from "./letters.ts";
import { cardinal, ordinal, phrase } from "./numbers.ts";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢₐₑₒₓₕⱼₖₗₘₚₛₜᵣᵤᵥ";
const PLAIN = "0123456789+-=()niaeoxhjklmpstruv";

/** Characters of a regular expression's class. */
export const RAISED_CLASS = RAISED;
/** Characters of a regular expression's class. */
export const LOWERED_CLASS = LOWERED;

/** Whether a character is raised or lowered. */
export function isShifted(char: string): boolean {
  return RAISED.includes(char) || LOWERED.includes(char);
}

/** Raised or lowered characters as plain ones. */
export function plainOf(shifted: string): string {
  return [...shifted].map((char) => {
    const at = Math.max(RAISED.indexOf(char), LOWERED.indexOf(char));
    return at < 0 ? char : PLAIN.charAt(at);
  }).join("");
}

/**
 * Reads an exponent after its base: "squared", "to the twenty third", "to the minus four", "to the N".
 *
 * @param exponent Plain characters: digits, a sign, letters.
 */
export function power(exponent: string): string {
  if (exponent === "T") return "transpose";
  if (exponent === "2") return "squared";
  if (exponent === "3") return "cubed";
  if (/^\d+$/.test(exponent)) return phrase("to the", ordinal(exponent));
  const [, sign = "", digits = "", letters = ""] = /^([+−-]?)(\d*)([A-Za-zα-ω]{0,4})$/.exec(exponent) ?? [];
  const words = phrase(
    sign === "" ? undefined : sign === "+" ? "plus" : "minus",
    digits === "" ? undefined : cardinal(digits),
    ...[...letters].map((letter) => greekName(letter) ?? letter.toUpperCase()),
  );
  return words === "" ? "" : phrase("to the", words);
}
