/**
 * The progress of a film: a bar on a terminal, else plain lines.
 *
 * @module
 */
import type { FilmEvent } from "./outputs/output.ts";
import type { Line } from "./script_text.ts";

/** Where progress is shown. */
export interface ProgressScreen {
  readonly isTerminal: boolean;
  write(text: string): void;
}

const BAR_CHARS = 24;
/** Without a terminal, a line at each of these shares. */
const LINE_SHARE = 0.25;

/** Shows how much of the text has been spoken. */
export class Progress {
  readonly #screen: ProgressScreen;
  readonly #total: number;
  readonly #lines: readonly Line[];
  #turn = -1;
  #before = 0;
  #shown = 0;

  constructor(lines: readonly Line[], screen: ProgressScreen) {
    this.#lines = lines;
    this.#screen = screen;
    this.#total = lines.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** Takes an event. */
  take({ event, offsetMs }: FilmEvent): void {
    if (event.type === "turn_started") {
      this.#before += this.#lines[this.#turn++]?.text.length ?? 0;
    } else if (event.type === "word") {
      this.#show(Math.min(1, (this.#before + event.char_end) / this.#total), (offsetMs + event.end_ms) / 1000);
    }
  }

  /** Clears the bar. */
  end(): void {
    if (this.#screen.isTerminal) this.#screen.write("\r\x1b[K");
  }

  #show(share: number, seconds: number): void {
    const done = `${Math.floor(share * 100)} %, ${seconds.toFixed(1)} s of film`;
    if (this.#screen.isTerminal) {
      const full = Math.round(share * BAR_CHARS);
      return this.#screen.write(`\r\x1b[K[${"#".repeat(full)}${".".repeat(BAR_CHARS - full)}] ${done}`);
    }
    if (share < this.#shown + LINE_SHARE) return;
    this.#shown = Math.floor(share / LINE_SHARE) * LINE_SHARE;
    this.#screen.write(`${done}\n`);
  }
}
