/**
 * Splits a reading into units of synthesis: sentences, and parts of long ones.
 *
 * The time to the first audio grows with the number of phonemes, so the first piece is kept short.
 *
 * @module
 */
import type { PauseKind, Reading } from "../../../../reading/reading.ts";

/** Maximum number of phonemes of the first piece, and of any other. */
const MOST_FIRST = 90;
const MOST = 200;
/** Minimum length of a piece as a share of the maximum, unless its sentence ends earlier. */
const LEAST_SHARE = 0.35;

/** Pauses that always end a piece. */
const ENDINGS: ReadonlySet<PauseKind> = new Set(["sentence", "heading", "paragraph", "line", "item"]);

/** Tags of words that begin a phrase: prepositions, conjunctions, question words, articles. */
const OPENERS = new Set(["IN", "CC", "TO", "WDT", "WP", "WRB", "DT"]);

/** A run of phonemes, `[from, to)`. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
}

/** Splits a reading. The phrases cover all phonemes except blanks at their ends. */
export function phrasesOf(reading: Reading): Phrase[] {
  const { phonemes, pauses } = reading;
  const phrases: Phrase[] = [];
  let from = skipBlanks(phonemes, 0);
  const ends = pauses.filter(({ kind }) => ENDINGS.has(kind)).map(({ phonemeIndex }) => phonemeIndex + 1);
  for (const end of [...ends, phonemes.length]) {
    while (end > from) {
      const most = phrases.length === 0 ? MOST_FIRST : MOST;
      const to = end - from <= most ? end : cutWithin(reading, from, most);
      phrases.push({ from, to });
      from = skipBlanks(phonemes, to);
    }
  }
  return phrases;
}

/** The best place to split a long sentence: a pause, else the beginning of a phrase, else a blank. */
function cutWithin({ phonemes, pauses, words }: Reading, from: number, most: number): number {
  const [least, last] = [from + most * LEAST_SHARE, from + most];
  const pause = pauses.findLast(({ phonemeIndex }) => phonemeIndex >= least && phonemeIndex < last);
  if (pause !== undefined) return pause.phonemeIndex + 1;
  const opener = words.findLast(({ phonemeStart, tag }) =>
    phonemeStart >= least && phonemeStart < last && OPENERS.has(tag)
  );
  if (opener !== undefined) return opener.phonemeStart;
  const blank = phonemes.lastIndexOf(" ", last - 1);
  return blank > from ? blank : last;
}

function skipBlanks(phonemes: string, from: number): number {
  let at = from;
  while (phonemes.charAt(at) === " ") at++;
  return at;
}
