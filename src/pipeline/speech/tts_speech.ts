/**
 * The speech of segments from a chain of voices.
 *
 * @module
 */
import type { SpeechPart, SpeechSegment, SpokenPart, TtsAdapter } from "../../contract/adapter.ts";
import { messageOf, ProviderError } from "../../contract/errors.ts";
import { countFailure, type Provider, type ProviderChain } from "../provider/providers.ts";
import { silenceLimitMs, type SpeechOptions, type SpeechTurn, within } from "./speech.ts";

/**
 * Segments on their way to a voice. Keeps those that have not sounded yet, so that another voice can take over.
 */
class SegmentFeed {
  readonly #source: ReadableStreamDefaultReader<SpeechSegment>;
  /** Handed out, and not known to be spoken. */
  #open: SpeechSegment[] = [];
  #sounded = false;
  #ended = false;
  #failed = false;

  constructor(source: ReadableStream<SpeechSegment>) {
    this.#source = source.getReader();
  }

  /** Whether a voice owes audio: it has a segment that has not sounded, or it got the last one and has not closed. */
  get owed(): boolean {
    return this.#ended || this.#open.length > 1 || (this.#open.length === 1 && !this.#sounded);
  }

  /** A stream for one voice: first what the voice before it left, then what comes. */
  stream(): ReadableStream<SpeechSegment> {
    const left = this.#open;
    let next = 0;
    return new ReadableStream<SpeechSegment>({
      pull: async (out) => {
        const again = left[next++];
        if (again !== undefined) return out.enqueue(again);
        const { done, value } = await this.#read();
        if (done) {
          this.#ended = true;
          return out.close();
        }
        this.#open.push(value);
        out.enqueue(value);
      },
    }, { highWaterMark: 0 });
  }

  /** Whether the text's source has failed. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  async #read(): Promise<ReadableStreamReadResult<SpeechSegment>> {
    try {
      return await this.#source.read();
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  /** The voice has begun segment `index`: those before it are spoken. */
  began(index: number): void {
    this.#open = this.#open.filter((segment) => segment.index >= index);
    this.#sounded = false;
  }

  /** The segment begun has sounded, at least in part. */
  sounded(): void {
    this.#sounded = true;
  }

  /** The voice failed: a segment that has sounded in part is not said again. */
  abandon(): void {
    if (this.#sounded) this.#open.shift();
    this.#sounded = false;
    this.#open = [...this.#open];
  }

  cancel(reason: unknown): void {
    this.#source.cancel(reason).catch(() => {});
  }
}

/**
 * The speech of a stream of segments. A voice that fails is replaced by the next one, which goes on with the first
 * segment of which nothing was heard.
 *
 * @throws ProviderError The last voice's error when every voice failed.
 */
export async function* ttsSpeech(
  chain: ProviderChain<TtsAdapter>,
  segments: ReadableStream<SpeechSegment>,
  turn: SpeechTurn,
  options: SpeechOptions,
): AsyncGenerator<SpokenPart> {
  const feed = new SegmentFeed(segments);
  const candidates = chain.available();
  try {
    for (const [i, provider] of candidates.entries()) {
      try {
        yield* oneVoice(provider, feed, turn, options);
        provider.breaker.succeed();
        return;
      } catch (error) {
        // The failure of whoever writes the text passes through the voice, but is not its own.
        if (feed.hasFailed) throw error;
        countFailure(provider, error, turn.context.signal);
        const next = candidates[i + 1];
        if (turn.context.signal.aborted || next === undefined) throw error;
        feed.abandon();
        turn.onReplaced({ kind: "tts", from: provider.name, to: next.name, reason: messageOf(error) });
      }
    }
  } finally {
    feed.cancel(turn.context.signal.reason);
  }
}

async function* oneVoice(
  provider: Provider<TtsAdapter>,
  feed: SegmentFeed,
  turn: SpeechTurn,
  options: SpeechOptions,
): AsyncGenerator<SpokenPart> {
  const reader = provider.adapter.inferStream(feed.stream(), turn.context).getReader();
  try {
    while (true) {
      const { done, value } = await readOwed(reader, provider, feed, turn, options);
      if (done) return;
      if (value.type === "progress") continue;
      if (value.type === "segment") feed.began(value.index);
      if (value.type === "audio") feed.sounded();
      yield value;
    }
  } finally {
    reader.cancel(turn.context.signal.reason).catch(() => {});
  }
}

/** Reads the next part; the deadline runs only while the voice, not the language model, is what is waited for. */
async function readOwed(
  reader: ReadableStreamDefaultReader<SpeechPart>,
  provider: Provider<TtsAdapter>,
  feed: SegmentFeed,
  turn: SpeechTurn,
  options: SpeechOptions,
): Promise<ReadableStreamReadResult<SpeechPart>> {
  const { signal } = turn.context;
  const wait = { clock: options.clock, signal, provider: provider.name, waitingFor: "speech" };
  const read = reader.read();
  // A voice may report a timeout of its own: then nothing will come any more, and waiting again would never end.
  let isSettled = false;
  read.then(() => isSettled = true, () => isSettled = true);
  while (true) {
    const owedBefore = feed.owed;
    try {
      return await within(read, silenceLimitMs(provider.adapter, options.stallMs), wait);
    } catch (error) {
      const timeout = error instanceof ProviderError && error.code === "provider_timeout";
      if (isSettled || !timeout || (owedBefore && feed.owed)) throw error;
    }
  }
}
