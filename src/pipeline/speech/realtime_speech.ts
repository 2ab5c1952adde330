/**
 * Speech from a realtime provider: language model and voice behind one socket a session, with the cascade to fall
 * back on where one is configured.
 *
 * @module
 */
import type {
  AdapterKind,
  Capabilities,
  RealtimeAdapter,
  RealtimePart,
  RealtimeSetup,
} from "../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../contract/pcm.ts";
import type { Failure, PlacedSpeech } from "../../alignment/media_clock.ts";
import { messageOf, ProviderError } from "../../contract/errors.ts";
import type { Persona } from "../../contract/controls.ts";
import { deadline } from "../../core/async.ts";
import type { CascadeSpeech } from "./cascade_speech.ts";
import { countFailure, type Provider, type ProviderChain } from "../provider/providers.ts";
import { ReplyText, segmentPlacer } from "./reply_text.ts";
import {
  silenceLimitMs,
  type Speech,
  type SpeechOptions,
  type SpeechPreparation,
  type SpeechSource,
  type SpeechTurn,
  within,
} from "./speech.ts";

/** How a {@linkcode RealtimeSpeech} is built. */
export interface RealtimeSpeechOptions extends SpeechOptions {
  /** Longest reply that is taken, ms: providers send faster than real time and cannot be held back. */
  readonly maxReplyMs: number;
  /** How many finished turns a provider is told of. */
  readonly historyTurns: number;
}

/** How long the next turn waits for a cancel and truncate to be handed over, ms. */
const CUT_LIMIT_MS = 2000;

interface Connection {
  readonly provider: Provider<RealtimeAdapter>;
  readonly adapter: RealtimeAdapter;
}

/** A session's realtime connection as a source. */
export class RealtimeSpeech implements SpeechSource {
  readonly #chain: ProviderChain<RealtimeAdapter>;
  readonly #cascade: CascadeSpeech | undefined;
  readonly #options: RealtimeSpeechOptions;
  #connection: Connection | undefined;
  /** What must be done before the next turn: a connection being made, or orders about the turn before. Never rejects. */
  #before: Promise<void> = Promise.resolve();
  readonly #life = new AbortController();

  constructor(
    chain: ProviderChain<RealtimeAdapter>,
    options: RealtimeSpeechOptions,
    cascade?: CascadeSpeech,
  ) {
    this.#chain = chain;
    this.#options = options;
    this.#cascade = cascade;
  }

