/**
 * Splits tokens into sentences and classifies them.
 *
 * @module
 */
import { isSpoken, type Token } from "./tokens/token.ts";
import type { SentenceKind } from "./reading.ts";

const WH =
  /^(?:who|whom|whose|what|when|where|why|how|which|what's|who's|where's|how's|when's|why's|what're|who'd|what'd|how'd)$/;
/** Words that may stand before a question word. */
const LEADING =
  /^(?:and|but|so|or|well|oh|ok|okay|now|then|hey|um|uh|hmm|please|in|at|to|from|with|for|on|by|of|about|until|since|yes|no|wait|right|also|tell|me|sorry|exactly)$/;

/**
 * Splits tokens into sentences: each ends with its mark or its line.
 *
 * @param tokens All tokens of a text.
 */
export function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  tokens.forEach((token, index) => {
    const closes = token.kind === "break" || (token.kind === "mark" && /[.!?]/.test(token.mark)) ||
      (token.kind === "mark" && token.mark === "…" && beginsAnew(tokens[index + 1]));
    // A closing quote or parenthesis belongs to the sentence before it.
    const trails = current.length === 0 && !isSpoken(token) && sentences.length > 0 &&
      (token.kind === "mark"
        ? token.mark === ")" || /[.!?…]/.test(token.mark)
        : token.kind === "quote"
        ? !token.opens
        : true);
    if (trails) sentences.at(-1)?.push(token);
    else {
      current.push(token);
      if (closes) {
        sentences.push(current);
        current = [];
      }
    }
  });
  return current.length > 0 ? [...sentences, current] : sentences;
}

/** Whether a sentence may begin with a token. */
function beginsAnew(token: Token | undefined): boolean {
  return token === undefined || token.kind !== "word" || /^\p{Lu}/u.test(token.written);
}

/** The kind of a sentence, by its mark and its first word. */
export function sentenceKind(tokens: readonly Token[]): SentenceKind {
  const end = tokens.findLast((token) => token.kind === "mark" && /[.!?…]/.test(token.mark));
  if (end?.kind !== "mark" || end.mark === "." || end.mark === "…") return "statement";
  if (end.mark === "!") return "exclamation";
  for (const token of tokens) {
    if (!isSpoken(token)) continue;
    const word = token.kind === "said" ? token.words : token.written.toLowerCase();
    if (WH.test(word)) return "wh_question";
    if (!LEADING.test(word)) return "yes_no_question";
  }
  return "yes_no_question";
}

/** Whether a mark or the end of a line closes a sentence. */
export function isClosed(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.kind === "break" || (token.kind === "mark" && /[.!?…]/.test(token.mark)));
}
