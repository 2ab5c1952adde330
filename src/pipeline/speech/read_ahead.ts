/**
 * Reading a provider that cannot be held back.
 *
 * @module
 */
import type { FinishPart, RealtimePart, SpokenPart } from "../../contract/adapter.ts";
import { ProviderError } from "../../contract/errors.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../contract/pcm.ts";
import type { PartReader } from "../provider/part_reader.ts";

/** The provider failed here. In band, so that it waits behind the speech that came before it. */
interface FailurePart {
  readonly type: "failure";
  readonly error: unknown;
}

/** How {@linkcode readAhead} reads. */
interface ReadAheadOptions {
  /** The adapter's name, for its errors. */
  readonly provider: string;
  /** Longest speech that is taken, ms. */
  readonly maxReplyMs: number;
  /** Takes the text, as soon as it comes. */
  say(text: string): void;
}

/** Reads a reply as fast as it comes: text goes out at once, speech waits in the returned stream, up to a bound. */
export function readAhead(
  parts: PartReader<RealtimePart>,
  { provider, maxReplyMs, say }: ReadAheadOptions,
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
      if (!isLeft) out.close();
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
