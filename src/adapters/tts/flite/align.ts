/**
 * Finds which phones of an utterance belong to which of its words.
 *
 * Flite prints phones with times, and no words. But it can be asked how each word sounds when spoken alone; the same
 * phones come back in the utterance, save for small words that change in company ("a", "the", "to") and words whose
 * reading depends on their neighbours ("read", "record"). So the words' own phones, one after the other, are laid
 * against the utterance's by the cheapest edit (Needleman and Wunsch, 1970), with prices that know what kinds of
 * sounds turn into each other.
 *
 * @module
 */

/** Silence, as Flite calls it. */
export const PAUSE = "pau";

/** A half-open range of indices into the utterance's phones. */
export interface PhoneRange {
  readonly start: number;
  readonly end: number;
}

const VOWELS = new Set("aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw".split(" "));
const VOICED = new Set([...VOWELS, ..."b d dh g jh l m n ng r v w y z zh".split(" ")]);

/** A phone more or less costs this much. */
const GAP = 1;
/** A silence between two words is free, inside a word it is not expected. */
const PAUSE_INSIDE = 2;

/** Whether a phone is a vowel. */
export function isVowel(phone: string): boolean {
  return VOWELS.has(phone);
}

/** Whether the vocal folds vibrate in a phone. */
export function isVoiced(phone: string): boolean {
  return VOICED.has(phone);
}

/**
 * Aligns words with the phones of the utterance that holds them.
 *
 * @param words For each word, its phones when spoken alone, without silences.
 * @param spoken The phones of the utterance, silences as {@linkcode PAUSE}.
 * @returns For each word the range of its phones in `spoken`, in order and without overlap. Ranges begin and end with
 *          sounds, not silences. A word that is nowhere to be found has an empty range between its neighbours.
 */
export function alignPhones(words: readonly (readonly string[])[], spoken: readonly string[]): PhoneRange[] {
  const expected = words.flatMap((phones, word) => phones.map((phone, index) => ({ phone, word, first: index === 0 })));
  const owner = ownersOf(expected, spoken);
  const ranges: PhoneRange[] = [];
  let at = 0;
  for (let word = 0; word < words.length; word++) {
    const start = owner.indexOf(word, at);
    if (start < 0) {
      ranges.push({ start: at, end: at });
      continue;
    }
    at = owner.lastIndexOf(word) + 1;
    ranges.push({ start, end: at });
  }
  return ranges;
}

interface ExpectedPhone {
  readonly phone: string;
  readonly word: number;
  /** Whether it begins its word, so that a silence before it is natural. */
  readonly first: boolean;
}

/** For each spoken phone the word that it belongs to; -1 for silences. */
function ownersOf(expected: readonly ExpectedPhone[], spoken: readonly string[]): number[] {
  const costs = priceTable(expected, spoken);
  const width = spoken.length + 1;
  const cost = (i: number, j: number) => costs[i * width + j] ?? Infinity;
  const owner = new Array<number>(spoken.length).fill(-1);
  let i = expected.length;
  let j = spoken.length;
  while (j > 0) {
    const phone = spoken[j - 1] ?? PAUSE;
    const wanted = expected[i - 1];
    if (wanted !== undefined && cost(i, j) === cost(i - 1, j - 1) + mismatch(wanted.phone, phone)) {
      owner[j - 1] = wanted.word;
      i--;
      j--;
    } else if (cost(i, j) === cost(i, j - 1) + extra(expected, i, phone)) {
      // A sound that no word asks for goes with the word before it.
      if (phone !== PAUSE) owner[j - 1] = (wanted ?? expected[0])?.word ?? -1;
      j--;
    } else {
      i--;
    }
  }
  return owner;
}

/** Cheapest cost of laying the first i expected phones against the first j spoken ones, row by row. */
function priceTable(expected: readonly ExpectedPhone[], spoken: readonly string[]): Float64Array {
  const width = spoken.length + 1;
  const costs = new Float64Array((expected.length + 1) * width);
  const cost = (i: number, j: number) => costs[i * width + j] ?? Infinity;
  for (let i = 0; i <= expected.length; i++) {
    const wanted = expected[i - 1];
    for (let j = 0; j <= spoken.length; j++) {
      if (i === 0 && j === 0) continue;
      const phone = spoken[j - 1];
      const match = wanted && phone !== undefined ? cost(i - 1, j - 1) + mismatch(wanted.phone, phone) : Infinity;
      const insert = phone !== undefined ? cost(i, j - 1) + extra(expected, i, phone) : Infinity;
      const skip = wanted ? cost(i - 1, j) + GAP : Infinity;
      costs[i * width + j] = Math.min(match, insert, skip);
    }
  }
  return costs;
}

function mismatch(expected: string, spoken: string): number {
  if (expected === spoken) return 0;
  if (spoken === PAUSE) return Infinity;
  if (isVowel(expected) !== isVowel(spoken)) return 1.75;
  return isVowel(expected) ? 0.5 : isVoiced(expected) === isVoiced(spoken) ? 1 : 0.75;
}

/** Price of a spoken phone that stands between the expected phones `i - 1` and `i`. */
function extra(expected: readonly ExpectedPhone[], i: number, phone: string): number {
  if (phone !== PAUSE) return GAP;
  const next = expected[i];
  return i === 0 || next === undefined || next.first ? 0 : PAUSE_INSIDE;
}
