/**
 * The media clock: the only maker of timestamps. Audio is the master; its time is the count of samples so far, so it
 * can neither drift nor jump, however late or early the provider is.
 *
 * @module
 */
import type {
  AudioPart,
  FinishPart,
  PhonePart,
  SegmentPart,
  SpokenPart,
  TimedAudio,
  TimedWord,
  UsagePart,
  WordPart,
} from "../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples, samplesToMs } from "../contract/pcm.ts";

/** A segment's place on the turn's media clock and in the turn's text. */
export interface TimedSegment {
  readonly type: "segment";
  readonly index: number;
  readonly text: string;
  readonly startMs: number;
  /** Where the segment's text begins in the turn's text. */
  readonly charStart: number;
}

/** A segment whose place in the turn's text is known. */
export interface PlacedSegment extends SegmentPart {
  /** Where its text begins in the turn's text. */
  readonly charStart: number;
}

/** The speech ends here because it failed. In band, so that all that came before it is still heard. */
export interface Failure {
  readonly type: "failure";
  readonly error: unknown;
}

/** Speech of a turn before it has a time: what a voice brings, with each segment's place in the turn's text. */
export type PlacedSpeech = Exclude<SpokenPart, SegmentPart> | PlacedSegment | FinishPart | Failure;

/** A phone on the turn's media clock. */
export interface TimedPhone {
  readonly type: "phone";
  readonly phone: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Speech on the turn's media clock. */
export type TimedSpeech = TimedAudio | TimedWord | TimedPhone | TimedSegment | UsagePart | FinishPart | Failure;

/** How a {@linkcode mediaClock} cuts audio. */
export interface MediaClockOptions {
  /** Longest chunk that leaves, in ms. */
  readonly chunkMs: number;
}

/** Shortest chunk in ms, except at the end of a segment: shorter ones cost more in headers than they carry. */
const MIN_CHUNK_MS = 40;

/**
 * Puts speech on the media clock: audio is cut into chunks of 40 ms to `chunkMs`, contiguous to the sample; marks,
 * which are relative to their segment, become turn time.
 *
 * @param options How to cut.
 * @returns A transform from placed to timed speech.
 */
export function mediaClock(options: MediaClockOptions): TransformStream<PlacedSpeech, TimedSpeech> {
  const maxBytes = msToSamples(options.chunkMs) * BYTES_PER_SAMPLE;
  const minBytes = Math.min(msToSamples(MIN_CHUNK_MS) * BYTES_PER_SAMPLE, maxBytes);
  let received = 0;
  let stamped = 0;
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let segmentStartMs = 0;
  let segmentCharStart = 0;

  type Out = TransformStreamDefaultController<TimedSpeech>;

  function stamp(pcm: Uint8Array<ArrayBuffer>, out: Out): void {
    const samples = pcm.byteLength / BYTES_PER_SAMPLE;
    out.enqueue({ type: "audio", pcm, timestampMs: samplesToMs(stamped), durationMs: samplesToMs(samples) });
    stamped += samples;
  }

  function audio(part: AudioPart, out: Out): void {
    received += part.pcm.byteLength / BYTES_PER_SAMPLE;
    let bytes = rest.byteLength === 0 ? part.pcm : concat(rest, part.pcm);
    while (bytes.byteLength >= minBytes) {
      stamp(bytes.subarray(0, Math.min(maxBytes, bytes.byteLength)), out);
      bytes = bytes.subarray(Math.min(maxBytes, bytes.byteLength));
    }
    rest = bytes;
  }

  function flush(out: Out): void {
    if (rest.byteLength > 0) stamp(rest, out);
    rest = new Uint8Array(0);
  }

  function segment(part: PlacedSegment, out: Out): void {
    flush(out);
    segmentStartMs = samplesToMs(received);
    segmentCharStart = part.charStart;
    out.enqueue({ ...part, startMs: segmentStartMs });
  }

  function mark(part: WordPart | PhonePart, out: Out): void {
    const startMs = part.startMs + segmentStartMs;
    const endMs = part.endMs + segmentStartMs;
    if (part.type === "phone") return out.enqueue({ ...part, startMs, endMs });
    const charStart = part.charStart + segmentCharStart;
    const charEnd = part.charEnd + segmentCharStart;
    out.enqueue({ ...part, startMs, endMs, charStart, charEnd });
  }

  return new TransformStream({
    transform(part, out) {
      if (part.type === "audio") audio(part, out);
      else if (part.type === "segment") segment(part, out);
      else if (part.type === "word" || part.type === "phone") mark(part, out);
      else {
        if (part.type === "failure") flush(out);
        out.enqueue(part);
      }
    },
    flush,
  });
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.byteLength + b.byteLength);
  joined.set(a);
  joined.set(b, a.byteLength);
  return joined;
}
