/**
 * A listener without a loudspeaker: it knows what a client would hear and show at every moment, and when each of it came.
 *
 * @module
 */
import { samplesOf } from "../../../src/contract/pcm.ts";
import type { ServerMessage } from "../../../src/contract/protocol/messages.ts";
import type { Arrival } from "../../lib/wire/client.ts";

/** Samples per ms. */
const RATE = 24;
/** Audio that a client has before it begins to play, ms; see the client's player. */
const PREBUFFER_MS = 40;

/** A pose as it was received. */
export interface ReceivedPose {
  readonly frameIndex: number;
  readonly timestampMs: number;
  readonly atMs: number;
  readonly pose: Readonly<Record<string, number>>;
}

/** A piece of audio as it was received. */
interface ReceivedAudio {
  readonly startMs: number;
  readonly endMs: number;
  readonly atMs: number;
}

/** Audio that took the place of other audio. */
interface Replacement {
  readonly startMs: number;
  readonly atMs: number;
  /** What was there before, from the beginning of the turn on. */
  readonly samples: Int16Array;
}

/** Follows one turn. */
export class Listener {
  /** All versions of all poses, in order of arrival. */
  readonly poses: ReceivedPose[] = [];
  /** Marks of words; a repeated one is the word of speech that was made again. */
  readonly words: (Extract<ServerMessage, { type: "word" }> & { readonly atMs: number })[] = [];
  /** Audio that came too late to be heard without a gap, ms. */
  lateMs = 0;
  readonly replacements: Replacement[] = [];
  readonly #audio: ReceivedAudio[] = [];
  #samples = new Int16Array(0);
  #length = 0;
  #startedAtMs: number | undefined;

  /** Takes a message. */
  take({ message, atMs }: Arrival): void {
    if (message.type === "audio_chunk") this.#hear(message.timestamp_ms, samplesFrom(message.data), atMs);
    else if (message.type === "word") this.words.push({ ...message, atMs });
    else if (message.type === "pose" && message.turn_id !== null) {
      const { frame_index: frameIndex, timestamp_ms: timestampMs, pose } = message;
      this.poses.push({ frameIndex, timestampMs, atMs, pose });
    }
  }

  /** Media time that is heard at a moment of `performance.now()`, ms; `undefined` before anything is. */
  positionAt(atMs: number): number | undefined {
    return this.#startedAtMs === undefined ? undefined : Math.max(0, atMs - this.#startedAtMs);
  }

  /** What is finally heard, as samples at 24 kHz. */
  get samples(): Int16Array {
    return this.#samples.subarray(0, this.#length);
  }

  /** When the audio came that is heard at a media time, `performance.now()`. */
  arrivalOf(ms: number): number {
    return this.#audio.findLast(({ startMs, endMs }) => startMs <= ms && ms < endMs)?.atMs ?? Number.NaN;
  }

  #hear(startMs: number, samples: Int16Array, atMs: number): void {
    this.#startedAtMs ??= atMs + PREBUFFER_MS;
    const lateMs = Math.max(0, (this.positionAt(atMs) ?? 0) - startMs);
    this.lateMs += lateMs;
    // Without audio the listener waits; audio that replaces other audio is skipped as far as it is late.
    if (startMs >= this.#length / RATE) this.#startedAtMs += lateMs;
    const start = Math.round(startMs * RATE);
    if (start < this.#length) this.replacements.push({ startMs, atMs, samples: this.samples.slice() });
    const end = start + samples.length;
    if (end > this.#samples.length) {
      const more = new Int16Array(Math.max(end, 2 * this.#samples.length));
      more.set(this.#samples.subarray(0, this.#length));
      this.#samples = more;
    }
    this.#samples.set(samples, start);
    this.#length = end;
    this.#audio.push({ startMs, endMs: end / RATE, atMs });
  }
}

function samplesFrom(data: string): Int16Array {
  return samplesOf(Uint8Array.fromBase64(data));
}
