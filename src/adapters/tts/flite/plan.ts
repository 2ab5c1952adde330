/**
 * Cuts a segment into what is spoken in one breath.
 *
 * @module
 */
import type { SpokenToken } from "./text/front_end.ts";

/** The longest breath, in letters: some nine seconds of speech. */
const MAX_LETTERS = 120;

/** What opens a turn should be no longer than this, in letters: nothing is heard before it is done. */
const MAX_OPENING_LETTERS = 15;

/** The shortest piece that a clause is cut into where no punctuation asks for it, in letters. */
const MIN_LETTERS = 6;

/**
 * What is spoken, and not heard, after an opening that ends in the middle of a clause: words of at least so many letters
 * together. They take the fall and the drawl of an end upon themselves: with them the opening's last word is half a
 * semitone off its place in the whole sentence, without them two to four. More of them would be heard as delay.
 */
const LOOKAHEAD_LETTERS = 4;

/** Words that often begin a new phrase: the best places for a cut. */
const PHRASE_OPENERS = new Set(
  ("and but or so because that which who when while where if as than then with without for from to in into on onto at " +
    "by of about over under between through after before until is are was were will would can could should").split(" "),
);

/** A breath, and the part of it that is wanted: tokens `from` up to, not including, `to`. */
export interface Breath {
  readonly tokens: readonly SpokenToken[];
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts tokens into breaths: after every sentence, and where one would be too long, at the best place before.
 *
 * @param tokens What is to be spoken.
 * @param options With `opening` the first breath is kept short, so that the voice is heard early: it ends at the first
 *                comma or in the middle of a clause. In the latter case both parts are spoken in the company of their
 *                neighbours, so that the melody goes through.
 */
export function planBreaths(
  tokens: readonly SpokenToken[],
  { opening = false }: { opening?: boolean } = {},
): Breath[] {
  const breaths: Breath[] = [];
  let at = 0;
  let company = 0;
  if (opening && tokens.length > 0) {
    const to = openingLength(tokens);
    const whole = breathLength(tokens);
    const inside = to < whole && tokens[to - 1]?.pause === "none";
    breaths.push({ tokens: tokens.slice(0, inside ? lookAhead(tokens.slice(0, whole), to) : to), from: 0, to });
    at = to;
    company = inside ? to : 0;
  }
  while (at < tokens.length) {
    const rest = tokens.slice(at - company);
    const to = Math.max(company + 1, breathLength(rest));
    breaths.push({ tokens: rest.slice(0, to), from: company, to });
    at += to - company;
    company = 0;
  }
  return breaths;
}

/** How many tokens open a turn: a short clause, or the beginning of a longer one, where possible up to a new phrase. */
function openingLength(tokens: readonly SpokenToken[]): number {
  const clause = tokens.findIndex((token) => token.pause !== "none") + 1 || tokens.length;
  if (lettersOf(tokens.slice(0, clause)) <= MAX_OPENING_LETTERS) return clause;
  let phrase = 0;
  let word = 0;
  for (let count = 1; count < clause; count++) {
    const letters = lettersOf(tokens.slice(0, count));
    if (letters > MAX_OPENING_LETTERS || lettersOf(tokens.slice(count, clause)) < MIN_LETTERS) break;
    if (letters < MIN_LETTERS) continue;
    word = count;
    if (PHRASE_OPENERS.has(tokens[count]?.words ?? "")) phrase = count;
  }
  return phrase || word || Math.min(clause, breathLength(tokens));
}

/** How many tokens are spoken so that those before `to` sound as if the sentence went on. */
function lookAhead(tokens: readonly SpokenToken[], to: number): number {
  let letters = 0;
  let end = to;
  while (letters < LOOKAHEAD_LETTERS && end < tokens.length) letters += tokens[end++]?.words.length ?? 0;
  return end;
}

/** How many tokens are spoken together: to the end of the sentence, unless that is too far. */
function breathLength(tokens: readonly SpokenToken[]): number {
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

function lettersOf(tokens: readonly SpokenToken[]): number {
  return tokens.reduce((sum, token) => sum + token.words.length, 0);
}
