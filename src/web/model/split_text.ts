/**
 * Splitting a long text into parts that each fit into a turn. Pure.
 *
 * @module
 */

/** The longest text of a turn, UTF-16 code units: the default of the service's `server.max_text_chars`. */
export const TURN_CHARS = 4000;

/**
 * Splits a text at the ends of sentences; a sentence that is too long is split between words, and a word that is too
 * long between characters.
 *
 * @param limit The longest part, UTF-16 code units; at least 2.
 */
export function splitText(text: string, limit: number = TURN_CHARS): string[] {
  const pieces = piecesOf(text.trim(), limit, ["sentence", "word", "grapheme"]);
  const parts: string[] = [];
  let part = "";
  for (const piece of pieces) {
    if (part !== "" && (part + piece).trimEnd().length > limit) {
      parts.push(part);
      part = "";
    }
    part += piece;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}

type Granularity = "sentence" | "word" | "grapheme";

function piecesOf(text: string, limit: number, [granularity, ...finer]: readonly Granularity[]): string[] {
  if (text.trimEnd().length <= limit) return [text];
  // A character of many code units, such as a letter with many combining marks.
  if (granularity === undefined) return text.match(new RegExp(`.{1,${limit}}`, "gsu")) ?? [];
  const segments = new Intl.Segmenter(undefined, { granularity }).segment(text);
  return Array.from(segments, ({ segment }) => segment).flatMap((segment) => piecesOf(segment, limit, finer));
}
