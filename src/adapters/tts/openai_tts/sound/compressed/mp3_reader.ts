/**
 * Reads MP3 and MPEG layer II with mpg123 as WebAssembly.
 *
 * @module
 */
import type { MPEGDecoder } from "mpg123-decoder";
import { concat } from "../../../../../core/bytes.ts";
import { ascii } from "../basics/bytes.ts";
import { firstFrame, FRAME_HEAD_BYTES, frameHead, tagLength } from "./mpeg_frame.ts";
import { floatsToMono } from "../basics/samples.ts";
import { textIn } from "../basics/text.ts";
import { NotSoundError, type Sound, type SoundReader } from "../basics/sound.ts";

/** How many bytes are searched for a frame: enough to skip a tag's pictures and a truncated frame. */
const MAX_SEARCH_BYTES = 1_048_576;

/** Maximum number of bytes kept after the last frame. */
const MAX_REST_BYTES = 2048;

/** Reads MPEG audio. */
export class Mp3Reader implements SoundReader {
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  #decoder: MPEGDecoder | undefined;
  #kind: number | undefined;
  /** Remaining bytes of a tag to skip. */
  #skip = 0;
  #searched = 0;
  /** The bytes after the last frame. */
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array();

  async push(bytes: Uint8Array): Promise<Sound[]> {
    this.#held = concat([this.#held, bytes]);
    return await this.#decode(this.#frames(false));
  }

  async end(): Promise<Sound[]> {
    const sounds = await this.#decode(this.#frames(true));
    if (this.#kind === undefined) throw new NotSoundError("MP3 that is cut short before its first frame");
    const text = textIn(this.#rest);
    if (text !== undefined) throw new NotSoundError("text", text);
    return sounds;
  }

  close(): void {
    this.#decoder?.free();
    this.#decoder = undefined;
  }

  /** The complete frames received so far; other bytes are skipped. */
  #frames(isLast: boolean): Uint8Array[] {
    const frames: Uint8Array[] = [];
    while (true) {
      const skipped = Math.min(this.#skip, this.#held.length);
      this.#skip -= skipped;
      this.#held = this.#held.slice(skipped);
      if (!isLast && /^(T|TA|I|ID)$/.test(ascii(this.#held, 0, 3))) return frames;
      if (!isLast && ascii(this.#held, 0, 3) === "ID3" && this.#held.length < 10) return frames;
      this.#skip = tagLength(this.#held);
      if (this.#skip > 0) continue;
      const head = frameHead(this.#held, 0);
      if (head === undefined || (this.#kind !== undefined && head.kind !== this.#kind)) {
        if (!this.#resync(isLast)) return frames;
        continue;
      }
      const isFollowed = this.#isFollowed(head.length, head.kind, isLast);
      if (isFollowed === undefined) return frames;
      if (isFollowed) {
        this.#kind = head.kind;
        this.#searched = 0;
        frames.push(this.#held.slice(0, head.length));
      }
      this.#held = this.#held.slice(isFollowed ? head.length : 1);
    }
  }

  /** Whether a frame is followed by another one, a tag or the end; `undefined` if more bytes are needed. */
  #isFollowed(length: number, kind: number, isLast: boolean): boolean | undefined {
    if (this.#held.length < length + FRAME_HEAD_BYTES) {
      return isLast ? this.#held.length === length || (this.#kind === kind && this.#held.length > length) : undefined;
    }
    const next = this.#held.subarray(length);
    // Once the kind is known, a frame needs no successor: a file of another kind may follow.
    return frameHead(next, 0)?.kind === kind || tagLength(next) > 0 || this.#kind === kind;
  }

  /** Advances to the next frame. @returns Whether there is one. */
  #resync(isLast: boolean): boolean {
    const at = firstFrame(this.#held, isLast);
    if (isLast && at < 0) this.#rest = this.#held.slice(0, MAX_REST_BYTES);
    const passed = at < 0 ? Math.max(0, isLast ? this.#held.length : this.#held.length - MAX_FRAME_BYTES) : at;
    this.#searched += passed;
    if (this.#searched > MAX_SEARCH_BYTES) throw new NotSoundError("MP3 without frames");
    this.#held = this.#held.slice(passed);
    if (at >= 0) this.#kind = frameHead(this.#held, 0)?.kind;
    return at >= 0;
  }

  async #decode(frames: readonly Uint8Array[]): Promise<Sound[]> {
    if (frames.length === 0) return [];
    this.#decoder ??= await newDecoder();
    const { channelData, samplesDecoded, sampleRate } = this.#decoder.decodeFrames([...frames]);
    if (samplesDecoded === 0) return [];
    return [{ samples: floatsToMono(channelData, samplesDecoded), rateHz: sampleRate }];
  }
}

/** The longest frame: layer II, 384 kbit/s, 32 kHz, padded. Recognizing a frame takes two. */
const MAX_FRAME_BYTES = 1729 + FRAME_HEAD_BYTES;

async function newDecoder(): Promise<MPEGDecoder> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return decoder;
}
