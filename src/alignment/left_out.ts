/**
 * Texts without the parts that a voice cannot say.
 *
 * @module
 */

/** A part of a text, `[charStart, charEnd)`. */
export interface TextPart {
  readonly charStart: number;
  readonly charEnd: number;
}

/** Punctuation that belongs to the word before it. */
export const TRAILING = /^[^\s\p{L}\p{N}]*/u;

/** Ends with a word, and any blanks. */
const ENDS_WITH_WORD = /[\p{L}\p{N}]\s*$/u;

/**
 * A text without some of its parts, from `from` to `to`. The longer of two such texts begins with the other.
 *
 * @param text The text.
 * @param parts What is left out, in order. Punctuation after a part goes with it, unless a word that stays comes before
 *   it; of the blanks on both sides, those before it stay.
 */
export function withoutParts(text: string, parts: readonly TextPart[], from: number, to: number): string {
  let kept = "";
  let at = from;
  for (const { charStart, charEnd } of parts) {
    if (charEnd <= at || charStart >= to) continue;
    kept += text.slice(at, Math.max(at, charStart));
    at = charEnd;
    if (!ENDS_WITH_WORD.test(kept)) at += TRAILING.exec(text.slice(at))?.[0].length ?? 0;
    if (kept === "" || /\s$/.test(kept)) at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    at = Math.min(at, to);
  }
  return kept + text.slice(at, to);
}

/** Where a text without some parts is in the whole one. */
export class KeptPlaces {
  /** Where it ends in the whole text. */
  readonly end: number;
  /** How many characters are kept before each place; `undefined`: all are, up to the end. */
  readonly #counts: Uint32Array | undefined;

  /**
   * @param text The whole text.
   * @param kept Its beginning, as {@linkcode withoutParts} makes it.
   */
  constructor(text: string, kept: string) {
    this.end = kept.length;
    if (text.startsWith(kept)) return;
    const counts = this.#counts = new Uint32Array(text.length + 1);
    for (let at = 0, count = 0; at < text.length; at++) {
      if (count < kept.length && text[at] === kept[count]) {
        count++;
        this.end = at + 1;
      }
      counts[at + 1] = count;
    }
  }

  /** Whether all of a part is kept. */
  holds({ charStart, charEnd }: TextPart): boolean {
    return charEnd <= this.end && this.of(charEnd) - this.of(charStart) === charEnd - charStart;
  }

  /** Where a place of the whole text is in what is kept. */
  of(place: number): number {
    const at = Math.min(place, this.end);
    return this.#counts?.[at] ?? at;
  }
}
