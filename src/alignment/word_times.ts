/**
 * Where words lie in speech that brings no word marks: an estimate from syllables and duration.
 *
 * @module
 */
import type { EstimatedWord } from "./heard.ts";

/**
 * A syllable of unhurried speech, pauses apart, ms. Languages differ by about a third around it: F. Pellegrino,
 * C. Coupé, E. Marsico, "Across-language perspective on speech information rate", Language 87 (2011), Table 2.
 */
const SYLLABLE_MS = 180;

/** Pauses in syllables: between clauses, between sentences, and the silence that voices leave after the last one. */
const CLAUSE_PAUSE = 0.8;
const SENTENCE_PAUSE = 2.3;
const LAST_PAUSE = 1.8;

/**
 * What a syllable and a letter add to a word's length, in syllables of usual length (three letters). Letters count
 * because consonants take time ("strengths" is longer than "a"). Fitted to the word marks of Flite's voices.
 */
const PER_SYLLABLE = 0.42;
const PER_LETTER = 0.19;

/** Scripts of which one character is about one syllable. */
const SYLLABIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const VOWEL_GROUP = /[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]+|[αεηιουωаеёиоуыэюя]+/giu;

/** Letters of a script whose vowels are not told apart here, that make one syllable. */
const LETTERS_PER_SYLLABLE = 2.5;

const SENTENCE_END = /[.!?…。！？]/u;
const CLAUSE_END = /[,;:–—、，；：]/u;

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Estimates where the words of a text lie in its speech.
 *
 * @param text The text that is spoken.
 * @param durationMs The audio known for it, ms.
 * @param complete Whether that is all of its audio. If not, the words are laid out at an unhurried pace, slowed down
 *   where there is more audio than that, since what is missing cannot be known.
 * @returns The words in order, contiguous but for pauses, times from the beginning of the audio.
 */
export function estimateWords(text: string, durationMs: number, complete: boolean): EstimatedWord[] {
  const units = [...unitsOf(text)];
  const total = units.reduce((sum, unit) => sum + unit.syllables, 0);
  if (total === 0) return [];
  const fitted = durationMs / total;
  const syllableMs = complete ? fitted : Math.max(fitted, SYLLABLE_MS);
  const placed: EstimatedWord[] = [];
  let at = 0;
  for (const { syllables, word } of units) {
    const startMs = at * syllableMs;
    at += syllables;
    if (word !== undefined) placed.push({ ...word, startMs, endMs: at * syllableMs });
  }
  return placed;
}

/** How many syllables a word has, at least one. */
export function countSyllables(word: string): number {
  const syllabic = word.match(SYLLABIC)?.length ?? 0;
  const rest = word.replaceAll(SYLLABIC, "");
  if (rest === "") return Math.max(1, syllabic);
  if (/^\p{N}+$/u.test(rest)) return syllabic + 1.5 * rest.length;
  // A final e is silent in English, except after l ("table") or as the only vowel ("the").
  const sounded = rest.replace(/(?<=[aeiouy].*[^aeiouyl])e(?=s?$)/i, "");
  const groups = sounded.match(VOWEL_GROUP)?.length;
  return Math.max(1, syllabic + (groups ?? Math.round(rest.length / LETTERS_PER_SYLLABLE)));
}

/** How long a word takes to say, in syllables of usual length. */
function lengthOf(word: string): number {
  const syllables = countSyllables(word);
  const letters = word.replaceAll(SYLLABIC, "").match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 ? syllables : PER_SYLLABLE * syllables + PER_LETTER * letters;
}

interface Unit {
  readonly syllables: number;
  /** `undefined`: a pause. */
  readonly word?: { readonly text: string; readonly charStart: number; readonly charEnd: number };
}

function* unitsOf(text: string): Generator<Unit> {
  let pause = 0;
  for (const { segment, index, isWordLike } of words.segment(text)) {
    if (!isWordLike) {
      pause = Math.max(
        pause,
        SENTENCE_END.test(segment) ? SENTENCE_PAUSE : CLAUSE_END.test(segment) ? CLAUSE_PAUSE : 0,
      );
      continue;
    }
    // Before the first word there is nothing to pause after.
    if (pause > 0 && index > 0) yield { syllables: pause };
    pause = 0;
    const word = { text: segment, charStart: index, charEnd: index + segment.length };
    yield { syllables: lengthOf(segment), word };
  }
  if (pause > 0) yield { syllables: LAST_PAUSE };
}
