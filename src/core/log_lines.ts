/**
 * Lines on their way to a slow output.
 *
 * @module
 */

import { type Clock, systemClock } from "../contract/clock.ts";
import { resolvesWithin } from "./async.ts";

/** Lines that may wait for the output; later ones are dropped. */
const MAX_WAITING_LINES = 10_000;

/** Longest wait for the output at the end, ms: a pipe that is no longer read must not keep the program from ending. */
const FLUSH_MS = 1000;

/**
 * Writes lines to an output, in order and without a timer: a line leaves at once, and those that come during a write
 * leave together in the next one. Disposing it waits for all of them, for at most a second; the output is not closed.
 */
export class LogLines implements AsyncDisposable {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #clock: Clock;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #written: Promise<void> | undefined;

  /**
   * @param output Where the lines go.
   * @param clock Measures the last wait.
   */
  constructor(output: WritableStream<Uint8Array>, clock: Clock = systemClock) {
    this.#writer = output.getWriter();
    this.#clock = clock;
  }

  /** Takes a line, with its end. It is dropped if too many wait. */
  add(line: string): void {
    if (this.#waiting.length >= MAX_WAITING_LINES) return;
    this.#waiting.push(line);
    this.#written ??= this.#write();
  }

  async #write(): Promise<void> {
    // The lines of one moment leave together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join("");
      this.#waiting = [];
      // A log that cannot be written cannot be reported either.
      await this.#writer.write(this.#encoder.encode(text)).catch(() => {});
    }
    this.#written = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#written !== undefined) await resolvesWithin(this.#written, this.#clock, FLUSH_MS);
    this.#writer.releaseLock();
  }
}
