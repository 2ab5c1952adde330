/**
 * Pairs the marks of emphasis, much as CommonMark does: `*one*`, `**two**`, `_one_`, `~~struck~~`, `==marked==`.
 *
 * @module
 */

/** A run of equal marks. */
export interface Delimiter {
  /** Index of its first character. */
  readonly at: number;
  readonly char: string;
  readonly length: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

/** Part of a run that opens or closes an emphasis. */
export interface EmphasisMark {
  readonly at: number;
  readonly length: number;
  readonly opens: boolean;
  readonly kind: "moderate" | "strong" | "none";
}

const DELIMITER = /\*+|_+|~~|==/y;
/** "a*b": a sign between single letters or digits multiplies them. */
const MULTIPLIED = /^(?:|[^\p{L}\d])[\p{L}\d]\*[\p{L}\d](?:[^\p{L}\d]|$)/u;
/** Maximum number of pending openers; text with more is not prose. */
const MAX_OPEN = 16;

/**
 * Reads a run of emphasis marks.
 *
 * @param text The source.
 * @param at Index of the character.
 * @returns The run; `undefined` if the character is not an emphasis mark.
 */
export function delimiterAt(text: string, at: number): Delimiter | undefined {
  DELIMITER.lastIndex = at;
  const run = DELIMITER.exec(text)?.[0];
  if (run === undefined) return undefined;
  const before = text.charAt(at - 1);
  const after = text.charAt(at + run.length);
  const char = run.charAt(0);
  if (run === "*" && MULTIPLIED.test(text.slice(Math.max(0, at - 2), at + 3))) return undefined;
  const isSpace = (side: string) => side === "" || /\s/.test(side);
  const isPunctuation = (side: string) => /[\p{P}\p{S}]/u.test(side);
  const opens = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const closes = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const isWithinWord = char === "_" || char === "=";
  return {
    at,
    char,
    length: run.length,
    canOpen: opens && (!isWithinWord || !closes || isPunctuation(before)),
    canClose: closes && (!isWithinWord || !opens || isPunctuation(after)),
  };
}

/**
 * Pairs runs of marks.
 *
 * @param runs In the order of the text.
 * @returns The paired marks, by offset; the rest of a run is text.
 */
export function pairDelimiters(runs: readonly Delimiter[]): Map<number, EmphasisMark> {
  const marks = new Map<number, EmphasisMark>();
  const open: { readonly run: Delimiter; left: number }[] = [];
  for (const run of runs) {
    let left = run.length;
    let used = 0;
    while (run.canClose && left > 0) {
      const index = open.findLastIndex((opener) => opener.run.char === run.char);
      const opener = open[index];
      if (opener === undefined) break;
      const length = Math.min(2, left, opener.left);
      const kind = run.char === "~" ? "none" : run.char === "=" || length === 1 ? "moderate" : "strong";
      marks.set(opener.run.at + opener.left - length, {
        at: opener.run.at + opener.left - length,
        length,
        opens: true,
        kind,
      });
      marks.set(run.at + used, { at: run.at + used, length, opens: false, kind });
      opener.left -= length;
      left -= length;
      used += length;
      open.length = opener.left > 0 ? index + 1 : index;
    }
    if (run.canOpen && left === run.length) {
      open.push({ run, left });
      if (open.length > MAX_OPEN) open.shift();
    }
  }
  return marks;
}
