/**
 * The media clock: the only source of timestamps. Audio is the master; its time is the count of samples so far, so it
 * can neither drift nor jump, regardless of the provider's timing.
 *
 * @module
 */
import { concat } from "../core/bytes.ts";
import type { AudioPart, PhonePart, TimedAudio, TimedWord, WordPart } from "../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples, samplesToMs } from "../contract/pcm.ts";

/** A segment's place on the turn's media clock and in the turn's text. */
export interface TimedSegment {
  readonly type: "segment";
  readonly index: number;
  /** `undefined`: the rest of the turn's text, up to the next segment. */
  readonly text: string | undefined;
  readonly startMs: number;
  /** Where the segment's text begins in the turn's text. */
  readonly charStart: number;
  /** How long its speech is, ms, if that is known. */
  readonly durationMs?: number;
  /** Silence before its first word that was asked for, ms. Default: 0. */
  readonly pauseMs?: number;
}

/** A segment whose place in the turn's text is known. */
export type PlacedSegment = Omit<TimedSegment, "startMs">;

/** Speech of a turn before it has timestamps: the output of a voice, with each segment's place in the turn's text. */
export type PlacedSpeech = AudioPart | WordPart | PhonePart | PlacedSegment;

/** A phone on the turn's media clock. */
export interface TimedPhone {
  readonly type: "phone";
  readonly phone: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Speech on the turn's media clock. */
export type TimedSpeech = TimedAudio | TimedWord | TimedPhone | TimedSegment;

/** How a {@linkcode MediaClock} cuts audio. */
interface MediaClockOptions {
  /** Longest emitted chunk, in ms. */
  readonly chunkMs: number;
}

const NOTHING = new Uint8Array(0);

/** Shortest chunk in ms, except at the end of a segment: shorter ones cost more in headers than they carry. */
const MIN_CHUNK_MS = 40;

/**
 * Puts the speech of one turn on the media clock: audio is cut into contiguous chunks of 40 ms to `chunkMs`; marks,
 * which are relative to their segment, are converted to turn time and never go back.
 */
export class MediaClock {
  readonly #maxBytes: number;
  readonly #minBytes: number;
  readonly #out: (part: TimedSpeech) => void;
  /** Samples received, and samples emitted. */
  #received = 0;
  #stamped = 0;
  #rest: Uint8Array<ArrayBuffer> = NOTHING;
  #segmentStartMs = 0;
  #segmentCharStart = 0;
  /** Where the last word begins and ends. */
  #wordStartMs = 0;
  #wordEndMs = 0;

  /** `out` receives the timed parts, in order, while {@linkcode push} runs. */
  constructor({ chunkMs }: MediaClockOptions, out: (part: TimedSpeech) => void) {
    this.#maxBytes = msToSamples(chunkMs) * BYTES_PER_SAMPLE;
    this.#minBytes = Math.min(msToSamples(MIN_CHUNK_MS) * BYTES_PER_SAMPLE, this.#maxBytes);
    this.#out = out;
  }

  /** Adds the next part of the turn's speech. */
  push(part: PlacedSpeech): void {
    switch (part.type) {
      case "audio":
        return this.#audio(part);
      case "segment":
        return this.#segment(part);
      case "word":
        return this.#word(part);
      case "phone":
        return this.#phone(part);
    }
  }

  /** Emits the remaining audio: no more follows, or not soon. */
  flush(): void {
    if (this.#rest.byteLength > 0) this.#stamp(this.#rest);
    this.#rest = NOTHING;
  }

  /**
   * Continues from an earlier time, on a whole sample: what came after it is replaced.
   *
   * @param ms Media time.
   * @param wordMs When the word begins that follows, or is completed, there.
   */
  cut(ms: number, wordMs: number): void {
    this.#received = this.#stamped = msToSamples(ms);
    this.#rest = NOTHING;
    this.#wordStartMs = Math.min(this.#wordStartMs, wordMs);
    this.#wordEndMs = Math.min(this.#wordEndMs, wordMs);
  }

  #audio({ pcm }: AudioPart): void {
    this.#received += pcm.byteLength / BYTES_PER_SAMPLE;
    let bytes = pcm;
    if (this.#rest.byteLength > 0) {
      // Only the first chunk is copied together; the others stay where the provider has put them.
      const missing = this.#maxBytes - this.#rest.byteLength;
      const first = concat([this.#rest, pcm.subarray(0, missing)]);
      bytes = pcm.subarray(missing);
      if (first.byteLength < this.#minBytes) {
        this.#rest = first;
        return;
      }
      this.#stamp(first);
    }
    while (bytes.byteLength >= this.#minBytes) {
      const length = Math.min(this.#maxBytes, bytes.byteLength);
      this.#stamp(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    this.#rest = bytes;
  }

  #stamp(pcm: Uint8Array<ArrayBuffer>): void {
    const samples = pcm.byteLength / BYTES_PER_SAMPLE;
    const timestampMs = samplesToMs(this.#stamped);
    this.#stamped += samples;
    this.#out({ type: "audio", pcm, timestampMs, durationMs: samplesToMs(samples) });
  }

  #segment(part: PlacedSegment): void {
    this.flush();
    this.#segmentStartMs = samplesToMs(this.#received);
    this.#segmentCharStart = part.charStart;
    this.#out({ ...part, startMs: this.#segmentStartMs });
  }

  #word(part: WordPart): void {
    this.#wordStartMs = Math.max(this.#wordStartMs, part.startMs + this.#segmentStartMs);
    this.#wordEndMs = Math.max(this.#wordEndMs, this.#wordStartMs, part.endMs + this.#segmentStartMs);
    const charStart = part.charStart + this.#segmentCharStart;
    const charEnd = part.charEnd + this.#segmentCharStart;
    this.#out({ ...part, startMs: this.#wordStartMs, endMs: this.#wordEndMs, charStart, charEnd });
  }

  #phone(part: PhonePart): void {
    const startMs = part.startMs + this.#segmentStartMs;
    this.#out({ ...part, startMs, endMs: part.endMs + this.#segmentStartMs });
  }
}

/** Length of the ramp that keeps a cut or a joint from clicking, samples. */
export const RAMP_SAMPLES = 96;

/**
 * The part of a chunk before a time.
 *
 * @param part The chunk, which begins before `ms`.
 * @param ms Media time.
 * @returns The chunk, shortened and faded out if it ends later.
 */
export function audioBefore(part: TimedAudio, ms: number): TimedAudio {
  if (part.timestampMs + part.durationMs <= ms) return part;
  const count = msToSamples(ms - part.timestampMs);
  const pcm = part.pcm.slice(0, count * BYTES_PER_SAMPLE);
  const samples = new Int16Array(pcm.buffer);
  for (let left = 0; left < Math.min(RAMP_SAMPLES, count); left++) {
    const at = count - 1 - left;
    samples[at] = (samples[at] ?? 0) * left / RAMP_SAMPLES;
  }
  return { ...part, pcm, durationMs: samplesToMs(count) };
}
