/**
 * Normalizes characters: styled letters become plain, digits of every script become 0 to 9, and invisible characters
 * are dropped.
 *
 * @module
 */
import { type CleanTextBuilder, LINE } from "./clean_text.ts";
import { isEnglishLetter } from "../verbalize/letters.ts";
import { LOWERED_CLASS } from "../verbalize/shifted.ts";
import { foreignEnd, latinTwin, scriptName } from "./scripts.ts";

/** The visible characters of ASCII and the space. */
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\ufe00-\ufe0f]/u;
/** Pictographs, flags, skin tones. Signs that only look alike (`©`, `★`) stay. */
const EMOJI =
  /(?![©®™‼⁉↔★☆♯♭♮♩♪])[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u20e3]/u;
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
  "ß": "ss",
  "ẞ": "SS",
};

/** A range of the source. */
interface SourceRange {
  readonly charStart: number;
  readonly charEnd: number;
}

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
    if (code < FIRST_PLAIN || code > LAST_PLAIN) at = addCharacter(out, source, at, { to });
    else {
      const char = source.charAt(at);
      const plain = char === "`" && isBetweenLetters(source, at) ? "'" : char;
      const isKeycap = source.startsWith(KEYCAP, at + 1) || source.startsWith(VARIATION + KEYCAP, at + 1);
      if (isKeycap && /[#*]/.test(char)) out.skip(at, at + 1, "emoji");
      else out.add(plain, at, at + 1);
      at++;
    }
  }
}

/**
 * Adds the characters that a character reference stands for, such as the apostrophe of `&#8217;`.
 *
 * @param out The clean text.
 * @param text What it stands for.
 * @param charStart Where the reference begins in the source.
 * @param charEnd Where it ends.
 */
export function addReferenced(out: CleanTextBuilder, text: string, charStart: number, charEnd: number): void {
  const piece = { to: text.length, range: { charStart, charEnd } };
  if (/^\s+$/.test(text)) {
    out.skip(charStart, charEnd, "markup");
    if (/[\n\r]/.test(text)) out.endLine(LINE, charStart, charEnd);
    else out.add(" ", charStart, charEnd);
    return;
  }
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code < FIRST_PLAIN || code > LAST_PLAIN) at = addCharacter(out, text, at, piece);
    else out.add(text.charAt(at++), charStart, charEnd);
  }
}

