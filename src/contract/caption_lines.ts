/**
 * Breaks a text into caption lines. Pure, so that browsers use it too.
 *
 * @module
 */

/** The longest line, in characters: two rows of 42. */
const LINE_CHARS = 84;

/**
 * Breaks a text into lines, at the end of a sentence or before a line gets too long.
 *
 * @returns Each line as `[start, end)` in the text. Together they cover it.
 */
export function captionLines(text: string): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  for (const { index, 0: word } of text.matchAll(/\S+\s*/g)) {
    const end = index + word.length;
    if (end - start > LINE_CHARS && index > start) {
      lines.push([start, index]);
      start = index;
    }
    if (!/[.!?…]["'”’)]*\s*$/.test(word)) continue;
    lines.push([start, end]);
    start = end;
  }
  if (start < text.length) lines.push([start, text.length]);
  return lines;
}
