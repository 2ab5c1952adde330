/**
 * Reads a provider that does not support backpressure.
 *
 * @module
 */
import type { FinishPart, OpenSegmentPart, RealtimePart, SegmentPart, SpokenPart } from "../../contract/adapter.ts";
import { ProviderError } from "../../contract/errors.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../contract/pcm.ts";
import type { PartReader } from "../provider/part_reader.ts";

/** The provider failed here. In-band, so that it stays behind the earlier speech. */
interface FailurePart {
  readonly type: "failure";
  readonly error: unknown;
}

/** A segment whose text comes as text parts. Its end is filled in when it is read. */
export interface OpenSegment {
  readonly type: "open_segment";
  readonly index: number;
  /** Where it begins in the reply's text. */
  readonly charStart: number;
  readonly pauseMs: number;
  charEnd: number | undefined;
  /** How long its speech is, ms. */
  durationMs: number | undefined;
}

/** How {@linkcode readAhead} reads. */
interface ReadAheadOptions {
  /** The adapter's name, for its errors. */
  readonly provider: string;
  /** Longest accepted speech, ms. */
  readonly maxReplyMs: number;
  /** Receives the text immediately. */
  say(text: string): void;
  /** Where the next text begins in the reply. */
  place(): number;
  /** The text is complete. */
  end(): void;
}

/**
 * Reads a reply as fast as it arrives: text is passed on immediately, speech waits in the returned stream, up to a
 * limit.
 */
export function readAhead(
  parts: PartReader<RealtimePart>,
  { provider, maxReplyMs, say, place, end }: ReadAheadOptions,
): ReadableStream<SpokenPart | FinishPart | FailurePart | OpenSegment> {
  let samples = 0;
  const segments = new OpenSegments(place);
  let isLeft = false;
  return new ReadableStream({
    async start(out) {
      try {
        await parts.each((part) => {
          if (isLeft) return;
          if (part.type === "text") return say(part.text);
          if (part.type === "audio") samples += part.pcm.byteLength / BYTES_PER_SAMPLE;
          if (samplesToMs(samples) > maxReplyMs) throw tooLong(provider, maxReplyMs);
          out.enqueue(part.type === "segment" ? segments.next(part, samples) : part);
        });
      } catch (error) {
        if (!isLeft) out.enqueue({ type: "failure", error });
      }
      if (isLeft) return;
      end();
      segments.end(samples);
      out.close();
    },
    cancel: () => {
      isLeft = true;
    },
  });
}

/** Finds the ends of segments whose text comes as text parts. */
class OpenSegments {
  readonly #place: () => number;
  #open: { readonly segment: OpenSegment; readonly fromSamples: number } | undefined;

  constructor(place: () => number) {
    this.#place = place;
  }

  /** Samples of the reply before the segment. */
  next({ index, text, pauseMs = 0 }: OpenSegmentPart, fromSamples: number): OpenSegment | SegmentPart {
    this.end(fromSamples);
    if (text !== undefined) return { type: "segment", index, text };
    const end = { charEnd: undefined, durationMs: undefined };
    const segment: OpenSegment = { type: "open_segment", index, charStart: this.#place(), pauseMs, ...end };
    this.#open = { segment, fromSamples };
    return segment;
  }

  /** Samples of the reply up to the end of the open segment. */
  end(toSamples: number): void {
    if (this.#open === undefined) return;
    const { segment, fromSamples } = this.#open;
    segment.charEnd = this.#place();
    segment.durationMs = samplesToMs(toSamples - fromSamples);
    this.#open = undefined;
  }
}

function tooLong(provider: string, maxReplyMs: number): ProviderError {
  return new ProviderError(
    `${provider} sent a reply of more than ${maxReplyMs} ms; ask for shorter replies, or raise session.max_reply_ms`,
    { code: "reply_too_long", provider, isRequestFault: true },
  );
}
