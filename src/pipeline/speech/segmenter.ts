/**
 * Cuts the text of a turn, as it is written, into pieces for a voice: the first one early, at a clause, so that speech
 * starts soon; later ones at the ends of sentences.
 *
 * @module
 */
import { clauseEndAt, forcedCut, leadingSpace, LOOKAHEAD_CHARS, sentenceEndAt } from "./boundaries.ts";
import { speakablePiece, type TextPiece } from "./speakable.ts";

/** Lengths of the pieces, in UTF-16 units. */
export interface SegmenterOptions {
  /** The first piece is at least so long if it ends at a clause rather than at a sentence. Default: 12. */
  readonly firstMinChars?: number;
  /** Longest first piece. Default: 80. */
  readonly firstMaxChars?: number;
  /** Longest later piece. Default: 240. */
  readonly maxChars?: number;
}

/** Clauses of scripts without spaces say as much in half the characters. */
const WIDE_WEIGHT = 2;

/** Ends in a sentence's end, with what closes it. */
const SENTENCE = /[\p{Sentence_Terminal}…]["'”’»)\]}」』）】》*_`~\s]*$/u;

/**
 * Cuts one text for a voice.
 *
 * The pieces come in order, do not overlap, and cover all that can be spoken: letters and digits, without the marks of
 * Markdown and the targets of its links. A piece comes as soon as nothing that follows could change it, at most
 * {@linkcode LOOKAHEAD_CHARS} characters after its end. Where the text is cut does not depend on how it is handed in; the
 * work is linear in its length.
 */
export class Segmenter {
  /** The text that is not cut yet. */
  #rest = "";
  /** Where `#rest` begins in the text. */
  #offset = 0;
  /** How far `#rest` has been looked through. */
  #scanned = 0;
  #isFirst = true;
  readonly #limits: Required<SegmenterOptions>;

  /**
   * @param options Lengths of the pieces.
   * @throws {RangeError} When a length is not a positive integer.
   */
  constructor(options: SegmenterOptions = {}) {
    this.#limits = { firstMinChars: 12, firstMaxChars: 80, maxChars: 240, ...options };
    for (const [name, value] of Object.entries(this.#limits)) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`Cannot create a segmenter as '${name}' must be a positive integer: received ${value}`);
      }
    }
  }

  /** Adds text; returns the pieces that are certain now. */
  push(text: string): TextPiece[] {
    this.#rest += text;
    return [...this.#pieces(false)];
  }

  /** Returns what is left at the end of the text. */
  end(): TextPiece[] {
    return [...this.#pieces(true)];
  }

  /** Returns the sentences that are left where the text stops before its end; a part of one is left out. */
  breakOff(): TextPiece[] {
    const pieces = this.end();
    return pieces.slice(0, pieces.findLastIndex(({ text }) => SENTENCE.test(text)) + 1);
  }

  *#pieces(ended: boolean): Generator<TextPiece> {
    while (true) {
      if (this.#scanned === 0) {
        const space = leadingSpace(this.#rest, ended);
        this.#drop(space.length);
        if (space.isOpen) return;
      }
      const length = this.#findCut(ended);
      if (length === "more") return;
      const piece = speakablePiece(this.#rest.slice(0, length), this.#offset);
      this.#drop(length);
      this.#scanned = 0;
      if (piece === null) continue;
      this.#isFirst = false;
      yield piece;
    }
  }

  #drop(length: number): void {
    this.#rest = this.#rest.slice(length);
    this.#offset += length;
  }

  /** Length of the next piece, or `more` when that is open yet. */
  #findCut(ended: boolean): number | "more" {
    const limit = this.#isFirst ? this.#limits.firstMaxChars : this.#limits.maxChars;
    const text = this.#rest;
    for (; this.#scanned < text.length && this.#scanned < limit; this.#scanned++) {
      const end = this.#endAt(this.#scanned, ended);
      if (end === "more") return "more";
      if (end !== "none" && end > 0 && end <= limit) return end;
    }
    if (text.length > limit && (ended || text.length >= limit + LOOKAHEAD_CHARS)) return forcedCut(text, limit);
    return ended && text.length > 0 && text.length <= limit ? text.length : "more";
  }

  #endAt(at: number, ended: boolean): number | "none" | "more" {
    const code = this.#rest.charCodeAt(at);
    // Letters, digits and the space of ASCII, by far the most characters, end nothing.
    if ((code < 0x80 && code > 0x3f) || code === 0x20 || (code >= 0x30 && code <= 0x39)) return "none";
    const sentence = sentenceEndAt(this.#rest, at, ended);
    if (sentence !== "none" || !this.#isFirst) return sentence;
    const length = (at + 1) * (code > 0x2e7f ? WIDE_WEIGHT : 1);
    return length >= this.#limits.firstMinChars ? clauseEndAt(this.#rest, at, ended) : "none";
  }
}
