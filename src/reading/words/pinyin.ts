/**
 * Chinese names in pinyin, as English speakers say them.
 *
 * @module
 */

/** Consonants that begin a syllable. */
const INITIALS: Readonly<Record<string, string>> = {
  zh: "ʤ",
  ch: "ʧ",
  sh: "ʃ",
  b: "b",
  p: "p",
  m: "m",
  f: "f",
  d: "d",
  t: "t",
  n: "n",
  l: "l",
  g: "ɡ",
  k: "k",
  h: "h",
  j: "ʤ",
  q: "ʧ",
  x: "ʃ",
  r: "ɹ",
  z: "z",
  c: "ts",
  s: "s",
  y: "j",
  w: "w",
  "": "",
};

/** The rest of a syllable; `'` stands before its vowel. */
const FINALS: Readonly<Record<string, string>> = {
  iang: "j'ɑŋ",
  iong: "j'ʊŋ",
  uang: "w'ɑŋ",
  iao: "j'W",
  ian: "j'ɛn",
  uai: "w'I",
  uan: "w'ɑn",
  ang: "'ɑŋ",
  eng: "'ʌŋ",
  ing: "'ɪŋ",
  ong: "'ʊŋ",
  ai: "'I",
  ei: "'A",
  ao: "'W",
  ou: "'O",
  an: "'ɑn",
  en: "'ʌn",
  in: "'ɪn",
  un: "'ʊn",
  ia: "j'ɑ",
  ie: "j'ɛ",
  iu: "j'O",
  ua: "w'ɑ",
  ui: "w'A",
  ue: "w'ɛ",
  uo: "w'O",
  a: "'ɑ",
  e: "'ʌ",
  i: "'i",
  o: "'O",
  u: "'u",
};

const SYLLABLE = `(?:${Object.keys(INITIALS).join("|")})(?:${Object.keys(FINALS).join("|")})`;
const WORD = new RegExp(`^(?:${SYLLABLE}){1,4}$`);
/** What English and other European names do not have. */
const DISTINCT = new RegExp(`^(?:zh[aeiou]|x[iu]|q(?:i(?:[aeon]|$)|uan))|^(?:${SYLLABLE})+?(?:zh[aeiou]|qi)`);

/**
 * How a Chinese name is said.
 *
 * @param word Small letters without accents.
 * @returns Phonemes; `undefined` if the word is not clearly pinyin.
 */
export function pinyin(word: string): string | undefined {
  if (!WORD.test(word) || !DISTINCT.test(word)) return undefined;
  const syllables = split(word);
  return syllables?.map((syllable, index) => syllable.replace("'", index === syllables.length - 1 ? "ˈ" : "ˌ")).join(
    "",
  );
}

/** The sounds of the syllables of a word, the longest first; `undefined` if some letters are left. */
function split(word: string): string[] | undefined {
  if (word === "") return [];
  for (const [initial, consonant] of Object.entries(INITIALS)) {
    if (!word.startsWith(initial)) continue;
    for (const [final, vowel] of Object.entries(FINALS)) {
      if (!word.startsWith(final, initial.length)) continue;
      const rest = split(word.slice(initial.length + final.length));
      if (rest !== undefined) return [syllable(initial, final, consonant + vowel), ...rest];
    }
  }
  return undefined;
}

/** A syllable, with what its letters say only together. */
function syllable(initial: string, final: string, sounds: string): string {
  if (final === "i" && /^(?:zh|ch|sh)$/.test(initial)) return sounds.replace("i", "ɜɹ");
  if (final === "i" && /^[zcs]$/.test(initial)) return sounds.replace("i", "ʌ");
  if (final === "uan" && /^[jqxy]$/.test(initial)) return sounds.replace("w'ɑn", "w'ɛn");
  if (final === "an" && initial === "y") return sounds.replace("ɑ", "ɛ");
  // One sound: "Xiao" begins like "shower".
  return final === "iao" && initial === "x" ? sounds.replace("j", "") : sounds;
}
