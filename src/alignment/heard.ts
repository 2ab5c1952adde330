/**
 * Heard text: which part of a turn's text had been audible at a given media time.
 *
 * @module
 */
import type { TimedWord } from "../contract/adapter.ts";
import { type TextPart, TRAILING, withoutParts } from "./left_out.ts";
import { type EstimatedWord, WordLayout } from "./word_times.ts";

interface Segment {
  readonly charStart: number;
  /** `undefined`: the rest of the turn's text, which may still grow. */
  text: string | undefined;
  layout: WordLayout;
  readonly startMs: number;
  /** When its first word can begin. */
  readonly fromMs: number;
  /** When its first word begins; `undefined`: it is silent so far. */
  soundMs: number | undefined;
  /** How long its speech is, where that is known before all of it has arrived. */
  readonly durationMs: number | undefined;
  /** Its word marks. */
  readonly words: TimedWord[];
  endMs: number;
  /** `open`: more audio may come. `complete`: all of its text has sounded. `broken`: its audio ends before its text. */
  state: "open" | "complete" | "broken";
  /** How many of its estimated words were emitted. */
  given: number;
}

/**
 * The part of a text that is heard in a time, where nothing but the text is known of its speech.
 *
 * @param text The text.
 * @param ms For how long it was heard.
 */
export function heardOf(text: string, ms: number): string {
  const spoken = new SpokenText();
  spoken.addText(text);
  spoken.addAudio(ms);
  return spoken.before(ms);
}

/** A place at which other speech follows: before a word, or within it. */
export interface Boundary {
  /** Media time, on a whole sample. */
  readonly ms: number;
  /** Where the word begins in the turn's text. */
  readonly charStart: number;
  /** When the word begins. */
  readonly wordMs: number;
}

/** A word that a voice marked, or a segment without such words. */
export interface SpokenPlace {
  readonly startMs: number;
  readonly endMs: number;
  /** Where it begins in the turn's text. */
  readonly charStart: number;
}

/** A segment that begins. */
interface NewSegment {
  /** Its text; `undefined`: the rest of the turn's text, up to the next segment. */
  readonly text: string | undefined;
  readonly startMs: number;
  /** Where its text begins in the turn's. */
  readonly charStart: number;
  /** How long its speech is, ms, if that is known. */
  readonly durationMs?: number;
  /** Silence before its first word that was asked for, ms. Default: 0. */
  readonly pauseMs?: number;
}

/** Longest silence of a voice before a segment, ms: after it, the voice counts as a very quiet one. */
const MAX_LEAD_MS = 500;

/** Text that can sound. */
const SPEAKABLE = /[\p{L}\p{N}]/u;

/**
 * Tracks what a turn said, and when: follows the speech as it is generated and tells what had been audible at a given
 * time.
 */
export class SpokenText {
  readonly #segments: Segment[] = [];
  #text = "";
  #audioMs = 0;
  #ended = false;
  /** The first segment whose estimated words were not all emitted. */
  #nextSegment = 0;
  /** Where the last emitted estimated word ends. */
  #givenToMs = 0;
  /** Parts of the text that the voice cannot say, in order. */
  readonly #unspeakable: TextPart[] = [];

  /** All text generated so far. */
  get text(): string {
    return this.#text;
  }

  /** Media time up to which audio has arrived, ms. */
  get audioMs(): number {
    return this.#audioMs;
  }

  /** Adds a piece of generated text. */
  addText(token: string): void {
    this.#text += token;
    const last = this.#segments.at(-1);
    if (last !== undefined && last.text === undefined) last.layout.add(token);
  }

  /** A segment's speech begins. */
  addSegment(segment: NewSegment): void {
    this.#close("complete", segment.startMs);
    const last = this.#segments.at(-1);
    const early = last !== undefined && last.text === undefined ? this.#endText(last, segment.charStart) : 0;
    this.#begin(segment).given = early;
  }

  /** Adds a word mark of the current segment. */
  addWord(word: TimedWord): void {
    this.#current().words.push(word);
  }

  /** Whether no sound of the current segment has arrived. */
  get isSilent(): boolean {
    return this.#segments.at(-1)?.soundMs === undefined;
  }

  /**
   * Audio of the current segment has arrived, up to `endMs`.
   *
   * @param soundMs When the first sound in it begins; `endMs`: it is silent.
   */
  addAudio(endMs: number, soundMs = this.#audioMs): void {
    const segment = this.#current();
    const { fromMs } = segment;
    this.#audioMs = segment.endMs = endMs;
    if (soundMs - fromMs > MAX_LEAD_MS) segment.soundMs ??= fromMs;
    else if (soundMs < endMs) segment.soundMs ??= Math.max(fromMs, soundMs);
  }

  /** A part of the text, `[charStart, charEnd)`, that the voice cannot say. Parts come in order. */
  addUnspeakable({ charStart, charEnd }: TextPart): void {
    this.#unspeakable.push({ charStart, charEnd });
  }

