/**
 * How the structure of a text shapes its intonation: emphasis, questions, exclamations, lists, headings, quotes,
 * parentheses.
 *
 * The model does not distinguish `.`, `!` and `?`, so every contour except the plain statement is added here.
 *
 * Sources. The rise of yes/no questions and the fall of wh-questions, the continuation rise: J. Pierrehumbert, "The Phonology
 * and Phonetics of English Intonation" (PhD thesis, MIT, 1980), and J. Hirschberg, "Pragmatics and Intonation", in The Handbook
 * of Pragmatics (2004). Parentheses lower, narrower, faster: N. Dehé, "Parentheticals in Spoken English" (2014). Emphasis by
 * pitch, length and level: D. Ladd, "Intonational Phonology" (2008). The magnitudes are our own.
 *
 * @module
 */
import type { Reading, Sentence, Span, SpokenWord } from "../../../../reading/reading.ts";
import { isSonorant, isVowel } from "./phones.ts";
import type { PhonemeShapes } from "./utterance.ts";

/** A change of a range of phonemes. */
interface Change {
  readonly stretch?: number;
  readonly pitchSt?: number;
  readonly range?: number;
  readonly effort?: number;
}

/** An emphasised word: the change of the whole word, and the rise of its stressed vowel. */
const EMPHASIS: Readonly<Record<"moderate" | "strong", Change & { readonly peakSt: number }>> = {
  moderate: { peakSt: 2.6, pitchSt: 0.7, stretch: 1.12, effort: 0.3 },
  strong: { peakSt: 3.8, pitchSt: 1.2, stretch: 1.2, effort: 0.5 },
};

/** The change of each kind of span. */
const SPANS: Readonly<Record<Span["kind"], Change>> = {
  quote: { pitchSt: 0.7, range: 1.12 },
  block_quote: { pitchSt: 0.5, range: 1.08 },
  parenthesis: { pitchSt: -1.6, range: 0.78, stretch: 0.94, effort: -0.35 },
  heading: { pitchSt: 0.4, stretch: 1.08, effort: 0.2 },
  list_item: {},
  table_row: {},
};

/** An exclamation: the change of the whole sentence, and the additional rise of its last accent. */
const EXCLAMATION: Change = { pitchSt: 1, range: 1.2, effort: 0.3, stretch: 0.98 };
const EXCLAMATION_PEAK_ST = 2;

/** A yes/no question dips before its last accent and rises from there to the end, semitones. */
const QUESTION_DIP_ST = -0.8;
const QUESTION_RISE_ST = 9;
/** Words without stress after the last accent, such as "for you", at most: the rise takes them along. */
const MOST_TAIL_WORDS = 2;

/** The rise of the choice before "or". */
const FIRST_CHOICE_ST = 4;

/** The rise of the question word in a wh-question. */
const QUESTION_WORD_ST = 1.5;

/** Unfinished speech does not fall: list items but the last, pieces of a sentence. Semitones at the end. */
const GOING_ON_ST = 2.5;
/** The same for a text that stops inside a phrase. */
const CUT_ST = 0.8;

/** Tags of question words in the Penn Treebank. */
const QUESTION_TAGS = new Set(["WP", "WP$", "WRB", "WDT"]);

/** The mark before a vowel with main stress. */
const STRESS = "ˈ";

/** A movement of the pitch from phoneme `start` to `end`, semitones. */
interface Slope {
  readonly start: number;
  readonly end: number;
  /** The word at whose end it ends. */
  readonly word: SpokenWord;
  readonly fromSt: number;
  readonly toSt: number;
}

/** Neutral shapes for a number of phonemes. */
export function plainShapes(phonemes: number): PhonemeShapes {
  return {
    stretch: new Float32Array(phonemes).fill(1),
    pauseMs: new Float32Array(phonemes),
    pitchSt: new Float32Array(phonemes + 1),
    range: new Float32Array(phonemes).fill(1),
    effort: new Float32Array(phonemes),
    upheld: new Uint8Array(phonemes),
  };
}

