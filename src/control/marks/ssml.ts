/**
 * Elements of SSML (W3C, https://www.w3.org/TR/speech-synthesis11/) that are taken for marks: `break`, `prosody`,
 * `emphasis`, `say-as`, `sub`.
 *
 * @module
 */
import { LONGEST_PAUSE_MS } from "./bracket.ts";
import type { FoundMark, Mark, Prosody } from "./mark.ts";

/** An element found in a text. */
export interface FoundElement extends FoundMark {
  /** What stands in its place. */
  readonly text?: string;
  /** How that is pronounced. */
  readonly say?: string;
}

/** Longest tag, and longest `say-as` or `sub` with its content, in UTF-16 units. */
const MAX_TAG_CHARS = 200;
const MAX_SAY_AS_CHARS = 300;

const NAMES = ["break", "prosody", "emphasis", "say-as", "speak", "sub"];

const OPENING = /<\/?([a-z-]*)/iy;
const TAG = /<(\/?)([a-z-]+)((?:[ \t][^<>\n]{0,180})?)\/?>/iy;
const SAY_AS = /<(say-as|sub)([ \t][^<>\n]{0,180})>([^<>\n]{1,100})<\/\1>/iy;
const OPEN_SAY_AS = /<(?:say-as|sub)[ \t][^<>\n]*(?:>[^<>\n]*(?:<\/?[a-z-]*)?)?$/iy;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))/gi;

/** Lengths of breaks by their strength, ms. */
const BREAKS: Readonly<Record<string, number>> = {
  "none": 0,
  "x-weak": 0,
  "weak": 150,
  "medium": 300,
  "strong": 600,
  "x-strong": 1000,
};
const RATES: Readonly<Record<string, number>> = {
  "x-slow": 0.5,
  "slow": 0.75,
  "medium": 1,
  "default": 1,
  "fast": 1.3,
  "x-fast": 1.7,
};
/** Semitones. */
const PITCHES: Readonly<Record<string, number>> = {
  "x-low": -6,
  "low": -3,
  "medium": 0,
  "default": 0,
  "high": 3,
  "x-high": 6,
};
/** Decibels. */
const VOLUMES: Readonly<Record<string, number>> = {
  "silent": -40,
  "x-soft": -12,
  "soft": -6,
  "medium": 0,
  "default": 0,
  "loud": 4,
  "x-loud": 8,
};
const EMPHASES: Readonly<Record<string, Prosody>> = {
  strong: { rate: 0.85, pitchSt: 2.5, gainDb: 3 },
  moderate: { rate: 0.92, pitchSt: 1.5, gainDb: 1.5 },
  none: { rate: 1, pitchSt: 0, gainDb: 0 },
  reduced: { rate: 1.08, pitchSt: -1, gainDb: -2 },
};

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/**
 * Reads the element that begins at a `<`.
 *
 * @param text The text.
 * @param at Index of the `<`.
 * @param ended Whether the text is complete.
 * @returns The element; `more` if undecided, `undefined` if it is none of these.
 */
export function elementAt(text: string, at: number, ended: boolean): FoundElement | "more" | undefined {
  const [opening = "", written = ""] = match(OPENING, text, at) ?? [];
  const name = written.toLowerCase();
  if (at + opening.length === text.length) {
    return !ended && NAMES.some((known) => known.startsWith(name)) ? "more" : undefined;
  }
  if (!NAMES.includes(name)) return undefined;
  const isOpening = !opening.startsWith("</");
  if ((name === "say-as" || name === "sub") && isOpening) {
    const whole = match(SAY_AS, text, at);
    if (whole !== null) return sayAs(whole);
    const isOpen = !ended && text.length - at < MAX_SAY_AS_CHARS && match(OPEN_SAY_AS, text, at) !== null;
    if (isOpen) return "more";
  }
  // Without an alias it is HTML's.
  if (name === "sub") return undefined;
  const tag = match(TAG, text, at);
  if (tag === null) return !ended && isOpenTag(text, at) ? "more" : undefined;
  const [whole, , , attributes = ""] = tag;
  return { length: whole.length, marks: marksOf(name, isOpening, attributesOf(attributes), whole.endsWith("/>")) };
}

function isOpenTag(text: string, at: number): boolean {
  return text.length - at < MAX_TAG_CHARS && !/[<>\n]/.test(text.slice(at + 1));
}

