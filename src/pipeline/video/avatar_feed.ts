/**
 * What an avatar is fed with, kept as long as another avatar might have to take over.
 *
 * @module
 */
import type { AvatarInput, TimedAudio, TimedViseme, TimedWord } from "../../contract/adapter.ts";

/** Media kept behind the listener, ms: the mouth at a frame's time depends on the sound shortly before it. */
const KEEP_BEHIND_MS = 300;

/** A stream of inputs that a second reader can take up where it matters. */
export class AvatarFeed {
  #items: AvatarInput[] = [];
  /** Inputs forgotten so far. */
  #offset = 0;
  /** Inputs that the avatar has read so far. */
  #read = 0;
  #ended = false;
  #more: PromiseWithResolvers<void> = Promise.withResolvers();

  /** Adds an input. */
  add(input: AvatarInput): void {
    this.#items.push(input);
    this.#wake();
  }

  /** No input will come any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Forgets what lies behind the listener. What an avatar must not miss stays until it was read. */
  forgetBefore(ms: number): void {
    const keepFrom = ms - KEEP_BEHIND_MS;
    let gone = 0;
    for (const item of this.#items) {
      const done = isMedia(item) ? endOf(item) < keepFrom : this.#offset + gone < this.#read;
      if (!done) break;
      gone++;
    }
    if (gone === 0) return;
    this.#items = this.#items.slice(gone);
    this.#offset += gone;
  }

  /** All that is kept and all that comes, for one avatar; ends the one before. */
  stream(): ReadableStream<AvatarInput> {
    this.#read = this.#offset;
    return new ReadableStream<AvatarInput>({
      pull: async (out) => {
        while (true) {
          this.#read = Math.max(this.#read, this.#offset);
          const item = this.#items[this.#read - this.#offset];
          if (item !== undefined) {
            this.#read++;
            return out.enqueue(item);
          }
          if (this.#ended) return out.close();
          await this.#more.promise;
        }
      },
    }, { highWaterMark: 0 });
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}

function isMedia(input: AvatarInput): input is TimedAudio | TimedWord | TimedViseme {
  return input.type !== "control" && input.type !== "state";
}

function endOf(media: TimedAudio | TimedWord | TimedViseme): number {
  return media.type === "audio" ? media.timestampMs + media.durationMs : media.endMs;
}
