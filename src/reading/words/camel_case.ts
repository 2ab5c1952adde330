/**
 * Words that mix small letters and capitals: `iPhone`, `getUserName`, `ChatGPT`; not `McDonald`.
 *
 * @module
 */

const PART = /\p{Lu}{2,}s(?!\p{L})|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu;
/** Prefixes of surnames; a capital after one does not begin a new word. */
const SURNAME = /^(?:Mc|Mac|De|Di|Du|Da|Le|La|Van|Von|Fitz|St|O|D|L)'?\p{Lu}\p{Ll}+(?:'s)?$/u;

/**
 * Splits a mixed-case word into its words.
 *
 * @param word Letters, optionally with the ending `'s`.
 * @param isKnown Whether the dictionary has the word as written.
 * @returns At least two parts; `undefined` if the word is a single one.
 */
export function camelParts(word: string, isKnown: boolean): string[] | undefined {
  if (!/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word) || word.includes("'") && !word.endsWith("'s")) return undefined;
  if (
    SURNAME.test(word) &&
    (isKnown || !/^(?:Mac(?:Book|Pro|Mini|Air|Studio|OS|Ports|Paint|Rumors|World)|Da|La|St)/.test(word))
  ) {
    return undefined;
  }
  const base = word.replace(/'s$/, "");
  // "CEOs", "URLs": capitals with a plural.
  if (/^\p{Lu}{2,}s$/u.test(base)) return undefined;
  // "AoE", "IoT", "SoC": each letter stands for a word.
  const parts = /^\p{Lu}\p{Ll}\p{Lu}$/u.test(base) ? [...base.toUpperCase()] : base.match(PART) ?? [];
  if (parts.length < 2 || parts.length > 12) return undefined;
  const last = parts.length - 1;
  if (word.endsWith("'s")) parts[last] = `${parts[last] ?? ""}'s`;
  return parts;
}

/**
 * Restores the spelling of a word with repeated letters: `soooo` "so", `coooool` "cool", `heyyy` "hey".
 *
 * @param word Small letters.
 * @param isKnown Whether the dictionary has a word.
 * @returns The spelling that the dictionary has, or else one without a letter three times in a row; `undefined` if no
 * letter is repeated more than twice.
 */
export function drawnOut(word: string, isKnown: (word: string) => boolean): string | undefined {
  const runs = word.match(/(\p{L})\1*/gu) ?? [];
  const long = runs.filter((run) => run.length > 2).length;
  if (long === 0) return undefined;
  for (const lengths of likelyLengths(Math.min(long, MAX_RUNS))) {
    let index = 0;
    const spelled = runs.map((run, at) => {
      if (run.length <= 2) return run;
      // A doubled vowel is normal inside a word ("cool", "need") but not at the end ("so").
      const isUsuallyDouble = /[oe]/.test(run.charAt(0)) && at > 0 && at < runs.length - 1;
      const isDouble = isUsuallyDouble !== (lengths[index++] ?? false);
      return run.charAt(0).repeat(isDouble ? 2 : 1);
    }).join("");
    // "toooo" is "too" rather than "to".
    if (isKnown(spelled)) return spelled === "to" ? "too" : spelled;
  }
  return runs.map((run) => run.slice(0, 2)).join("");
}

/** Maximum number of repeated letters per word that are tried single and double. */
const MAX_RUNS = 4;

/** Combinations of letters with the less usual length, those with the fewest first. */
function likelyLengths(runs: number): boolean[][] {
  const choices = Array.from(
    { length: 1 << runs },
    (_, choice) => Array.from({ length: runs }, (_, index) => ((choice >> index) & 1) === 1),
  );
  const unusual = (choice: readonly boolean[]) => choice.filter((isUnusual) => isUnusual).length;
  return choices.sort((a, b) => unusual(a) - unusual(b));
}
