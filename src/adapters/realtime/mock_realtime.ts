/**
 * A realtime provider without a service: replies and babble of the mock language model and voice, with the behaviour of
 * a hosted one. It sends faster than real time, keeps its own conversation, and learns how much of a cut answer was
 * heard only from truncation.
 *
 * @module
 */
import { z } from "zod";
import { samplesToMs } from "../../contract/pcm.ts";
import { delay } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import {
  type AdapterHost,
  type Capabilities,
  type ChatMessage,
  defineAdapter,
  type Health,
  RealtimeAdapter,
  type RealtimePart,
  type RealtimeRequest,
  type RealtimeSetup,
  type TurnContext,
} from "../../contract/adapter.ts";
import { replyTo, tokensOf } from "../mock/reply.ts";
import { MOCK_VOICES, partsOf, pitchHzOf } from "../mock/speech.ts";
import { type BabbleWord, makeVoiceTables, speak, type VoiceTables } from "../mock/voice.ts";
import { generatedStream } from "../../core/streams.ts";

/** How many words the text runs ahead of the audio. */
const TEXT_LEAD_WORDS = 4;

const Options = z.strictObject({
  latency_ms: z.number().min(0).max(60_000).default(20).describe("Time to the first part of an answer, in ms."),
  speedup: z.number().min(1).max(1000).default(10).describe("How many times faster than real time audio is sent."),
  seed: z.int().min(0).default(1).describe("Seed for the choice of words."),
});
type Options = z.output<typeof Options>;

/** A message whose text may still grow, or be cut. */
interface Utterance {
  readonly role: ChatMessage["role"];
  content: string;
}

/** An answer, running or done. */
interface Answer {
  readonly text: string;
  /** The part of it that is in the conversation. */
  readonly utterance: Utterance;
  /** Ends of the words sent so far: in the text, and in the audio. */
  readonly words: { charEnd: number; endMs: number }[];
  readonly cancelling: AbortController;
}

/** State of the connection. */
interface MockSession {
  readonly conversation: Utterance[];
  readonly voice: string | undefined;
  readonly tables: VoiceTables;
}

/** See the module. */
class MockRealtime extends RealtimeAdapter {
  readonly #options: Options;
  readonly #host: AdapterHost;
  /** `undefined` before `connect` and after `close`. */
  #connection: MockSession | undefined;
  #answer: Answer | undefined;

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
  }

  override connect(setup: RealtimeSetup): Promise<void> {
    this.#connection = {
      conversation: setup.history.map(({ role, content }) => ({ role, content })),
      voice: setup.voice,
      tables: makeVoiceTables(),
    };
    return Promise.resolve();
  }

  override async sendUserText({ text, mode, context }: RealtimeRequest): Promise<void> {
    if (!this.#connection) throw this.#failure("not_connected", "it is not connected: call connect() first");
    const { conversation } = this.#connection;
    await this.cancelResponse();
    if (mode === "reply") conversation.push({ role: "user", content: text });
    const { control, persona } = context;
    const messages = conversation.filter(({ content }) => content !== "");
    const reply = mode === "verbatim" ? text : replyTo({ messages, control, persona, seed: this.#options.seed });
    const utterance: Utterance = { role: "assistant", content: "" };
    conversation.push(utterance);
    this.#answer = { text: reply, utterance, words: [], cancelling: new AbortController() };
  }

  override streamEvents(context: TurnContext): ReadableStream<RealtimePart> {
    const answer = this.#answer;
    const connection = this.#connection;
    return generatedStream(context.signal, (ending) => {
      if (!answer || !connection) {
        throw this.#failure("no_response", "there is nothing to answer: call sendUserText() first");
      }
      const settings = { pitchHz: pitchHzOf(connection.voice, context.persona.id), seed: this.#options.seed };
      const speech = speak(answer.text, context.control, settings, connection.tables);
      return this.#stream(answer, speech, AbortSignal.any([ending, answer.cancelling.signal]));
    });
  }

  override cancelResponse(): Promise<void> {
    this.#answer?.cancelling.abort();
    return Promise.resolve();
  }

  override truncate(heardMs: number): Promise<void> {
    const answer = this.#answer;
    if (!answer) return Promise.resolve();
    const heard = answer.words.findLast(({ endMs }) => endMs <= heardMs);
    answer.utterance.content = answer.text.slice(0, heard?.charEnd ?? 0);
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    await this.cancelResponse();
    this.#answer = undefined;
    this.#connection = undefined;
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "built in" });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["text", "audio", "words"],
      controls: {
        "emotion.label": "native",
        "emotion.intensity": "approximated",
        "emotion.arousal": "approximated",
        "character.persona_id": "approximated",
        "character.speech_rate": "native",
        "character.pitch_shift": "native",
        "character.expressivity": "approximated",
      },
      languages: ["en"],
      variants: MOCK_VOICES,
      offline: true,
      verbatim: true,
    };
  }

  /** The parts of an answer: its text somewhat ahead of its audio, both at the pace of the options. */
  async *#stream(
    answer: Answer,
    speech: Iterable<BabbleWord>,
    signal: AbortSignal,
  ): AsyncGenerator<RealtimePart, void> {
    const tokens = tokensOf(answer.text);
    let sentTokens = 0;
    let sentChars = 0;
    if (!await this.#wait(this.#options.latency_ms, signal)) return;
    for (const spoken of speech) {
      while (sentChars < spoken.charEnd || sentTokens < answer.words.length + TEXT_LEAD_WORDS) {
        const text = tokens[sentTokens++];
        if (text === undefined) break;
        sentChars += text.length;
        yield { type: "text", text };
      }
      const { word, audio } = partsOf(spoken);
      answer.words.push(word);
      answer.utterance.content = answer.text.slice(0, word.charEnd);
      yield word;
      yield audio;
      if (!await this.#wait(samplesToMs(spoken.samples.length) / this.#options.speedup, signal)) return;
    }
    for (const text of tokens.slice(sentTokens)) yield { type: "text", text };
    answer.utterance.content = answer.text;
    yield { type: "usage", usage: { output_tokens: tokens.length } };
  }

  /** Waits; resolves to whether the answer continues. */
  async #wait(delayMs: number, signal: AbortSignal): Promise<boolean> {
    if (delayMs > 0) await delay(this.#host.clock, delayMs, { signal }).catch(() => {});
    return !signal.aborted;
  }

  #failure(code: string, what: string): ProviderError {
    const { name: provider } = this.#host;
    return new ProviderError(`${provider}: ${what}`, { code, provider });
  }
}

export default defineAdapter({
  kind: "realtime",
  name: "mock_realtime",
  summary: "Answers and babble without a provider, with the behaviour of a hosted realtime API",
  options: Options,
  create: (options, host) => new MockRealtime(options, host),
});
