/**
 * Words that mix small letters and capitals: `iPhone`, `getUserName`, `ChatGPT`; not `McDonald`.
 *
 * @module
 */

const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu;
/** Beginnings of surnames, after which a capital is no new word. */
const SURNAME = /^(?:Mc|Mac|De|Di|Du|Da|Le|La|Van|Von|Fitz|St|O|D|L)'?\p{Lu}\p{Ll}+(?:'s)?$/u;

/**
 * The words that a mixed word is made of.
 *
 * @param word Letters, and perhaps an ending `'s`.
 * @param isKnown Whether the dictionary holds the word as it is written.
 * @returns At least two parts; `undefined` for a word that is one.
 */
export function camelParts(word: string, isKnown: boolean): string[] | undefined {
  if (!/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word) || word.includes("'") && !word.endsWith("'s")) return undefined;
  if (SURNAME.test(word) && (isKnown || !/^(?:Mac(?:Book|Pro|Mini|Air|Studio|OS)|Da|La|St)/.test(word))) {
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
 * A word whose letters are drawn out, as it is spelled: `soooo` "so", `coooool` "cool", `heyyy` "hey".
 *
 * @param word Small letters.
 * @param isKnown Asks the dictionary.
 * @returns The spelling that the dictionary knows, or one with no letter more than twice; `undefined` when no letter is
 * drawn out.
 */
export function drawnOut(word: string, isKnown: (word: string) => boolean): string | undefined {
  const runs = word.match(/(\p{L})\1*/gu) ?? [];
  const long = runs.filter((run) => run.length > 2).length;
  if (long === 0) return undefined;
  for (const lengths of likelyLengths(Math.min(long, MAX_RUNS))) {
    let index = 0;
    const spelled = runs.map((run, at) => {
      if (run.length <= 2) return run;
      // "cool" and "need" have their vowels doubled within, "so" has not at its end.
      const isUsuallyDouble = /[oe]/.test(run.charAt(0)) && at > 0 && at < runs.length - 1;
      const isDouble = isUsuallyDouble !== (lengths[index++] ?? false);
      return run.charAt(0).repeat(isDouble ? 2 : 1);
    }).join("");
    if (isKnown(spelled)) return spelled;
  }
  return runs.map((run) => run.slice(0, 2)).join("");
}

/** Maximum number of drawn-out letters of a word that are tried both ways. */
const MAX_RUNS = 4;

/** The combinations of letters with an unusual length, the fewest first. */
function likelyLengths(runs: number): boolean[][] {
  const choices = Array.from(
    { length: 1 << runs },
    (_, choice) => Array.from({ length: runs }, (_, index) => ((choice >> index) & 1) === 1),
  );
  const unusual = (choice: readonly boolean[]) => choice.filter((isUnusual) => isUnusual).length;
  return choices.sort((a, b) => unusual(a) - unusual(b));
}
