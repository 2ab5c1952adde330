/**
 * Assembles a reading: the phoneme sequence with its marks, words with their offsets, pauses, spans.
 *
 * @module
 */
import type { CleanText, Mark, SkippedPart } from "./markup/clean_text.ts";
import type { BreakToken, MarkToken, PunctuationMark, Token } from "./tokens/token.ts";
import type { Emphasis, Pause, PauseKind, Reading, Sentence, Span, SpanKind, SpokenWord } from "./reading.ts";
import { PhonemeSequence } from "./phoneme_sequence.ts";
import type { PronouncedWord } from "./words/pronounce.ts";
import { stressWeight, weakened } from "./words/phonemes.ts";

/** A sentence with its sounds. */
export interface PronouncedSentence {
  readonly tokens: readonly Token[];
  readonly words: readonly PronouncedWord[];
  readonly kind: Sentence["kind"];
  readonly isComplete: boolean;
  readonly isShouted: boolean;
}

const PAUSE_OF: Readonly<Record<PunctuationMark, PauseKind>> = {
  ",": "comma",
  ";": "clause",
  ":": "clause",
  "—": "clause",
  "(": "parenthesis",
  ")": "parenthesis",
  "…": "ellipsis",
  ".": "sentence",
  "!": "sentence",
  "?": "sentence",
};
/** Marks from weak to strong: the stronger of two adjacent marks applies. */
const STRENGTH = ",:;—….!?";
const BREAK_MARK: Readonly<Record<BreakToken["level"], string>> = { line: ",", item: ".", paragraph: "." };

const SPAN_KINDS: ReadonlySet<string> = new Set(["heading", "list_item", "table_row", "block_quote"]);

/** Assembles a reading from its parts, in text order. */
export class Assembler {
  readonly #source: string;
  readonly #clean: CleanText;
  readonly #words: SpokenWord[] = [];
  readonly #pauses: Pause[] = [];
  readonly #sentences: Sentence[] = [];
  readonly #spans: Span[] = [];
  /** Emphasis marks by start; those before `#emphasis` have ended. */
  readonly #emphases: readonly Mark[];
  #emphasis = 0;
  /** Where headings end. */
  readonly #headingEnds: ReadonlySet<number>;
  readonly #open: { readonly kind: SpanKind; readonly firstWord: number }[] = [];
  readonly #phonemes = new PhonemeSequence();
  /** The part of the sequence that holds the last word, if it is one sound. */
  #lastWordPart = -1;

  constructor(source: string, clean: CleanText) {
    this.#source = source;
    this.#clean = clean;
    this.#emphases = clean.marks.filter(({ kind }) => kind === "moderate" || kind === "strong")
      .sort((a, b) => a.start - b.start);
    this.#headingEnds = new Set(clean.marks.filter(({ kind }) => kind === "heading").map(({ end }) => end));
  }

  /** Adds a sentence. */
  add(sentence: PronouncedSentence): void {
    const firstWord = this.#words.length;
    let next = 0;
    for (const token of sentence.tokens) {
      const word = sentence.words[next];
      if (word !== undefined && token === word.token) {
        this.#word(word, sentence.words[next - 1]);
        next++;
      } else if (token.kind === "mark") this.#mark(token);
      else if (token.kind === "quote") this.#span("quote", token.opens);
      else if (token.kind === "break") this.#break(token);
    }
    const { kind, isComplete, isShouted } = sentence;
    if (this.#words.length > firstWord) {
      this.#sentences.push({ kind, firstWord, endWord: this.#words.length, isComplete, isShouted });
    }
  }

