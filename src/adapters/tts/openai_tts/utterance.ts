/**
 * One speech request and the parts of its response.
 *
 * @module
 */
import type { SpeechPart } from "../../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../../contract/pcm.ts";
import { type PcmResampler, type PcmResamplers } from "../../kit/samples.ts";
import { Answer, type AnswerOptions } from "../../openai/answer/answer.ts";
import type { RequestBody } from "../../openai/concessions.ts";
import { failureInText } from "../../openai/error_words.ts";
import { UnreadableBodyError } from "../../openai/json_events.ts";
import { SseTooLongError } from "../../openai/sse.ts";
import { BodyReader, DescribedError } from "./sound/body_reader.ts";
import { MAX_RATE_HZ, MIN_RATE_HZ } from "./sound/basics/samples.ts";
import { SilenceTrim } from "./silence.ts";
import { NotSoundError, type Sound } from "./sound/basics/sound.ts";

/** Options of an {@linkcode Utterance}. */
export interface UtteranceOptions extends AnswerOptions {
  /** Sample rate to assume if the response does not state one, Hz. */
  readonly sampleRateHz: number;
  /** Maximum duration of the speech, ms. */
  readonly maxAudioMs: number;
  readonly resamplers: PcmResamplers;
}

/** Headers in which servers tell the rate of their PCM. */
const RATE_HEADERS = ["x-sample-rate", "x-audio-sample-rate", "sample-rate", "audio-sample-rate", "x-samplerate"];

/** The sample rate from a custom response header, Hz. */
function rateIn(headers: Headers): number | undefined {
  const told = RATE_HEADERS.map((name) => Number(headers.get(name)));
  return told.find((rateHz) => rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ);
}

/** A single request. */
export class Utterance {
  readonly #options: UtteranceOptions;
  readonly #answer: Answer;
  readonly #silence = new SilenceTrim();
  #resampler: PcmResampler | undefined;
  #rateHz = 0;
  /** Samples that were received; silence that is cut off counts too. */
  #samples = 0;
  #hasOutput = false;

  /** @param options See {@linkcode UtteranceOptions}. */
  constructor(options: UtteranceOptions) {
    this.#options = options;
    this.#answer = new Answer(options);
  }

  /** Whether any audio was produced. */
  get hasOutput(): boolean {
    return this.#hasOutput;
  }

  /**
   * Sends the request and reads the response.
   *
   * @param body The request body.
   * @throws {RequestFailedError} If the server reports a failure, or the connection fails.
   * @throws {ProviderError} If a deadline passes, or the response is not playable audio.
   */
  async *parts(body: RequestBody): AsyncGenerator<SpeechPart, void> {
    const request = new AbortController();
    let reader: BodyReader | undefined;
    try {
      const response = await this.#answer.open(body, AbortSignal.any([this.#options.signal, request.signal]));
      reader = new BodyReader(response.headers.get("content-type"), {
        rateHz: rateIn(response.headers) ?? this.#options.sampleRateHz,
      });
      for await (const bytes of this.#answer.bytes(response)) {
        const sounds = await reader.push(bytes);
        if (sounds.length === 0) yield { type: "progress" };
        for (const sound of sounds) yield* this.#play(sound);
      }
      for (const sound of await reader.end()) yield* this.#play(sound);
      yield* this.#sent(this.#resampler?.end());
      yield* this.#passed(this.#silence.end());
      if (!this.hasOutput) throw this.#make("provider_no_output", this.#nothing());
    } catch (error) {
      throw this.#explained(error);
    } finally {
      reader?.close();
      request.abort();
    }
  }

  *#play({ samples, rateHz = this.#options.sampleRateHz }: Sound): Generator<SpeechPart, void> {
    if (this.#resampler === undefined || rateHz !== this.#rateHz) {
      yield* this.#sent(this.#resampler?.end());
      this.#resampler = this.#options.resamplers.start(rateHz);
      this.#rateHz = rateHz;
    }
    yield* this.#sent(this.#resampler.push(new Uint8Array(samples.buffer)));
  }

  *#sent(pcm: Uint8Array<ArrayBuffer> | undefined): Generator<SpeechPart, void> {
    if (pcm === undefined || pcm.length === 0) return;
    this.#answer.hasBegun = true;
    this.#count(pcm.length / BYTES_PER_SAMPLE);
    const passed = this.#silence.push(pcm);
    if (passed.length === 0) yield { type: "progress" };
    else yield* this.#passed(passed);
  }

  *#passed(pcm: Uint8Array<ArrayBuffer>): Generator<SpeechPart, void> {
    if (pcm.length === 0) return;
    this.#hasOutput = true;
    yield { type: "audio", pcm };
  }

  #count(samples: number): void {
    this.#samples += samples;
    const { maxAudioMs, endpoint: { adapter } } = this.#options;
    if (samplesToMs(this.#samples) <= maxAudioMs) return;
    const remedy = `raise adapters.${adapter}.max_audio_ms if that is intended`;
    throw this.#make(
      "provider_protocol",
      `the server sent more than ${maxAudioMs} ms of speech for one text; ${remedy}`,
    );
  }

  #nothing(): string {
    const { adapter } = this.#options.endpoint;
    return `${this.#answer.request}: the server sent no audio; check adapters.${adapter}.model and ` +
      `adapters.${adapter}.voice, or look into the server's log`;
  }

  #explained(error: unknown): unknown {
    if (error instanceof DescribedError) return this.#answer.failed(error.failure);
    if (error instanceof NotSoundError) {
      if (error.text !== undefined) return this.#answer.failed(failureInText(error.text));
      const remedy = `ask for another format: adapters.${this.#options.endpoint.adapter}.extra.response_format: wav`;
      return this.#make("provider_protocol", `the server sent ${error.message} in place of PCM; ${remedy}`);
    }
    if (error instanceof UnreadableBodyError || error instanceof SseTooLongError) {
      return this.#make("provider_protocol", `the server's answer cannot be read: ${error.message}; check base_url`);
    }
    return error;
  }

  #make(...error: Parameters<AnswerOptions["endpoint"]["failures"]["make"]>) {
    return this.#options.endpoint.failures.make(...error);
  }
}
