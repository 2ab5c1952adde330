/**
 * Puts a reading together: the phoneme sequence with its marks, words with their places, pauses, spans.
 *
 * @module
 */
import type { CleanText, Mark, SkippedPart } from "./markup/clean_text.ts";
import type { BreakToken, MarkToken, PunctuationMark, Token } from "./tokens/token.ts";
import type { Emphasis, Pause, PauseKind, Reading, Sentence, Span, SpanKind, SpokenWord } from "./reading.ts";
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
/** Marks from weak to strong: of two in a row the stronger is heard. */
const STRENGTH = ",:;—….!?";
const BREAK_MARK: Readonly<Record<BreakToken["level"], string>> = { line: ",", item: ".", paragraph: "." };

const SPAN_KINDS: ReadonlySet<string> = new Set(["heading", "list_item", "table_row", "block_quote"]);

/** Puts the parts of a reading together, in the order of the text. */
export class Assembler {
  readonly #source: string;
  readonly #clean: CleanText;
  readonly #words: SpokenWord[] = [];
  readonly #pauses: Pause[] = [];
  readonly #sentences: Sentence[] = [];
  readonly #spans: Span[] = [];
  readonly #open: { readonly kind: SpanKind; readonly firstWord: number }[] = [];
  #phonemes = "";

  constructor(source: string, clean: CleanText) {
    this.#source = source;
    this.#clean = clean;
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

  /** The reading. `skipped` are parts of the clean text that the normaliser passed over. */
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
      phonemes: this.#phonemes,
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
    if (!isJoined && this.#phonemes !== "" && !/[( ]$/.test(this.#phonemes)) this.#phonemes += " ";
    const phonemeStart = this.#phonemes.length;
    const groups: Pause[] = [];
    word.sounds.forEach((sound, index) => {
      if (sound === ",") {
        groups.push({ kind: "group", afterWord: this.#words.length, phonemeIndex: this.#phonemes.length });
        this.#phonemes += ",";
        return;
      }
      const isSpelled = index > 0 && isLetters(word, index);
      if (index > 0 && sound !== "" && !isSpelled && !this.#phonemes.endsWith(" ")) this.#phonemes += " ";
      this.#phonemes += isJoined && !this.#weakenLast(sound) ? weakened(sound) : sound;
    });
    this.#pauses.push(...groups);
    const charStart = this.#clean.starts[token.start] ?? 0;
    const charEnd = this.#clean.ends[token.end - 1] ?? charStart;
    const spoken = word.spoken.flatMap((part) => part.split(/[-\s]/)).filter((part) => part !== "");
    const emphasis = isShoutedWord ? "strong" : this.#emphasisAt(token.start, token.end);
    this.#push({ charStart, charEnd, spoken, emphasis, tag, phonemeStart });
  }

  /** Of two parts of a compound the lighter loses its main stress. Returns whether it was the one before. */
  #weakenLast(sound: string): boolean {
    const last = this.#words.at(-1);
    if (last === undefined || stressWeight(last.phonemes) > stressWeight(sound)) return false;
    // The index of every phoneme stays: a word with a minor stress of its own keeps it.
    const phonemes = last.phonemes.includes("ˌ") ? last.phonemes : last.phonemes.replaceAll("ˈ", "ˌ");
    this.#phonemes = this.#phonemes.slice(0, last.phonemeStart) + phonemes + this.#phonemes.slice(last.phonemeEnd);
    this.#words[this.#words.length - 1] = { ...last, phonemes };
    return true;
  }

  /** Adds a word; what comes from the same characters as the word before becomes part of it. */
  #push(word: Pick<SpokenWord, "charStart" | "charEnd" | "spoken" | "emphasis" | "tag" | "phonemeStart">): void {
    const last = this.#words.at(-1);
    const phonemeEnd = this.#phonemes.length;
    if (last !== undefined && word.charStart < last.charEnd) {
      this.#words[this.#words.length - 1] = {
        ...last,
        charEnd: Math.max(last.charEnd, word.charEnd),
        text: this.#source.slice(last.charStart, Math.max(last.charEnd, word.charEnd)),
        spoken: [...last.spoken, ...word.spoken],
        phonemes: this.#phonemes.slice(last.phonemeStart),
        phonemeEnd,
      };
      return;
    }
    this.#words.push({
      ...word,
      text: this.#source.slice(word.charStart, word.charEnd),
      phonemes: this.#phonemes.slice(word.phonemeStart),
      phonemeEnd,
    });
  }

  #emphasisAt(start: number, end: number): Emphasis {
    const kinds = this.#clean.marks.filter((mark) => mark.start < end && mark.end > start).map((mark) => mark.kind);
    return kinds.includes("strong") ? "strong" : kinds.includes("moderate") ? "moderate" : "none";
  }

  #mark({ mark }: MarkToken): void {
    if (mark === "(" || mark === ")") this.#span("parenthesis", mark === "(");
    if (this.#words.length === 0 && mark !== "(") return;
    if (mark === "(") {
      if (this.#phonemes !== "") this.#phonemes += " ";
    } else if (mark !== ")" && this.#replaceWeaker(mark)) return;
    if (mark === "—" && this.#phonemes !== "") this.#phonemes += " ";
    this.#pause(PAUSE_OF[mark], mark);
  }

  /** Whether the last mark is at least as strong, or has been replaced by this one. */
  #replaceWeaker(mark: string): boolean {
    const last = this.#phonemes.at(-1) ?? "";
    const rank = STRENGTH.indexOf(last);
    if (last === "" || rank < 0) return last === "(";
    if (STRENGTH.indexOf(mark) > rank) this.#upgrade(mark, PAUSE_OF[mark as PunctuationMark]);
    return true;
  }

  #upgrade(mark: string, kind: PauseKind): void {
    const last = this.#pauses.at(-1);
    this.#phonemes = this.#phonemes.slice(0, -1) + mark;
    if (last !== undefined) this.#pauses[this.#pauses.length - 1] = { ...last, kind };
  }

  #pause(kind: PauseKind, mark: string): void {
    this.#pauses.push({ kind, afterWord: this.#words.length - 1, phonemeIndex: this.#phonemes.length });
    this.#phonemes += mark;
  }

  /** The end of a line is a pause of its own kind, at the mark that stands there or at one that is added. */
  #break({ level, start }: BreakToken): void {
    if (this.#words.length === 0) return;
    const isHeading = this.#clean.marks.some((mark) => mark.kind === "heading" && mark.end === start);
    const kind: PauseKind = isHeading ? "heading" : level;
    const last = this.#phonemes.at(-1) ?? "";
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

  #spanOf(mark: Mark): Span[] {
    if (!isSpanKind(mark.kind)) return [];
    const from = this.#clean.starts[mark.start] ?? 0;
    const to = this.#clean.ends[mark.end - 1] ?? from;
    const firstWord = this.#words.findIndex((word) => word.charStart >= from);
    const endWord = this.#words.findLastIndex((word) => word.charEnd <= to) + 1;
    return firstWord >= 0 && endWord > firstWord ? [{ kind: mark.kind, firstWord, endWord }] : [];
  }
}

function isSpanKind(kind: string): kind is SpanKind {
  return SPAN_KINDS.has(kind);
}

/** Whether a sound of a word is a letter by name that follows another one. */
function isLetters(word: PronouncedWord, index: number): boolean {
  const sounds = word.sounds.slice(0, index + 1).filter((sound) => sound !== ",").length;
  return word.letters[sounds - 1] === true && word.letters[sounds - 2] === true;
}
