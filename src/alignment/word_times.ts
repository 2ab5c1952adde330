/**
 * Estimates word times, from syllables and duration, for speech without word marks.
 *
 * @module
 */

/** A word's place in a text, times in ms from the beginning of the text's speech. */
export interface EstimatedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly charStart: number;
  readonly charEnd: number;
}

/**
 * A syllable of unhurried speech, without pauses, ms. Languages differ by about a third around it: F. Pellegrino,
 * C. Coupé, E. Marsico, "Across-language perspective on speech information rate", Language 87 (2011), Table 2.
 */
const SYLLABLE_MS = 180;

/** Pauses in syllables: between clauses, between sentences, and the silence that voices leave after the last one. */
const CLAUSE_PAUSE = 0.8;
const SENTENCE_PAUSE = 2.3;
const LAST_PAUSE = 1.8;

/**
 * What a syllable and a letter add to a word's length, in syllables of usual length (three letters). Letters count
 * because consonants take time ("strengths" is longer than "a"). Fitted to the word marks of synthetic voices.
 */
const PER_SYLLABLE = 0.42;
const PER_LETTER = 0.19;

/** Scripts in which one character is about one syllable. */
const SYLLABIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const VOWEL_GROUP = /[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]+|[αεηιουωаеёиоуыэюя]+/giu;

/** Letters per syllable in scripts whose vowels are not distinguished here. */
const LETTERS_PER_SYLLABLE = 2.5;

const SENTENCE_END = /[.!?…。！？]/u;
const CLAUSE_END = /[,;:–—、，；：]/u;

/** After one of these, later text cannot change the words before it. */
const BOUNDARY = /[\s。！？、，；：]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** A word on a scale of syllables. */
interface ScaledWord {
  readonly text: string;
  readonly charStart: number;
  readonly charEnd: number;
  readonly from: number;
  readonly to: number;
}

/** The scanned part of a text. */
interface Scale {
  readonly words: readonly ScaledWord[];
  /** Its length in syllables, up to the last word. */
  readonly length: number;
  /** The pause before the next word, in syllables. */
  readonly pause: number;
}

/**
 * Estimates the times of a text's words in its speech while both still grow. Each part of the text is scanned once.
 */
export class WordLayout {
  #text = "";
  /** The words up to here are final. */
  #settledTo = 0;
  readonly #words: ScaledWord[] = [];
  #length = 0;
  #pause = 0;
  /** The part that is not final; `undefined`: it was not scanned since text was added. */
  #tail: Scale | undefined;

  /** Adds text. */
  add(text: string): void {
    this.#text += text;
    this.#tail = undefined;
  }

  /**
   * Distributes the words over the speech.
   *
   * @param durationMs The audio known so far, ms.
   * @param isComplete Whether that is all of the audio. If not, the words are placed at an unhurried pace, slowed down
   *   if there is more audio, since the missing part is unknown.
   * @param from Index of the first word to return.
   * @returns The words in order, contiguous except for pauses.
   */
  *words(durationMs: number, isComplete: boolean, from = 0): Generator<EstimatedWord, void> {
    const tail = this.#tail ??= this.#scanTail();
    const total = tail.length + (tail.pause > 0 ? LAST_PAUSE : 0);
    if (total === 0) return;
    const fittedMs = durationMs / total;
    const syllableMs = isComplete ? fittedMs : Math.max(fittedMs, SYLLABLE_MS);
    const settled = this.#words.length;
    for (let i = from; i < settled + tail.words.length; i++) {
      const { from: begin, to, ...word } = (this.#words[i] ?? tail.words[i - settled])!;
      yield { ...word, startMs: begin * syllableMs, endMs: to * syllableMs };
    }
  }

  #scanTail(): Scale {
    this.#settle();
    return this.#scan(this.#text.length);
  }

  /** Adds the words that are final: all except what may be the beginning of a longer one. */
  #settle(): void {
    let end = this.#text.length;
    while (end > this.#settledTo && !BOUNDARY.test(this.#text.charAt(end - 1))) end--;
    if (end === this.#settledTo) return;
    const { words, length, pause } = this.#scan(end);
    this.#words.push(...words);
    this.#length = length;
    this.#pause = pause;
    this.#settledTo = end;
  }

  /** Scans the text from where it is final up to `end`. */
  #scan(end: number): Scale {
    const offset = this.#settledTo;
    const words: ScaledWord[] = [];
    let length = this.#length;
    let pause = this.#pause;
    for (const { segment, index, isWordLike } of segmenter.segment(this.#text.slice(offset, end))) {
      if (!isWordLike) {
        pause = Math.max(pause, pauseAt(segment));
        continue;
      }
      // No pause comes before the first word.
      if (length > 0) length += pause;
      pause = 0;
      const charStart = offset + index;
      const from = length;
      length += lengthOf(segment);
      words.push({ text: segment, charStart, charEnd: charStart + segment.length, from, to: length });
    }
    return { words, length, pause };
  }
}

/** How many syllables a word has, at least one. */
export function countSyllables(word: string): number {
  const syllabic = word.match(SYLLABIC)?.length ?? 0;
  const rest = word.replaceAll(SYLLABIC, "");
  if (rest === "") return Math.max(1, syllabic);
  if (/^\p{N}+$/u.test(rest)) return syllabic + 1.5 * rest.length;
  // A final e is silent in English, except after l ("table") or as the only vowel ("the").
  const sounded = rest.replace(/(?<=[aeiouy].*[^aeiouyl])e(?=s?$)/i, "");
  const groups = sounded.match(VOWEL_GROUP)?.length;
  return Math.max(1, syllabic + (groups ?? Math.round(rest.length / LETTERS_PER_SYLLABLE)));
}

/** How long a word takes to say, in syllables of usual length. */
function lengthOf(word: string): number {
  const syllables = countSyllables(word);
  const letters = word.replaceAll(SYLLABIC, "").match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 ? syllables : PER_SYLLABLE * syllables + PER_LETTER * letters;
}

function pauseAt(punctuation: string): number {
  if (SENTENCE_END.test(punctuation)) return SENTENCE_PAUSE;
  return CLAUSE_END.test(punctuation) ? CLAUSE_PAUSE : 0;
}
