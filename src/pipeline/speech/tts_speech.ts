/**
 * The speech of a turn's segments from a chain of voices.
 *
 * @module
 */
import type { SpokenPart, TtsAdapter } from "../../contract/adapter.ts";
import { delay } from "../../contract/clock.ts";
import { BYTES_PER_SAMPLE, msToSamples } from "../../contract/pcm.ts";
import { attempt } from "../provider/attempt.ts";
import type { Provider, ProviderChain } from "../provider/chain.ts";
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
 * heard at all. When the feed asks for it, the voice begins anew.
 *
 * @throws ProviderError The last voice's error when every voice failed.
 */
export async function ttsSpeech(
  chain: ProviderChain<TtsAdapter>,
  turn: Turn,
  out: SpeechSink,
  options: TtsSpeechOptions,
): Promise<void> {
  const { feed } = options;
  const attempts = { kind: "tts", signal: turn.signal, replaced: out.replaced } as const;
  await attempt(chain.candidates(), attempts, async (provider) => {
    try {
      while (!await speakOnce(provider, turn, out, options));
    } catch (error) {
      if (feed.abandon()) out.part({ type: "broken" });
      throw error;
    }
  });
}

/** Speaks the segments of a feed; returns whether it could finish, and was not asked to make the speech again. */
async function speakOnce(
  { name, adapter }: Provider<TtsAdapter>,
  turn: Turn,
  out: SpeechSink,
  { feed, limits }: TtsSpeechOptions,
): Promise<boolean> {
  const voice = adapter();
  const { streams, ...abilities } = voice.capabilities();
  let isRemade = false;
  const source = {
    stream: voice.inferStream(feed.stream(abilities), turn),
    adapter: voice,
    provider: name,
    waitingFor: "speech",
    // The deadline runs only while waiting for the voice, not for the language model.
    owedSince: () => feed.owedSince,
  };
  using parts = new PartReader(source, turn, limits);
  feed.remade.then(() => {
    isRemade = true;
    parts[Symbol.dispose]();
  });
  const place = placer(feed, streams.includes("phones"));
  // Text that is there already leaves before the voice is asked for speech.
  await delay(limits.clock, 0);
  while (true) {
    const part = await parts.next();
    if (isRemade) return false;
    if (part === undefined) return true;
    if (part.type === "audio") feed.sounded();
    for (const placed of place(part)) {
      await out.part(placed);
      if (isRemade) return false;
    }
  }
}

/** Puts the parts of a voice at their places in the turn's text, and silence where the text has a pause. */
function placer(feed: SegmentFeed, hasPhones: boolean): (part: SpokenPart) => SourcePart[] {
  let charStart = 0;
  let pauseMs = 0;
  /** The silence before the segment that was not passed on. It comes after the first marks, so that they are known. */
  let silence: SourcePart[] = [];
  const silenceFor = (type: "phone" | "audio"): SourcePart[] => {
    const due = type === "audio" ? silence : silence.filter((part) => part.type === "phone");
    silence = silence.filter((part) => !due.includes(part));
    return due;
  };
  return (part) => {
    switch (part.type) {
      case "segment":
        feed.began(part.index);
        charStart = feed.charStartOf(part.index);
        pauseMs = feed.pauseMsBefore(part.index);
        silence = silenceOf(pauseMs, hasPhones);
        return [{ ...part, charStart }];
      case "unspeakable":
        return [{ ...part, charStart: charStart + part.charStart, charEnd: charStart + part.charEnd }];
      case "word":
        return [{ ...part, startMs: part.startMs + pauseMs, endMs: part.endMs + pauseMs }];
      case "phone": {
        const shifted = { ...part, startMs: part.startMs + pauseMs, endMs: part.endMs + pauseMs };
        return [...silenceFor("phone"), shifted];
      }
      case "audio":
        return [...silenceFor("audio"), part];
      default:
        return [part];
    }
  };
}

function silenceOf(durationMs: number, hasPhones: boolean): SourcePart[] {
  if (durationMs <= 0) return [];
  const pcm = new Uint8Array(msToSamples(durationMs) * BYTES_PER_SAMPLE);
  const phone = { type: "phone", phone: "pau", startMs: 0, endMs: durationMs } as const;
  return [...(hasPhones ? [phone] : []), { type: "audio", pcm }];
}
