/**
 * Splits pieces of text between words.
 *
 * @module
 */
import type { TextPiece } from "./speakable.ts";

const WORD = /[\p{L}\p{N}]/u;
/** The rest of a word whose first part stands before. */
const REST_OF_WORD = /^[\p{L}\p{M}\p{N}'’-]*/u;

/**
 * Where the first word at or after a place begins.
 *
 * @param piece The piece.
 * @param at A place in the turn's text, within the piece.
 * @returns The place in the turn's text; `undefined` if no word follows in the piece.
 */
export function wordStartAt({ text, charStart }: TextPiece, at: number): number | undefined {
  let start = Math.max(0, at - charStart);
  if (start > 0 && WORD.test(text.charAt(start - 1))) start += REST_OF_WORD.exec(text.slice(start))?.[0].length ?? 0;
  const found = text.slice(start).search(WORD);
  return found < 0 ? undefined : charStart + start + found;
}

/**
 * Splits a piece.
 *
 * @param piece The piece.
 * @param at Where the second part begins, in the turn's text.
 * @returns Both parts; `undefined` if no word stands before that place.
 */
export function splitPiece(piece: TextPiece, at: number): readonly [TextPiece, TextPiece] | undefined {
  const { text, charStart, charEnd, written, writtenStart } = piece;
  const before = text.slice(0, at - charStart).trimEnd();
  if (!WORD.test(before)) return undefined;
  return [
    {
      text: before,
      charStart,
      charEnd: charStart + before.length,
      written: written.slice(0, at - writtenStart),
      writtenStart,
    },
    {
      text: text.slice(at - charStart),
      charStart: at,
      charEnd,
      written: written.slice(at - writtenStart),
      writtenStart: at,
    },
  ];
}
