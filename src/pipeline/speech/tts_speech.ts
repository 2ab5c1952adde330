/**
 * The speech of a turn's segments from a chain of voices.
 *
 * @module
 */
import type { SpeechPart, SpokenPart, TtsAdapter } from "../../contract/adapter.ts";
import { delay } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import { BYTES_PER_SAMPLE, msToSamples } from "../../contract/pcm.ts";
import { streamFrom } from "../provider/adapter_stream.ts";
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
 * heard at all. When the feed asks for it, the voice starts over.
 *
 * @throws ProviderError The last voice's error when every voice failed.
 */
export async function ttsSpeech(
  chain: ProviderChain<TtsAdapter>,
  turn: Turn,
  out: SpeechSink,
  options: TtsSpeechOptions,
): Promise<void> {
  const { feed, limits } = options;
  // Text that is there already leaves before the voice is asked for speech.
  await delay(limits.clock, 0);
  turn.signal.throwIfAborted();
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
    stream: streamFrom(name, "inferStream", () => voice.inferStream(feed.stream(abilities), turn)),
    kind: "tts",
    adapter: voice,
    provider: name,
    waitingFor: "speech",
    // The deadline runs only while waiting for the voice, not for the language model.
    owedSince: () => feed.owedSince,
  } as const;
  using parts = new PartReader<SpeechPart>(source, turn, limits);
  feed.remade.then(() => {
    isRemade = true;
    parts[Symbol.dispose]();
  });
  const placer = new Placer(name, feed, streams.includes("phones"));
  const passOn = async (all: readonly SourcePart[]) => {
    for (const part of all) if (!isRemade) await out.part(part);
  };
  let hasOutput = false;
  await parts.each((part) => {
    hasOutput ||= part.type === "audio" || part.type === "unspeakable";
    if (part.type === "audio") feed.sounded();
    const placed = placer.place(part);
    const silence = placer.silenceBefore(part);
    return silence.length === 0 ? out.part(placed) : passOn([...silence, placed]);
  });
  if (!isRemade) assertDone(name, feed, hasOutput);
  return !isRemade;
}

/** Throws if a voice has ended without having spoken what it was given. */
function assertDone(provider: string, feed: SegmentFeed, hasOutput: boolean): void {
  if (!feed.isTaken) {
    const message = `${provider} ended its speech before it had taken all of the text`;
    throw new ProviderError(message, { code: "provider_protocol", retryable: true, provider });
  }
  if (hasOutput || !feed.hasWords) return;
  const message = `${provider} delivered no audio for the text`;
  throw new ProviderError(message, { code: "provider_no_output", retryable: true, provider });
}

/** Puts the parts of a voice at their places in the turn's text, and silence where the text has a pause. */
class Placer {
  readonly #provider: string;
  readonly #feed: SegmentFeed;
  readonly #hasPhones: boolean;
  #charStart = 0;
  #pauseMs = 0;
  /** The silence before the segment that was not passed on. It comes after the first marks, so that they are known. */
  #silence: readonly SourcePart[] = [];

  /**
   * @param provider The voice's name.
   * @param hasPhones Whether it marks phones.
   */
  constructor(provider: string, feed: SegmentFeed, hasPhones: boolean) {
    this.#provider = provider;
    this.#feed = feed;
    this.#hasPhones = hasPhones;
  }

  /** The silence that is due before a part: its phone before another one, its audio before audio. */
  silenceBefore({ type }: SpokenPart): readonly SourcePart[] {
    const silence = this.#silence;
    if (silence.length === 0 || (type !== "audio" && type !== "phone")) return [];
    const due = type === "audio" ? silence : silence.filter((part) => part.type === "phone");
    this.#silence = silence.filter((part) => !due.includes(part));
    return due;
  }

  /** A part at its place. */
  place(part: SpokenPart): SourcePart {
    switch (part.type) {
      case "segment":
        if (!this.#feed.has(part.index)) throw unknownSegment(this.#provider, part.index);
        this.#feed.began(part.index);
        this.#charStart = this.#feed.charStartOf(part.index);
        this.#pauseMs = this.#feed.pauseMsBefore(part.index);
        this.#silence = silenceOf(this.#pauseMs, this.#hasPhones);
        return { ...part, charStart: this.#charStart };
      case "unspeakable":
        return { ...part, charStart: this.#charStart + part.charStart, charEnd: this.#charStart + part.charEnd };
      case "word":
      case "phone":
        if (this.#pauseMs === 0) return part;
        return { ...part, startMs: part.startMs + this.#pauseMs, endMs: part.endMs + this.#pauseMs };
      default:
        return part;
    }
  }
}

function unknownSegment(provider: string, index: number): ProviderError {
  const message = `${provider} delivered speech of segment ${index}, which it was not given`;
  return new ProviderError(message, { code: "provider_protocol", retryable: true, provider });
}

function silenceOf(durationMs: number, hasPhones: boolean): SourcePart[] {
  if (durationMs <= 0) return [];
  const pcm = new Uint8Array(msToSamples(durationMs) * BYTES_PER_SAMPLE);
  const phone = { type: "phone", phone: "pau", startMs: 0, endMs: durationMs } as const;
  return [...(hasPhones ? [phone] : []), { type: "audio", pcm }];
}