/** Shapes phonemes by the structure of the text. */
class Intonation {
  readonly #reading: Reading;
  readonly #shapes: PhonemeShapes;

  constructor(reading: Reading, shapes: PhonemeShapes) {
    this.#reading = reading;
    this.#shapes = shapes;
  }

  /**
   * @param endStAt See {@linkcode applyIntonation}.
   */
  apply(endStAt: (phoneme: number) => number): void {
    const { spans, sentences, words } = this.#reading;
    for (const span of spans) this.#change(span, SPANS[span.kind]);
    for (const word of words) {
      if (word.emphasis === "none") continue;
      const { peakSt, ...change } = EMPHASIS[word.emphasis];
      this.#changePhonemes(word.phonemeStart, word.phonemeEnd, change);
      this.#raiseAccent(word, peakSt);
    }
    for (const sentence of sentences) this.#shapeSentence(sentence, endStAt);
  }

  #shapeSentence(sentence: Sentence, endStAt: (phoneme: number) => number): void {
    const last = this.#lastWord(sentence);
    if (last === undefined) return;
    if (sentence.kind === "exclamation") {
      this.#change(sentence, EXCLAMATION);
      this.#raiseAccent(last, EXCLAMATION_PEAK_ST);
    }
    if (sentence.kind === "wh_question") {
      const asking = this.#words(sentence).find(({ tag }) => QUESTION_TAGS.has(tag));
      if (asking !== undefined) this.#raiseAccent(asking, QUESTION_WORD_ST);
    }
    if (sentence.kind === "alternative_question") this.#raiseFirstChoice(sentence);
    if (sentence.kind === "yes_no_question" && sentence.isComplete) {
      this.#rise(sentence, last);
    } else this.#ramp(last, 0, this.#endOf(sentence, endStAt(last.phonemeStart)));
  }

  /** "Tea or coffee?" rises on the tea, and falls like a statement on the coffee. */
  #raiseFirstChoice(sentence: Sentence): void {
    const words = this.#words(sentence);
    const before = words[words.findLastIndex(({ text }) => text === "or") - 1];
    if (before !== undefined) this.#ramp(before, 0, FIRST_CHOICE_ST);
  }

  /** A yes/no question rises from its last accent to the end of its voice, which would creak there in a statement. */
  #rise(sentence: Sentence, last: SpokenWord): void {
    const { phonemes, words } = this.#reading;
    const { upheld } = this.#shapes;
    const first = Math.max(sentence.firstWord, sentence.endWord - 1 - MOST_TAIL_WORDS);
    const accented = words.slice(first, sentence.endWord).findLast((word) => word.phonemes.includes(STRESS)) ?? last;
    const start = this.#accentOf(accented);
    const sounds = (at: number) => phonemes.charAt(at) === STRESS || isSonorant(phonemes.charAt(at));
    let end = last.phonemeEnd;
    while (end > start + 2 && !sounds(end - 1)) end--;
    this.#slope({ start, end, word: last, fromSt: QUESTION_DIP_ST, toSt: QUESTION_RISE_ST });
    for (let at = start; at < end; at++) if (sounds(at)) upheld[at] = 1;
    // The mark after the word still carries the word's sound.
    if (end === last.phonemeEnd && end < upheld.length) upheld[end] = 1;
  }

  /** The contour at the end of a sentence: unfinished ones do not fall. */
  #endOf(sentence: Sentence, endSt: number): number {
    const { spans, pauses } = this.#reading;
    if (!sentence.isComplete) {
      return pauses.some(({ afterWord }) => afterWord === sentence.endWord - 1) ? GOING_ON_ST : CUT_ST;
    }
    const item = spans.findIndex(({ kind, endWord }) => kind === "list_item" && endWord === sentence.endWord);
    return item >= 0 && spans.slice(item + 1).some(({ kind }) => kind === "list_item") ? GOING_ON_ST : endSt;
  }

  #words({ firstWord, endWord }: { firstWord: number; endWord: number }): readonly SpokenWord[] {
    return this.#reading.words.slice(firstWord, endWord);
  }

  #lastWord(sentence: Sentence): SpokenWord | undefined {
    return this.#words(sentence).findLast(({ phonemeStart, phonemeEnd }) => phonemeEnd > phonemeStart);
  }

  #change(run: { firstWord: number; endWord: number }, change: Change): void {
    for (const { phonemeStart, phonemeEnd } of this.#words(run)) this.#changePhonemes(phonemeStart, phonemeEnd, change);
  }

  #changePhonemes(from: number, to: number, { stretch = 1, pitchSt = 0, range = 1, effort = 0 }: Change): void {
    const shapes = this.#shapes;
    for (let index = from; index < to; index++) {
      shapes.stretch[index]! *= stretch;
      shapes.range[index]! *= range;
      shapes.effort[index]! += effort;
      shapes.pitchSt[index]! += pitchSt;
    }
    shapes.pitchSt[to]! += pitchSt / 2;
  }

  /** Raises the stressed vowel of a word, and its neighbours by half of that. */
  #raiseAccent(word: SpokenWord, peakSt: number): void {
    const vowel = this.#stressedVowel(word);
    if (vowel === undefined) return;
    const { pitchSt } = this.#shapes;
    for (const [offset, share] of [[-1, 0.7], [0, 1], [1, 0.6], [2, 0.2]] as const) {
      const at = vowel + offset;
      if (at >= word.phonemeStart && at <= word.phonemeEnd) pitchSt[at]! += peakSt * share;
    }
  }

  /** Moves the pitch from the last accent of a word to its end. */
  #ramp(word: SpokenWord, fromSt: number, toSt: number): void {
    this.#slope({ start: this.#accentOf(word), end: word.phonemeEnd, word, fromSt, toSt });
  }

  /**
   * Moves the pitch between two phonemes, and keeps it to the end of a word. It arrives when the last phoneme begins, as that
   * only sounds for a moment.
   */
  #slope({ start, end, word, fromSt, toSt }: Slope): void {
    const { pitchSt } = this.#shapes;
    // The mark after the word still carries the word's sound.
    const last = Math.min(word.phonemeEnd + 1, pitchSt.length - 1);
    for (let at = start; at <= last; at++) {
      const share = Math.min(1, (at - start) / Math.max(1, end - 1 - start));
      pitchSt[at]! += fromSt + (toSt - fromSt) * share;
    }
  }

  /** The index where the last accent of a word begins: a vowel begins at its stress mark. */
  #accentOf(word: SpokenWord): number {
    return Math.max(word.phonemeStart, (this.#stressedVowel(word) ?? word.phonemeStart) - 1);
  }

  /** The index of the last vowel of a word with main stress, or of its first vowel. */
  #stressedVowel({ phonemeStart, phonemeEnd }: SpokenWord): number | undefined {
    const { phonemes } = this.#reading;
    let first: number | undefined;
    let stressed: number | undefined;
    let afterStress = false;
    for (let index = phonemeStart; index < phonemeEnd; index++) {
      const symbol = phonemes.charAt(index);
      if (symbol === STRESS) afterStress = true;
      if (!isVowel(symbol)) continue;
      first ??= index;
      if (afterStress) stressed = index;
      afterStress = false;
    }
    return stressed ?? first;
  }
}

/**
 * Shapes an utterance by its structure.
 *
 * @param reading What is read.
 * @param shapes Modified in place.
 * @param endStAt Where statements and exclamations end, semitones from where they would, by the first phoneme of their last
 *   word.
 */
export function applyIntonation(
  reading: Reading,
  shapes: PhonemeShapes,
  endStAt: (phoneme: number) => number,
): void {
  new Intonation(reading, shapes).apply(endStAt);
}
