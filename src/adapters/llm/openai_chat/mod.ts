/**
 * The adapter `openai_chat`: streaming chat completions of OpenAI, or of a server that speaks its protocol: Ollama,
 * llama.cpp, vLLM, LM Studio and others.
 *
 * @module
 */
import type { OpenAI } from "openai";
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { z } from "zod";
import {
  type AdapterHost,
  type Capabilities,
  type ChatMessage,
  defineAdapter,
  type Health,
  type LlmPart,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { deadline } from "../../../core/async.ts";
import { asked, failureOf, openAiClient } from "../../openai/client.ts";
import { type Endpoint, endpointOf, healthOf, openAiSecrets, requireKey } from "../../openai/endpoint.ts";
import { generatedStream, readInput } from "../../kit/streams.ts";
import { ThinkFilter } from "./think_filter.ts";

const Options = z.strictObject({
  model: z.string().min(1).default("gpt-5.4-mini").describe('The model. Default: "gpt-5.4-mini".'),
  base_url: z.url({ protocol: /^https?$/ }).nullable().default(null)
    .describe("Address of the server, such as http://127.0.0.1:11434/v1. Default: OPENAI_BASE_URL, else OpenAI."),
  temperature: z.number().min(0).max(2).nullable().default(null).describe("0..2. Default: the model's own."),
  max_tokens: z.int().min(1).nullable().default(null).describe(
    "Longest reply, tokens. Default: the model's own limit.",
  ),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).nullable().default(null)
    .describe("How much a reasoning model thinks first; less is faster. Default: the model's own."),
  think_from_start: z.boolean().default(false)
    .describe("Whether replies begin with reasoning that has only a closing </think>. Default: false."),
  extra: z.record(z.string(), z.unknown()).default({})
    .describe("More fields of the request, such as chat_template_kwargs. Default: none."),
  first_token_ms: z.int().min(10).max(300_000).default(30_000)
    .describe("Longest wait for an answer to begin, ms; a model that is loaded first takes long. Default: 30000."),
  stall_ms: z.int().min(10).max(300_000).default(10_000)
    .describe("Longest silence within an answer, ms. Default: 10000."),
});
type Options = z.output<typeof Options>;

/** Chat completions as a language model. */
class OpenAiChat extends StreamingAdapter<ChatMessage, LlmPart> {
  readonly #options: Options;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  #client: OpenAI | undefined;

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#endpoint = endpointOf(options, host);
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return generatedStream(context.signal, (signal) => this.#reply(input, signal));
  }

  override health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    return healthOf(this.#endpoint, { now: () => this.#host.clock.now(), signal });
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

  async *#reply(input: ReadableStream<ChatMessage>, signal: AbortSignal): AsyncGenerator<LlmPart, void> {
    const messages = await Array.fromAsync(readInput(input, signal));
    requireKey(this.#endpoint);
    yield* asked(() => this.#attempt(messages, signal));
  }

  async *#attempt(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<LlmPart, void> {
    const request = new AbortController();
    const filter = new ThinkFilter(this.#options.think_from_start);
    const state = { begun: false, said: false, ending: "" };
    let usage: LlmPart | undefined;
    try {
      for await (const chunk of this.#chunks(messages, AbortSignal.any([signal, request.signal]))) {
        state.begun = true;
        usage = usageOf(chunk) ?? usage;
        const [choice] = chunk.choices ?? [];
        state.ending = choice?.finish_reason ?? state.ending;
        const text = filter.push(choice?.delta?.content ?? "");
        if (text === "") continue;
        state.said = true;
        yield { type: "text", text };
      }
      const rest = filter.end();
      if (rest !== "") yield { type: "text", text: rest };
      if (usage) yield usage;
      if (!state.said && rest === "") throw this.#nothingSaid(state.ending);
    } catch (error) {
      throw failureOf(error, this.#endpoint.failures, { signal, begun: state.begun });
    } finally {
      request.abort();
    }
  }

  /** The chunks of one answer, each by its deadline. */
  async *#chunks(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<ChatCompletionChunk, void> {
    const { first_token_ms: firstMs, stall_ms: stallMs } = this.#options;
    const { clock } = this.#host;
    const client = this.#client ??= openAiClient(this.#endpoint);
    const within = <T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> =>
      deadline(promise, {
        clock,
        limitMs,
        onTimeout: () => this.#endpoint.failures.make("provider_timeout", `${what}: nothing for ${limitMs} ms`),
      });
    const stream = await within(
      firstMs,
      "the model does not begin",
      client.chat.completions.create(this.#body(messages), { signal }),
    );
    const chunks = stream[Symbol.asyncIterator]();
    let next = await within(firstMs, "the model does not begin", chunks.next());
    while (!next.done) {
      yield next.value;
      next = await within(stallMs, "the model fell silent", chunks.next());
    }
  }

  #body(messages: readonly ChatMessage[]): ChatCompletionCreateParamsStreaming {
    const { model, temperature, max_tokens: maxTokens, reasoning_effort: effort, extra } = this.#options;
    // OpenAI's newer models refuse `max_tokens`, other servers do not know its successor.
    const limit = this.#endpoint.isOpenAi ? "max_completion_tokens" : "max_tokens";
    return {
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      stream_options: { include_usage: true },
      ...(temperature !== null && { temperature }),
      ...(maxTokens !== null && { [limit]: maxTokens }),
      ...(effort !== null && { reasoning_effort: effort }),
      ...extra,
    };
  }

  #nothingSaid(ending: string) {
    if (ending === "content_filter") {
      return this.#endpoint.failures.make("provider_rejected", "the answer was filtered out");
    }
    const why = ending === "length"
      ? "its tokens ran out before it said anything; raise max_tokens"
      : "it said nothing";
    return this.#endpoint.failures.make("provider_no_output", `the model answered, but ${why}`);
  }
}

function usageOf({ usage }: ChatCompletionChunk): LlmPart | undefined {
  if (!usage) return undefined;
  const counts = {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    input_cached_tokens: usage.prompt_tokens_details?.cached_tokens,
    output_reasoning_tokens: usage.completion_tokens_details?.reasoning_tokens,
  };
  const known = Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return { type: "usage", usage: Object.fromEntries(known) };
}

export default defineAdapter({
  kind: "llm",
  name: "openai_chat",
  summary: "Chat completions of OpenAI, or of Ollama, llama.cpp, vLLM, LM Studio and others by base_url",
  options: Options,
  secrets: openAiSecrets,
  create: (options, host) => new OpenAiChat(options, host),
});
