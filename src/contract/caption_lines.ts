/**
 * Breaks a text into caption lines. Pure, so that browsers use it too.
 *
 * @module
 */

/** The longest line, in characters: two rows of 42. */
const LINE_CHARS = 84;

/** A word, or a phrase in scripts without spaces, with the space after it. */
const WORD = /\S+?(?:[，、；：。！？]["'”’」』）]*\s*|\s+|$)/g;
/** Ends a line: the end of a sentence or of a paragraph. */
const LINE_END = /[\p{Sentence_Terminal}…]["'”’)」』）]*\s*$|\n\s*\n/u;
/** Goes on in the same line: the number of an item, an abbreviation, or an initial. */
const NO_END = /^\s*\(?\d{1,3}[.)]\s*$|\b(?:Dr|Mrs?|Ms|Prof|St|vs|(?!I)[A-Z]|[A-Za-z]\.[A-Za-z])\.[^\S\n]*$/;
/** A full stop or a closing quote within a line: it goes on in lower case or with a number, as in "p.m. on", "No. 5". */
const WITHIN = /[.…"'”’][^\S\n]+["'“‘(]?[\p{Ll}\d]$/u;

/**
 * Breaks a text into lines: at the end of a sentence or a paragraph, or before a line gets too long. The end of a line
 * counts as well unless the next one goes on in lower case, as texts do that an editor has wrapped.
 *
 * @returns Each line as `[start, end)` in the text. Together they cover it.
 */
export function captionLines(text: string): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const end = index + word.length;
    if (end - start > LINE_CHARS && index > start) {
      lines.push([start, index]);
      start = index;
    }
    const isWrapped = /^\p{Ll}/u.test(text.slice(end, end + 2));
    if (!LINE_END.test(word) && (isWrapped || !word.includes("\n"))) continue;
    if (NO_END.test(text.slice(start, end)) || WITHIN.test(text.slice(index, end + 1))) continue;
    lines.push([start, end]);
    start = end;
  }
  if (start < text.length) lines.push([start, text.length]);
  return lines;
}
