/**
 * The input of an avatar, kept while another avatar might have to take over.
 *
 * @module
 */
import type { AvatarInput } from "../../contract/adapter.ts";
import { generatedStream } from "../../core/streams.ts";
import { audioBefore } from "../../alignment/media_clock.ts";

/** Media kept behind the listener, ms: a face that is drawn again moves on from how it moved with that speech. */
const KEEP_BEHIND_MS = 1000;

/** How long a mouth shape may last beyond a cut, ms: it blends into the next one. */
const VISEME_TAIL_MS = 40;

/** A stream of inputs that a second reader can resume at the relevant place. */
export class AvatarFeed {
  readonly #signal: AbortSignal;
  #items: AvatarInput[] = [];
  /** Inputs dropped so far. */
  #offset = 0;
  /** Inputs that the avatar has read so far. */
  #read = 0;
  #ended = false;
  /** Resolves when there is more, if a reader waits. */
  #more: PromiseWithResolvers<void> | undefined;
  /** Number of streams so far. */
  #reader = 0;

  /** @param signal The turn's signal: its streams end with it. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Adds an input. A direction with its own time is read next: it may be earlier than speech that waits. */
  add(input: AvatarInput): void {
    if (isDirection(input)) {
      let at = this.#read - this.#offset;
      while (this.#items[at] !== undefined && isDirection(this.#items[at]!)) at++;
      this.#items.splice(at, 0, input);
    } else this.#items.push(input);
    this.#wake();
  }

  /**
   * Drops the speech from a media time on, as other speech follows there.
   *
   * @param ms The media time.
   * @param controlsMs Where controls are dropped from, media time.
   */
  cut(ms: number, controlsMs: number): void {
    const kept = this.#items.flatMap((item) => cutAt(item, item.type === "control" ? controlsMs : ms));
    this.#read = Math.min(this.#read, this.#offset + kept.length);
    this.#items = kept;
    this.#ended = false;
  }

  /** Whether no more input will come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** No more input will come. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Drops inputs behind the listener. Inputs that an avatar must not miss stay until they are read. */
  forgetBefore(ms: number): void {
    const keepFrom = ms - KEEP_BEHIND_MS;
    let gone = 0;
    for (const item of this.#items) {
      const endMs = endOf(item);
      const done = endMs === undefined ? this.#offset + gone < this.#read : endMs < keepFrom;
      if (!done) break;
      gone++;
    }
    if (gone === 0) return;
    this.#items = this.#items.slice(gone);
    this.#offset += gone;
  }

  /**
   * All kept and future inputs, for one avatar; ends the previous reader.
   *
   * @param fromMs Where the avatar begins to draw: what began before, other than speech, is left out.
   */
  stream(fromMs = 0): ReadableStream<AvatarInput> {
    this.#read = this.#offset;
    const reader = ++this.#reader;
    const next = (): IteratorResult<AvatarInput, void> | Promise<IteratorResult<AvatarInput, void>> => {
      if (reader !== this.#reader) return { done: true, value: undefined };
      const value = this.#next(fromMs);
      if (value !== undefined) return { value };
      if (this.#ended) return { done: true, value };
      this.#more ??= Promise.withResolvers();
      return this.#more.promise.then(next);
    };
    return generatedStream(this.#signal, () => ({ next, return() {} }));
  }

  /** Takes the next input, without the directions before `fromMs`. */
  #next(fromMs: number): AvatarInput | undefined {
    this.#read = Math.max(this.#read, this.#offset);
    for (;;) {
      const item = this.#items[this.#read - this.#offset];
      if (item === undefined) return undefined;
      this.#read++;
      if (!isDirection(item) || (item.fromMs ?? 0) >= fromMs) return item;
    }
  }

  #wake(): void {
    this.#more?.resolve();
    this.#more = undefined;
  }
}

/** Whether an input is a direction with a time. */
function isDirection(input: AvatarInput): input is Extract<AvatarInput, { type: "control" | "gesture" }> {
  return (input.type === "control" || input.type === "gesture") && input.fromMs !== undefined;
}

/** When an input is over, media time; `undefined`: it takes effect as soon as it is read. */
function endOf(input: AvatarInput): number | undefined {
  switch (input.type) {
    case "audio":
      return input.timestampMs + input.durationMs;
    case "word":
    case "viseme":
      return input.endMs;
    case "gesture":
    case "control":
      return input.fromMs;
    case "state":
      return undefined;
  }
}

/** What is left of an input before a media time. */
function cutAt(input: AvatarInput, ms: number): AvatarInput[] {
  switch (input.type) {
    case "audio":
      return input.timestampMs < ms ? [audioBefore(input, ms)] : [];
    case "viseme":
      return input.startMs < ms ? [{ ...input, endMs: Math.min(input.endMs, ms + VISEME_TAIL_MS) }] : [];
    case "word":
      return input.startMs < ms ? [input] : [];
    case "gesture":
    case "control":
      return (input.fromMs ?? 0) < ms ? [input] : [];
    case "state":
      return [input];
  }
}
