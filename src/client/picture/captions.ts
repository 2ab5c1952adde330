/**
 * Captions: which line of a turn's text is being spoken, and which word of it. Pure.
 *
 * @module
 */
import type { CaptionText } from "./caption_text.ts";

/** A word of the turn's text on the turn's media clock. */
export interface CaptionWord {
  readonly startMs: number;
  readonly endMs: number;
  /** `[charStart, charEnd)` in the turn's text. */
  readonly charStart: number;
  readonly charEnd: number;
}

/** A piece of text and its state relative to the heard position. */
export interface CaptionPiece {
  readonly text: string;
  readonly state: "heard" | "now" | "ahead" | "unheard";
}

/** A word stays lit through the short gap to the next. */
const GAP_MS = 160;
/** How fast people speak, for voices that give no word marks: 150 words a minute of six characters each. */
const CHARS_PER_MS = 15 / 1000;

/**
 * The position of the voice in the text: the heard part ends at `heardEnd`, and `[nowStart, nowEnd)` is being spoken.
 */
interface SpokenPlace {
  readonly heardEnd: number;
  readonly nowStart: number;
  readonly nowEnd: number;
}

/**
 * Finds the position of the voice in the text that captions show.
 *
 * @param words In the order of their times; without any, the place is estimated.
 * @param positionMs The heard position, in media time.
 */
function spokenPlace({ text, placeOf }: CaptionText, words: readonly CaptionWord[], positionMs: number): SpokenPlace {
  if (words.length === 0) {
    const heardEnd = Math.min(text.length, Math.round(positionMs * CHARS_PER_MS));
    return { heardEnd, nowStart: heardEnd, nowEnd: heardEnd };
  }
  const index = words.findLastIndex((word) => word.startMs <= positionMs);
  const word = words[index];
  if (!word) return { heardEnd: 0, nowStart: 0, nowEnd: 0 };
  const next = words[index + 1];
  const litUntilMs = next && next.startMs - word.endMs < GAP_MS ? next.startMs : word.endMs;
  const wordEnd = pastPunctuation(text, placeOf(word.charEnd));
  const lit = positionMs < litUntilMs;
  const heardEnd = lit ? placeOf(word.charStart) : wordEnd;
  return { heardEnd, nowStart: heardEnd, nowEnd: lit ? wordEnd : heardEnd };
}

/** A mark covers the letters; the comma or the quote behind them belongs to the word on the screen. */
function pastPunctuation(text: string, charEnd: number): number {
  const space = text.slice(charEnd).search(/\s|\p{L}|\p{N}/u);
  return space < 0 ? text.length : charEnd + space;
}

/**
 * Parts a turn's text into what was heard and what was not. The heard text is the beginning of the whole but for spaces,
 * as a voice knows nothing of line breaks, and for what the voice could not say.
 */
export function splitHeard(text: string, heardText: string): { heard: string; unheard: string } {
  let end = 0;
  for (const char of heardText) {
    if (char.trim() === "") continue;
    const at = text.indexOf(char, end);
    if (at < 0) return { heard: heardText, unheard: "" };
    end = at + char.length;
  }
  return { heard: text.slice(0, end), unheard: text.slice(end) };
}

/**
 * The last line that was at least partly heard, in two pieces: heard and not heard.
 *
 * @param heardChars How many characters of the turn's text were heard.
 */
export function captionAtEnd({ text, lines, placeOf }: CaptionText, heardChars: number): CaptionPiece[] {
  const heardEnd = placeOf(heardChars);
  const [start, end] = lines.find(([, lineEnd]) => heardEnd <= lineEnd) ?? lines.at(-1) ?? [0, 0];
  const cut = Math.max(start, heardEnd);
  const pieces: CaptionPiece[] = [
    { text: text.slice(start, cut), state: "heard" },
    { text: text.slice(cut, end), state: "unheard" },
  ];
  return pieces.filter((piece) => piece.text.trim() !== "");
}

/** The line that is being spoken, in pieces. A pause at the end of a line still shows that line. */
export function captionAt(caption: CaptionText, words: readonly CaptionWord[], positionMs: number): CaptionPiece[] {
  const { text, lines } = caption;
  const place = spokenPlace(caption, words, positionMs);
  const at = place.nowEnd > place.nowStart ? place.nowStart : Math.max(0, place.heardEnd - 1);
  const line = lines.find(([, end]) => at < end);
  if (!line) return [];
  const [start, end] = line;
  const cut = (from: number, to: number) => text.slice(Math.max(start, from), Math.min(end, to));
  const pieces: CaptionPiece[] = [
    { text: cut(start, place.nowStart), state: "heard" },
    { text: cut(place.nowStart, place.nowEnd), state: "now" },
    { text: cut(Math.max(start, place.nowEnd), end), state: "ahead" },
  ];
  return pieces.filter((piece) => piece.text !== "");
}
