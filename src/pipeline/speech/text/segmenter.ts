/**
 * Cuts the text of a turn, as it is written, into pieces for a voice: the first one early, at a clause, so that speech
 * starts soon; later ones at the ends of sentences.
 *
 * @module
 */
import { clauseEndAt, forcedCut, isForcedCutFinal, leadingSpace, sentenceEndAt } from "./boundaries.ts";
import { announcesCode, type CodeOption } from "../../../reading/markup/code_block.ts";
import { codeLength, type Fence, fenceAt, hiddenAt, runAt } from "./hidden.ts";
import { speakablePiece, type TextPiece } from "./speakable.ts";

/** Lengths of the pieces, in UTF-16 units, and what they hold; tags and targets of links do not count. */
export interface SegmenterOptions {
  /** The first piece is at least so long if it ends at a clause rather than at a sentence. Default: 12. */
  readonly firstMinChars?: number;
  /** Longest first piece; a string without spaces, such as a hash, may be longer. Default: 80. */
  readonly firstMaxChars?: number;
  /** Longest later piece; the same holds for it. Default: 240. */
  readonly maxChars?: number;
  /** Whether blocks of code become pieces that announce them, are cut like other text, or are left out. Default: announce. */
  readonly code?: CodeOption;
}

/** Clauses in scripts without spaces need half the characters. */
const WIDE_WEIGHT = 2;

