/**
 * Heard, not generated: which part of a turn's text had sounded at a given media time.
 *
 * @module
 */
import type { TimedWord } from "../contract/adapter.ts";

/** A word's place in a text, times in ms from the text's beginning. */
export interface EstimatedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly charStart: number;
  readonly charEnd: number;
}

/**
 * Guesses where the words of a text lie in speech that gives no word marks.
 *
 * @param text The text that is spoken.
 * @param durationMs Audio that is known for it so far, ms.
 * @param complete Whether that is all of its audio, or more may come.
 */
export type WordEstimator = (text: string, durationMs: number, complete: boolean) => readonly EstimatedWord[];

interface Segment {
  readonly charStart: number;
  /** `undefined`: the segment is all of the turn's text, which may still grow. */
  readonly text: string | undefined;
  readonly startMs: number;
  readonly words: TimedWord[];
  endMs: number;
  complete: boolean;
}

/** Punctuation that belongs to the word before it. */
const TRAILING = /^[^\s\p{L}\p{N}]*/u;

/** What a turn said, and when: follows the speech as it is made and says what had sounded at a given time. */
export class SpokenText {
  readonly #estimate: WordEstimator;
  #segments: Segment[] = [];
  #text = "";
  #audioMs = 0;
  #ended = false;
  /** Where the estimated words that were given out end in the turn's text. */
  #estimatedTo = 0;

  constructor(estimate: WordEstimator) {
    this.#estimate = estimate;
  }

  /** All text generated so far. */
  get text(): string {
    return this.#text;
  }

  /** Audio received so far, ms. */
  get audioMs(): number {
    return this.#audioMs;
  }

  /** Takes a piece of generated text. */
  addText(token: string): void {
    this.#text += token;
  }

  /** A segment's speech begins at `startMs`; its text begins at `charStart` in the turn's. */
  addSegment(segment: { text: string; startMs: number; charStart: number }): void {
    this.#closeLast(segment.startMs);
    this.#segments.push({ ...segment, words: [], endMs: segment.startMs, complete: false });
  }

  /** Takes a word mark of the current segment. */
  addWord(word: TimedWord): void {
    this.#current().words.push(word);
  }

  /** Audio of the current segment has come, up to `endMs`. */
  addAudio(endMs: number): void {
    this.#audioMs = endMs;
    this.#current().endMs = endMs;
  }

  /** The speech is complete: no audio will follow. */
  end(): void {
    this.#closeLast(this.#audioMs);
    this.#ended = true;
  }

  /**
   * The part of the text that had sounded at `positionMs`: up to the last word that had ended, with the punctuation
   * that hangs on it.
   */
  before(positionMs: number): string {
    if (this.#ended && positionMs >= this.#audioMs) return this.#text;
    let end = 0;
    for (const segment of this.#segments) {
      if (segment.startMs >= positionMs) break;
      end = this.#cut(segment, positionMs) ?? end;
    }
    return this.#text.slice(0, end);
  }

  /**
   * Words of speech without marks, by the estimate of the moment, that begin before `ms` and were not given out yet.
   * They stay where they were put, even if the estimate changes as more comes.
   */
  estimatedBefore(ms: number): TimedWord[] {
    const fresh: TimedWord[] = [];
    for (const segment of this.#segments) {
      if (segment.startMs >= ms || segment.words.length > 0) continue;
      for (const word of this.#wordsOf(segment, segment.text ?? this.#text)) {
        if (word.charStart < this.#estimatedTo || word.startMs >= ms) continue;
        fresh.push({ type: "word", ...word });
        this.#estimatedTo = word.charEnd;
      }
    }
    return fresh;
  }

  /** Where the heard part of a segment ends in the turn's text; `undefined` when not one word of it was heard. */
  #cut(segment: Segment, positionMs: number): number | undefined {
    const text = segment.text ?? this.#text;
    if (segment.complete && positionMs >= segment.endMs) return segment.charStart + text.length;
    const last = this.#wordsOf(segment, text).findLast((word) => word.endMs <= positionMs);
    if (last === undefined) return undefined;
    const tail = TRAILING.exec(this.#text.slice(last.charEnd, segment.charStart + text.length));
    return last.charEnd + (tail?.[0].length ?? 0);
  }

  #wordsOf(segment: Segment, text: string): readonly EstimatedWord[] {
    if (segment.words.length > 0) return segment.words;
    return this.#estimate(text, segment.endMs - segment.startMs, segment.complete).map((word) => ({
      text: word.text,
      startMs: word.startMs + segment.startMs,
      endMs: word.endMs + segment.startMs,
      charStart: word.charStart + segment.charStart,
      charEnd: word.charEnd + segment.charStart,
    }));
  }

  /** The segment that speech belongs to; speech without segments is one segment that holds all text. */
  #current(): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined) return last;
    const whole: Segment = { charStart: 0, text: undefined, startMs: 0, words: [], endMs: 0, complete: false };
    this.#segments.push(whole);
    return whole;
  }

  #closeLast(endMs: number): void {
    const last = this.#segments.at(-1);
    if (last === undefined) return;
    last.endMs = endMs;
    last.complete = true;
  }
}
