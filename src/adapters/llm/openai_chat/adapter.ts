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
import { isAbort, messageOf } from "../../../contract/errors.ts";
import { generatedStream, readInput } from "../../kit/streams.ts";
import { Concessions, type RequestBody } from "../../openai/concessions.ts";
import { type Endpoint, endpointOf, requireKey, shownUrl } from "../../openai/endpoint.ts";
import { HealthProbe } from "../../openai/health.ts";
import { failureOf, RequestFailedError } from "../../openai/http.ts";
import { DefaultModel } from "../../openai/default_model.ts";
import { Patience } from "../../openai/answer/patience.ts";
import { Residency } from "../../openai/residency.ts";
import { type ChatOptions, firstTokenMs } from "./options.ts";
import { Reply } from "./reply.ts";
import { folded, refusesSystemRole, requestBody } from "./request.ts";

const OPENAI_MODEL = "gpt-5.4-mini";

/** The request that makes a server load the model at start-up. */
const WARMUP: readonly ChatMessage[] = [{ role: "user", content: "Hi" }];

/** Chat completions of one server. */
export class OpenAiChat extends StreamingAdapter<ChatMessage, LlmPart> {
  readonly #options: ChatOptions;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  readonly #firstMs: number;
  readonly #residency: Residency;
  readonly #probe: HealthProbe;
  readonly #model: DefaultModel;
  readonly #concessions = new Concessions();
  readonly #life = new AbortController();
  /** Whether the server was found to refuse the system role. */
  #folds: boolean;
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
    this.#endpoint = endpointOf(options, host);
    this.#firstMs = firstTokenMs(options, this.#endpoint);
    const loading = { ms: this.#firstMs, option: "first_token_ms" };
    this.#residency = new Residency(host.clock, loading, options.unresponsive_ms);
    this.#probe = new HealthProbe(this.#endpoint);
    this.#model = new DefaultModel(this.#endpoint, {
      model: options.model,
      openAi: OPENAI_MODEL,
      other: OPENAI_MODEL,
      what: "chat",
      clock: host.clock,
      residency: this.#residency,
    });
    this.#folds = options.system === "fold";
  }

  override get maxSilenceMs(): number {
    return Math.max(this.#firstMs, this.#options.stall_ms);
  }

  /** Makes the server load the model, if that is free; does not wait for it. */
  override warmup(): Promise<void> {
    const { warmup } = this.#options;
    if (warmup === "always" || (warmup === "auto" && this.#endpoint.isOwn)) void this.#warm(this.#life.signal);
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return generatedStream(
      context.signal,
      async function* (this: OpenAiChat, signal: AbortSignal) {
        requireKey(this.#endpoint);
        yield* this.#reply(await Array.fromAsync(readInput(input, signal)), signal);
      }.bind(this),
    );
  }

  override health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    const now = () => this.#host.clock.now();
    return this.#probe.ask({ service: "/chat/completions", model: this.#model.known, now, signal });
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
    this.#life.abort(new DOMException("the adapter is closed", "AbortError"));
    return Promise.resolve();
  }

  async #warm(signal: AbortSignal): Promise<void> {
    const { log } = this.#host;
    const place = shownUrl(this.#endpoint.baseUrl);
    try {
      await Array.fromAsync(this.#reply(WARMUP, signal, { max_tokens: 1 }));
      log.debug("the model at {place} is loaded", { place });
    } catch (error) {
      // Health reports real problems; one token may be an empty reply.
      if (!isAbort(error, signal)) {
        log.debug("the model at {place} could not be loaded at the start: {reason}", {
          place,
          reason: messageOf(error),
        });
      }
    }
  }

  /** Retries until there is an answer, while a retry may help and nothing was said. */
  async *#reply(
    messages: readonly ChatMessage[],
    signal: AbortSignal,
    more: RequestBody = {},
  ): AsyncGenerator<LlmPart, void> {
    const patience = new Patience(this.#host.clock, this.#firstMs);
    while (true) {
      const reply = this.#replyOnce(signal, patience);
      let body: RequestBody = {};
      try {
        body = { ...await this.#body(messages, signal), ...more };
        yield* reply.parts(this.#concessions.applied(body));
        this.#startsHidden = reply.startsHidden;
        return this.#tell(reply);
      } catch (error) {
        if (!reply.hasSaid && !signal.aborted) {
          if (this.#concede(body, error)) continue;
          if (await patience.mayTryAgain(error, signal)) continue;
        }
        throw failureOf(error, this.#endpoint, { signal, begun: reply.hasSaid });
      }
    }
  }

  #tell({ leftOut }: Reply): void {
    if (leftOut.length === 0) return;
    this.#host.log.info(
      "{place} replied with {what}, which is not spoken; turn tools and thinking off there to save time",
      {
        place: shownUrl(this.#endpoint.baseUrl),
        what: leftOut.join(", "),
      },
    );
  }

  #replyOnce(signal: AbortSignal, patience: Patience): Reply {
    const { think_from_start: thinks } = this.#options;
    const doubted = thinks === null && this.#startsHidden ? "doubtful" : "said";
    const { stall_ms, answer_ms, max_reply_chars } = this.#options;
    return new Reply({
      endpoint: this.#endpoint,
      path: "/chat/completions",
      who: "the model",
      clock: this.#host.clock,
      patience,
      first: { ms: this.#firstMs, option: "first_token_ms" },
      residency: this.#residency,
      stall: { ms: stall_ms, option: "stall_ms" },
      total: { ms: answer_ms, option: "answer_ms" },
      signal,
      start: thinks ? "hidden" : doubted,
      maxChars: max_reply_chars,
    });
  }

  async #body(messages: readonly ChatMessage[], signal: AbortSignal): Promise<RequestBody> {
    const model = await this.#model.get(signal);
    return requestBody(this.#options, this.#folds ? folded(messages) : messages, model, this.#endpoint.isOpenAi);
  }

  /** Omits from later requests the fields that the server refused by name. @returns Whether there are any. */
  #concede(body: RequestBody, error: unknown): boolean {
    if (!(error instanceof RequestFailedError)) return false;
    const { failure } = error;
    if (failure.status === 404) this.#model.forget();
    let done = this.#concessions.learn(this.#concessions.applied(body), failure);
    if (done === undefined && this.#options.system === "auto" && !this.#folds && refusesSystemRole(failure)) {
      this.#folds = true;
      done = "the system prompt goes into the first user message";
    }
    if (done === undefined) return false;
    this.#host.log.info("{place} refused a request ({reason}); from now on {done}", {
      place: shownUrl(this.#endpoint.baseUrl),
      reason: failure.message,
      done,
    });
    return true;
  }
}
