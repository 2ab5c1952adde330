/**
 * The response to a request: its bytes, with a deadline for each chunk.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { deadline } from "../../../core/async.ts";
import type { RequestBody } from "../concessions.ts";
import { type Endpoint, shownUrl } from "../endpoint.ts";
import type { WireFailure } from "../errors.ts";
import { post, RequestFailedError } from "../http.ts";
import { hangOf } from "./liveness.ts";
import type { Patience } from "./patience.ts";
import type { Limit, Residency } from "./residency.ts";

/** Options of a request. */
export interface AnswerOptions {
  readonly endpoint: Endpoint;
  /** The service, such as `/chat/completions`. */
  readonly path: string;
  /** The answering party, for people: `the model`. */
  readonly who: string;
  readonly clock: Clock;
  readonly patience: Patience;
  /** The longest silence before the awaited content. */
  readonly first: Limit;
  /** Whether the server seems to have its model in memory. */
  readonly residency: Residency;
  /** The longest silence after it. */
  readonly stall: Limit;
  /** The longest total time. */
  readonly total: Limit;
  readonly signal: AbortSignal;
}

/** How long a server may take to end its stream after the last content, ms. */
const END_MS = 300;

/** Sends one request. */
export class Answer {
  readonly #options: AnswerOptions;
  readonly #endsAtMs: number;
  #livedAtMs: number;
  /** Aborts when the server was found to hang, with the error. */
  readonly #hang = new AbortController();
  #hasBegun = false;
  #endWait = () => {};
  /** Whether the content is complete; a stream that does not end is then cancelled. */
  isComplete = false;

  /** @param options See {@linkcode AnswerOptions}. */
  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#livedAtMs = options.clock.now();
    this.#endsAtMs = this.#livedAtMs + options.total.ms;
  }

  /** Whether the awaited content has begun: other limits then apply. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  set hasBegun(hasBegun: boolean) {
    this.#hasBegun = hasBegun;
    if (!hasBegun) return;
    this.#endWait();
    this.#options.residency.answered();
  }

  /** The request, such as `POST http://127.0.0.1:11434/v1/chat/completions`. */
  get request(): string {
    return `POST ${shownUrl(this.#options.endpoint.url(this.#options.path))}`;
  }

  /**
   * Sends the request.
   *
   * @param body The request.
   * @param signal Aborts it, and the reading of the response.
   * @returns The response, with a success status.
   * @throws {RequestFailedError} If the server refuses, or cannot be reached.
   * @throws {ProviderError} If it does not answer in time.
   */
  async open(body: RequestBody, signal: AbortSignal): Promise<Response> {
    const { endpoint, path, residency } = this.#options;
    if (endpoint.isOwn) this.#watch(signal);
    this.#endWait = residency.asked();
    signal.addEventListener("abort", this.#endWait, { once: true });
    try {
      const response = await this.#within(post(endpoint, path, body, signal));
      this.#live();
      return response;
    } catch (error) {
      if (error instanceof RequestFailedError && error.isDisconnected) residency.gone();
      throw error;
    }
  }

  /**
   * Reads the answer.
   *
   * @param response The result of {@linkcode open}.
   * @throws {RequestFailedError} If the connection breaks before the content has begun.
   * @throws {ProviderError} If a deadline passes.
   */
  async *bytes(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const reader = response.body?.getReader();
    while (reader !== undefined) {
      const next = await this.#next(reader);
      if (next === undefined || next.done) return;
      this.#live();
      yield next.value;
    }
  }

  /** A failure that the answer describes. */
  failed(failure: WireFailure): RequestFailedError {
    // Errors within a stream have no HTTP status; many give it as their code.
    const code = Number(failure.code);
    const status = failure.status ?? (code >= 400 && code < 600 ? code : undefined);
    return new RequestFailedError(this.request, { ...failure, status });
  }

  async #next(
    reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  ): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>> | undefined> {
    try {
      return await this.#within(reader.read());
    } catch (error) {
      if (this.#options.signal.aborted) throw error;
      if (this.isComplete) return undefined;
      if (!(error instanceof TypeError) || this.hasBegun) throw error;
      const message = `the connection broke: ${error.message}`;
      throw new RequestFailedError(this.request, { message }, { isDisconnected: true });
    }
  }

  /** The server has given a sign of life. */
  #live(): void {
    this.#options.patience.renew();
    this.#options.residency.lives();
    this.#livedAtMs = this.#options.clock.now();
  }

  /** Ends the wait for a server that hangs. */
  #watch(signal: AbortSignal): void {
    const { endpoint, who, clock, residency } = this.#options;
    // A server with a single thread may be busy with the request of another session.
    const livedAtMs = () => Math.max(this.#livedAtMs, residency.livedAt);
    const silentMs = () => this.hasBegun || this.isComplete ? undefined : clock.now() - livedAtMs();
    hangOf({ endpoint, who, clock, limit: residency.limit, silentMs, signal })
      .then((error) => error && this.#hang.abort(error));
  }

  #within<T>(promise: Promise<T>): Promise<T> {
    const { clock, patience, stall } = this.#options;
    const silenceMs = this.isComplete ? END_MS : this.hasBegun ? stall.ms : patience.leftMs;
    const leftMs = Math.max(0, this.#endsAtMs - clock.now());
    const onTimeout = () => this.#late(leftMs < silenceMs);
    return deadline(promise, {
      clock,
      limitMs: Math.min(silenceMs, leftMs),
      onTimeout,
      signal: this.#hang.signal,
    });
  }

  #late(isTotal: boolean): ProviderError {
    const { endpoint: { failures, adapter }, first, stall, total, who } = this.#options;
    const { ms, option } = isTotal ? total : this.hasBegun ? stall : first;
    const what = isTotal
      ? `${who} is not done after ${ms} ms`
      : `${who} ${this.hasBegun ? "fell silent" : "does not begin"}: nothing for ${ms} ms`;
    return failures.make("provider_timeout", `${what}; raise adapters.${adapter}.${option} if it needs longer`);
  }
}
