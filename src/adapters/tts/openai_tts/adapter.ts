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
import { isAbort, messageOf } from "../../../contract/errors.ts";
import { PcmResamplers } from "../../kit/samples.ts";
import { generatedStream, readInput } from "../../kit/streams.ts";
import { Concessions, type RequestBody } from "../../openai/concessions.ts";
import { DefaultModel } from "../../openai/default_model.ts";
import { type Endpoint, endpointOf, requireKey, shownUrl } from "../../openai/endpoint.ts";
import { HealthProbe } from "../../openai/health.ts";
import { failureOf, RequestFailedError } from "../../openai/http.ts";
import { Patience } from "../../openai/answer/patience.ts";
import { Residency } from "../../openai/residency.ts";
import { firstAudioMs, type TtsOptions } from "./options.ts";
import { remedyFor } from "../../../core/suggest.ts";
import { directionsOf, piecesOf, speedOf } from "./style.ts";
import { Utterance } from "./utterance.ts";
import { listVoices, OPENAI_VOICES, VoiceChoice } from "./voices.ts";

const OPENAI_MODEL = "gpt-4o-mini-tts";
const OTHER_MODEL = "tts-1";

/** The text requested at start-up to load the voice. */
const WARMUP = "Hi.";

/** Speech from one server. */
export class OpenAiTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: TtsOptions;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  readonly #firstMs: number;
  readonly #residency: Residency;
  readonly #probe: HealthProbe;
  readonly #model: DefaultModel;
  readonly #voices: VoiceChoice;
  readonly #concessions = new Concessions();
  readonly #resamplers = new PcmResamplers();
  readonly #life = new AbortController();

  /**
   * @param options The adapter's options.
   * @param host Clock, log, name and secrets.
   */
  constructor(options: TtsOptions, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#endpoint = endpointOf(options, host);
    this.#firstMs = firstAudioMs(options, this.#endpoint);
    const loading = { ms: this.#firstMs, option: "first_audio_ms" };
    this.#residency = new Residency(host.clock, loading, options.unresponsive_ms);
    this.#probe = new HealthProbe(this.#endpoint);
    this.#model = new DefaultModel(this.#endpoint, {
      model: options.model,
      openAi: OPENAI_MODEL,
      other: OTHER_MODEL,
      what: "speech",
      clock: host.clock,
      residency: this.#residency,
    });
    this.#voices = new VoiceChoice(this.#endpoint, options);
  }

  override get maxSilenceMs(): number {
    return Math.max(this.#firstMs, this.#options.stall_ms);
  }

  /** Loads the voice in the background if that is free of charge, and prepares the resampling filter. */
  override warmup(): Promise<void> {
    const { warmup, sample_rate_hz: rateHz } = this.#options;
    this.#resamplers.start(rateHz);
    if (warmup === "always" || (warmup === "auto" && this.#endpoint.isOwn)) void this.#warm(this.#life.signal);
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(context.signal, (signal) => this.#speak(input, context, signal));
  }

  override async health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    const now = () => this.#host.clock.now();
    const health = await this.#probe.ask({ service: "/audio/speech", model: this.#model.known, now, signal });
    const { voice } = this.#options;
    if (!health.healthy || voice === null || this.#endpoint.isOpenAi) return health;
    // Kokoro blends voices: `af_bella+af_sky`.
    const [first = voice] = (this.#options.voices[voice] ?? voice).split(/[+(]/);
    const voices = await listVoices(this.#endpoint, signal);
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
      ...(this.#endpoint.isOpenAi && { variants: OPENAI_VOICES }),
      offline: false,
    };
  }

  override close(): Promise<void> {
    this.#life.abort(new DOMException("the adapter is closed", "AbortError"));
    return Promise.resolve();
  }

  get #isDirected(): boolean {
    const { instructions } = this.#options;
    const model = this.#model.known ?? "";
    return instructions === "always" || (instructions === "auto" && model.startsWith("gpt-"));
  }

  async *#speak(
    input: ReadableStream<SpeechSegment>,
    context: TurnContext,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void> {
    requireKey(this.#endpoint);
    for await (const segment of readInput(input, signal)) {
      yield { type: "segment", index: segment.index, text: segment.text };
      // The fence of a block of code is for voices that read markup.
      if (!/[\p{L}\p{N}]/u.test(segment.text)) continue;
      for (const text of piecesOf(segment.text, this.#options.max_chars)) {
        const named = context.persona.voices[this.#host.name];
        yield* this.#say(named, (voice, model) => this.#body({ text, voice, model }, segment, context), signal);
      }
    }
  }

  /** Retries until there is speech, as long as a retry may help and no audio was produced. */
  async *#say(
    named: string | undefined,
    makeBody: (voice: string, model: string) => RequestBody,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void> {
    const patience = new Patience(this.#host.clock, this.#firstMs);
    while (true) {
      const utterance = this.#utterance(signal, patience);
      let body: RequestBody = {};
      try {
        const model = await this.#model.get(signal);
        body = this.#concessions.applied(makeBody(this.#voices.voiceFor(named), model));
        return yield* utterance.parts(body);
      } catch (error) {
        if (!utterance.hasSounded && !signal.aborted) {
          if (await this.#concede(body, error, signal)) continue;
          if (await patience.mayTryAgain(error, signal)) continue;
        }
        throw failureOf(error, this.#endpoint, { signal, begun: utterance.hasSounded });
      }
    }
  }

  #utterance(signal: AbortSignal, patience: Patience): Utterance {
    const { stall_ms, answer_ms, max_audio_ms, sample_rate_hz } = this.#options;
    return new Utterance({
      endpoint: this.#endpoint,
      path: "/audio/speech",
      who: "the voice",
      clock: this.#host.clock,
      patience,
      first: { ms: this.#firstMs, option: "first_audio_ms" },
      residency: this.#residency,
      stall: { ms: stall_ms, option: "stall_ms" },
      total: { ms: answer_ms, option: "answer_ms" },
      signal,
      sampleRateHz: sample_rate_hz,
      maxAudioMs: max_audio_ms,
      resamplers: this.#resamplers,
    });
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

  /** Stops sending a parameter that the server rejected by name. @returns Whether there is one. */
  async #concede(body: RequestBody, error: unknown, signal: AbortSignal): Promise<boolean> {
    if (!(error instanceof RequestFailedError)) return false;
    const { failure } = error;
    if (failure.status === 404) this.#model.forget();
    const sent = { voice: String(body.voice), format: String(body.response_format) };
    const done = await this.#voices.learn(sent, failure, signal) ?? this.#concessions.learn(body, failure);
    if (done === undefined) return false;
    this.#host.log.info("{place} refused a request ({reason}); from now on {done}", {
      place: shownUrl(this.#endpoint.baseUrl),
      reason: failure.message,
      done,
    });
    return true;
  }

  async #warm(signal: AbortSignal): Promise<void> {
    const { log } = this.#host;
    const place = shownUrl(this.#endpoint.baseUrl);
    const body = (voice: string, model: string) => this.#extended(this.#plainBody(WARMUP, voice, model));
    try {
      for await (const part of this.#say(undefined, body, signal)) if (part.type === "audio") break;
      log.debug("the voice at {place} is loaded", { place });
    } catch (error) {
      if (!isAbort(error, signal)) {
        log.debug("the voice at {place} could not be loaded at the start: {reason}", {
          place,
          reason: messageOf(error),
        });
      }
    }
  }
}
