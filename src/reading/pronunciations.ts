/**
 * Pronunciations that users choose: for words wherever they occur, and inline for one place.
 *
 * An entry is a respelling in English words (`GitHub: git hub`) or phonemes between slashes (`/ɡˈɪthˌʌb/`). A single
 * capital in a respelling is a letter by name (`SQL: S Q L`). In a text, `[GitHub]{say="git hub"}` says one word so;
 * what is shown is `GitHub`.
 *
 * @module
 */
import { TthError } from "../contract/errors.ts";
import type { PronunciationFinder } from "./normalizer.ts";
import { saidItems } from "./words/items.ts";

/** Pronunciations by word or phrase. */
export type Pronunciations = Readonly<Record<string, string>>;

/** Longest word or phrase, and longest pronunciation, in characters. */
const MAX_CHARS = 100;
/** The phonemes of the voice; see `data/vocab.json`. */
const PHONEMES = new Set(
  ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ',
);

/** A pronunciation that cannot be used. `entry` is the word that it is for. */
export class PronunciationError extends TthError {
  readonly entry: string;

  constructor(entry: string, problem: string) {
    super(`Pronunciation of ${JSON.stringify(entry.slice(0, MAX_CHARS))}: ${problem}`, { code: "bad_pronunciation" });
    this.entry = entry;
  }
}

/**
 * What is wrong with a pronunciation.
 *
 * @param entry The word or phrase.
 * @param say How it is to be said.
 * @returns The problem and its remedy in one clause; `undefined` when there is none.
 */
export function pronunciationProblem(entry: string, say: string): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(entry)) return "the word has no letter or digit; write the word as it occurs in texts";
  if (entry.trim() !== entry) return "the word begins or ends with a space; remove it";
  if (entry.length > MAX_CHARS) return `the word is longer than ${MAX_CHARS} characters; shorten it`;
  if (say.length > MAX_CHARS) return `the pronunciation is longer than ${MAX_CHARS} characters; shorten it`;
  const phonemes = phonemesOf(say);
  if (phonemes === undefined) {
    if (/\//.test(say)) return "phonemes stand between two slashes, as in /ɡˈɪthˌʌb/; add the missing slash";
    if (!/^[A-Za-z]+(?:'[a-z]+)?(?:[ -][A-Za-z]+(?:'[a-z]+)?)*$/.test(say.trim())) {
      return `"${say}" is no respelling; use English letters and spaces, as in "git hub", or phonemes between slashes`;
    }
    return undefined;
  }
  const unknown = [...phonemes].find((phoneme) => !PHONEMES.has(phoneme));
  if (unknown !== undefined) {
    return `"${unknown}" is no phoneme of the voice; see src/reading/data/README.md for all of them`;
  }
  return /[^\s;:,.!?—…ˈˌ]/.test(phonemes) ? undefined : "it has no sound; write at least one phoneme";
}

/** The phonemes between the slashes; nothing for a respelling. */
function phonemesOf(say: string): string | undefined {
  return /^\/(.*)\/$/su.exec(say.trim())?.[1];
}

/** Reads a pronunciation that is known to be right. */
export function readPronunciation(say: string) {
  const phonemes = phonemesOf(say);
  return phonemes === undefined ? { items: saidItems(say.trim().replaceAll("-", " ")) } : { phonemes: phonemes.trim() };
}

/** Pronunciations that have been checked, ready for look-ups. */
export class PronunciationTable implements PronunciationFinder {
  /** By the first character, the longest first. */
  readonly #entries = new Map<string, { readonly word: string; readonly say: string }[]>();

  /**
   * @param pronunciations Later entries count before earlier ones that differ only in case.
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
