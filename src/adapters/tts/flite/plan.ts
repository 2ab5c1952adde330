/**
 * Cuts a segment into utterances: what is spoken in one breath.
 *
 * @module
 */
import type { SpokenToken } from "./text/front_end.ts";

/** The longest utterance, in letters: some nine seconds of speech. */
const MAX_LETTERS = 120;

/** The first utterance of a turn should be no longer than this, in letters: nothing is heard before it is done. */
const MAX_OPENING_LETTERS = 26;

/** The shortest piece that a clause is cut into where no punctuation asks for it, in letters. */
const MIN_LETTERS = 7;

/** Words that often begin a new phrase, before which a speaker may take a little time. */
const PHRASE_OPENERS = new Set(
  ("and but or so because that which who when while where if as than then with without for from to in into on onto at " +
    "by of about over under between through after before until is are was were will would can could should").split(" "),
);

/**
 * Cuts tokens into utterances: after every sentence, and where one would be too long, at the best place before.
 *
 * @param tokens What is to be spoken.
 * @param options With `opening` the first utterance is kept short, so that the voice is heard early: it ends at the
 *                first comma, or before a word that begins a phrase.
 */
export function planUtterances(
  tokens: readonly SpokenToken[],
  { opening = false }: { opening?: boolean } = {},
): SpokenToken[][] {
  const utterances: SpokenToken[][] = [];
  let rest = [...tokens];
  while (rest.length > 0) {
    const count = opening && utterances.length === 0 ? openingLength(rest) : breathLength(rest);
    utterances.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return utterances;
}

/** How many tokens make the first utterance of a turn. */
function openingLength(tokens: readonly SpokenToken[]): number {
  const clause = tokens.findIndex((token) => token.pause !== "none") + 1 || tokens.length;
  if (lettersOf(tokens.slice(0, clause)) <= MAX_OPENING_LETTERS) return clause;
  let best = 0;
  for (let count = 1; count < clause; count++) {
    const letters = lettersOf(tokens.slice(0, count));
    if (letters > MAX_OPENING_LETTERS || lettersOf(tokens.slice(count, clause)) < MIN_LETTERS) break;
    if (letters >= MIN_LETTERS && PHRASE_OPENERS.has(tokens[count]?.words ?? "")) best = count;
  }
  return best || Math.min(clause, breathLength(tokens));
}

/** How many tokens are spoken together: to the end of the sentence, unless that is too far. */
function breathLength(tokens: readonly SpokenToken[]): number {
  let letters = 0;
  let comma = 0;
  for (const [index, token] of tokens.entries()) {
    letters += token.words.length;
    if (letters > MAX_LETTERS && index > 0) return comma || index;
    if (token.pause === "stop") return index + 1;
    if (token.pause === "comma") comma = index + 1;
  }
  return tokens.length;
}

function lettersOf(tokens: readonly SpokenToken[]): number {
  return tokens.reduce((sum, token) => sum + token.words.length, 0);
}
