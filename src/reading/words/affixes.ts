/**
 * Words that the dictionary lacks, by a word that it has: with a prefix, with a suffix, in British spelling.
 *
 * @module
 */
import { weakened, withVowel } from "./phonemes.ts";

/** Phonemes of a word; `undefined` if it is unknown. */
export type LookUp = (word: string) => string | undefined;

/** Prefixes that keep their form before any word: "re-"; some of them take its main stress: "sub-". */
const PREFIXES: readonly (readonly [prefix: string, phonemes: string])[] = [
  ["under", "ˌʌndəɹ"],
  ["cyber", "sˌIbəɹ"],
  ["hyper", "hˌIpəɹ"],
  ["inter", "ˌɪntəɹ"],
  ["micro", "mˈIkɹO"],
  ["multi", "mˌʌlti"],
  ["super", "sˈupəɹ"],
  ["ultra", "ˌʌltɹə"],
  ["anti", "ˌænti"],
  ["auto", "ˈɔTO"],
  ["over", "ˌOvəɹ"],
  ["semi", "sˌɛmi"],
  ["mis", "mˌɪs"],
  ["non", "nˌɑn"],
  ["pre", "pɹˌi"],
  ["sub", "sˈʌb"],
  ["de", "dˌi"],
  ["re", "ɹˌi"],
  ["un", "ˌʌn"],
];
/** Minimum number of letters of the word after a prefix. */
const MIN_STEM = 4;

/** Suffixes that leave the stress where it is. */
const SUFFIXES: readonly (readonly [suffix: string, phonemes: string])[] = [
  ["lessness", "ləsnəs"],
  ["lessly", "ləsli"],
  ["fully", "fəli"],
  ["able", "əbᵊl"],
  ["ably", "əbli"],
  ["less", "ləs"],
  ["ment", "mənt"],
  ["ness", "nəs"],
  ["ers", "əɹz"],
  ["ful", "fᵊl"],
  ["ize", "ˌIz"],
  ["ise", "ˌIz"],
  ["ized", "ˌIzd"],
  ["ised", "ˌIzd"],
  ["er", "əɹ"],
  ["ly", "li"],
];

/**
 * Derives the pronunciation of a word.
 *
 * @param word Small letters.
 * @param lookUp Pronounces known words.
 */
export function derived(word: string, lookUp: LookUp): string | undefined {
  return american(word, lookUp) ?? withSuffix(word, lookUp) ?? withPrefix(word, lookUp);
}

/** Parts of Greek words with "ae" or "oe" in British spelling. In names, those are said otherwise than "e". */
const GREEK =
  /(haem|aemi|paed|faec|caec|gynaec|aesth|aeti|mediaev|palae|archae|oedem|oestr|oesoph|foet|rrhoea|amoeb|homoeo|coeli|pnoea|dioec)/g;

/** "tokenise", "dialysed", "ischaemia": by the American spelling. */
function american(word: string, lookUp: LookUp): string | undefined {
  const spelling = word.replace(/([iy])s(e|ed|er|es|ers|ing|ation|ations)$/, "$1z$2").replace(
    GREEK,
    (part) => part.replace(/[ao]e/, "e"),
  );
  return spelling === word ? undefined : lookUp(spelling);
}

function withPrefix(word: string, lookUp: LookUp): string | undefined {
  for (const [prefix, phonemes] of PREFIXES) {
    const stem = word.slice(prefix.length);
    if (!word.startsWith(prefix) || stem.length < MIN_STEM) continue;
    const known = lookUp(stem) ?? withSuffix(stem, lookUp) ?? american(stem, lookUp);
    if (known?.includes("ˈ")) return phonemes + (phonemes.includes("ˈ") ? weakened(known) : known);
  }
  return undefined;
}

function withSuffix(word: string, lookUp: LookUp): string | undefined {
  for (const [suffix, phonemes] of SUFFIXES) {
    const stem = word.slice(0, -suffix.length);
    if (!word.endsWith(suffix) || stem.length < MIN_STEM) continue;
    const startsWithVowel = /^[aei]/.test(suffix);
    const known = lookUp(stem) ?? (startsWithVowel ? lookUp(`${stem}e`) : undefined);
    if (known?.includes("ˈ")) return startsWithVowel ? withVowel(known, phonemes) : known + phonemes;
  }
  return undefined;
}
