/**
 * The text of a reply that comes beside its speech: on its way out, and as what the places of segments are found in.
 *
 * @module
 */
import type { SegmentPart } from "../../contract/adapter.ts";

/** The reply's text on its way out. */
export class ReplyText {
  /** The text as it comes. */
  readonly stream: ReadableStream<string>;
  /** All that has come. */
  soFar = "";
  #out: ReadableStreamDefaultController<string> | undefined;

  constructor() {
    this.stream = new ReadableStream({
      start: (out) => {
        this.#out = out;
      },
      cancel: () => {
        this.#out = undefined;
      },
    });
  }

  /** Sends a piece of it. */
  add(token: string): void {
    this.soFar += token;
    this.#out?.enqueue(token);
  }

  /** Ends it; harmless when it has ended. */
  close(): void {
    this.#out?.close();
    this.#out = undefined;
  }

  /** Ends it with a failure; harmless when it has ended. */
  error(error: unknown): void {
    this.#out?.error(error);
    this.#out = undefined;
  }
}

/** Finds the places of a provider's segments in the reply's text, in order. */
export function segmentPlacer(text: ReplyText): (segment: SegmentPart) => number {
  let from = 0;
  return (segment) => {
    const found = text.soFar.indexOf(segment.text, from);
    const start = found < 0 ? from : found;
    from = start + segment.text.length;
    return start;
  };
}
