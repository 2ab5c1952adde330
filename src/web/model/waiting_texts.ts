/**
 * Texts that wait: for the connection, or for the part before them. Pure.
 *
 * @module
 */
import { Signal } from "../lib/signal.ts";
import { splitText } from "./split_text.ts";

/** A text that will be a turn. */
export interface WaitingText {
  readonly text: string;
  readonly mode: "reply" | "verbatim";
  /** Whether it goes on with the text before it. */
  readonly continues: boolean;
}

/** Parts that may wait: about as many pages of text. */
const MOST_WAITING = 64;

/** The texts, first come, first sent. */
export class WaitingTexts {
  /** Those that wait now. */
  readonly all: Signal<readonly WaitingText[]> = new Signal<readonly WaitingText[]>([]);

  /** Adds a text, in parts if it is too long for a turn. Returns whether there was room for it. */
  add(text: string, mode: WaitingText["mode"]): boolean {
    const parts = splitText(text).map((part, index) => ({ text: part, mode, continues: index > 0 }));
    if (this.all.value.length + parts.length > MOST_WAITING) return false;
    this.all.value = [...this.all.value, ...parts];
    return true;
  }

  /** Takes the next text out. */
  take(): WaitingText | undefined {
    const [next, ...rest] = this.all.value;
    if (next) this.all.value = rest;
    return next;
  }

  /** Drops what goes on with the text that was taken last: its turn was interrupted, refused, or has failed. */
  dropRest(): void {
    const { value: all } = this.all;
    const other = all.findIndex(({ continues }) => !continues);
    if (all[0]?.continues) this.all.value = other < 0 ? [] : all.slice(other);
  }
}
