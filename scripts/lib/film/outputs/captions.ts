/**
 * The captions of a film, from the words of its turns.
 *
 * @module
 */
import { type ShownLine, shownLines } from "../../../../src/reading/shown_lines.ts";
import type { FilmEvent } from "./output.ts";

/** A caption on the film's time axis, ms. */
export interface Caption {
  /** In one line. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface PlacedWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly charStart: number;
}

/** Collects what a turn says, and when. */
export class CaptionTrack {
  #text = "";
  /** The lines of the text; absent since it has become longer. */
  #lines: readonly ShownLine[] | undefined;
  #words: PlacedWord[] = [];

  /** Takes an event; returns the captions of a turn when it is complete. */
  take({ event, offsetMs }: FilmEvent): Caption[] {
    switch (event.type) {
      case "turn_started":
        this.#text = "";
        this.#lines = undefined;
        this.#words = [];
        return [];
      case "text_delta":
        this.#text += event.token;
        this.#lines = undefined;
        return [];
      case "word":
        this.#words.push({
          startMs: offsetMs + event.start_ms,
          endMs: offsetMs + event.end_ms,
          charStart: event.char_start,
        });
        return [];
      case "turn_complete":
        return this.#captions();
      default:
        return [];
    }
  }

  /** The line of the turn's text that is spoken at a time, ms in the film; empty before the first word. */
  lineAt(timeMs: number): string {
    const word = this.#words.findLast(({ startMs }) => startMs <= timeMs);
    if (word === undefined) return "";
    return this.#shown.find(({ charEnd }) => word.charStart < charEnd)?.text ?? "";
  }

  get #shown(): readonly ShownLine[] {
    return this.#lines ??= shownLines(this.#text);
  }

  #captions(): Caption[] {
    let next = 0;
    return this.#shown.flatMap(({ charEnd, text }) => {
      const from = next;
      while ((this.#words[next]?.charStart ?? Infinity) < charEnd) next++;
      const [first, last] = [this.#words[from], this.#words[next - 1]];
      if (text === "" || from === next || first === undefined || last === undefined) return [];
      return [{ text, startMs: first.startMs, endMs: last.endMs }];
    });
  }
}
