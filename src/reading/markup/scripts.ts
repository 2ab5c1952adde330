/**
 * Scripts that an English voice cannot say.
 *
 * @module
 */

import { greekName, isEnglishLetter } from "../verbalize/letters.ts";

/** Human-readable names of scripts, by their letters. */
const SCRIPTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^[\p{Script=Latin}\p{M}\p{P}\p{S}\u02b0-\u02ff\s]+$/u, "letters of phonetic scripts"],
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

/** Letters of other scripts that look like a Latin one, and those. */
const TWINS = "аАВсСеЕһНіІјЈКМоОрРѕЅТуУхХԁԛԝαΑΒΕΗΙΚΜΝοΟΡΤΥΧΖνρ";
const LATIN_OF_TWINS = "aABcCeEhHiIjJKMoOpPsSTyYxXdqwaABEHIKMNoOPTYXZvp";
/** The longest word that is searched for letters of two scripts. */
const MAX_MIXED_CHARS = 40;

/**
 * The Latin letter that a letter of another script stands for in a word of both, such as "pаypal".
 *
 * @param text The source.
 * @param at Index of the letter.
 * @param char The letter.
 */
export function latinTwin(text: string, at: number, char: string): string | undefined {
  const index = TWINS.indexOf(char);
  if (index < 0) return undefined;
  const before = /\p{L}*$/u.exec(text.slice(Math.max(0, at - MAX_MIXED_CHARS), at))?.[0] ?? "";
  const after = /^\p{L}*/u.exec(text.slice(at, at + MAX_MIXED_CHARS))?.[0] ?? "";
  const word = before + after;
  const others = word.replace(/[A-Za-z]/g, "");
  const isMixed = others.length < word.length && word.length > 2 && [...others].every((other) => TWINS.includes(other));
  return isMixed ? LATIN_OF_TWINS.charAt(index) : undefined;
}

/** Maximum number of characters between two letters of one foreign passage: a comma and a space, a closing quote. */
const MAX_GAP = 3;

/** Characters that modify others: tone marks, stress marks, apostrophes. */
const MODIFIER = /[\u02b0-\u02ff]/;
/** Where a passage always ends: at the end of a line or a sentence. */
const PASSAGE_END = /[\n\r\u2028\u2029.!?。！？।؟]/;
/** The sign of ohm, the same letter as a capital omega; no letter or accent follows, as in a word. */
const OHM = /[\u03a9\u2126](?![\p{Script=Greek}\p{M}])/uy;
/** A Greek letter by itself, perhaps with the hat or the bar of a symbol, behind which no Greek word follows. */
const SYMBOL =
  /^\p{Script=Greek}(?!\p{L}|(?![\u0302-\u0305\u0307])\p{M}|\p{M}\p{L}|\P{L}{1,3}\p{Script=Greek}(?:\p{L}|(?![\u0302-\u0305\u0307])\p{M}))/u;
/** Scripts that one language mixes. */
const MIXED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Finds the passage in a foreign script that begins at a character.
 *
 * @param text The source.
 * @param at Index of the character.
 * @param to Where it must end, if not before.
 * @returns Index past its last character, or `at` if none begins there. A single Greek letter is a symbol, as in "2πr".
 */
export function foreignEnd(text: string, at: number, to: number): number {
  // "G_{μν}": indices.
  if (/[_^]\{[α-ωΑ-Ω]{0,3}$/.test(text.slice(Math.max(0, at - 6), at)) && greekName(text.charAt(at)) !== undefined) {
    return at;
  }
  OHM.lastIndex = at;
  if (OHM.test(text)) return at;
  // "α, β" and "α/β" are symbols, each letter by itself.
  if (SYMBOL.test(text.slice(at, at + MAX_GAP + 3)) && greekName(text.charAt(at)) !== undefined) return at;
  let end = at;
  let letters = 0;
  let passage = "";
  for (let next = at; next < to && next - end <= MAX_GAP;) {
    const char = String.fromCodePoint(text.codePointAt(next) ?? 0);
    if (PASSAGE_END.test(char)) break;
    if (isEnglishLetter(char) || /\p{Nd}/u.test(char)) break;
    next += char.length;
    if (/[\p{L}\p{Nl}]/u.test(char) && !MODIFIER.test(char)) {
      const script = MIXED.test(char) ? "mixed" : scriptName(char);
      if (letters > 0 && script !== passage) break;
      passage = script;
      letters++;
    } else if (!/\p{M}/u.test(char) || next - char.length !== end) {
      if (letters === 0) return at;
      continue;
    }
    end = next;
  }
  return letters === 1 && greekName(text.slice(at, end)) !== undefined ? at : end;
}

/** Describes a passage in a foreign script, for people. */
export function scriptName(text: string): string {
  return SCRIPTS.find(([pattern]) => pattern.test(text))?.[1] ?? "a script other than Latin";
}
