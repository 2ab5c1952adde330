/**
 * Parts of a text that are not spoken and do not count: tags, targets of links, pronunciations, blocks of code.
 *
 * @module
 */
import { tagAt } from "../../../reading/markup/tags.ts";

/** Longest tag, target or line of a fence that is hidden, in UTF-16 units. */
export const MAX_HIDDEN_CHARS = 200;
/** The shortest run of signs and letters without a space that is not prose: a hash, a key, a long address. */
const RUN_CHARS = 60;
/** The longest such run that stays in one piece. */
const MAX_RUN_CHARS = 4096;

const TARGET = /\]\([^()\s]{0,198}\)|\]\{say="[^"{}\n]{0,190}"\}/y;
const OPEN_TAG = /^<(?:$|!(?:$|-(?:$|-(?![^]*-->)))|[a-z/][^<>]*$)/i;
const OPEN_TARGET = /^\](?:$|\([^()\s]*$|\{[^{}\n]*$)/;
/** A backtick behind the fence makes it code within a line (CommonMark 0.31.2, 4.5). */
const FENCE = /^([ \t]{0,3}(`{3,}|~{3,}(?!~))[ \t]*(?![ \t]))([\w+#.-]*)(?![\w+#.-])[^`\n]*\n/;
const OPEN_FENCE = /^[ \t]{0,3}(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,}(?!~))[^`\n]*)?$/;
const RUN = new RegExp(`[!-~]{1,${MAX_RUN_CHARS}}`, "y");

/**
 * The length of the hidden part at a character.
 *
 * @param text The text from the start of the piece on.
 * @param at Index of a `<` or a `]`.
 * @param ended Whether `text` is complete.
 * @returns Its length, 0 if nothing is hidden, or `more` if undecided.
 */
export function hiddenAt(text: string, at: number, ended: boolean): number | "more" {
  const window = text.slice(at, at + MAX_HIDDEN_CHARS);
  const isOpen = !ended && at + MAX_HIDDEN_CHARS > text.length;
  if (text.charAt(at) === "<") {
    const tag = tagAt(window, 0);
    if (tag?.kind === "tag") return tag.end;
    return isOpen && OPEN_TAG.test(window) ? "more" : 0;
  }
  TARGET.lastIndex = 0;
  const target = TARGET.exec(window);
  // The bracket itself closes the label.
  if (target !== null) return target[0].length;
  return isOpen && OPEN_TARGET.test(window) ? "more" : 0;
}

/**
 * The length of a run that is kept in one piece: it begins at a place and passes a limit without a space.
 *
 * @returns 0 if there is none, or `more` if its end is unknown.
 */
export function runAt(text: string, at: number, ended: boolean): number | "more" {
  RUN.lastIndex = at;
  const length = RUN.exec(text)?.[0].length ?? 0;
  const isOpen = !ended && length > 0 && at + length === text.length && length < MAX_RUN_CHARS;
  return isOpen ? "more" : length < RUN_CHARS ? 0 : length;
}

/** The line that opens a block of code. */
export interface Fence {
  readonly fence: string;
  /** Length of the line with its end. */
  readonly length: number;
  /** The name of the language, or an empty string, and its place. */
  readonly language: string;
  readonly languageAt: number;
}

/**
 * The fence that begins a text.
 *
 * @param text The text from the start of a line on.
 * @param ended Whether `text` is complete.
 * @returns The fence; `more` if its line is incomplete, `undefined` if the line is not a fence or too long for one.
 */
export function fenceAt(text: string, ended: boolean): Fence | "more" | undefined {
  const match = FENCE.exec(ended && !text.includes("\n") ? `${text}\n` : text);
  if (match !== null) {
    const [line, before = "", fence = "", language = ""] = match;
    // However the text is handed in: no line is awaited for longer.
    if (line.length > MAX_HIDDEN_CHARS) return undefined;
    return { fence, length: Math.min(line.length, text.length), language, languageAt: before.length };
  }
  return !ended && text.length < MAX_HIDDEN_CHARS && OPEN_FENCE.test(text) ? "more" : undefined;
}

/**
 * How much of a block of code the text contains.
 *
 * @param text The text after the opening fence.
 * @param fence The opening fence.
 * @param ended Whether `text` is complete.
 * @returns The length to skip, and whether the block is closed.
 */
export function codeLength(
  text: string,
  fence: string,
  ended: boolean,
): { readonly length: number; readonly isClosed: boolean } {
  let at = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
    const line = text.slice(at, end).trim();
    at = end + 1;
    if (line.startsWith(fence) && /^[`~]+$/.test(line)) return { length: at, isClosed: true };
  }
  return ended ? { length: text.length, isClosed: true } : { length: at, isClosed: false };
}
