/**
 * The phonemes of the voice: classes, stress, endings. `ˈ` and `ˌ` stand before the vowel that they stress.
 *
 * @module
 */

const VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ";
const CONSONANTS = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ";
/** Sounds after which an American t becomes a tap. */
const BEFORE_TAP = "AIOWYiuæɑəɛɪɹʊʌ";
const PRIMARY = "ˈ";
const SECONDARY = "ˌ";

/** Whether a phoneme is a vowel. */
function isVowel(phoneme: string): boolean {
  return phoneme !== "" && VOWELS.includes(phoneme);
}

/** Whether a word begins with a vowel; `undefined` if it has no sound. */
export function beginsWithVowel(phonemes: string): boolean | undefined {
  for (const phoneme of phonemes) {
    if (isVowel(phoneme)) return true;
    if (CONSONANTS.includes(phoneme)) return false;
  }
  return undefined;
}

/** Whether a word has a main stress. */
export function hasPrimaryStress(phonemes: string): boolean {
  return phonemes.includes(PRIMARY);
}

/** A word without any stress. */
export function unstressed(phonemes: string): string {
  return phonemes.replace(/[ˈˌ]/g, "");
}

/** A word with its main stress reduced to a secondary one. */
export function weakened(phonemes: string): string {
  return phonemes.replaceAll(SECONDARY, "").replaceAll(PRIMARY, SECONDARY);
}

/** Weight of a word, in sounds; diphthongs and affricates count twice. */
export function stressWeight(phonemes: string): number {
  return phonemes.length + (phonemes.match(/[AIOQWYʤʧ]/g)?.length ?? 0);
}

/** A word with at least a secondary stress. */
export function withSomeStress(phonemes: string): string {
  return /[ˈˌ]/.test(phonemes) ? phonemes : stressed(phonemes, SECONDARY);
}

/** A word with a main stress. */
export function withMainStress(phonemes: string): string {
  if (phonemes.includes(PRIMARY)) return phonemes;
  if (phonemes.includes(SECONDARY)) return phonemes.replace(SECONDARY, PRIMARY);
  return stressed(phonemes, PRIMARY);
}

/** Puts a stress before the first vowel. */
function stressed(phonemes: string, mark: string): string {
  const at = [...phonemes].findIndex(isVowel);
  return at < 0 ? phonemes : phonemes.slice(0, at) + mark + phonemes.slice(at);
}

/** The ending `-s`: "cats", "dogs", "horses". */
export function withS(stem: string): string {
  const last = stem.at(-1) ?? "";
  if ("ptkfθ".includes(last)) return `${stem}s`;
  return "szʃʒʧʤ".includes(last) ? `${stem}ᵻz` : `${stem}z`;
}

/** The ending `-ed`: "walked", "waited", "called". */
export function withEd(stem: string): string {
  const last = stem.at(-1) ?? "";
  if ("pkfθʃsʧ".includes(last)) return `${stem}t`;
  if (last === "d") return `${stem}ᵻd`;
  if (last !== "t") return `${stem}d`;
  return BEFORE_TAP.includes(stem.at(-2) ?? " ") ? `${stem.slice(0, -1)}ɾᵻd` : `${stem}ᵻd`;
}

/** The ending `-ing`: "waiting" with a tap. */
export function withIng(stem: string): string {
  return withVowel(stem, "ɪŋ");
}

/** An ending that begins with a vowel, before which a t becomes a tap. */
export function withVowel(stem: string, ending: string): string {
  const isTapped = stem.endsWith("t") && BEFORE_TAP.includes(stem.at(-2) ?? " ");
  return isTapped ? `${stem.slice(0, -1)}ɾ${ending}` : `${stem}${ending}`;
}

/** The phonemes as the model was trained on them: the tap is written T, the glottal stop is a t, an r is one sound. */
export function modelPhonemes(phonemes: string): string {
  return phonemes.replaceAll("ɾ", "T").replaceAll("ʔ", "t").replaceAll("ɹɹ", "ɹ");
}
