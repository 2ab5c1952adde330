/**
 * Scripts that an English voice cannot say.
 *
 * @module
 */

/** Names of scripts for people, by the letters that belong to them. */
const SCRIPTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "Japanese"],
  [/\p{Script=Han}/u, "Han characters (Chinese or Japanese)"],
  [/\p{Script=Hangul}/u, "Korean"],
  [/\p{Script=Cyrillic}/u, "Cyrillic"],
  [/\p{Script=Greek}/u, "Greek"],
  [/\p{Script=Arabic}/u, "Arabic script"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Devanagari}/u, "Devanagari (Hindi and others)"],
  [/\p{Script=Bengali}/u, "Bengali"],
  [/\p{Script=Tamil}/u, "Tamil"],
  [/\p{Script=Telugu}/u, "Telugu"],
  [/\p{Script=Gujarati}/u, "Gujarati"],
  [/\p{Script=Gurmukhi}/u, "Gurmukhi (Punjabi)"],
  [/\p{Script=Kannada}/u, "Kannada"],
  [/\p{Script=Malayalam}/u, "Malayalam"],
  [/\p{Script=Sinhala}/u, "Sinhala"],
  [/\p{Script=Thai}/u, "Thai"],
  [/\p{Script=Lao}/u, "Lao"],
  [/\p{Script=Khmer}/u, "Khmer"],
  [/\p{Script=Myanmar}/u, "Burmese"],
  [/\p{Script=Tibetan}/u, "Tibetan"],
  [/\p{Script=Georgian}/u, "Georgian"],
  [/\p{Script=Armenian}/u, "Armenian"],
  [/\p{Script=Ethiopic}/u, "Ethiopic"],
];

/** The most characters between two letters of one foreign passage: a comma and a space, a closing quote. */
const MAX_GAP = 3;

const FOREIGN = /(?![\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{Nl}]/u;
const GREEK = /\p{Script=Greek}/u;
const LINE_END = /[\n\r\u2028\u2029]/;

/**
 * Finds the passage in a foreign script that begins at a character.
 *
 * @param text The source.
 * @param at Index of the character.
 * @returns Index past its last character, or `at` when none begins there. A single Greek letter is a symbol, as in "2πr".
 */
export function foreignEnd(text: string, at: number): number {
  let end = at;
  let letters = 0;
  for (let next = at; next < text.length && next - end <= MAX_GAP;) {
    const char = String.fromCodePoint(text.codePointAt(next) ?? 0);
    if (LINE_END.test(char)) break;
    const isLatin = /[\p{Script=Latin}\p{Nd}]/u.test(char);
    if (isLatin) break;
    next += char.length;
    if (FOREIGN.test(char)) letters++;
    else if (!/\p{M}/u.test(char) || next - char.length !== end) {
      if (letters === 0) return at;
      continue;
    }
    end = next;
  }
  return letters === 1 && GREEK.test(text.slice(at, end)) ? at : end;
}

/** What a passage in a foreign script is, for people. */
export function scriptName(text: string): string {
  return SCRIPTS.find(([pattern]) => pattern.test(text))?.[1] ?? "a script other than Latin";
}
