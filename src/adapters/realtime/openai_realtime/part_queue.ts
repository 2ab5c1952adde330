/**
 * The way of a reply's parts from the socket, which cannot be held back, to a stream, which is read when it suits. What
 * came before a failure can still be read; what came before an abort is void. It holds one response at most, whose length
 * the provider bounds.
 *
 * @module
 */
import type { RealtimePart } from "../../../contract/adapter.ts";

/** How the parts end: the stream closes, or errors. */
type End = { readonly error?: unknown };

/** A queue that is filled from outside and read as a stream. */
export class PartQueue {
  /** The parts, in their order, then the end. */
  readonly stream: ReadableStream<RealtimePart>;
  readonly #parts: RealtimePart[] = [];
  #controller: ReadableStreamDefaultController<RealtimePart> | undefined;
  #end: End | undefined;
  #gone = false;
  #wake = Promise.withResolvers<void>();

  /** @param onCancel Called when the reader leaves before the end. */
  constructor(onCancel: () => void) {
    this.stream = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: async (controller) => {
        while (this.#parts.length === 0 && this.#end === undefined) await this.#wake.promise;
        const part = this.#parts.shift();
        if (part) controller.enqueue(part);
        else if (!this.#gone) this.#finish();
      },
      cancel: () => {
        this.#gone = true;
        this.drop();
        onCancel();
      },
    }, { highWaterMark: 0 });
  }

  /** Whether nothing more can be put in. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Puts a part in. */
  push(part: RealtimePart): void {
    if (this.#end !== undefined) return;
    this.#parts.push(part);
    this.#signal();
  }

  /** Ends behind what is in the queue: closes, or errors with `end.error`. */
  end(end: End = {}): void {
    this.#end ??= end;
    this.#signal();
  }

  /** Closes at once; parts that were not read are void. */
  drop(): void {
    this.#parts.length = 0;
    this.#end = {};
    this.#signal();
  }

  /** Errors at once; parts that were not read are void. */
  abort(error: unknown): void {
    this.#gone = true;
    this.drop();
    this.#controller?.error(error);
  }

  #finish(): void {
    const { error } = this.#end ?? {};
    if (error === undefined) this.#controller?.close();
    else this.#controller?.error(error);
  }

  #signal(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}
