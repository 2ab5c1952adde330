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

/** After "or" these name no second choice: "or so", "or something". */
const VAGUE = /^(?:so|two|anything|something|someone|anyone|anybody|somebody|anywhere|somewhere|whatever|thereabouts)$/;
/** After "or" these begin a second question. */
const AUXILIARY =
  /^(?:am|are|is|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must|not)$/;
const NUMBER = /^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/;
/** With these before "or" a question asks whether there is one at all: "any brothers or sisters", "something to eat or drink". */
const OPEN = /^(?:any|anything|anyone|anybody|anywhere|something|someone|somebody|somewhere|ever)$/i;
/** A second choice has this many words at most, unless it is a question itself. */
const MOST_CHOICE_WORDS = 4;

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
  const words = tokens.filter(isSpoken).map((token) => token.kind === "said" ? token.words : token.written);
  const first = words.find((word) => !LEADING.test(word.toLowerCase()));
  if (first !== undefined && WH.test(first.toLowerCase())) return "wh_question";
  return offersChoice(words) ? "alternative_question" : "yes_no_question";
}

/** Whether a question offers a choice, as "Tea or coffee?" does. */
function offersChoice(words: readonly string[]): boolean {
  const at = words.lastIndexOf("or");
  const [before, after] = [words[at - 1], words[at + 1]?.toLowerCase()];
  if (at < 0 || after === undefined || VAGUE.test(after) || before === "more" && after === "less") return false;
  // "Two or three minutes" is one thing.
  const isRough = NUMBER.test(before ?? "") && NUMBER.test(after) && words.length > at + 2;
  if (isRough) return false;
  if (AUXILIARY.test(after)) return true;
  return !words.slice(0, at).some((word) => OPEN.test(word)) && words.length - 1 - at <= MOST_CHOICE_WORDS;
}

/** Whether a mark or the end of a line closes a sentence. */
export function isClosed(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.kind === "break" || (token.kind === "mark" && /[.!?…]/.test(token.mark)));
}
