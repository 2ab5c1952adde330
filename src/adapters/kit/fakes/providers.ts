/**
 * Scripted providers on a test's clock.
 *
 * @module
 */
import {
  AvatarAdapter,
  type AvatarContext,
  type AvatarInput,
  type AvatarPart,
  type Capabilities,
  type ChatMessage,
  type Health,
  type LlmPart,
  type ModelFinish,
  RealtimeAdapter,
  type RealtimePart,
  type RealtimeRequest,
  type RealtimeSetup,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { msToSamples } from "../../../contract/pcm.ts";
import { type Clock, delay } from "../../../contract/clock.ts";

const HEALTHY: Health = { healthy: true, latencyMs: 0, detail: "scripted" };

const CAPABILITIES: Capabilities = {
  streams: [],
  controls: {},
  offline: true,
};

/** Duration of each word of the scripted voice, and of its audible part, in ms. */
export const WORD_MS = 200;
export const WORD_SOUND_MS = 160;

/** A language model that streams a function's reply to the messages, word by word. */
export class ScriptedLlm extends StreamingAdapter<ChatMessage, LlmPart> {
  /** The messages of each call, oldest first. */
  readonly calls: ChatMessage[][] = [];
  /** Words made so far, in all calls. */
  words = 0;
  readonly #reply: (messages: readonly ChatMessage[]) => string | Error;
  readonly #clock: Clock;
  readonly #wordDelayMs: number;
  readonly #finish: ModelFinish | undefined;

  constructor(
    clock: Clock,
    reply: (messages: readonly ChatMessage[]) => string | Error,
    options: { wordDelayMs?: number; finish?: ModelFinish } = {},
  ) {
    super();
    this.#clock = clock;
    this.#reply = reply;
    this.#wordDelayMs = options.wordDelayMs ?? 0;
    this.#finish = options.finish;
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return ReadableStream.from(this.#words(input, context));
  }

  async *#words(input: ReadableStream<ChatMessage>, { signal }: TurnContext): AsyncGenerator<LlmPart> {
    const messages = await Array.fromAsync(input);
    this.calls.push(messages);
    const reply = this.#reply(messages);
    if (reply instanceof Error) throw reply;
    for (const word of reply.match(/\S+\s*/g) ?? []) {
      if (this.#wordDelayMs > 0) await delay(this.#clock, this.#wordDelayMs, { signal });
      signal.throwIfAborted();
      this.words++;
      yield { type: "text", text: word };
    }
    if (this.#finish !== undefined) yield { type: "finish", finish: this.#finish };
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    return { ...CAPABILITIES, streams: ["text"], controls: { "emotion.label": "native" } };
  }
}

/** How a scripted voice behaves. */
interface VoiceScript {
  /** Delay before each word's audio, in ms; default 0: a burst. */
  readonly wordDelayMs?: (word: number) => number;
  /** Index of the word, counted over the instance's lifetime, at which it throws. */
  readonly failAt?: number;
  /** Whether it sends word marks. Default: true. */
  readonly marks?: boolean;
  /** Whether it declares that it shows feelings. Default: false. */
  readonly feels?: boolean;
  /** Whether it declares that it follows directions within a segment. Default: false. */
  readonly directions?: boolean;
}

/** A voice in which every word takes {@linkcode WORD_MS}, with the word's number in its samples. */
export class ScriptedTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly segments: SpeechSegment[] = [];
  /** Words begun so far, in all streams. */
  words = 0;
  readonly #clock: Clock;
  readonly #script: VoiceScript;

  constructor(clock: Clock, script: VoiceScript = {}) {
    super();
    this.#clock = clock;
    this.#script = script;
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return ReadableStream.from(this.#speech(input, context));
  }

  async *#speech(input: ReadableStream<SpeechSegment>, { signal }: TurnContext): AsyncGenerator<SpeechPart> {
    const { failAt, wordDelayMs = () => 0, marks = true } = this.#script;
    for await (const segment of input) {
      this.segments.push(segment);
      const words = [...segment.text.matchAll(/\S+/g)];
      yield { type: "segment", index: segment.index, text: segment.text };
      for (const [i, word] of words.entries()) {
        if (!marks) break;
        const [charStart, charEnd] = [word.index, word.index + word[0].length];
        const startMs = i * WORD_MS;
        yield { type: "word", text: word[0], startMs, endMs: startMs + WORD_SOUND_MS, charStart, charEnd };
      }
      for (const _ of words) {
        const number = this.words++;
        if (number === failAt) throw new Error("the voice broke");
        const delayMs = wordDelayMs(number);
        if (delayMs > 0) await delay(this.#clock, delayMs, { signal });
        signal.throwIfAborted();
        const samples = new Int16Array(msToSamples(WORD_MS)).fill(number % 30_000 + 1);
        yield { type: "audio", pcm: new Uint8Array(samples.buffer) };
      }
    }
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    const controls = this.#script.feels ? { "emotion.label": "native" } as const : {};
    return { ...CAPABILITIES, streams: ["audio", "words"], controls, directions: this.#script.directions ?? false };
  }
}

/** What a scripted avatar does. */
export interface AvatarScript {
  /** Time that it takes for a frame, ms. Default: 0. */
  readonly drawMs?: number;
  /** Audio after a frame that it waits for, ms. Default: 0. */
  readonly lookAheadMs?: number;
  /** The frame at which it fails. */
  readonly failAt?: number;
  /** The frame that it never delivers. */
  readonly hangAt?: number;
}

/** An avatar that draws one byte per frame. */
export class ScriptedAvatar extends AvatarAdapter {
  override readonly defaults = { width: 16, height: 16, fps: 25 };
  /** Inputs of all streams. */
  readonly inputs: AvatarInput[] = [];
  /** Pictures drawn so far, in all streams. */
  drawn = 0;
  readonly contexts: AvatarContext[] = [];
  /** State of each stream's input when it drew its first frame. */
  readonly beginnings: Pick<AvatarContext, "lifeMs" | "before">[] = [];
  readonly #clock: Clock;
  readonly #script: AvatarScript;

  constructor(clock: Clock, script: AvatarScript = {}) {
    super();
    this.#clock = clock;
    this.#script = script;
  }

  override fit(request: { width?: number; height?: number; fps?: number }) {
    return { ...this.defaults, ...request };
  }

  override inferStream(input: ReadableStream<AvatarInput>, context: AvatarContext): ReadableStream<AvatarPart> {
    this.contexts.push(context);
    return ReadableStream.from(this.#frames(input, context));
  }

  async *#frames(input: ReadableStream<AvatarInput>, context: AvatarContext): AsyncGenerator<AvatarPart> {
    const { drawMs = 0, lookAheadMs = 0, failAt, hangAt } = this.#script;
    const frameMs = 1000 / context.fps;
    const reader = input.getReader();
    let audioMs = 0;
    let ended = false;
    if (context.mode === "idle") this.#note(reader);
    try {
      for (let index = 0;; index++) {
        index = Math.max(index, Math.ceil(context.earliestMs() / frameMs));
        while (context.mode === "turn" && !ended && audioMs < (index + 1) * frameMs + lookAheadMs) {
          const { done, value } = await reader.read();
          if (done) ended = true;
          else {
            this.inputs.push(value);
            if (value.type === "audio") audioMs = value.timestampMs + value.durationMs;
          }
        }
        if (ended && index * frameMs >= audioMs) return;
        if (index === 0) this.beginnings.push({ lifeMs: context.lifeMs, before: context.before });
        if (index === failAt) throw new Error("the avatar broke");
        if (index === hangAt) await new Promise<never>((_, reject) => abortable(context.signal, reject));
        if (drawMs > 0) await delay(this.#clock, drawMs, { signal: context.signal });
        const { width, height } = context;
        this.drawn++;
        const timestampMs = index * frameMs;
        const common = { frameIndex: index, timestampMs, audioMs: timestampMs, bearing: { frame: index } };
        yield context.video === "pose"
          ? { type: "pose", ...common, pose: { jawOpen: 0.5 } }
          : { type: "frame", ...common, width, height, contentType: "jpeg", data: new Uint8Array([index & 255]) };
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  /** Idle animation follows the clock, regardless of input. */
  async #note(reader: ReadableStreamDefaultReader<AvatarInput>): Promise<void> {
    for (let part = await reader.read(); !part.done; part = await reader.read()) this.inputs.push(part.value);
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    return { ...CAPABILITIES, streams: ["frames", "poses", "idle"], controls: { "character.motion_gain": "native" } };
  }
}

function abortable(signal: AbortSignal, reject: (reason: unknown) => void): void {
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
}

/** Calls of a scripted realtime provider, in order. */
export type RealtimeOrder =
  | { readonly connect: RealtimeSetup }
  | { readonly say: RealtimeRequest }
  | "cancel"
  | { readonly truncate: number }
  | "close";

/** A realtime provider that plays given parts. */
export class ScriptedRealtime extends RealtimeAdapter {
  readonly orders: RealtimeOrder[] = [];
  readonly #parts: (request: RealtimeRequest) => AsyncIterable<RealtimePart> | Iterable<RealtimePart>;
  readonly #verbatim: boolean;
  #request: RealtimeRequest | undefined;

  constructor(
    parts: (request: RealtimeRequest) => AsyncIterable<RealtimePart> | Iterable<RealtimePart>,
    options: { orders?: RealtimeOrder[]; verbatim?: boolean } = {},
  ) {
    super();
    this.#parts = parts;
    this.#verbatim = options.verbatim ?? false;
    if (options.orders !== undefined) this.orders = options.orders;
  }

  override connect(setup: RealtimeSetup): Promise<void> {
    this.orders.push({ connect: setup });
    return Promise.resolve();
  }

  override sendUserText(request: RealtimeRequest): Promise<void> {
    this.#request = request;
    this.orders.push({ say: request });
    return Promise.resolve();
  }

  override streamEvents(): ReadableStream<RealtimePart> {
    if (this.#request === undefined) throw new Error("nothing was said yet");
    return ReadableStream.from(this.#parts(this.#request));
  }

  override cancelResponse(): Promise<void> {
    this.orders.push("cancel");
    return Promise.resolve();
  }

  override truncate(heardMs: number): Promise<void> {
    this.orders.push({ truncate: heardMs });
    return Promise.resolve();
  }

  override close(): Promise<void> {
    this.orders.push("close");
    return Promise.resolve();
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    return { ...CAPABILITIES, streams: ["text", "audio"], verbatim: this.#verbatim };
  }
}