function marksOf(name: string, opens: boolean, attributes: Attributes, isEmpty: boolean): Mark[] {
  if (name === "break" && opens) return [{ kind: "pause", ms: breakMs(attributes) }];
  if ((name !== "prosody" && name !== "emphasis") || isEmpty) return [];
  if (!opens) return [{ kind: "prosody_end" }];
  if (name === "emphasis") {
    return [{ kind: "prosody", ...EMPHASES[attributes.get("level") ?? ""] ?? EMPHASES["moderate"]! }];
  }
  return [{
    kind: "prosody",
    rate: rateOf(attributes.get("rate") ?? ""),
    pitchSt: pitchOf(attributes.get("pitch") ?? ""),
    gainDb: volumeOf(attributes.get("volume") ?? ""),
  }];
}

type Attributes = ReadonlyMap<string, string>;

function attributesOf(text: string): Attributes {
  return new Map(
    Array.from(
      text.matchAll(ATTRIBUTE),
      ([, name = "", double, single, bare]) => [name.toLowerCase(), (double ?? single ?? bare ?? "").trim()] as const,
    ),
  );
}

function breakMs(attributes: Attributes): number {
  const [, digits, unit] = /^\+?(\d{1,5}(?:\.\d{0,3})?|\.\d{1,3})(ms|s)?$/.exec(attributes.get("time") ?? "") ?? [];
  if (digits !== undefined) return Math.min(LONGEST_PAUSE_MS, Number(digits) * (unit === "s" ? 1000 : 1));
  return BREAKS[attributes.get("strength") ?? "medium"] ?? BREAKS["medium"]!;
}

/** The factor of a percentage: `120%` is 1.2, and so is `+20%`. */
function percentage(value: string): number | undefined {
  const [, sign, digits] = /^([+-]?)(\d{1,4}(?:\.\d{0,3})?)%$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const share = Number(digits) / 100;
  return sign === "" ? share : sign === "+" ? 1 + share : 1 - share;
}

function rateOf(value: string): number {
  const factor = RATES[value] ?? percentage(value) ?? (/^\d(?:\.\d{0,3})?$/.test(value) ? Number(value) : 1);
  return Math.min(4, Math.max(0.25, factor));
}

function pitchOf(value: string): number {
  const [, semitones] = /^([+-]?\d{1,2}(?:\.\d{0,2})?)st$/.exec(value) ?? [];
  const factor = percentage(value);
  const pitch = PITCHES[value] ??
    (semitones === undefined ? factor !== undefined && factor > 0 ? 12 * Math.log2(factor) : 0 : Number(semitones));
  return Math.min(12, Math.max(-12, pitch));
}

function volumeOf(value: string): number {
  const [, decibels] = /^([+-]\d{1,2}(?:\.\d{0,2})?)dB$/i.exec(value) ?? [];
  return Math.min(12, Math.max(-40, VOLUMES[value] ?? (decibels === undefined ? 0 : Number(decibels))));
}

/** The content of a `say-as` or `sub`, and how it is read where that differs from ordinary text. */
function sayAs([whole, name = "", written = "", content = ""]: RegExpExecArray): FoundElement {
  const found = { length: whole.length, marks: [], text: content };
  const attributes = attributesOf(written);
  if (name.toLowerCase() === "sub") {
    const say = attributes.get("alias") ?? "";
    return /^[a-z][a-z' -]{0,99}$/i.test(say) ? { ...found, say } : found;
  }
  switch (attributes.get("interpret-as")) {
    case "characters":
    case "spell-out":
    case "verbatim":
    case "digits": {
      const say = spelled(content);
      return say === "" ? found : { ...found, say };
    }
    case "ordinal":
      return /^\d{1,6}$/.test(content) ? { ...found, text: content + ordinalSuffix(Number(content)) } : found;
    default:
      return found;
  }
}

/** Letters and digits by their names. */
function spelled(content: string): string {
  const names = [...content].map((char) => /[a-z]/i.test(char) ? char.toUpperCase() : DIGITS[Number(char)] ?? "");
  const isSpelled = /^[a-z\d .,:;()/_+-]+$/i.test(content);
  return isSpelled ? names.filter((name) => name !== "").join(" ").slice(0, 100).trim() : "";
}

function ordinalSuffix(number: number): string {
  const [tens, ones] = [number % 100, number % 10];
  if (tens >= 11 && tens <= 13) return "th";
  return ones === 1 ? "st" : ones === 2 ? "nd" : ones === 3 ? "rd" : "th";
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
