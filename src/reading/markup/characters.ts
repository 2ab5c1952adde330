/**
 * Normalizes characters: styled letters become plain, digits of every script become 0 to 9, and invisible characters
 * are dropped.
 *
 * @module
 */
import type { CleanTextBuilder } from "./clean_text.ts";
import { LOWERED_CLASS } from "../verbalize/shifted.ts";
import { foreignEnd, latinTwin, scriptName } from "./scripts.ts";

/** The visible characters of ASCII and the space. */
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\ufe00-\ufe0f]/u;
/** Pictographs, flags, skin tones. Signs that only look alike (`©`, `★`) stay. */
const EMOJI =
  /(?![©®™‼⁉↔★☆♯♭♮])[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u20e3]/u;
const VARIATION = "\ufe0f";
const KEYCAP = "\u20e3";

/** Characters with a plain equivalent; others follow Unicode's compatibility mappings. */
const SAME: Readonly<Record<string, string>> = {
  "‐": "-",
  "‑": "-",
  "‒": "–",
  "―": "—",
  "﹣": "-",
  "－": "-",
  "’": "'",
  "‘": "'",
  "‛": "'",
  "ʼ": "'",
  "ʻ": "'",
  "′": "′",
  "″": "″",
  "„": "“",
  "‟": "“",
  "«": "“",
  "»": "”",
  "「": "“",
  "」": "”",
  "『": "“",
  "』": "”",
  "。": ".",
  "｡": ".",
  "、": ",",
  "،": ",",
  "؛": ";",
  "؟": "?",
  "٫": ".",
  "٬": ",",
  "।": ".",
  "…": "…",
  "․": ".",
  "№": "№",
  "™": "™",
  "℠": "℠",
  "℗": "℗",
  ...Object.fromEntries(
    Array.from(
      { length: 12 },
      (_, index) => [0x2160, 0x2170].map((first) => [String.fromCharCode(first + index), String(index + 1)]),
    )
      .flat(),
  ),
  ...Object.fromEntries(
    Array.from("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", (small, index) => [small, "abcdefghijklmnoprstuvwyz".charAt(index)]),
  ),
  "㎡": "m²",
  "㎥": "m³",
  "㎢": "km²",
  "⁄": "/",
  "∕": "/",
  "∶": ":",
  "∗": "*",
  "⋅": "·",
  "µ": "μ",
  "Ω": "Ω",
  "ß": "ss",
  "ẞ": "SS",
};

/**
 * Adds a part of the source to a clean text, character by character.
 *
 * @param out The clean text.
 * @param source The source.
 * @param from Where the part begins.
 * @param to Where it ends.
 */
export function addCharacters(out: CleanTextBuilder, source: string, from: number, to: number): void {
  for (let at = from; at < to;) {
    const code = source.charCodeAt(at);
    if (code < FIRST_PLAIN || code > LAST_PLAIN) at = addCharacter(out, source, at);
    else {
      const char = source.charAt(at);
      const isKeycap = source.startsWith(KEYCAP, at + 1) || source.startsWith(VARIATION + KEYCAP, at + 1);
      if (isKeycap && /[#*]/.test(char)) out.skip(at, at + 1, "emoji");
      else out.add(char, at, at + 1);
      at++;
    }
  }
}

/** Adds one character that is not plain; returns the offset of the next. */
function addCharacter(out: CleanTextBuilder, source: string, at: number): number {
  const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const end = at + char.length;
  if (/\p{Z}|\t/u.test(char)) out.add(" ", at, end);
  else if (/\p{M}/u.test(char) && char !== KEYCAP) addMark(out, char, at, end);
  else if (
    char === "❤" && /(?:^|\s)I $/.test(source.slice(Math.max(0, at - 3), at)) &&
    /^\ufe0f? \p{L}/u.test(source.slice(end, end + 3))
  ) {
    out.insert({ kind: "words", words: "love" }, at, end);
  } else if (source.startsWith(VARIATION, end) && !/[\d#*]/.test(char)) out.skip(at, end, "emoji");
  else if (INVISIBLE.test(char)) out.skip(at, end, "invisible");
  else if (EMOJI.test(char)) out.skip(at, end, "emoji");
  else return addVisible(out, source, char, at);
  return end;
}

/** Joins an accent to its letter; marks that are drawn across the text are left out. */
function addMark(out: CleanTextBuilder, mark: string, at: number, end: number): void {
  const composed = (out.last + mark).normalize("NFC");
  if (/\p{L}/u.test(out.last)) out.amend(composed.length === 1 ? composed : out.last, end);
  else out.skip(at, end, "invisible");
}

function addVisible(out: CleanTextBuilder, source: string, char: string, at: number): number {
  const end = at + char.length;
  const same = Object.hasOwn(SAME, char) ? SAME[char] : undefined;
  if (same !== undefined) {
    out.add(same, at, end);
    return end;
  }
  const twin = latinTwin(source, at, char);
  if (twin !== undefined) {
    out.add(twin, at, end);
    return end;
  }
  if (/[\u02b0-\u02ff]/.test(char)) {
    out.skip(at, end, "decoration");
    return end;
  }
  // The face of a shrug: "¯\\_(ツ)_/¯".
  if (char === "ツ" && /_\($/.test(source.slice(at - 2, at))) {
    out.skip(at, end, "decoration");
    return end;
  }
  const foreign = foreignEnd(source, at);
  if (foreign > at) {
    const text = source.slice(at, foreign);
    out.unspeakable({ charStart: at, charEnd: foreign, text, script: scriptName(text) });
    // A separator between two English words still keeps them apart.
    if (/[\p{L}\d]/u.test(out.last)) out.add(" ", at, foreign);
    return foreign;
  }
  if (/\p{Nd}/u.test(char)) out.add(String(digitValue(char)), at, end);
  else if (/\p{No}/u.test(char)) addNumber(out, char, at, end);
  else out.add(plainForm(char), at, end);
  return end;
}

/** The value of a decimal digit: Unicode keeps the ten digits of a script together, in order. */
function digitValue(char: string): number {
  const compatible = char.normalize("NFKC");
  if (/^\d$/.test(compatible)) return Number(compatible);
  const code = char.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}

/** Numbers in circles become digits; raised and lowered ones and fractions stay, as they are read differently. */
function addNumber(out: CleanTextBuilder, char: string, at: number, end: number): void {
  const code = char.codePointAt(0) ?? 0;
  const compatible = char.normalize("NFKC");
  const isDingbat = code >= 0x2776 && code <= 0x2793;
  const isCircled = /^\(?\d+[).]?$/.test(compatible) && code >= 0x2460 && code <= 0x24ff;
  if (!isDingbat && !isCircled) return out.add(char, at, end);
  const number = isDingbat ? String((code - 0x2776) % 10 + 1) : compatible.replace(/\D/g, "");
  if (/[\p{L}\d]/u.test(out.last)) out.add(" ", at, at);
  out.add(number, at, end);
}

/** Styled letters and signs by their compatibility mapping where it is plain text, others as they are. */
function plainForm(char: string): string {
  const composed = char.normalize("NFC");
  if (/[\p{No}º¨¯´¸ⁿ]/u.test(char) || LOWERED_CLASS.includes(char)) return composed;
  const compatible = char.normalize("NFKC");
  return /^[\p{Script=Latin}\d°%!?,;:.()\[\]{}"'/\\&@#*+<=>$€£¥^_`|~-]+$/u.test(compatible) ? compatible : composed;
}
