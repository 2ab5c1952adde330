/**
 * The speech of a turn's segments from a chain of voices.
 *
 * @module
 */
import type { TtsAdapter } from "../../contract/adapter.ts";
import { attempt } from "../provider/attempt.ts";
import type { ProviderChain } from "../provider/chain.ts";
import { PartReader, type SilenceLimits } from "../provider/part_reader.ts";
import type { Turn } from "../turn_context.ts";
import type { SegmentFeed } from "./segment_feed.ts";
import type { SpeechSink } from "./speech.ts";

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
      stream: voice.inferStream(feed.stream(), turn),
      adapter: voice,
      provider: name,
      waitingFor: "speech",
      // The deadline runs only while waiting for the voice, not for the language model.
      owedSince: () => feed.owedSince,
    };
    using parts = new PartReader(source, turn, limits);
    try {
      let charStart = 0;
      for (let part = await parts.next(); part !== undefined; part = await parts.next()) {
        if (part.type === "audio") feed.sounded();
        if (part.type === "unspeakable") {
          await out.part({ ...part, charStart: charStart + part.charStart, charEnd: charStart + part.charEnd });
        } else if (part.type === "segment") {
          feed.began(part.index);
          charStart = feed.charStartOf(part.index);
          await out.part({ ...part, charStart });
        } else await out.part(part);
      }
    } catch (error) {
      if (feed.abandon()) out.part({ type: "broken" });
      throw error;
    }
  });
}
