/**
 * Maps the model's phonemes to the phones of the contract.
 *
 * @module
 */

/**
 * The phones of the symbols that the model's alphabet has for English, American and British: ARPAbet in lower case,
 * without stress. Missing symbols are not phones: stress marks, length, blanks.
 */
const PHONES: Readonly<Record<string, string>> = {
  A: "ey",
  I: "ay",
  O: "ow",
  Q: "ow",
  W: "aw",
  Y: "oy",
  "ᵊ": "ax",
  "ə": "ax",
  "ɐ": "ax",
  "ɚ": "er",
  "ɜ": "er",
  "ᵻ": "ix",
  "ɨ": "ix",
  a: "aa",
  "ɑ": "aa",
  "ɒ": "aa",
  "æ": "ae",
  "ʌ": "ah",
  "ɔ": "ao",
  o: "ow",
  e: "ey",
  "ɛ": "eh",
  "ɪ": "ih",
  i: "iy",
  "ʊ": "uh",
  u: "uw",
  b: "b",
  d: "d",
  "ð": "dh",
  f: "f",
  "ɡ": "g",
  h: "hh",
  j: "y",
  "ʤ": "jh",
  k: "k",
  x: "k",
  l: "l",
  m: "m",
  n: "n",
  "ŋ": "ng",
  p: "p",
  "ɹ": "r",
  r: "r",
  s: "s",
  "ʃ": "sh",
  t: "t",
  "ʔ": "t",
  T: "dx",
  "ɾ": "dx",
  "ʧ": "ch",
  "θ": "th",
  v: "v",
  w: "w",
  z: "z",
  "ʒ": "zh",
};

/** Silence. */
export const PAUSE = "pau";

/** R-coloured vowels: both symbols together are one phone. */
const COLOURED = new Set(["ɜ", "ə", "ɚ"]);

/** Marks that become silences if they are long enough. */
const PAUSE_MARKS = new Set([...'!"(),.:;?“”—…']);

/** The role of a symbol. */
export type SymbolRole =
  | { readonly type: "phone"; readonly phone: string }
  /** Its time belongs to the phone before it. */
  | { readonly type: "tail" }
  /** Its time belongs to the phone after it. */
  | { readonly type: "head" }
  | { readonly type: "blank" }
  | { readonly type: "pause" };

/**
 * Returns the role of a symbol in a phoneme sequence.
 *
 * @param symbol The symbol.
 * @param before The symbol before it, if any.
 */
export function roleOf(symbol: string, before: string | undefined): SymbolRole {
  if (symbol === "ɹ" && before !== undefined && COLOURED.has(before)) return { type: "tail" };
  const phone = PHONES[symbol];
  if (phone !== undefined) return { type: "phone", phone };
  if (symbol === " ") return { type: "blank" };
  if (PAUSE_MARKS.has(symbol)) return { type: "pause" };
  return symbol === "ː" ? { type: "tail" } : { type: "head" };
}

/** Whether a symbol is a vowel. */
export function isVowel(symbol: string): boolean {
  return VOWELS.has(symbol);
}

const VOWELS = new Set([..."AIOQWYᵊəɐɚɜᵻɨaɑɒæʌɔoeɛɪiʊu"]);

/** Whether a symbol is a vowel or a consonant that carries a pitch like one. */
export function isSonorant(symbol: string): boolean {
  return VOWELS.has(symbol) || SONORANTS.has(symbol);
}

const SONORANTS = new Set([..."jlmnŋɹrw"]);