/** Ends with the end of a sentence, including closing quotes. */
const SENTENCE = /[\p{Sentence_Terminal}…]["'”’»)\]}」』）】》*_`~\s]*$/u;

/**
 * Cuts one text for a voice.
 *
 * The pieces come in order, do not overlap, and cover all that can be spoken: letters and digits, without markup, the
 * targets of links and, unless `code` is `read`, blocks of code: of these the name of the language is a piece, or the
 * fence where there is none, whose `written` a voice announces. A piece is emitted as soon as no later text can change it, at most
 * `LOOKAHEAD_CHARS` of `boundaries.ts` after its end or after the tag that follows it. The cuts do not depend on how
 * the text is split on input; the work is linear in its length.
 */
export class Segmenter {
  /** The text not yet cut. */
  #rest = "";
  /** Where `#rest` begins in the text. */
  #offset = 0;
  /** How far `#rest` has been scanned. */
  #scanned = 0;
  /** How much of it is not spoken. */
  #hidden = 0;
  #isFirst = true;
  #isLineStart = true;
  /** The fence of the block of code that is open, or an empty string. */
  #fence = "";
  /** Whether the last piece has announced a block of code. */
  #announced = false;
  readonly #code: CodeOption;
  readonly #limits: Required<Omit<SegmenterOptions, "code">>;

  /**
   * @param options Lengths of the pieces.
   * @throws {RangeError} When a length is not a positive integer.
   */
  constructor({ code = "announce", ...limits }: SegmenterOptions = {}) {
    this.#code = code;
    this.#limits = { firstMinChars: 12, firstMaxChars: 80, maxChars: 240, ...limits };
    for (const [name, value] of Object.entries(this.#limits)) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`Cannot create a segmenter as '${name}' must be a positive integer: received ${value}`);
      }
    }
  }

  /** Adds text; returns the pieces that are now final. */
  push(text: string): TextPiece[] {
    this.#rest += text;
    return this.#cut(false);
  }

  /** Returns the remaining pieces at the end of the text. */
  end(): TextPiece[] {
    return this.#cut(true);
  }

  /** Returns the remaining complete sentences of a text that stopped early; an incomplete one is omitted. */
  breakOff(): TextPiece[] {
    const pieces = this.end();
    return pieces.slice(0, pieces.findLastIndex(({ text }) => SENTENCE.test(text)) + 1);
  }

  /** Cuts off the pieces that are final. */
  #cut(ended: boolean): TextPiece[] {
    const pieces: TextPiece[] = [];
    while (true) {
      if (this.#fence !== "" && !this.#leaveCode(ended)) return pieces;
      if (this.#scanned === 0) {
        if (!this.#leaveSpace(ended)) return pieces;
        if (this.#isLineStart) {
          const fence = fenceAt(this.#rest, ended);
          if (fence === "more") return pieces;
          if (fence !== undefined) {
            pieces.push(...this.#enterCode(fence));
            continue;
          }
        }
      }
      const length = this.#findCut(ended);
      if (length === "more") return pieces;
      const piece = speakablePiece(this.#rest.slice(0, length), this.#offset, this.#lineEndAt(length));
      this.#drop(length);
      if (piece !== null) pieces.push(this.#take(piece));
    }
  }

  #take(piece: TextPiece): TextPiece {
    this.#isFirst = false;
    this.#announced = announcesCode(piece.text);
    return piece;
  }

  /** Skips the fence of a block of code; it becomes a piece if nothing has announced the block. */
  #enterCode({ fence, length, language, languageAt }: Fence): TextPiece[] {
    const written = this.#rest.slice(0, length);
    const text = language === "" ? fence : language;
    const charStart = this.#offset + (language === "" ? written.indexOf(fence) : languageAt);
    const piece = { text, charStart, charEnd: charStart + text.length, written, writtenStart: this.#offset };
    const isSpoken = this.#code === "announce" && !this.#announced;
    if (this.#code !== "read") this.#fence = fence;
    this.#drop(length);
    return isSpoken ? [this.#take(piece)] : [];
  }

  /** Skips the open block of code; returns whether it is closed. */
  #leaveCode(ended: boolean): boolean {
    const { length, isClosed } = codeLength(this.#rest, this.#fence, ended);
    this.#drop(length);
    if (isClosed) this.#fence = "";
    return isClosed;
  }

  /** Skips the white space before a piece; returns whether the piece begins right after it. */
  #leaveSpace(ended: boolean): boolean {
    const space = leadingSpace(this.#rest, ended);
    this.#drop(space.length);
    return !space.isOpen;
  }

  /** The line end directly after a cut. */
  #lineEndAt(length: number): string {
    return /^\r?\n/.exec(this.#rest.slice(length, length + 2))?.[0] ?? "";
  }

  #drop(length: number): void {
    if (length > 0) {
      const dropped = this.#rest.slice(0, length);
      this.#isLineStart = /[\n\r\u2028\u2029]\s*$/.test(dropped) || (this.#isLineStart && dropped.trim() === "");
    }
    this.#rest = this.#rest.slice(length);
    this.#offset += length;
    this.#scanned = 0;
    this.#hidden = 0;
  }

  /** Length of the next piece, or `more` if undecided. */
  #findCut(ended: boolean): number | "more" {
    const most = this.#isFirst ? this.#limits.firstMaxChars : this.#limits.maxChars;
    const text = this.#rest;
    for (; this.#scanned < text.length && this.#scanned < most + this.#hidden; this.#scanned++) {
      const hidden = this.#skipHidden(ended);
      if (hidden === "more") return "more";
      if (hidden) continue;
      const end = this.#endAt(this.#scanned, ended);
      if (end === "more") return "more";
      if (end !== "none" && end > 0 && end <= most + this.#hidden) return end;
    }
    const limit = most + this.#hidden;
    if (text.length > limit && (ended || isForcedCutFinal(text, limit))) return this.#forced(limit, ended);
    return ended && text.length > 0 && text.length <= limit ? text.length : "more";
  }

  /** Moves to the last character of a tag or target that begins here; returns whether one does. */
  #skipHidden(ended: boolean): boolean | "more" {
    const code = this.#rest.charCodeAt(this.#scanned);
    if (code !== 0x3c && code !== 0x5d) return false;
    const length = hiddenAt(this.#rest, this.#scanned, ended);
    if (length === "more") return "more";
    if (length === 0) return false;
    this.#hidden += length;
    this.#scanned += length - 1;
    return true;
  }

  /** Cuts a piece that is too long; a run without spaces stays whole. */
  #forced(limit: number, ended: boolean): number | "more" {
    const text = this.#rest;
    const start = /[^\s]*$/.exec(text.slice(0, limit))?.index ?? 0;
    const run = runAt(text, start, ended);
    if (run === "more") return "more";
    if (run > 0 && start + run > limit) return start > 0 ? text.slice(0, start).trimEnd().length || run + start : run;
    return forcedCut(text, limit);
  }

  #endAt(at: number, ended: boolean): number | "none" | "more" {
    const code = this.#rest.charCodeAt(at);
    // Letters, digits and the space of ASCII, by far the most characters, end nothing.
    if ((code < 0x80 && code > 0x3f) || code === 0x20 || (code >= 0x30 && code <= 0x39)) return "none";
    const sentence = sentenceEndAt(this.#rest, at, ended);
    if (sentence !== "none" || !this.#isFirst) return sentence;
    const length = (at + 1 - this.#hidden) * (code > 0x2e7f ? WIDE_WEIGHT : 1);
    return length >= this.#limits.firstMinChars ? clauseEndAt(this.#rest, at, ended) : "none";
  }
}
