/**
 * Where a sentence that is too long is best cut: before a conjunction or a preposition, never inside a name.
 *
 * @module
 */
import { abbreviationOf, monthOf } from "../../../reading/verbalize/abbreviations.ts";

/** Words that begin a clause. */
const CLAUSE_WORDS =
  /^(?:and|but|or|because|which|who|whom|whose|while|when|whenever|if|although|though|so|then|since|until|unless|where|whereas|that|after|before|however|therefore)$/i;
/** Words that begin a phrase. */
const PHRASE_WORDS =
  /^(?:in|on|at|for|with|from|by|as|than|to|into|about|over|under|between|through|during|without|within|against|across|near|around|like|along|behind|beside|beyond|despite|toward|towards|upon|via)$/i;
/** Words that belong to the following word. */
const LEANING =
  /^(?:the|a|an|my|your|his|her|its|our|their|this|that|these|those|every|each|no|some|any|very|so|too|more|most|of|to|in|on|at|for|with|from|by|as|into|about|and|or|but|is|are|was|were|be|been|am|will|would|can|could|may|might|must|shall|should|have|has|had|do|does|did|not|i|you|he|she|we|they|it)$/i;

/** The score of a cut at a gap; the highest wins, the last of equals. */
const WORTH = { clause: 4, phrase: 2, plain: 0, leaning: -3, name: -6 } as const;

/**
 * The best place to cut between two words.
 *
 * @param text The text from the start of the piece on.
 * @param gaps Places between words, in order: the index of the space.
 * @returns The place; `undefined` when there is none.
 */
export function bestGap(text: string, gaps: readonly number[]): number | undefined {
  let best: number | undefined;
  let bestWorth = -Infinity;
  for (const gap of gaps) {
    const worth = worthOf(wordBefore(text, gap), wordAfter(text, gap));
    if (worth >= bestWorth) [best, bestWorth] = [gap, worth];
  }
  return best;
}

function wordBefore(text: string, gap: number): string {
  return /[^\s]*$/.exec(text.slice(Math.max(0, gap - 40), gap))?.[0] ?? "";
}

function wordAfter(text: string, gap: number): string {
  return /^\s*([^\s]*)/.exec(text.slice(gap, gap + 40))?.[1] ?? "";
}

function worthOf(before: string, after: string): number {
  const plain = (word: string) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, "");
  const [last, next] = [plain(before), plain(after)];
  if (isOneName(last, next)) return WORTH.name;
  const lean = LEANING.test(last) ? WORTH.leaning : WORTH.plain;
  if (CLAUSE_WORDS.test(next)) return lean + WORTH.clause;
  return lean + (PHRASE_WORDS.test(next) ? WORTH.phrase : WORTH.plain);
}

/** Whether two words are one name, one date, one amount. */
function isOneName(last: string, next: string): boolean {
  const isCapital = (word: string) => /^\p{Lu}/u.test(word);
  if (last.endsWith(".")) {
    const known = abbreviationOf(last.slice(0, -1));
    return isCapital(next) || (known !== undefined && known.kind !== "closing") || /^\p{N}/u.test(next);
  }
  if (isCapital(last) && last !== "I" && isCapital(next)) return true;
  if (/\p{N}$/u.test(last)) {
    return monthOf(next) !== undefined ||
      /^[\p{Ll}\p{N}%°€$£]/u.test(next) && !CLAUSE_WORDS.test(next) && !PHRASE_WORDS.test(next);
  }
  return /^\p{N}/u.test(next) && (monthOf(last) !== undefined || abbreviationOf(last) !== undefined || isCapital(last));
}
