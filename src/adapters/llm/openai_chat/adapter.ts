/**
 * Chat completions as a language model.
 *
 * @module
 */
import {
  type AdapterHost,
  type Capabilities,
  type ChatMessage,
  type Health,
  type LlmPart,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { generatedStream, readAll } from "../../../core/streams.ts";
import type { RequestBody } from "../../openai/concessions.ts";
import { requireKey, shownUrl } from "../../openai/endpoint.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { LearnedLimit } from "../../openai/model/learned_limit.ts";
import { ModelServer, type ModelService } from "../../openai/model/model_server.ts";
import type { ChatOptions } from "./options.ts";
import { EMPTY_STREAM, Reply } from "./reply.ts";
import { exceedsContext, folded, refusesSystemRole, requestBody, shortened, shorterBytes } from "./request.ts";

const SERVICE: ModelService = {
  path: "/chat/completions",
  what: "chat",
  who: "the model",
  models: { openAi: "gpt-5.4-mini", other: "gpt-5.4-mini" },
  first: { option: "first_token_ms", remoteMs: 30_000 },
};

/** The request that makes a server load the model at start-up. */
const WARMUP: readonly ChatMessage[] = [{ role: "user", content: "Hi" }];

/** Chat completions of one server. */
export class OpenAiChat extends StreamingAdapter<ChatMessage, LlmPart> {
  readonly #options: ChatOptions;
  readonly #host: AdapterHost;
  readonly #server: ModelServer;
  /** Whether the server was found to refuse the system role. */
  #folds: boolean;
  /** The longest conversation that the server's context is known to hold, bytes of UTF-8. */
  readonly #maxBytes: LearnedLimit;
  /** Whether the model's last reply turned out to begin in the middle of reasoning. */
  #startsHidden = false;

  /**
   * @param options The adapter's options.
   * @param host Clock, log, name and secrets.
   */
  constructor(options: ChatOptions, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#server = new ModelServer(SERVICE, options, options.first_token_ms, host);
    this.#maxBytes = new LearnedLimit(host.clock);
    this.#folds = options.system === "fold";
  }

  override get maxSilenceMs(): number {
    return this.#server.maxSilenceMs;
  }

  /** Makes the server load the model, if that is free; does not wait for it. */
  override warmup(): Promise<void> {
    this.#server.warmUp(async (signal) => void await Array.fromAsync(this.#reply(WARMUP, signal, { max_tokens: 1 })));
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return generatedStream(
      context.signal,
      async function* (this: OpenAiChat, signal: AbortSignal) {
        requireKey(this.#server.endpoint);
        yield* this.#reply(await readAll(input, signal), signal);
      }.bind(this),
    );
  }

  override health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    return this.#server.health(signal);
  }

  override capabilities(): Capabilities {
    return {
      streams: ["text"],
      controls: {
        "emotion.label": "approximated",
        "emotion.intensity": "approximated",
        "emotion.valence": "approximated",
        "emotion.arousal": "approximated",
        "character.persona_id": "native",
        "character.expressivity": "approximated",
      },
      offline: false,
    };
  }

  override close(): Promise<void> {
    this.#server.close();
    return Promise.resolve();
  }

  async *#reply(
    messages: readonly ChatMessage[],
    signal: AbortSignal,
    more: RequestBody = {},
  ): AsyncGenerator<LlmPart, void> {
    const { think_from_start: thinks, max_reply_chars: maxChars } = this.#options;
    let maxBytes = this.#maxBytes.value;
    let learnedBytes = Infinity;
    let isStreamed = true;
    const reply = yield* this.#server.ask<LlmPart, Reply>({
      bodyFor: (model) => {
        const body = { ...this.#body(shortened(messages, maxBytes), model), ...more };
        return isStreamed ? body : { ...body, stream: false, stream_options: undefined };
      },
      attempt: (options) => {
        const doubted = thinks === null && this.#startsHidden ? "doubtful" : "said";
        return new Reply({ ...options, start: thinks ? "hidden" : doubted, maxChars });
      },
      learn: (sent, failure) => {
        // Without a stream the server says what is wrong, or replies.
        isStreamed = failure.code !== EMPTY_STREAM;
        if (!isStreamed) return "this reply is asked for in one piece";
        const shorter = exceedsContext(failure) ? shorterBytes(shortened(messages, maxBytes)) : undefined;
        // What is refused at any length is not refused for its length.
        learnedBytes = shorter ?? Infinity;
        maxBytes = shorter ?? this.#maxBytes.value;
        if (shorter === undefined) return this.#learn(sent, failure);
        return `the oldest messages of a conversation are left out beyond ${shorter} bytes`;
      },
    }, signal);
    this.#maxBytes.learn(learnedBytes);
    this.#startsHidden = reply.startsHidden;
    this.#tell(reply);
  }

  #tell({ leftOut }: Reply): void {
    if (leftOut.length === 0) return;
    this.#host.log.info(
      "{place} replied with {what}, which is not spoken; turn tools and thinking off there to save time",
      {
        place: shownUrl(this.#server.endpoint.baseUrl),
        what: leftOut.join(", "),
      },
    );
  }

  #body(messages: readonly ChatMessage[], model: string): RequestBody {
    const { isOpenAi } = this.#server.endpoint;
    return requestBody(this.#options, this.#folds ? folded(messages) : messages, model, isOpenAi);
  }

  /** Omits from later requests what the server refused: a field, or the system role. */
  #learn(sent: RequestBody, failure: WireFailure): string | undefined {
    const done = this.#server.concessions.learn(sent, failure);
    const mayFold = this.#options.system === "auto" && !this.#folds;
    if (done !== undefined || !mayFold || !refusesSystemRole(failure)) return done;
    this.#folds = true;
    return "the system prompt goes into the first user message";
  }
}
