/**
 * Reads a provider that does not support backpressure.
 *
 * @module
 */
import type { FinishPart, RealtimePart, SpokenPart } from "../../contract/adapter.ts";
import { ProviderError } from "../../contract/errors.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../contract/pcm.ts";
import type { PartReader } from "../provider/part_reader.ts";

/** The provider failed here. In-band, so that it stays behind the earlier speech. */
interface FailurePart {
  readonly type: "failure";
  readonly error: unknown;
}

/** How {@linkcode readAhead} reads. */
interface ReadAheadOptions {
  /** The adapter's name, for its errors. */
  readonly provider: string;
  /** Longest accepted speech, ms. */
  readonly maxReplyMs: number;
  /** Receives the text immediately. */
  say(text: string): void;
  /** The text is complete. */
  end(): void;
}

/**
 * Reads a reply as fast as it arrives: text is passed on immediately, speech waits in the returned stream, up to a
 * limit.
 */
export function readAhead(
  parts: PartReader<RealtimePart>,
  { provider, maxReplyMs, say, end }: ReadAheadOptions,
): ReadableStream<SpokenPart | FinishPart | FailurePart> {
  let samples = 0;
  let isLeft = false;
  return new ReadableStream({
    async start(out) {
      try {
        for (let part = await parts.next(); part !== undefined && !isLeft; part = await parts.next()) {
          if (part.type === "text") {
            say(part.text);
            continue;
          }
          if (part.type === "audio") samples += part.pcm.byteLength / BYTES_PER_SAMPLE;
          if (samplesToMs(samples) > maxReplyMs) throw tooLong(provider, maxReplyMs);
          out.enqueue(part);
        }
      } catch (error) {
        if (!isLeft) out.enqueue({ type: "failure", error });
      }
      if (isLeft) return;
      end();
      out.close();
    },
    cancel: () => {
      isLeft = true;
    },
  });
}

function tooLong(provider: string, maxReplyMs: number): ProviderError {
  return new ProviderError(
    `${provider} sent a reply of more than ${maxReplyMs} ms; ask for shorter replies, or raise session.max_reply_ms`,
    { code: "reply_too_long", provider },
  );
}