  /** The words that the voice marked, and the segments without such words, in order. */
  get places(): SpokenPlace[] {
    return this.#segments.flatMap(({ startMs, endMs, charStart, text, words }): SpokenPlace[] =>
      words.length > 0 ? words : text === undefined ? [] : [{ startMs, endMs, charStart }]
    );
  }

  /** The speech from a boundary on is replaced. */
  cut({ ms, charStart }: Boundary): void {
    while ((this.#segments.at(-1)?.charStart ?? -1) >= charStart) this.#segments.pop();
    const last = this.#segments.pop();
    if (last !== undefined) {
      const text = this.#textOf(last).slice(0, charStart - last.charStart);
      const layout = layoutOf(text);
      const words = last.words.filter((word) => word.charStart < charStart);
      this.#segments.push({ ...last, text, layout, words, endMs: ms, durationMs: undefined, state: "complete" });
    }
    this.#nextSegment = Math.min(this.#nextSegment, Math.max(0, this.#segments.length - 1));
    this.#audioMs = ms;
    this.#ended = false;
  }

  /** The current segment's audio ends here, before all of its text has sounded. */
  breakOff(): void {
    this.#close("broken", this.#audioMs);
  }

  /** The speech is over: no audio will follow. */
  end(): void {
    this.#close("complete", this.#audioMs);
    this.#ended = true;
  }

  /**
   * The part of the text that had sounded at `positionMs`: up to the last word that had ended, with its trailing
   * punctuation. At the end of the speech, this is all text except what could have sounded and did not.
   */
  before(positionMs: number): string {
    let end = 0;
    for (const segment of this.#segments) {
      if (segment.startMs >= positionMs) break;
      end = this.#cut(segment, positionMs) ?? end;
    }
    const isOver = this.#ended && positionMs >= this.#audioMs;
    if (end > 0 && isOver && !SPEAKABLE.test(this.#speakable(end, this.#text.length))) end = this.#text.length;
    return this.#speakable(0, end);
  }

  /** A part of the text without what the voice cannot say. */
  #speakable(from: number, to: number): string {
    return withoutParts(this.#text, this.#unspeakable, from, to);
  }

  /**
   * Words of speech without marks, by the current estimate, that begin before `ms` and were not emitted yet. Emitted
   * words keep their times even if the estimate changes later, and none begins before an earlier one has ended.
   */
  estimatedBefore(ms: number): TimedWord[] {
    const fresh: TimedWord[] = [];
    for (; this.#nextSegment < this.#segments.length; this.#nextSegment++) {
      const segment = this.#segments[this.#nextSegment]!;
      if (segment.startMs >= ms) break;
      const estimated = segment.words.length > 0 ? [] : this.#estimated(segment, segment.given);
      for (const word of estimated) {
        if (word.startMs >= ms || word.startMs >= segment.endMs) break;
        const startMs = Math.max(word.startMs, this.#givenToMs);
        this.#givenToMs = Math.max(word.endMs, startMs);
        fresh.push({ type: "word", ...word, startMs, endMs: this.#givenToMs });
        segment.given++;
      }
      if (segment.state === "open" || segment.endMs > ms) break;
    }
    return fresh;
  }

  /** Where the heard part of a segment ends in the turn's text; `undefined` when no word of it was heard. */
  #cut(segment: Segment, positionMs: number): number | undefined {
    const { charStart, state, startMs, endMs, words } = segment;
    if (endMs === startMs) return undefined;
    const charEnd = charStart + this.#textOf(segment).length;
    if (state === "complete" && positionMs >= endMs) return charEnd;
    const placed = words.length > 0 ? words : [...this.#estimated(segment)];
    const last = placed.findLast((word) => word.endMs <= Math.min(positionMs, endMs));
    if (last === undefined) return undefined;
    const tail = TRAILING.exec(this.#text.slice(last.charEnd, charEnd));
    return last.charEnd + (tail?.[0].length ?? 0);
  }

  /** The words of a segment without marks, in turn time and places of the turn's text. */
  *#estimated(segment: Segment, from = 0): Generator<EstimatedWord, void> {
    const { words, layout, startMs, endMs, state, charStart, durationMs = 0 } = segment;
    if (words.length > 0) return;
    const soundMs = segment.soundMs ?? (state === "open" ? Math.max(endMs, segment.fromMs) : segment.fromMs);
    const isComplete = state === "complete" || durationMs > 0;
    for (const word of layout.words(Math.max(0, Math.max(endMs, startMs + durationMs) - soundMs), isComplete, from)) {
      yield {
        text: word.text,
        startMs: word.startMs + soundMs,
        endMs: word.endMs + soundMs,
        charStart: word.charStart + charStart,
        charEnd: word.charEnd + charStart,
      };
    }
  }

  #textOf({ text, charStart }: Segment): string {
    return text ?? this.#text.slice(charStart);
  }

  /**
   * Ends the text of a segment that had all of the rest.
   *
   * @returns How many words after that were emitted as words of the segment.
   */
  #endText(segment: Segment, charEnd: number): number {
    segment.text = this.#text.slice(segment.charStart, charEnd);
    segment.layout = layoutOf(segment.text);
    const count = [...segment.layout.words(0, true)].length;
    const early = Math.max(0, segment.given - count);
    segment.given -= early;
    return early;
  }

  /** The segment that speech belongs to; speech without segments is one segment that holds all text. */
  #current(): Segment {
    return this.#segments.at(-1) ?? this.#begin({ text: undefined, startMs: 0, charStart: 0 });
  }

  #begin({ text, startMs, charStart, durationMs, pauseMs = 0 }: NewSegment): Segment {
    const layout = layoutOf(text ?? this.#text.slice(charStart));
    const times = { startMs, fromMs: startMs + pauseMs, soundMs: undefined, endMs: startMs, durationMs };
    const base = { text, layout, charStart, ...times, words: [] };
    const segment: Segment = { ...base, state: "open", given: 0 };
    this.#segments.push(segment);
    return segment;
  }

  #close(state: "complete" | "broken", endMs: number): void {
    const last = this.#segments.at(-1);
    if (last?.state !== "open") return;
    last.state = state;
    last.endMs = endMs;
  }
}

function layoutOf(text: string): WordLayout {
  const layout = new WordLayout();
  layout.add(text);
  return layout;
}
