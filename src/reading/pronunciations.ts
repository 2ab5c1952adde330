/**
 * Pronunciations that users choose for words wherever they occur.
 *
 * @module
 */
import { TthError } from "../contract/errors.ts";
import type { PronunciationFinder } from "./normalizer.ts";
import { MAX_PRONUNCIATION_CHARS, phonemesIn, pronunciationProblem } from "./verbalize/pronunciation_text.ts";
import { type Item, saidItems } from "./words/items.ts";

/**
 * Pronunciations by word or phrase: respellings (`GitHub: git hub`) or phonemes between slashes. A single capital in a
 * respelling is a letter by name (`SQL: S Q L`).
 */
export type Pronunciations = Readonly<Record<string, string>>;

/** A pronunciation that cannot be used. */
export class PronunciationError extends TthError {
  /** The word that it is for. */
  readonly entry: string;

  constructor(entry: string, problem: string) {
    super(`Pronunciation of ${JSON.stringify(entry.slice(0, MAX_PRONUNCIATION_CHARS))}: ${problem}`, {
      code: "bad_pronunciation",
    });
    this.entry = entry;
  }
}

/** Reads a pronunciation that is known to be right. */
export function readPronunciation(say: string): { readonly items: readonly Item[] } | { readonly phonemes: string } {
  const phonemes = phonemesIn(say);
  return phonemes === undefined ? { items: saidItems(say.trim().replaceAll("-", " ")) } : { phonemes };
}

/** Pronunciations that have been checked, ready for look-ups in any case of letters. */
export class PronunciationTable implements PronunciationFinder {
  /** By the first character, the longest first. */
  readonly #entries = new Map<string, { readonly word: string; readonly say: string }[]>();

  /**
   * @param pronunciations Of entries that differ only in case, the last counts.
   * @throws {PronunciationError} When one cannot be used.
   */
  constructor(pronunciations: Pronunciations) {
    const words = new Map<string, string>();
    for (const [entry, say] of Object.entries(pronunciations)) {
      const problem = pronunciationProblem(entry, say);
      if (problem !== undefined) throw new PronunciationError(entry, problem);
      words.set(entry.toLowerCase().replaceAll("’", "'"), say);
    }
    for (const [word, say] of words) {
      const first = word.charAt(0);
      this.#entries.set(first, [...this.#entries.get(first) ?? [], { word, say }]);
    }
    for (const list of this.#entries.values()) list.sort((a, b) => b.word.length - a.word.length);
  }

  /** The longest entry that begins at a place and ends with a word. */
  find(text: string, at: number): { readonly say: string; readonly end: number } | undefined {
    const list = this.#entries.get(text.charAt(at).toLowerCase());
    const entry = list?.find(({ word }) => {
      const end = at + word.length;
      return text.slice(at, end).toLowerCase() === word && !(isLetter(word.at(-1)) && isLetter(text.charAt(end)));
    });
    return entry === undefined ? undefined : { say: entry.say, end: at + entry.word.length };
  }
}

function isLetter(char: string | undefined): boolean {
  return /[\p{L}\p{M}\p{N}]/u.test(char ?? "");
}
