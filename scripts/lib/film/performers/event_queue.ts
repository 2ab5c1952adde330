/**
 * The receiving end of a session in this process: a bounded queue between the pipeline and a film.
 *
 * @module
 */
import type { ServerEvent } from "../../../../src/contract/protocol/messages.ts";
import type { Sink } from "../../../../src/pipeline/session/outbox/outbox.ts";

/** Audio that makes the queue full, and down to which it empties before it takes more, bytes: 4 s and 1 s. */
const FULL_BYTES = 192_000;
const LOW_BYTES = 48_000;

/** What a full queue reports as unsent: more than `backpressure.video_bytes`, less than half of `close_bytes`. */
const CONGESTED_BYTES = 4 * 1024 * 1024;

/** Events of one session, in order. While it is full, the session pauses its speech, and with it the picture. */
export class EventQueue implements Sink {
  #events: ServerEvent[] = [];
  #audioBytes = 0;
  #isFull = false;
  #closed: string | undefined;
  #more = Promise.withResolvers<void>();

  /** See {@linkcode Sink}: zero until the queue is full, so that no picture is dropped while it empties. */
  get bufferedBytes(): number {
    return this.#isFull ? CONGESTED_BYTES : 0;
  }

  /** Takes an event. */
  send(event: ServerEvent): void {
    if (event.type === "audio_chunk") this.#audioBytes += event.data.byteLength;
    if (this.#audioBytes > FULL_BYTES) this.#isFull = true;
    this.#events.push(event);
    this.#more.resolve();
  }

  /** The session has ended. */
  close(_code: number, reason: string): void {
    this.#closed = reason;
    this.#more.resolve();
  }

  /**
   * The next event.
   *
   * @throws {Error} If the session has ended.
   */
  async next(): Promise<ServerEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return this.#taken(event);
      if (this.#closed !== undefined) throw new Error(`the session has ended: ${this.#closed}`);
      this.#more = Promise.withResolvers();
      await this.#more.promise;
    }
  }

  #taken(event: ServerEvent): ServerEvent {
    if (event.type === "audio_chunk") this.#audioBytes -= event.data.byteLength;
    if (this.#audioBytes < LOW_BYTES) this.#isFull = false;
    return event;
  }
}
