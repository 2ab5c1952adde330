/**
 * The input of an avatar, kept while another avatar might have to take over.
 *
 * @module
 */
import type { AvatarInput, TimedAudio, TimedGesture, TimedViseme, TimedWord } from "../../contract/adapter.ts";

/** Media kept behind the listener, ms: the mouth at a frame's time depends on the sound shortly before it. */
const KEEP_BEHIND_MS = 300;

/** A stream of inputs that a second reader can resume at the relevant place. */
export class AvatarFeed {
  #items: AvatarInput[] = [];
  /** Inputs dropped so far. */
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
      const done = isMedia(item) ? endOf(item) < keepFrom : this.#offset + gone < this.#read;
      if (!done) break;
      gone++;
    }
    if (gone === 0) return;
    this.#items = this.#items.slice(gone);
    this.#offset += gone;
  }

  /** All kept and future inputs, for one avatar; ends the previous reader. */
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

function isMedia(input: AvatarInput): input is TimedAudio | TimedWord | TimedViseme | TimedGesture {
  return input.type !== "control" && input.type !== "state";
}

function endOf(media: TimedAudio | TimedWord | TimedViseme | TimedGesture): number {
  if (media.type === "gesture") return media.fromMs;
  return media.type === "audio" ? media.timestampMs + media.durationMs : media.endMs;
}
