/**
 * Speech synthesis with `/v1/audio/speech`.
 *
 * @module
 */
import {
  type AdapterHost,
  type Capabilities,
  type Health,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { remedyFor } from "../../../core/suggest.ts";
import { PcmResamplers } from "../../kit/samples.ts";
import { generatedStream, readInput } from "../../../core/streams.ts";
import type { RequestBody } from "../../openai/concessions.ts";
import { requireKey } from "../../openai/endpoint.ts";
import { LearnedLimit } from "../../openai/model/learned_limit.ts";
import { ModelServer, type ModelService } from "../../openai/model/model_server.ts";
import type { TtsOptions } from "./options.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { directionsOf, fewerChars, piecesOf, speedOf } from "./style.ts";
import { Utterance } from "./utterance.ts";
import { listVoices, OPENAI_VOICES, VoiceChoice } from "./voices.ts";

const SERVICE: ModelService = {
  path: "/audio/speech",
  what: "speech",
  who: "the voice",
  models: { openAi: "gpt-4o-mini-tts", other: "tts-1" },
  first: { option: "first_audio_ms", remoteMs: 10_000 },
};

/** The text requested at start-up to load the voice. */
const WARMUP = "Hi.";

/** Speech from one server. */
export class OpenAiTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: TtsOptions;
  readonly #host: AdapterHost;
  readonly #server: ModelServer;
  readonly #voices: VoiceChoice;
  readonly #resamplers = new PcmResamplers();
  /** The longest text that the server is known to take, in UTF-16 code units. */
  readonly #maxChars: LearnedLimit;

  /**
   * @param options The adapter's options.
   * @param host Clock, log, name and secrets.
   */
  constructor(options: TtsOptions, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#server = new ModelServer(SERVICE, options, options.first_audio_ms, host);
    this.#voices = new VoiceChoice(this.#server.endpoint, options);
    this.#maxChars = new LearnedLimit(host.clock);
  }

  override get maxSilenceMs(): number {
    return this.#server.maxSilenceMs;
  }

  /** Loads the voice in the background if that is free of charge, and prepares the resampling filter. */
  override warmup(): Promise<void> {
    this.#resamplers.start(this.#options.sample_rate_hz);
    this.#server.warmUp((signal) => this.#load(signal));
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(context.signal, (signal) => this.#speak(input, context, signal));
  }

  override async health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    const health = await this.#server.health(signal);
    const { voice } = this.#options;
    if (!health.healthy || voice === null || this.#server.endpoint.isOpenAi) return health;
    // Kokoro blends voices: `af_bella+af_sky`.
    const [first = voice] = (this.#options.voices[voice] ?? voice).split(/[+(]/);
    const voices = await listVoices(this.#server.endpoint, signal);
    if (voices.length === 0 || voices.includes(first)) return health;
    const detail = `the server has no voice "${first}", ${remedyFor(first, voices)}`;
    return { ...health, healthy: false, detail };
  }

  override capabilities(): Capabilities {
    const directed = this.#isDirected ? "approximated" : "ignored";
    return {
      streams: ["audio"],
      controls: {
        "emotion.label": directed,
        "emotion.intensity": directed,
        "emotion.valence": directed,
        "emotion.arousal": "approximated",
        "character.persona_id": "native",
        "character.speech_rate": "native",
        "character.pitch_shift": directed,
        "character.expressivity": "approximated",
      },
      ...(this.#server.endpoint.isOpenAi && { variants: OPENAI_VOICES }),
      offline: false,
    };
  }

  override close(): Promise<void> {
    this.#server.close();
    return Promise.resolve();
  }

  get #isDirected(): boolean {
    const { instructions } = this.#options;
    const model = this.#server.model ?? "";
    return instructions === "always" || (instructions === "auto" && model.startsWith("gpt-"));
  }

  async *#speak(
    input: ReadableStream<SpeechSegment>,
    context: TurnContext,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void> {
    requireKey(this.#server.endpoint);
    for await (const segment of readInput(input, signal)) {
      yield { type: "segment", index: segment.index, text: segment.text };
      // The fence of a block of code is for voices that read markup.
      if (!/[\p{L}\p{N}]/u.test(segment.text)) continue;
      const texts = piecesOf(segment.text, Math.min(this.#options.max_chars, Math.floor(this.#maxChars.value)));
      while (texts.length > 0) yield* this.#sayFirst(texts, segment, context, signal);
    }
  }

  /** Says the first of some texts, or as much of it as the server takes, and removes that. */
  async *#sayFirst(
    texts: string[],
    segment: SpeechSegment,
    context: TurnContext,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void> {
    const body = (voice: string, model: string) => this.#body({ text: texts[0] ?? "", voice, model }, segment, context);
    let learnedChars = Infinity;
    const shorten = (failure: WireFailure) => {
      const maxChars = fewerChars(texts[0] ?? "", failure);
      if (maxChars === undefined) return undefined;
      learnedChars = maxChars;
      texts.splice(0, 1, ...piecesOf(texts[0] ?? "", maxChars));
      return `texts are cut to ${maxChars} characters`;
    };
    yield* this.#say(context.persona.voices[this.#host.name], body, signal, shorten);
    // What is refused at any length is not refused for its length.
    this.#maxChars.learn(learnedChars);
    texts.shift();
  }

  async *#say(
    named: string | undefined,
    makeBody: (voice: string, model: string) => RequestBody,
    signal: AbortSignal,
    shorten: (failure: WireFailure) => string | undefined = () => undefined,
  ): AsyncGenerator<SpeechPart, void> {
    const { max_audio_ms: maxAudioMs, sample_rate_hz: sampleRateHz } = this.#options;
    const resamplers = this.#resamplers;
    yield* this.#server.ask<SpeechPart, Utterance>({
      bodyFor: (model) => makeBody(this.#voices.voiceFor(named), model),
      attempt: (options) => new Utterance({ ...options, sampleRateHz, maxAudioMs, resamplers }),
      learn: async (sent, failure) => {
        const { voice, response_format: format } = sent;
        const done = await this.#voices.learn({ voice: String(voice), format: String(format) }, failure, signal);
        return done ?? this.#server.concessions.learn(sent, failure) ?? shorten(failure);
      },
    }, signal);
  }

  #body(
    { text, voice, model }: { text: string; voice: string; model: string },
    { control }: Pick<SpeechSegment, "control">,
    { persona }: Pick<TurnContext, "persona">,
  ): RequestBody {
    const speed = speedOf(control);
    const directions = this.#isDirected ? { instructions: directionsOf(control, persona) } : {};
    return this.#extended({ ...this.#plainBody(text, voice, model), ...(speed !== 1 && { speed }), ...directions });
  }

  #plainBody(text: string, voice: string, model: string): RequestBody {
    return { model, input: text, voice, response_format: this.#voices.format };
  }

  #extended(body: RequestBody): RequestBody {
    const fields = Object.entries({ ...body, ...this.#options.extra }).filter(([, value]) => value !== null);
    return Object.fromEntries(fields);
  }

  /** Requests a word, until its sound comes. */
  async #load(signal: AbortSignal): Promise<void> {
    const body = (voice: string, model: string) => this.#extended(this.#plainBody(WARMUP, voice, model));
    for await (const part of this.#say(undefined, body, signal)) if (part.type === "audio") break;
  }
}
