/**
 * A turn's text as it is shown and spoken: what is written, without marks and inline pronunciations, whose places it
 * keeps.
 *
 * @module
 */
import type { PlacedPronunciation } from "../../../contract/adapter.ts";
import type { PlacedMark } from "../../../control/marks/mark.ts";
import { MarkParser } from "../../../control/marks/mark_parser.ts";
import { InlinePronunciations } from "../../../reading/inline_pronunciations.ts";

/** Separates a streamed text from its directions. All places are those of the turn's text. */
export class ReplyText {
  /** The marks found so far, in order. */
  readonly marks: PlacedMark[] = [];
  /** The pronunciations found so far. */
  readonly pronunciations: PlacedPronunciation[] = [];
  readonly #from: number;
  readonly #parser = new MarkParser();
  readonly #inline = new InlinePronunciations();
  /** How many of the parser's marks and pronunciations, and of the inline ones, were placed. */
  #placed = { marks: 0, spelled: 0, inline: 0 };

  /** @param from Where the text begins in the turn's. */
  constructor(from = 0) {
    this.#from = from;
  }

  /**
   * Adds written text.
   *
   * @returns The text to show and speak; its marks and pronunciations are placed.
   */
  push(written: string): string {
    const shown = this.#inline.push(this.#parser.push(written));
    this.#place(this.#inline.readChars);
    return shown;
  }

  /** Ends the text; returns the rest of it. */
  end(): string {
    const shown = this.#inline.push(this.#parser.end()) + this.#inline.end();
    this.#place(Infinity);
    return shown;
  }

  /** Places everything that begins before a place of the text without marks. */
  #place(before: number): void {
    const { marks, pronunciations } = this.#parser;
    const { found } = this.#inline;
    for (let mark = marks[this.#placed.marks]; mark !== undefined && mark.charStart < before;) {
      this.marks.push({ ...mark, charStart: this.#placeOf(mark.charStart) });
      mark = marks[++this.#placed.marks];
    }
    for (let said = pronunciations[this.#placed.spelled]; said !== undefined && said.charEnd <= before;) {
      const { charStart, charEnd, say } = said;
      this.pronunciations.push({ charStart: this.#placeOf(charStart), charEnd: this.#placeOf(charEnd), say });
      said = pronunciations[++this.#placed.spelled];
    }
    for (let said = found[this.#placed.inline]; said !== undefined; said = found[++this.#placed.inline]) {
      const { charStart, charEnd, say } = said;
      this.pronunciations.push({ charStart: this.#from + charStart, charEnd: this.#from + charEnd, say });
    }
  }

  /** The place in the turn's text of a place in the text without marks. */
  #placeOf(at: number): number {
    return this.#from + this.#inline.shownAt(at);
  }
}

/** What a complete text shows: itself without marks and inline pronunciations. */
export function shownText(written: string): string {
  const text = new ReplyText();
  return text.push(written) + text.end();
}
