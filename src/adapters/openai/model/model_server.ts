/**
 * A server that answers requests with one model, as the adapters for chat and for speech use it: which model it is
 * asked for, what it accepts, how long it may be silent, and when a request is repeated.
 *
 * @module
 */
import type { AdapterHost, Health } from "../../../contract/adapter.ts";
import { isAbort, messageOf } from "../../../contract/errors.ts";
import type { AnswerOptions } from "../answer/answer.ts";
import { Patience } from "../answer/patience.ts";
import { Residency } from "../answer/residency.ts";
import { Concessions, type RequestBody } from "../concessions.ts";
import { type Endpoint, endpointOf, type ServerOptions, shownUrl } from "../endpoint.ts";
import type { WireFailure } from "../errors.ts";
import { HealthProbe, type Service } from "../health.ts";
import { failureOf, RequestFailedError } from "../http.ts";
import { DefaultModel } from "./default_model.ts";

/** How long a server of our own may take to load its model, ms. */
const OWN_FIRST_MS = 180_000;

/** What a server is used for. */
export interface ModelService {
  readonly path: Service;
  readonly what: "chat" | "speech";
  /** What answers, for people: `the model`. */
  readonly who: string;
  /** The model to use if none is configured: at OpenAI, and at other servers that list none. */
  readonly models: { readonly openAi: string; readonly other: string };
  /** The option that sets the longest silence before an answer, and its default for remote servers, ms. */
  readonly first: { readonly option: string; readonly remoteMs: number };
}

/** The options that adapters of such servers share. */
interface ModelServerOptions extends ServerOptions {
  readonly model: string | null;
  readonly warmup: "auto" | "always" | "never";
  readonly unresponsive_ms: number | null;
  readonly stall_ms: number;
  readonly answer_ms: number;
}

/** One request and its answer. */
interface Attempt<Part> {
  /** Whether any of the answer was passed on: then it cannot be repeated. */
  readonly hasOutput: boolean;
  /** Sends the request and reads the answer. */
  parts(body: RequestBody): AsyncGenerator<Part, void>;
}

/** What is asked. */
interface Question<Part, A extends Attempt<Part>> {
  /** The request for a model. */
  bodyFor(model: string): RequestBody;
  /** Prepares an attempt. */
  attempt(options: AnswerOptions): A;
  /** Learns from a refused request. Returns what is changed from now on, for the log; `undefined`: nothing. */
  learn(sent: RequestBody, failure: WireFailure): Promise<string | undefined> | string | undefined;
}

/** See the module. */
export class ModelServer {
  readonly endpoint: Endpoint;
  /** The fields that the server does not accept. */
  readonly concessions = new Concessions();
  readonly #service: ModelService;
  readonly #options: ModelServerOptions;
  readonly #host: AdapterHost;
  readonly #firstMs: number;
  readonly #residency: Residency;
  readonly #probe: HealthProbe;
  readonly #model: DefaultModel;
  readonly #life = new AbortController();

  /**
   * @param service What the server is used for.
   * @param options The adapter's options.
   * @param firstMs The configured longest silence before an answer, ms; `null`: the default.
   * @param host Clock, log, name and secrets.
   */
  constructor(service: ModelService, options: ModelServerOptions, firstMs: number | null, host: AdapterHost) {
    this.endpoint = endpointOf(options, host);
    this.#service = service;
    this.#options = options;
    this.#host = host;
    const { clock } = host;
    const { option, remoteMs } = service.first;
    this.#firstMs = firstMs ?? (this.endpoint.isOwn ? OWN_FIRST_MS : remoteMs);
    this.#residency = new Residency(clock, { ms: this.#firstMs, option }, options.unresponsive_ms);
    this.#probe = new HealthProbe(this.endpoint, clock);
    const { model } = options;
    const { models, what } = service;
    this.#model = new DefaultModel(this.endpoint, { model, ...models, what, clock, residency: this.#residency });
  }

  /** The model, if known without asking the server. */
  get model(): string | undefined {
    return this.#model.known;
  }

  /** The longest silence of a working server, ms. */
  get maxSilenceMs(): number {
    return Math.max(this.#firstMs, this.#options.stall_ms);
  }

  /** Checks address, key, service and model. Never throws. */
  health(signal: AbortSignal | undefined): Promise<Health> {
    return this.#probe.ask({ service: this.#service.path, model: this.model, signal });
  }

  /**
   * Makes the server load its model, if that is configured or free. Does not wait for it.
   *
   * @param load Sends a short request.
   */
  warmUp(load: (signal: AbortSignal) => Promise<void>): void {
    const { warmup } = this.#options;
    if (warmup === "always" || (warmup === "auto" && this.endpoint.isOwn)) void this.#warm(load);
  }

  /**
   * Asks, and repeats the request while that may help and nothing of the answer was passed on.
   *
   * @param question What is asked.
   * @param signal Ends it.
   * @returns The attempt that succeeded.
   * @throws {ProviderError} If none does.
   */
  async *ask<Part, A extends Attempt<Part>>(question: Question<Part, A>, signal: AbortSignal): AsyncGenerator<Part, A> {
    const patience = new Patience(this.#host.clock, this.#firstMs);
    while (true) {
      const attempt = question.attempt(this.#answerOptions(patience, signal));
      let body: RequestBody = {};
      try {
        body = this.concessions.applied(question.bodyFor(await this.#model.get(signal)));
        yield* attempt.parts(body);
        return attempt;
      } catch (error) {
        if (!attempt.hasOutput && !signal.aborted) {
          if (error instanceof RequestFailedError && await this.#concede(question, body, error.failure)) continue;
          if (await patience.mayTryAgain(error, signal)) continue;
        }
        throw failureOf(error, this.endpoint, { signal, begun: attempt.hasOutput });
      }
    }
  }

  /** Ends the loading of the model. */
  close(): void {
    this.#life.abort(new DOMException("the adapter is closed", "AbortError"));
  }

  #answerOptions(patience: Patience, signal: AbortSignal): AnswerOptions {
    const { path, who, first: { option } } = this.#service;
    const { stall_ms, answer_ms } = this.#options;
    return {
      endpoint: this.endpoint,
      path,
      who,
      clock: this.#host.clock,
      patience,
      first: { ms: this.#firstMs, option },
      residency: this.#residency,
      stall: { ms: stall_ms, option: "stall_ms" },
      total: { ms: answer_ms, option: "answer_ms" },
      signal,
    };
  }

  /** Learns from a refusal. @returns Whether the next request will be another one. */
  async #concede(
    { learn }: Pick<Question<unknown, Attempt<unknown>>, "learn">,
    sent: RequestBody,
    failure: WireFailure,
  ): Promise<boolean> {
    if (failure.status === 404) this.#model.forget();
    const done = await learn(sent, failure);
    if (done === undefined) return false;
    this.#host.log.info("{place} refused a request ({reason}); from now on {done}", {
      place: shownUrl(this.endpoint.baseUrl),
      reason: failure.message,
      done,
    });
    return true;
  }

  async #warm(load: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { log } = this.#host;
    const { signal } = this.#life;
    const said = { who: this.#service.who, place: shownUrl(this.endpoint.baseUrl) };
    try {
      await load(signal);
      log.debug("{who} at {place} is loaded", said);
    } catch (error) {
      // Health reports real problems; a short request may have an empty answer.
      if (isAbort(error, signal)) return;
      log.debug("{who} at {place} could not be loaded at the start: {reason}", { ...said, reason: messageOf(error) });
    }
  }
}
