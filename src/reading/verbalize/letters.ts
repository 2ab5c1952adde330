/**
 * Letters that are spelled. In spoken words, a single capital stands for the name of the letter.
 *
 * @module
 */

/** Greek letters by name. */
const GREEK: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  ο: "omicron",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  ϕ: "phi",
  ϵ: "epsilon",
  ϑ: "theta",
  ħ: "H bar",
};

/** The name of a Greek letter, small or capital. */
export function greekName(letter: string): string | undefined {
  const small = letter.toLowerCase();
  return Object.hasOwn(GREEK, small) ? GREEK[small] : undefined;
}

/** Letters one by one, as names: `fbi` is "F B I". Digits among them are read as digits. */
export function letterNames(text: string): string {
  return [...plainLetters(text).toUpperCase()].filter((char) => /[A-Z]/.test(char)).join(" ");
}

/** Latin letters that do not decompose into a letter and an accent. */
const FOLDED: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "th",
  þ: "th",
  ł: "l",
  ı: "i",
  ħ: "h",
  ŋ: "ng",
  ə: "e",
  ĸ: "k",
  ŧ: "t",
  ƒ: "f",
  ɡ: "g",
};

/** Latin text without accents; letters without a plain form stay. */
export function plainLetters(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.normalize("NFKD").replace(/[\p{M}\u02b0-\u02ff\u00b7]/gu, "").replace(/[^\x20-\x7e]/gu, (letter) => {
    const small = letter.toLowerCase();
    const plain = Object.hasOwn(FOLDED, small) ? FOLDED[small] ?? letter : letter;
    return small === letter ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
  });
}

/** Whether a character is a letter of English text, possibly with an accent. */
export function isEnglishLetter(char: string): boolean {
  return /^[A-Za-z]/.test(plainLetters(char));
}
