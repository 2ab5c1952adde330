/**
 * Lines on their way to a slow output.
 *
 * @module
 */

/** Lines that may wait for the output; later ones are dropped. */
const MAX_WAITING_LINES = 10_000;

/**
 * Writes lines to an output, in order and without a timer: a line leaves at once, and those that come during a write
 * leave together in the next one. Disposing it waits for all of them; the output is not closed.
 */
export class LogLines implements AsyncDisposable {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #written: Promise<void> | undefined;

  /** @param output Where the lines go. */
  constructor(output: WritableStream<Uint8Array>) {
    this.#writer = output.getWriter();
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
    await this.#written;
    this.#writer.releaseLock();
  }
}
