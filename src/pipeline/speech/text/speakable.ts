/**
 * The speakable form of a text: markup is replaced by spaces, so that offsets do not change; entities by their
 * characters, so that only offsets within their words do.
 *
 * @module
 */
import { cleanText } from "../../../reading/markup/blocks.ts";
import { entityAt } from "../../../reading/markup/entities.ts";

/** A piece of a turn's text. */
export interface TextPiece {
  /** The words to speak; as long as `charEnd - charStart`, with spaces where the turn's text has markup. */
  readonly text: string;
  /** Where it begins in the turn's text, in UTF-16 units. */
  readonly charStart: number;
  /** Where it ends, exclusive. */
  readonly charEnd: number;
  /** The piece as it is written, from `writtenStart` on: with its markup, and with the end of its line if it has one. */
  readonly written: string;
  /** Where `written` begins in the turn's text; at most `charStart`. */
  readonly writtenStart: number;
}

/** Letters, numbers, and signs that are read by themselves: a rating in stars, "∞". */
const SAYABLE = /[\p{L}\p{N}∂∇∞∑∏∫√]|[★☆⭐]{2}/u;

/**
 * Makes a piece of text speakable.
 *
 * @param text A part of the turn's text, without the end of its line.
 * @param offset Where it begins in the turn's text.
 * @param lineEnd The end of its line, or an empty string when the piece ends before that.
 * @returns The piece without markup and surrounding space; `null` if nothing in it can be spoken.
 */
export function speakablePiece(text: string, offset: number, lineEnd = ""): TextPiece | null {
  const blanked = plainCharacters(blankMarkup(text));
  if (!SAYABLE.test(blanked)) return null;
  const charStart = offset + (/^\s*(?!\p{M})/u.exec(blanked)?.[0].length ?? 0);
  const spoken = blanked.slice(charStart - offset).trimEnd();
  return {
    text: spoken,
    charStart,
    charEnd: charStart + spoken.length,
    written: text + lineEnd,
    writtenStart: offset,
  };
}

/** Blanks out markup, without changing the text's length. */
function blankMarkup(text: string): string {
  if (!/[`*_~[\]【\uE200<>#|$\\{}=-]|^\s*[•+]\s/.test(text)) return text;
  let blanked = "";
  for (const { charStart, charEnd, reason } of cleanText(text, { code: "read" }).skipped) {
    if (reason !== "markup" && reason !== "code") continue;
    blanked += text.slice(blanked.length, charStart) + " ".repeat(charEnd - Math.max(charStart, blanked.length));
  }
  return blanked + text.slice(blanked.length);
}

/** Without entities and control characters, which many voices spell out or choke on; as long as the text. */
function plainCharacters(text: string): string {
  if (!/[&\p{Cc}]/u.test(text)) return text;
  return text.replace(/\p{Cc}/gu, (char) => /\s/.test(char) ? char : " ").replace(
    /\S+/g,
    (word) => word.includes("&") ? decoded(word) : word,
  );
}

/** A word with the characters of its entities, and spaces behind it for the rest of its length. */
function decoded(word: string): string {
  let plain = "";
  for (let at = 0; at < word.length;) {
    const entity = entityAt(word, at);
    plain += entity?.char ?? word.charAt(at);
    at = entity?.end ?? at + 1;
  }
  return plain.padEnd(word.length);
}
