/**
 * The lines of captions: a text as people read it, without its markup.
 *
 * @module
 */
import { captionLines } from "../contract/caption_lines.ts";
import { cleanText } from "./markup/blocks.ts";
import { ITEM, LINE, PARAGRAPH, type SkipReason } from "./markup/clean_text.ts";

/** A line of captions. */
export interface ShownLine {
  /** `[charStart, charEnd)` in the text. */
  readonly charStart: number;
  readonly charEnd: number;
  /** What is shown; empty where the text has only markup or code. */
  readonly text: string;
}

/** What is neither spoken nor shown. Emoji and punctuation are shown. */
const HIDDEN: readonly SkipReason[] = ["markup", "code", "invisible", "decoration"];

/**
 * Breaks a text into the lines of its captions: at the end of a sentence, of a paragraph or of an item of a list, or
 * before a line gets too long.
 *
 * @param text The text, which may have Markdown and tags.
 * @returns The lines; together they cover the text.
 */
export function shownLines(text: string): ShownLine[] {
  const { text: clean, ends, skipped } = cleanText(text, { code: "skip" });
  const isHidden = new Uint8Array(text.length);
  for (const { charStart, charEnd, reason } of skipped) {
    if (HIDDEN.includes(reason)) isHidden.fill(1, charStart, charEnd);
  }
  const breaks = ends.filter((_, i) => [LINE, ITEM, PARAGRAPH].includes(clean.charAt(i)));
  return [...breaks, text.length].flatMap((charEnd, i) => linesOf(text, breaks[i - 1] ?? 0, charEnd, isHidden));
}

/** The lines of a part of the text. */
function linesOf(text: string, charStart: number, charEnd: number, isHidden: Uint8Array): ShownLine[] {
  let shown = "";
  const places: number[] = [];
  for (let at = charStart; at < charEnd; at++) {
    if (isHidden[at] === 1) continue;
    shown += text.charAt(at);
    places.push(at);
  }
  if (shown === "" && charEnd > charStart) return [{ charStart, charEnd, text: "" }];
  return captionLines(shown).map(([start, end]) => ({
    charStart: start === 0 ? charStart : places[start] ?? charEnd,
    charEnd: places[end] ?? charEnd,
    text: shown.slice(start, end).replaceAll(/\s+/g, " ").trim(),
  }));
}