  prepare(preparation: SpeechPreparation): void {
    const [provider] = this.#chain.available();
    if (provider === undefined || this.#connection !== undefined) return;
    const { signal } = this.#life;
    // What fails here fails again in the first turn, where it is told and another provider can take over.
    this.#before = this.#connected(provider, { ...preparation, signal }).then(() => {}, () => {});
  }

  capabilities(mode: SpeechTurn["mode"], persona: Persona): Partial<Record<AdapterKind, Capabilities>> {
    const [speaker] = this.#speakers(mode);
    if (speaker === undefined) return this.#cascade?.capabilities(mode) ?? {};
    const own = this.#connection?.provider === speaker ? this.#connection.adapter : speaker.adapter;
    return { realtime: own.capabilities(persona) };
  }

  speak(turn: SpeechTurn): Speech {
    const text = new ReplyText();
    const speech = ReadableStream.from(this.#reply(turn, text));
    return { text: text.stream, speech };
  }

  cut(heardMs: number): void {
    const adapter = this.#connection?.adapter;
    if (adapter === undefined) return;
    const told = adapter.cancelResponse().then(() => adapter.truncate(heardMs));
    // A provider that cannot be told is connected anew, with what was heard.
    this.#before = this.#limited(told).catch(() => this.#disconnect());
  }

  async close(): Promise<void> {
    this.#life.abort(new DOMException("the session is over", "AbortError"));
    await this.#before;
    await this.#disconnect();
  }

  async *#reply(turn: SpeechTurn, text: ReplyText): AsyncGenerator<PlacedSpeech> {
    try {
      yield* this.#anyProvider(turn, text);
      text.close();
    } catch (error) {
      text.error(error);
      throw error;
    } finally {
      text.close();
    }
  }

  async *#anyProvider(turn: SpeechTurn, text: ReplyText): AsyncGenerator<PlacedSpeech> {
    const candidates = this.#speakers(turn.mode);
    for (const [i, provider] of candidates.entries()) {
      let audible = false;
      try {
        for await (const part of this.#oneProvider(provider, turn, text)) {
          audible ||= part.type === "audio";
          yield part;
        }
        provider.breaker.succeed();
        return;
      } catch (error) {
        countFailure(provider, error, turn.context.signal);
        if (turn.context.signal.aborted) throw error;
        await this.#disconnect();
        const next = candidates[i + 1]?.name ?? (this.#cascade && "the cascade");
        if (audible || next === undefined) throw error;
        turn.onReplaced({ kind: "realtime", from: provider.name, to: next, reason: messageOf(error) });
      }
    }
    if (this.#cascade !== undefined) yield* this.#viaCascade(this.#cascade, turn, text);
  }

  /** The realtime providers that can serve a turn. */
  #speakers(mode: SpeechTurn["mode"]): readonly Provider<RealtimeAdapter>[] {
    const available = this.#chain.available();
    if (mode === "reply" || this.#cascade === undefined) return available;
    return available.filter(({ adapter }) => adapter.capabilities().verbatim === true);
  }

  async *#oneProvider(
    provider: Provider<RealtimeAdapter>,
    turn: SpeechTurn,
    text: ReplyText,
  ): AsyncGenerator<PlacedSpeech> {
    const { context } = turn;
    await this.#before;
    const adapter = await this.#connected(provider, { ...turn, ...context });
    await adapter.sendUserText({ text: turn.text, mode: turn.mode, instructions: turn.instructions, context });
    const ahead = readAhead(adapter.streamEvents(context), provider.name, turn, text, this.#waitsFor(adapter));
    const placer = segmentPlacer(text);
    for await (const part of ahead) {
      if (part.type === "failure") throw part.error;
      yield part.type === "segment" ? { ...part, charStart: placer(part) } : part;
    }
  }

  #waitsFor(adapter: RealtimeAdapter): RealtimeSpeechOptions {
    const { firstPartMs, stallMs } = this.#options;
    return {
      ...this.#options,
      firstPartMs: silenceLimitMs(adapter, firstPartMs),
      stallMs: silenceLimitMs(adapter, stallMs),
    };
  }

  /** The session's connection, made or changed where needed. */
  async #connected(
    provider: Provider<RealtimeAdapter>,
    setup: SpeechPreparation & { signal: AbortSignal },
  ): Promise<RealtimeAdapter> {
    if (this.#connection?.provider === provider) return this.#connection.adapter;
    await this.#disconnect();
    const adapter = provider.create();
    try {
      await adapter.connect({ ...setupOf(provider, setup), historyTurns: this.#options.historyTurns });
    } catch (error) {
      await this.#limited(adapter.close()).catch(() => {});
      throw error;
    }
    this.#connection = { provider, adapter };
    return adapter;
  }

  async *#viaCascade(cascade: CascadeSpeech, turn: SpeechTurn, text: ReplyText): AsyncGenerator<PlacedSpeech> {
    // What the cascade says is not in the provider's conversation: the next turn connects anew, with all that was heard.
    await this.#disconnect();
    const speech = cascade.speak(turn, text.soFar);
    const copied = speech.text.pipeTo(new WritableStream({ write: (token) => text.add(token) }));
    // Its error comes through the speech as well, which is where it is handled.
    copied.catch(() => {});
    yield* speech.speech;
    await copied;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection === undefined) return;
    await this.#limited(connection.adapter.close()).catch(() => {});
  }

  #limited(work: Promise<void>): Promise<void> {
    const onTimeout = () => new Error(`the provider did not answer within ${CUT_LIMIT_MS} ms`);
    return deadline(work, { clock: this.#options.clock, limitMs: CUT_LIMIT_MS, onTimeout });
  }
}

function setupOf(
  provider: Provider<RealtimeAdapter>,
  preparation: SpeechPreparation & { signal: AbortSignal },
): Omit<RealtimeSetup, "historyTurns"> {
  const { persona, sessionId, instructions, control, history, signal } = preparation;
  const voice = persona.voices[provider.name];
  return { sessionId, instructions, ...(voice === undefined ? {} : { voice }), control, history, signal };
}

/**
 * Reads a provider that cannot be held back: text goes out at once, speech waits here, up to a bound. A failure waits
 * behind the speech that came before it.
 */
function readAhead(
  events: ReadableStream<RealtimePart>,
  provider: string,
  turn: SpeechTurn,
  text: ReplyText,
  options: RealtimeSpeechOptions,
): ReadableStream<Exclude<RealtimePart, { type: "text" | "progress" }> | Failure> {
  const reader = events.getReader();
  const wait = { clock: options.clock, signal: turn.context.signal, provider, waitingFor: "speech" };
  let samples = 0;
  let limitMs = options.firstPartMs;
  return new ReadableStream({
    async start(out) {
      try {
        while (true) {
          const { done, value } = await within(reader.read(), limitMs, wait);
          if (done) return out.close();
          if (value.type === "progress") continue;
          limitMs = options.stallMs;
          if (value.type === "text") {
            text.add(value.text);
            continue;
          }
          if (value.type === "audio") samples += value.pcm.byteLength / BYTES_PER_SAMPLE;
          if (samplesToMs(samples) > options.maxReplyMs) throw tooLong(provider, options.maxReplyMs);
          out.enqueue(value);
        }
      } catch (error) {
        out.enqueue({ type: "failure", error });
        out.close();
        reader.cancel(error).catch(() => {});
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function tooLong(provider: string, maxReplyMs: number): ProviderError {
  return new ProviderError(
    `${provider} sent a reply of more than ${maxReplyMs} ms; ask for shorter replies, or raise session.max_reply_ms`,
    { code: "reply_too_long", provider },
  );
}
