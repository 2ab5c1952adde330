/**
 * A turn's text as captions show it: in lines, without the signs of Markdown, HTML's tags and the targets of links.
 * Pure.
 *
 * The service reads markup more thoroughly (`reading/markup/`). This is what replies and scripts really have of it, in
 * a size for pages.
 *
 * @module
 */
import { captionLines } from "../../contract/caption_lines.ts";

/** What captions show of a text. */
export interface CaptionText {
  /** The text without its markup. */
  readonly text: string;
  /** Its lines, each as `[start, end)`. Together they cover it. */
  readonly lines: readonly (readonly [start: number, end: number])[];
  /** Where a place of the turn's text is in `text`. */
  placeOf(charOffset: number): number;
}

/** Stands for a character that is not shown, so that places do not change. */
const HIDDEN = "\0";

/** Up to the end of a text that does not close it. */
const CODE_BLOCK = /^[ \t]*(```|~~~)[^]*?(?:\n[ \t]*\1.*$|(?![^]))/gm;
/** Also the underline of a heading, and the line below the head of a table. */
const RULE = /^[ \t]*(?:[-*_=:|][ \t]*){3,}$/gm;
const TABLE_ROW = /^[ \t]*\|.*\|[ \t]*$/gm;
/** Begins a heading, an item or a quote. */
const BLOCK_SIGN = /^[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+/gm;
const BLOCK_TAG = /<\/?(?:br|div|h[1-6]|li|ol|p|ul)(?: [^<>\n]*=[^<>\n]*)?\/?>/gi;
const TAG = /<\/?(?:a|b|code|em|i|mark|s|small|span|strong|su[bp]|u)(?: [^<>\n]*=[^<>\n]*)?\/?>/gi;
/** Each has three groups: what begins it, what is shown, what ends it. */
const INLINE = [
  /(`+)([^`\n]+)(\1)/g,
  /(!?\[)([^\][\n]{1,300})(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?: "[^"\n]*")?\)|\]\{say="[^"\n]*"\})/g,
  /(\*\*|~~)(?=\S)(.*?\S)(\1)/g,
  /(\B\*{1,2}|\b_{1,2})(?=[^\s*_])(.*?[^\s*_])(\1)(?![\p{L}\p{N}*_])/gu,
];

/** Prepares a text for captions. */
export function captionText(source: string): CaptionText {
  let text = "";
  const places: number[] = [];
  for (const char of withoutMarkup(source).split("")) {
    places.push(text.length);
    if (char !== HIDDEN && (text !== "" || char.trim() !== "")) text += char;
  }
  return { text, lines: captionLines(text), placeOf: (charOffset) => places[charOffset] ?? text.length };
}

/** The text with {@linkcode HIDDEN} for each character of its markup. */
function withoutMarkup(source: string): string {
  const blocks = source
    .replace(CODE_BLOCK, hide)
    .replace(RULE, hide)
    .replace(TABLE_ROW, (row) => row.replaceAll("|", HIDDEN))
    .replace(BLOCK_SIGN, startLine)
    .replace(BLOCK_TAG, startLine)
    .replace(TAG, hide);
  return INLINE.reduce(
    (text, sign) =>
      text.replace(sign, (_, start: string, shown: string, end: string) => hide(start) + shown + hide(end)),
    blocks,
  );
}

function hide(markup: string): string {
  return HIDDEN.repeat(markup.length);
}

/** In place of markup of two characters or more. */
function startLine(markup: string): string {
  return `${hide(markup.slice(2))}\n\n`;
}