  /** The reading. `skipped`: parts of the clean text that the normaliser skipped. */
  build(skipped: readonly SkippedPart[]): Reading {
    const passedOver = skipped.map(({ charStart, charEnd, reason }) => ({
      charStart: this.#clean.starts[charStart] ?? 0,
      charEnd: this.#clean.ends[charEnd - 1] ?? 0,
      reason,
    }));
    const marked = this.#clean.marks.flatMap((mark) => this.#spanOf(mark));
    return {
      text: this.#source,
      words: this.#words,
      phonemes: this.#phonemes.toString(),
      pauses: this.#pauses,
      sentences: this.#sentences,
      spans: [...marked, ...this.#spans].sort((a, b) => a.firstWord - b.firstWord || b.endWord - a.endWord),
      unspeakable: this.#clean.unspeakable,
      skipped: [...this.#clean.skipped, ...passedOver].sort((a, b) => a.charStart - b.charStart),
    };
  }

  #word(word: PronouncedWord, before: PronouncedWord | undefined): void {
    const { token, tag, isShoutedWord } = word;
    const isJoined = before !== undefined && before.token.kind === "word" && token.kind === "word" &&
      this.#clean.text.slice(before.token.end, token.start) === "-";
    if (!isJoined && this.#phonemes.length > 0 && !/[( ]/.test(this.#phonemes.last)) this.#phonemes.add(" ");
    const phonemeStart = this.#phonemes.length;
    const [only, ...more] = word.sounds;
    const isLighter = isJoined && only !== undefined && more.length === 0 && !this.#weakenLast(only);
    const phonemes = this.#sounds(word, isLighter);
    const charStart = this.#clean.starts[token.start] ?? 0;
    const charEnd = this.#clean.ends[token.end - 1] ?? charStart;
    const spoken = word.spoken.flatMap((part) => part.split(/[-\s]/)).filter((part) => part !== "");
    const emphasis = isShoutedWord ? "strong" : this.#emphasisAt(token.start, token.end);
    this.#push({ charStart, charEnd, spoken, emphasis, tag, phonemes, phonemeStart });
  }

  /** Adds the sounds of a word; returns them with the spaces and pauses between. */
  #sounds(word: PronouncedWord, isLighter: boolean): string {
    const start = this.#phonemes.length;
    let phonemes = "";
    word.sounds.forEach((sound, index) => {
      if (sound === ",") {
        this.#pauses.push({
          kind: "group",
          afterWord: this.#words.length,
          phonemeIndex: start + phonemes.length,
        });
        phonemes += ",";
        return;
      }
      const isSpaced = index > 0 && sound !== "" && !isLetters(word, index) && !phonemes.endsWith(" ");
      phonemes += `${isSpaced ? " " : ""}${isLighter ? weakened(sound) : sound}`;
    });
    this.#lastWordPart = this.#phonemes.add(phonemes);
    return phonemes;
  }

  /** The lighter of two parts of a compound loses its main stress. Returns whether it was the first one. */
  #weakenLast(sound: string): boolean {
    const last = this.#words.at(-1);
    if (last === undefined || stressWeight(last.phonemes) > stressWeight(sound)) return false;
    // Phoneme indices must not shift: a word that already has a minor stress stays unchanged.
    const phonemes = last.phonemes.includes("ˌ") ? last.phonemes : last.phonemes.replaceAll("ˈ", "ˌ");
    this.#phonemes.replace(this.#lastWordPart, phonemes);
    this.#words[this.#words.length - 1] = { ...last, phonemes };
    return true;
  }

  /** Adds a word, or extends the previous one if both come from the same characters. */
  #push(word: Omit<SpokenWord, "text" | "phonemeEnd">): void {
    const last = this.#words.at(-1);
    const phonemeEnd = this.#phonemes.length;
    if (last === undefined || word.charStart >= last.charEnd) {
      this.#words.push({ ...word, text: this.#source.slice(word.charStart, word.charEnd), phonemeEnd });
      return;
    }
    const charEnd = Math.max(last.charEnd, word.charEnd);
    const between = " ".repeat(word.phonemeStart - last.phonemeEnd);
    this.#words[this.#words.length - 1] = {
      ...last,
      charEnd,
      text: this.#source.slice(last.charStart, charEnd),
      spoken: [...last.spoken, ...word.spoken],
      phonemes: last.phonemes + between + word.phonemes,
      phonemeEnd,
    };
  }

  #emphasisAt(start: number, end: number): Emphasis {
    while ((this.#emphases[this.#emphasis]?.end ?? Infinity) <= start) this.#emphasis++;
    let emphasis: Emphasis = "none";
    for (let at = this.#emphasis; (this.#emphases[at]?.start ?? Infinity) < end; at++) {
      const mark = this.#emphases[at];
      if (mark === undefined || mark.end <= start) continue;
      if (mark.kind === "strong") return "strong";
      emphasis = "moderate";
    }
    return emphasis;
  }

  #mark({ mark }: MarkToken): void {
    if (mark === "(" || mark === ")") this.#span("parenthesis", mark === "(");
    if (this.#words.length === 0 && mark !== "(") return;
    // A run of brackets is one pause.
    if (/[()]/.test(mark) && this.#phonemes.last === mark) return;
    if (mark === "(") {
      if (this.#phonemes.length > 0) this.#phonemes.add(" ");
    } else if (mark !== ")" && this.#replaceWeaker(mark)) return;
    if (mark === "—" && this.#phonemes.length > 0) this.#phonemes.add(" ");
    this.#pause(PAUSE_OF[mark], mark);
  }

  /** Whether the last mark is at least as strong, or has been replaced by this one. */
  #replaceWeaker(mark: string): boolean {
    const { last } = this.#phonemes;
    const rank = STRENGTH.indexOf(last);
    if (last === "" || rank < 0) return last === "(";
    if (STRENGTH.indexOf(mark) > rank) this.#upgrade(mark, PAUSE_OF[mark as PunctuationMark]);
    return true;
  }

  #upgrade(mark: string, kind: PauseKind): void {
    const last = this.#pauses.at(-1);
    this.#phonemes.replaceLast(mark);
    if (last !== undefined) this.#pauses[this.#pauses.length - 1] = { ...last, kind };
  }

  #pause(kind: PauseKind, mark: string): void {
    this.#pauses.push({ kind, afterWord: this.#words.length - 1, phonemeIndex: this.#phonemes.length });
    this.#phonemes.add(mark);
  }

  /** The end of a line is a separate kind of pause, at the existing mark or an added one. */
  #break({ level, start }: BreakToken): void {
    if (this.#words.length === 0) return;
    const kind: PauseKind = this.#headingEnds.has(start) ? "heading" : level;
    const { last } = this.#phonemes;
    const mark = BREAK_MARK[level];
    if (STRENGTH.includes(last) || last === ")") {
      const stronger = STRENGTH.indexOf(mark) > STRENGTH.indexOf(last) && last !== ")" ? mark : last;
      this.#upgrade(stronger, kind);
    } else this.#pause(kind, mark);
  }

  #span(kind: SpanKind, opens: boolean): void {
    const firstWord = this.#words.length;
    const index = this.#open.findLastIndex((span) => span.kind === kind);
    const open = this.#open[index];
    const closes = kind === "quote" ? open !== undefined && !(opens && open.firstWord === firstWord) : !opens;
    if (!closes) {
      this.#open.push({ kind, firstWord });
      return;
    }
    if (open === undefined) return;
    this.#open.splice(index);
    if (firstWord > open.firstWord) this.#spans.push({ kind, firstWord: open.firstWord, endWord: firstWord });
  }

  #spanOf({ kind, start, end }: Mark): Span[] {
    if (!isSpanKind(kind)) return [];
    const firstWord = this.#firstWordFrom(this.#clean.starts[start] ?? 0);
    const endWord = this.#firstWordFrom(this.#clean.ends[end - 1] ?? 0);
    return endWord > firstWord ? [{ kind, firstWord, endWord }] : [];
  }

  /** Index of the first word that begins at or after a source offset. */
  #firstWordFrom(char: number): number {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle]?.charStart ?? 0) < char) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isSpanKind(kind: string): kind is SpanKind {
  return SPAN_KINDS.has(kind);
}

/** Whether a sound is a spelled letter that follows another one. */
function isLetters(word: PronouncedWord, index: number): boolean {
  const sounds = word.sounds.slice(0, index + 1).filter((sound) => sound !== ",").length;
  return word.letters[sounds - 1] === true && word.letters[sounds - 2] === true;
}
