/**
 * Cuts a segment into what is spoken in one breath.
 *
 * @module
 */
import type { SpokenToken } from "./text/front_end.ts";

/** The longest breath, in letters: some nine seconds of speech. */
const MAX_LETTERS = 120;

/** A first breath longer than this ends at a comma, where it has one: nothing is heard before its melody is planned. */
const MAX_OPENING_LETTERS = 45;

/**
 * Cuts tokens into breaths: after every sentence, and where one would be too long, at the best place before.
 *
 * @param tokens What is to be spoken.
 * @param options With `opening` it is the first that is heard, and the first breath is kept short where commas allow.
 */
export function planBreaths<T extends Pick<SpokenToken, "words" | "pause">>(
  tokens: readonly T[],
  { opening = false }: { opening?: boolean } = {},
): T[][] {
  const breaths: T[][] = [];
  for (let at = 0; at < tokens.length;) {
    const rest = tokens.slice(at);
    const length = opening && at === 0 ? openingLength(rest) : breathLength(rest);
    breaths.push(rest.slice(0, length));
    at += length;
  }
  return breaths;
}

/** How many tokens open a turn: a sentence that is not too long, or what comes before its first comma. */
function openingLength(tokens: readonly Pick<SpokenToken, "words" | "pause">[]): number {
  const length = breathLength(tokens);
  const letters = tokens.slice(0, length).reduce((sum, { words }) => sum + words.length, 0);
  if (letters <= MAX_OPENING_LETTERS) return length;
  return tokens.slice(0, length).findIndex(({ pause }) => pause === "comma") + 1 || length;
}

/** How many tokens are spoken together: to the end of the sentence, unless that is too far. */
function breathLength(tokens: readonly Pick<SpokenToken, "words" | "pause">[]): number {
  let letters = 0;
  let comma = 0;
  for (const [index, token] of tokens.entries()) {
    letters += token.words.length;
    if (letters > MAX_LETTERS && index > 0) return comma || index;
    if (token.pause === "stop" || token.pause === "question") return index + 1;
    if (token.pause === "comma") comma = index + 1;
  }
  return tokens.length;
}
