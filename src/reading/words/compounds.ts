/**
 * Compounds with hyphens that are known as one word: "uh-huh", "Wi-Fi", "merry-go-round", "Champs-Élysées".
 *
 * @module
 */
import { type Token, type WordToken, wordToken } from "../tokens/token.ts";
import { plainLetters } from "../verbalize/letters.ts";
import type { Dictionary } from "./dictionary.ts";
import { nameSounds } from "./names/spoken_names.ts";

/** Maximum number of parts of a compound. */
const MAX_PARTS = 4;

/**
 * Joins words that are known as a compound.
 *
 * @param tokens The tokens of a text.
 * @param text The text that contains them.
 * @param dictionary Has the compounds.
 * @returns The tokens, with one word for each compound.
 */
export function joinCompounds(tokens: readonly Token[], text: string, dictionary: Dictionary): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    const compound = token.kind === "word"
      ? longestCompound(tokens, at, text, dictionary) ?? brokenWord(tokens, at, text, dictionary)
      : undefined;
    joined.push(compound?.token ?? token);
    if (compound !== undefined) at += compound.parts - 1;
  }
  return joined;
}

/** Frequent words of two words, which the dictionary derives. */
const ONE_WORD =
  /^(?:(?:some|any|every|no)(?:thing|body|one|where|how|what|times?)|(?:my|your|him|her|it|our|them)sel(?:f|ves)|(?:who|what|when|where|how|which)ever|with(?:in|out)|in(?:to|side)|outside|therefore|moreover|nevertheless|al(?:though|ready|ways|together))$/i;

/** A word or a compound that goes on in the next line: "hyphen-", "ated"; "well-", "known". */
function brokenWord(
  tokens: readonly Token[],
  at: number,
  text: string,
  dictionary: Dictionary,
): { readonly token: WordToken; readonly parts: number } | undefined {
  const [first, gap, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (first?.kind !== "word" || gap?.kind !== "break" || gap.level !== "line" || next?.kind !== "word") {
    return undefined;
  }
  if (!/^- ?\n$/.test(text.slice(first.end, next.start)) || !/^\p{Ll}/u.test(next.written)) return undefined;
  const hyphenated = `${first.written}-${next.written}`;
  if (dictionary.has(hyphenated)) return { token: wordToken(hyphenated, first.start, next.end), parts: 3 };
  const written = first.written + next.written;
  return dictionary.has(written) || ONE_WORD.test(written)
    ? { token: wordToken(written, first.start, next.end), parts: 3 }
    : { token: first, parts: 2 };
}

function longestCompound(
  tokens: readonly Token[],
  at: number,
  text: string,
  dictionary: Dictionary,
): { readonly token: WordToken; readonly parts: number } | undefined {
  const first = tokens[at];
  if (first?.kind !== "word" || text.charAt(first.end) !== "-") return undefined;
  let found: { readonly token: WordToken; readonly parts: number } | undefined;
  let written = first.written;
  for (let parts = 2, before = first; parts <= MAX_PARTS; parts++) {
    const next = tokens[at + parts - 1];
    if (next?.kind !== "word" || text.slice(before.end, next.start) !== "-") break;
    written += `-${next.written}`;
    const isName = nameSounds(written, plainLetters(written).toLowerCase()) !== undefined;
    const known = isName ? written : [written, written.toLowerCase()].find((form) => dictionary.has(form));
    if (known !== undefined) found = { token: { ...wordToken(known, first.start, next.end) }, parts };
    before = next;
  }
  return found;
}
