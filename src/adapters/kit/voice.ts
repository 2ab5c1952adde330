/**
 * Builds a voice from a plain function that turns text into audio.
 *
 * @module
 */
import {
  type AdapterHost,
  type Capabilities,
  type Health,
  type PhonePart,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TtsAdapter,
  type TurnContext,
  type WordPart,
} from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";
import { messageOf, ProviderError } from "../../contract/errors.ts";
import { SAMPLE_RATE_HZ } from "../../contract/pcm.ts";
import { abortable } from "../../core/async.ts";
import { probe } from "./health.ts";
import { PcmResamplers, WholeSamples } from "./samples.ts";
import { generatedStream, readInput } from "../../core/streams.ts";

/** How to speak a text. */
export interface Delivery {
  /** The current control. */
  readonly control: Control;
  /** The persona's voice for this adapter; `undefined`: the adapter chooses. */
  readonly voice: string | undefined;
  /** Aborts when the turn is over. Pass it to everything awaited. */
  readonly signal: AbortSignal;
  readonly context: TurnContext;
}

/** Adapters outside the project may be written without types. */
const NO_BYTES =
  "synthesize() yields what is neither bytes nor a mark; of samples, yield new Uint8Array(samples.buffer)";

const NO_SOUND = "synthesize() must be an async generator, or return something else to iterate with `for await`";

/** Audio of one text: PCM, signed 16-bit little-endian, mono, split anywhere; and marks, no later than their audio. */
export type Sound = AsyncIterable<Uint8Array | WordPart | PhonePart>;

/** Definition of a voice. */
export interface Voice {
  readonly capabilities: Capabilities;
  /** Sample rate of `synthesize`, in Hz. Default: 24000. */
  readonly sampleRateHz?: number;
  /** Speaks a clause or sentence. */
  synthesize(text: string, delivery: Delivery): Sound;
  /**
   * Checks whether the provider is available, and resolves to a human-readable result. Throws if it is not. A voice
   * without a provider does not need it.
   */
  check?(signal: AbortSignal): Promise<string>;
  /** Loads heavy resources. */
  load?(): Promise<void>;
  /** Warms up, so that the first turn is as fast as later ones. */
  warmup?(): Promise<void>;
  /** Releases all resources. */
  close?(): Promise<void>;
}

/**
 * Creates an adapter from a voice: it speaks segment by segment, joins the bytes into whole samples at TTH's rate, ends
 * immediately with its turn, and reports errors of `synthesize` as {@linkcode ProviderError}.
 *
 * @param host The host passed to the adapter's definition.
 * @param voice The voice.
 */
export function createVoice(host: AdapterHost, voice: Voice): TtsAdapter {
  return new VoiceAdapter(host, voice);
}

class VoiceAdapter extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #host: AdapterHost;
  readonly #voice: Voice;
  readonly #resamplers = new PcmResamplers();

  constructor(host: AdapterHost, voice: Voice) {
    super();
    this.#host = host;
    this.#voice = voice;
  }

  override async load(): Promise<void> {
    await this.#voice.load?.();
  }

  override async warmup(): Promise<void> {
    await this.#voice.warmup?.();
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    const speak = this.#speak.bind(this);
    return generatedStream(context.signal, async function* (signal) {
      for await (const segment of readInput(input, signal)) {
        yield { type: "segment", index: segment.index, text: segment.text };
        yield* speak(segment, context, signal);
      }
    });
  }

  override health({ signal = new AbortController().signal } = {}): Promise<Health> {
    const { check } = this.#voice;
    if (check === undefined) return Promise.resolve({ healthy: true, latencyMs: null, detail: "built in" });
    return probe(this.#host.clock, () => check.call(this.#voice, signal), signal);
  }

  override capabilities(): Capabilities {
    return this.#voice.capabilities;
  }

  override async close(): Promise<void> {
    await this.#voice.close?.();
  }

  async *#speak(
    { text, control }: SpeechSegment,
    context: TurnContext,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart, void> {
    // The fence of a block of code is for voices that read markup.
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    const { sampleRateHz = SAMPLE_RATE_HZ } = this.#voice;
    const resampler = this.#resamplers.start(sampleRateHz);
    const whole = new WholeSamples();
    let isHeard = false;
    const audio = function* (pcm: Uint8Array<ArrayBuffer>): Generator<SpeechPart, void> {
      if (pcm.length === 0) return;
      isHeard = true;
      yield { type: "audio", pcm };
    };
    const voice = context.persona.voices[this.#host.name];
    for await (const part of this.#synthesize(text, { control, voice, signal, context })) {
      if (part instanceof Uint8Array) yield* audio(resampler.push(whole.push(part)));
      // A module without types may yield anything.
      else if (part?.type) yield part;
      else throw this.#failure("provider_protocol", NO_BYTES);
    }
    yield* audio(resampler.end());
    if (!isHeard) throw this.#failure("provider_no_output", `it delivered no audio for ${text.length} characters`);
  }

  /** The voice's output; ends with the signal, even if the voice does not. */
  async *#synthesize(text: string, delivery: Delivery): Sound {
    const { signal } = delivery;
    let sound: AsyncIterator<Uint8Array | WordPart | PhonePart> | undefined;
    try {
      const made = this.#voice.synthesize(text, delivery);
      if (typeof made?.[Symbol.asyncIterator] !== "function") throw this.#failure("provider_protocol", NO_SOUND);
      sound = made[Symbol.asyncIterator]();
      for (;;) {
        const next = await abortable(sound.next(), signal);
        if (next.done) return;
        yield next.value;
      }
    } catch (error) {
      if (signal.aborted || error instanceof ProviderError) throw error;
      throw this.#failure("provider_unavailable", messageOf(error), error);
    } finally {
      // Its end is not awaited, and anything it still throws does not fail a finished turn.
      void sound?.return?.()?.catch(() => {});
    }
  }

  #failure(code: string, what: string, cause?: unknown): ProviderError {
    const { name: provider } = this.#host;
    return new ProviderError(`${provider}: ${what}`, { code, provider, retryable: true, cause });
  }
}
