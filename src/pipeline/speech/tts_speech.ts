/**
 * The speech of a turn's segments from a chain of voices.
 *
 * @module
 */
import type { SpokenPart, TtsAdapter } from "../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples } from "../../contract/pcm.ts";
import { attempt } from "../provider/attempt.ts";
import type { ProviderChain } from "../provider/chain.ts";
import { PartReader, type SilenceLimits } from "../provider/part_reader.ts";
import type { Turn } from "../turn_context.ts";
import type { SegmentFeed } from "./segment_feed.ts";
import type { SourcePart, SpeechSink } from "./speech.ts";

/** What {@linkcode ttsSpeech} works with. */
interface TtsSpeechOptions {
  readonly feed: SegmentFeed;
  readonly limits: SilenceLimits;
}

/**
 * Speaks segments. A voice that fails is replaced by the next one, which continues with the first segment that was not
 * heard at all.
 *
 * @throws ProviderError The last voice's error when every voice failed.
 */
export async function ttsSpeech(
  chain: ProviderChain<TtsAdapter>,
  turn: Turn,
  out: SpeechSink,
  { feed, limits }: TtsSpeechOptions,
): Promise<void> {
  const options = { kind: "tts", signal: turn.signal, replaced: out.replaced } as const;
  await attempt(chain.candidates(), options, async ({ name, adapter }) => {
    const voice = adapter();
    const source = {
      stream: voice.inferStream(feed.stream(voice.capabilities()), turn),
      adapter: voice,
      provider: name,
      waitingFor: "speech",
      // The deadline runs only while waiting for the voice, not for the language model.
      owedSince: () => feed.owedSince,
    };
    using parts = new PartReader(source, turn, limits);
    try {
      const place = placer(feed, voice.capabilities().streams.includes("phones"));
      for (let part = await parts.next(); part !== undefined; part = await parts.next()) {
        if (part.type === "audio") feed.sounded();
        for (const placed of place(part)) await out.part(placed);
      }
    } catch (error) {
      if (feed.abandon()) out.part({ type: "broken" });
      throw error;
    }
  });
}

/** Puts the parts of a voice at their places in the turn's text, and silence where the text has a pause. */
function placer(feed: SegmentFeed, hasPhones: boolean): (part: SpokenPart) => SourcePart[] {
  let charStart = 0;
  let pauseMs = 0;
  return (part) => {
    switch (part.type) {
      case "segment":
        feed.began(part.index);
        charStart = feed.charStartOf(part.index);
        pauseMs = feed.pauseMsBefore(part.index);
        return [{ ...part, charStart }, ...silence(pauseMs, hasPhones)];
      case "unspeakable":
        return [{ ...part, charStart: charStart + part.charStart, charEnd: charStart + part.charEnd }];
      case "word":
      case "phone":
        return [{ ...part, startMs: part.startMs + pauseMs, endMs: part.endMs + pauseMs }];
      default:
        return [part];
    }
  };
}

function silence(durationMs: number, hasPhones: boolean): SourcePart[] {
  if (durationMs <= 0) return [];
  const pcm = new Uint8Array(msToSamples(durationMs) * BYTES_PER_SAMPLE);
  const phone = { type: "phone", phone: "pau", startMs: 0, endMs: durationMs } as const;
  return [...(hasPhones ? [phone] : []), { type: "audio", pcm }];
}
