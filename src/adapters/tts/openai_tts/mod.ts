/**
 * The adapter `openai_tts`: speech of OpenAI, or of a server that speaks its protocol: Kokoro-FastAPI, speaches, LocalAI
 * and others.
 *
 * @module
 */
import type { OpenAI } from "openai";
import type { SpeechCreateParams } from "openai/resources/audio/speech";
import { z } from "zod";
import {
  type AdapterHost,
  type AudioPart,
  type Capabilities,
  defineAdapter,
  type Health,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import { deadline } from "../../../core/async.ts";
import { asked, failureOf, openAiClient } from "../../openai/client.ts";
import { type Endpoint, endpointOf, healthOf, openAiSecrets, requireKey } from "../../openai/endpoint.ts";
import { type PcmResampler, PcmResamplers } from "../../kit/samples.ts";
import { generatedStream, readInput } from "../../kit/streams.ts";
import { NotPcmError, PcmReader } from "./pcm_reader.ts";
import { directionsOf, piecesOf, speedOf } from "./style.ts";

/** Longest input of OpenAI's service, in characters. */
const OPENAI_MAX_CHARS = 4096;

const VOICES = [
  "alloy",
  "ash",
  "ballad",
  "coral",
  "echo",
  "fable",
  "onyx",
  "nova",
  "sage",
  "shimmer",
  "verse",
  "marin",
  "cedar",
] as const;

const Options = z.strictObject({
  model: z.string().min(1).default("gpt-4o-mini-tts").describe('The model. Default: "gpt-4o-mini-tts".'),
  voice: z.string().min(1).default("nova")
    .describe('Voice of personas that name none for this adapter. Default: "nova".'),
  voices: z.record(z.string(), z.string()).default({})
    .describe("The server's names for voices that personas name, such as {nova: af_heart}. Default: the same names."),
  base_url: z.url({ protocol: /^https?$/ }).nullable().default(null)
    .describe("Address of the server, such as http://127.0.0.1:8880/v1. Default: OPENAI_BASE_URL, else OpenAI."),
  sample_rate_hz: z.int().min(8000).max(192_000).default(SAMPLE_RATE_HZ)
    .describe("Rate of the server's PCM, Hz; a WAVE header wins over it. Default: 24000."),
  instructions: z.enum(["auto", "always", "never"]).default("auto")
    .describe("Whether emotion and persona go along as directions; auto: to models named gpt-*. Default: auto."),
  max_chars: z.int().min(20).max(100_000).default(OPENAI_MAX_CHARS)
    .describe("Longest text of one request, characters; longer segments are cut. Default: 4096."),
  extra: z.record(z.string(), z.unknown()).default({}).describe("More fields of the request. Default: none."),
  first_audio_ms: z.int().min(10).max(300_000).default(10_000)
    .describe("Longest wait for the first audio of a segment, ms. Default: 10000."),
  stall_ms: z.int().min(10).max(300_000).default(8000).describe("Longest silence within a segment, ms. Default: 8000."),
});
type Options = z.output<typeof Options>;

/** `/v1/audio/speech` as a voice. */
class OpenAiTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: Options;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  readonly #resamplers = new PcmResamplers();
  #client: OpenAI | undefined;

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#endpoint = endpointOf(options, host);
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(context.signal, (signal) => this.#speak(input, context, signal));
  }

  override health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    return healthOf(this.#endpoint, { now: () => this.#host.clock.now(), signal });
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
      ...(this.#endpoint.isOpenAi && { variants: VOICES }),
      offline: false,
    };
  }

  get #isDirected(): boolean {
    const { instructions, model } = this.#options;
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
      for (const text of piecesOf(segment.text, this.#options.max_chars)) {
        yield* asked(() => this.#attempt(this.#body(text, segment, context), signal));
      }
    }
  }

  async *#attempt(body: SpeechCreateParams, signal: AbortSignal): AsyncGenerator<AudioPart, void> {
    const request = new AbortController();
    const reader = new PcmReader();
    let begun = false;
    let resampler: PcmResampler | undefined;
    const convert = (pcm: Uint8Array<ArrayBuffer>) => {
      resampler ??= this.#resamplers.start(reader.format?.sampleRateHz ?? this.#options.sample_rate_hz);
      return resampler.push(pcm);
    };
    try {
      for await (const bytes of this.#bytes(body, AbortSignal.any([signal, request.signal]))) {
        const samples = reader.push(bytes);
        if (samples.length === 0) continue;
        const pcm = convert(samples);
        begun ||= pcm.length > 0;
        if (pcm.length > 0) yield { type: "audio", pcm };
      }
      for (const pcm of [convert(reader.end()), resampler?.end()]) {
        if (pcm === undefined || pcm.length === 0) continue;
        begun = true;
        yield { type: "audio", pcm };
      }
      if (!begun) throw this.#endpoint.failures.make("provider_no_output", "the server sent no audio");
    } catch (error) {
      if (error instanceof NotPcmError) {
        throw this.#endpoint.failures.make("provider_protocol", `the server sent ${error.message} in place of PCM`);
      }
      throw failureOf(error, this.#endpoint.failures, { signal, begun });
    } finally {
      request.abort();
    }
  }

  /** The bytes of one answer, each chunk by its deadline. */
  async *#bytes(body: SpeechCreateParams, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    const { first_audio_ms: firstMs, stall_ms: stallMs } = this.#options;
    const { clock } = this.#host;
    const client = this.#client ??= openAiClient(this.#endpoint);
    const within = <T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> =>
      deadline(promise, {
        clock,
        limitMs,
        onTimeout: () => this.#endpoint.failures.make("provider_timeout", `${what}: nothing for ${limitMs} ms`),
      });
    const late = "the voice does not begin";
    const response = await within(firstMs, late, client.audio.speech.create(body, { signal }));
    const reader = response.body?.getReader();
    if (!reader) return;
    let next = await within(firstMs, late, reader.read());
    while (!next.done) {
      yield next.value;
      next = await within(stallMs, "the voice fell silent", reader.read());
    }
  }

  #body(text: string, { control }: SpeechSegment, { persona }: TurnContext): SpeechCreateParams {
    const { model, voices, extra } = this.#options;
    const voice = persona.voices[this.#host.name] ?? this.#options.voice;
    const speed = speedOf(control);
    return {
      model,
      input: text,
      voice: voices[voice] ?? voice,
      response_format: "pcm",
      ...(speed !== 1 && { speed }),
      ...(this.#isDirected && { instructions: directionsOf(control, persona) }),
      ...extra,
    };
  }
}

export default defineAdapter({
  kind: "tts",
  name: "openai_tts",
  summary: "Speech of OpenAI, or of Kokoro-FastAPI, speaches, LocalAI and others by base_url",
  options: Options,
  secrets: openAiSecrets,
  create: (options, host) => new OpenAiTts(options, host),
});