/** Whether a grave or acute accent stands for the apostrophe of "it`s". */
export function isBetweenLetters(text: string, at: number): boolean {
  return /\p{L}/u.test(text.charAt(at - 1)) && /^(?:s|t|m|d|ll|re|ve)(?![\p{L}`´])/iu.test(text.slice(at + 1, at + 4));
}

/** A raised ending of an ordinal: "10ᵗʰ". */
const RAISED_ENDING: Readonly<Record<string, string>> = { "ˢᵗ": "st", "ⁿᵈ": "nd", "ʳᵈ": "rd", "ᵗʰ": "th" };

/** What a character is part of. */
interface CharacterPiece {
  /** Where its piece of the text ends: what follows is read by itself. */
  readonly to: number;
  /** The range of a reference in the source. Absent: the text is the source. */
  readonly range?: SourceRange;
}

/** Adds one character that is not plain; returns the offset of the next. */
function addCharacter(out: CleanTextBuilder, text: string, at: number, piece: CharacterPiece): number {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + char.length;
  const { charStart, charEnd } = piece.range ?? { charStart: at, charEnd: end };
  if (/\p{Z}|\t/u.test(char)) out.add(" ", charStart, charEnd);
  else if (addSymbol(out, text, at, { charStart, charEnd })) return end;
  else if (/\p{M}/u.test(char) && char !== KEYCAP) addMark(out, char, charStart, charEnd);
  else if (
    /[❤♥]/.test(char) && /(?:^|\s)I $/.test(text.slice(Math.max(0, at - 3), at)) &&
    /^\ufe0f? \p{L}/u.test(text.slice(end, end + 3))
  ) {
    out.insert({ kind: "words", words: "love" }, charStart, charEnd);
  } else if (text.startsWith(VARIATION, end) && !/[\d#*]/.test(char)) out.skip(charStart, charEnd, "emoji");
  else if (INVISIBLE.test(char)) out.skip(charStart, charEnd, "invisible");
  else if (EMOJI.test(char)) out.skip(charStart, charEnd, "emoji");
  else return addVisible(out, text, at, piece);
  return end;
}

/** What a mark over the letter of a quantity is called. */
const MARKS_OF_SYMBOLS: Readonly<Record<string, string>> = {
  "\u0304": "bar",
  "\u0305": "bar",
  "\u0302": "hat",
  "\u0303": "tilde",
  "\u0307": "dot",
  "\u0308": "double dot",
};

/** Adds "x̄", "ŷ", "ẋ" and "Aᵀ": a quantity by its letter, with the name of its mark; whether it is one. */
function addSymbol(out: CleanTextBuilder, text: string, at: number, { charStart, charEnd }: SourceRange): boolean {
  const char = text.charAt(at);
  if (/[ᵀᶜ]/.test(char) && /[\p{L})\]\d₀-₉⁻¹]/u.test(out.last)) {
    out.insert({ kind: "words", words: char === "ᵀ" ? "transpose" : "complement" }, charStart, charEnd);
    return true;
  }
  if (/^\p{L}/u.test(text.slice(at + 1, at + 3))) return false;
  const [letter = "", mark = ""] = char.normalize("NFD");
  if (/\p{M}/u.test(char)) {
    const isAlone = /[\p{L}\u0370-\u03ff]$/u.test(out.last) &&
      !/[\p{L}\p{M}'’-]\p{L}$/u.test(text.slice(Math.max(0, at - 2), at));
    if (!isAlone || !Object.hasOwn(MARKS_OF_SYMBOLS, char)) return false;
    out.insert({ kind: "words", words: MARKS_OF_SYMBOLS[char] ?? "" }, charStart, charEnd);
    return true;
  }
  const isAlone = !/[\p{L}\p{M}\d'’-]$/u.test(text.slice(Math.max(0, at - 1), at));
  if (!isAlone || !/^[b-df-hj-np-tv-z]$/i.test(letter) || !Object.hasOwn(MARKS_OF_SYMBOLS, mark)) return false;
  out.add(letter, charStart, charEnd);
  out.insert({ kind: "words", words: MARKS_OF_SYMBOLS[mark] ?? "" }, charStart, charEnd);
  return true;
}

/**
 * Joins an accent to its letter. It is left out where none belongs: drawn across the text, or over a Greek letter that
 * is a symbol and has a name.
 */
function addMark(out: CleanTextBuilder, mark: string, charStart: number, charEnd: number): void {
  if (!/\p{L}/u.test(out.last)) return out.skip(charStart, charEnd, "invisible");
  const composed = (out.last + mark).normalize("NFC");
  out.amend(composed.length === 1 && isEnglishLetter(composed) ? composed : out.last, charEnd);
}

function addVisible(out: CleanTextBuilder, text: string, at: number, { to, range }: CharacterPiece): number {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + char.length;
  const { charStart, charEnd } = range ?? { charStart: at, charEnd: end };
  const same = Object.hasOwn(SAME, char) ? SAME[char] : undefined;
  const ending = /\d/.test(out.last) ? RAISED_ENDING[text.slice(at, at + 2)] : undefined;
  if (ending !== undefined && range === undefined) {
    [...ending].forEach((letter, index) => out.add(letter, at + index, at + index + 1));
    return at + ending.length;
  }
  const plain = char === "´" && isBetweenLetters(text, at) ? "'" : same ?? latinTwin(text, at, char);
  if (plain !== undefined) {
    out.add(plain, charStart, charEnd);
    return end;
  }
  // The second is the face of a shrug: "¯\\_(ツ)_/¯".
  if (/[\u02b0-\u02ff]/.test(char) || char === "ツ" && /_\($/.test(text.slice(at - 2, at))) {
    out.skip(charStart, charEnd, "decoration");
    return end;
  }
  const foreign = foreignEnd(text, at, to);
  if (foreign > at) {
    const part = text.slice(at, foreign);
    const partEnd = range?.charEnd ?? foreign;
    out.unspeakable({ charStart, charEnd: partEnd, text: part, script: scriptName(part) });
    // A separator between two English words still keeps them apart.
    if (/[\p{L}\d]/u.test(out.last)) out.add(" ", charStart, partEnd);
    return foreign;
  }
  if (/\p{Nd}/u.test(char)) out.add(String(digitValue(char)), charStart, charEnd);
  else if (/\p{No}/u.test(char)) addNumber(out, char, charStart, charEnd);
  else out.add(plainForm(char), charStart, charEnd);
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
