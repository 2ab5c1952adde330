/**
 * What of a text is to be spoken: markup is blanked out, place by place, so that offsets stay as they were.
 *
 * @module
 */

/** A piece of a turn's text. */
export interface TextPiece {
  /** The words to speak; as long as `charEnd - charStart`, with spaces where the turn's text has markup. */
  readonly text: string;
  /** Where it begins in the turn's text, in UTF-16 units. */
  readonly charStart: number;
  /** Where it ends, exclusive. */
  readonly charEnd: number;
}

const blank = (text: string) => " ".repeat(text.length);

const LINK = /!?\[([^\]\n]*)\]\(([^()\s]*)\)/g;
const LINE_MARK = /^\s*(?:```\w*|#{1,6}(?=\s)|>+(?=\s)|[-*+•](?=\s))/;
/** Addresses, which are left as they are, or marks of emphasis, code and tables. */
const MARKS =
  /(?:https?:\/\/|www\.)\S+|\S+@\S+|\*{2,}|`+|~{2,}|\|+|\*(?=[^\s\d])|(?<=[^\s\d])\*|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;

/** Blanks out Markdown, without changing the text's length. */
function blankMarkup(text: string): string {
  return text
    .replace(LINK, (link, label: string) => {
      const open = link.indexOf("[") + 1;
      return " ".repeat(open) + label + " ".repeat(link.length - open - label.length);
    })
    .replace(LINE_MARK, blank)
    .replace(MARKS, (mark) => /[\p{L}\p{N}]/u.test(mark) ? mark : blank(mark));
}

/**
 * Makes a piece of text ready to be spoken.
 *
 * @param text A part of the turn's text.
 * @param offset Where it begins in the turn's text.
 * @returns The piece without markup and surrounding space; `null` when nothing in it can be spoken.
 */
export function speakablePiece(text: string, offset: number): TextPiece | null {
  const blanked = blankMarkup(text);
  if (!/[\p{L}\p{N}]/u.test(blanked)) return null;
  const charStart = offset + (/^\s*(?!\p{M})/u.exec(blanked)?.[0].length ?? 0);
  const spoken = blanked.slice(charStart - offset).trimEnd();
  return { text: spoken, charStart, charEnd: charStart + spoken.length };
}
