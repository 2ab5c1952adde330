/**
 * Pronunciations as users write them: a respelling in English words (`git hub`), in which a single capital is a letter by
 * name (`S Q L`), or phonemes between slashes (`/ɡˈɪthˌʌb/`).
 *
 * @module
 */

/** Longest word or phrase, and longest pronunciation, in characters. */
export const MAX_PRONUNCIATION_CHARS = 100;

/** The phonemes of the voice; see `data/vocab.json`. */
const PHONEMES = new Set(
  ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ',
);
const RESPELLING = /^[A-Za-z]+(?:'[a-z]+)?(?:[ -][A-Za-z]+(?:'[a-z]+)?)*$/;

/** The phonemes between the slashes; nothing for a respelling. */
export function phonemesIn(say: string): string | undefined {
  return /^\/(.*)\/$/su.exec(say.trim())?.[1]?.trim();
}

/**
 * Checks a pronunciation.
 *
 * @param entry The word or phrase that it is for.
 * @param say Its pronunciation.
 * @returns The problem and its remedy in one clause; `undefined` if there is none.
 */
export function pronunciationProblem(entry: string, say: string): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(entry)) return "the word has no letter or digit; write the word as it occurs in texts";
  if (entry.trim() !== entry) return "the word begins or ends with a space; remove it";
  const most = MAX_PRONUNCIATION_CHARS;
  if (entry.length > most) return `the word is longer than ${most} characters; shorten it`;
  if (say.length > most) return `the pronunciation is longer than ${most} characters; shorten it`;
  const phonemes = phonemesIn(say);
  if (phonemes === undefined) {
    if (say.includes("/")) return "phonemes stand between two slashes, as in /ɡˈɪthˌʌb/; add the missing slash";
    if (RESPELLING.test(say.trim())) return undefined;
    return `"${say}" is not a respelling; use English letters and spaces, as in "git hub", or phonemes between slashes`;
  }
  const unknown = [...phonemes].find((phoneme) => !PHONEMES.has(phoneme));
  if (unknown !== undefined) {
    return `"${unknown}" is not a phoneme of the voice; src/reading/data/vocab.json lists all of them`;
  }
  return /[^\s;:,.!?—…"()“”ˈˌ]/.test(phonemes) ? undefined : "it has no sound; write at least one phoneme";
}
