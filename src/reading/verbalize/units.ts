/**
 * Units of measure.
 *
 * @module
 */
import { phrase } from "./numbers.ts";
import { UNITS } from "./unit_names.ts";

/** Units that are also English words or letters, so that a space before them must not make them units. */
const ONLY_ATTACHED = new Set(["N", "J", "mo", "pt", "MP", "kt"]);

const UNIT_NAMES: string = Object.keys(UNITS).sort((a, b) => b.length - a.length)
  .map((unit) => unit.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
const POWER = String.raw`[²³]?(?:\^?[23](?!\d))?`;

/** Alternatives of a regular expression for plain units, the longest first. */
export const UNIT_PATTERN: string = UNIT_NAMES;

/** The source of a regular expression for a unit with powers and denominators: `m/s²`, `mg/dL`, `km²`. No group. */
export const FULL_UNIT: string = String
  .raw`(?:${UNIT_NAMES})${POWER}(?:[·⋅](?:${UNIT_NAMES})${POWER})?(?: ?\/ ?(?:${UNIT_NAMES}|K)${POWER})*(?![\p{L}\d°⁻])`;

/** Whether a unit may stand after a number and a space. */
export function mayStandApart(unit: string): boolean {
  return !ONLY_ATTACHED.has(unit);
}

/** Units that are not words, so that they are units even without a number: "in kg", "per kWh". */
const ALONE =
  /^(?:kg|km|cm|mm|mg|ml|mL|dL|kWh|MWh|kW|MW|GW|GHz|MHz|kHz|Hz|lbs|oz|tbsp|Tbsp|tsp|hrs|mins|secs|yrs|kcal|kJ|mAh|km²|m²|m³|cm²|cm³|mcg|mmHg|psi|rpm|fps|mpg|ppm|ppb)$/;

/** Whether a unit is one without a number too. */
export function mayStandAlone(unit: string): boolean {
  return ALONE.test(unit);
}

/** Whether a text is a unit. */
function isUnit(text: string): boolean {
  return Object.hasOwn(UNITS, text);
}

/**
 * Reads a unit after an amount.
 *
 * @param unit As it is written: `km`, `m/s²`, `mg/dL`, `km^2`.
 * @param isOne Whether the amount is exactly one.
 * @returns Words; `undefined` if a part of it is not a unit.
 */
export function unitWords(unit: string, isOne: boolean): string | undefined {
  const [first = "", ...others] = unit.split(/\s?\/\s?/);
  const [factor = "", second] = isUnit(first) ? [first] : first.split(/[·⋅]/);
  const multiplied = second === undefined ? undefined : powered(second, isOne);
  const main = second === undefined
    ? powered(factor, isOne)
    : multiplied === undefined
    ? undefined
    : phrase(powered(factor, true), multiplied);
  const rest = others.map((part) => part === "K" ? "kelvin" : powered(part, true));
  if (main === undefined || rest.includes(undefined)) return undefined;
  return phrase(main, ...rest.map((part) => `per ${part}`));
}

/** A unit with its power: "square meters", "meters per second squared". */
function powered(unit: string, isOne: boolean): string | undefined {
  const [, name = "", power = ""] = /^(.*?)\^?([²³23]?)$/u.exec(unit) ?? [];
  const names = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (names === undefined) return undefined;
  const words = isOne ? names[0] : names[1];
  if (power === "") return words;
  const isLength = /meters?$|inch(?:es)?$|foot$|feet$|yards?$|miles?$/.test(words);
  const isSquare = power === "²" || power === "2";
  if (isLength) return phrase(isSquare ? "square" : "cubic", words);
  return phrase(words, isSquare ? "squared" : "cubed");
}
