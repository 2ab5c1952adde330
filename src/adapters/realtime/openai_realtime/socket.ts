/**
 * One WebSocket to a Realtime server: its events as a stream, deadlines for everything that the platform does not
 * limit, and the session configuration in force.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { Clock } from "../../../contract/clock.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { abortable, deadline, resolvesWithin } from "../../../core/async.ts";
import type { ClosingSockets } from "../../kit/closing_sockets.ts";
import { pauseInHeaders } from "../../openai/asked_pause.ts";
import { type Endpoint, shownUrl } from "../../openai/endpoint.ts";
import { probeModels } from "../../openai/health.ts";
import { fetchHere } from "../../openai/http.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { inBetaShape } from "./beta.ts";
import {
  changingUpdate,
  itemCreate,
  openingUpdate,
  type RealtimeCommand,
  type RealtimeOptions,
  type VoiceConfig,
} from "./commands.ts";
import { closeError, readEvent, type RealtimeEvent } from "./wire.ts";

/** What all sockets of an adapter share. */
export interface SocketDeps {
  readonly endpoint: Endpoint;
  readonly options: RealtimeOptions;
  readonly closing: ClosingSockets;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Initial state of a session. */
interface SocketPlan {
  readonly config: VoiceConfig;
  /** The conversation so far, and the item id of each message. */
  readonly history: readonly (ChatMessage & { readonly itemId: string })[];
  /** Ends the attempt to open it. */
  readonly signal: AbortSignal;
}

/** How many responses are remembered after their end. */
const MAX_RETIRED = 16;

/** The shortest session lifetime that a server may announce, ms. Clocks differ, and some servers announce the past. */
const MIN_LIFE_MS = 60_000;

/** A connection and its session. */
export class RealtimeSocket {
  /**
   * The server's events, in order. The stream closes after `ended`, or when the socket is closed here. Its reader must
   * keep up: there is no backpressure to the server.
   */
  readonly events: ReadableStream<RealtimeEvent>;
  /** Whether the conversation holds assistant audio: from then on the voice cannot change. */
  voiceSettled = false;
  /** When the session ends, on the host's clock. */
  expiresAtMs: number;

  readonly #deps: SocketDeps;
  readonly #socket: WebSocket;
  readonly #created = Promise.withResolvers<void>();
  readonly #configured = Promise.withResolvers<void>();
  readonly #retired = new Set<string>();
  #out: ReadableStreamDefaultController<RealtimeEvent> | undefined;
  #config: VoiceConfig;
  #configBefore: VoiceConfig;
  #isOpening = true;
  #isBeta: boolean | undefined;
  #lastFailure: WireFailure | undefined;
  #refusal: string | undefined;
  #commands = 0;

  /**
   * @param deps What all sockets share.
   * @param config The configuration of its session.
   */
  constructor(deps: SocketDeps, config: VoiceConfig) {
    this.#deps = deps;
    this.#config = config;
    this.#configBefore = config;
    this.expiresAtMs = deps.clock.now() + deps.options.session_ms;
    this.events = new ReadableStream({
      start: (controller) => void (this.#out = controller),
      cancel: () => void (this.#out = undefined),
    });
    // Avoids unhandled rejections: after the opening, `ended` reports the same.
    this.#created.promise.catch(() => {});
    this.#configured.promise.catch(() => {});
    const socket = dial(addressOf(deps), deps.endpoint);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let hasOpened = false;
    socket.onopen = () => hasOpened = true;
    socket.onmessage = ({ data }) => this.#take(readEvent(data));
    socket.onerror = (event) => {
      event.preventDefault();
      if (!hasOpened) this.#refusal = event instanceof ErrorEvent ? event.message : "";
    };
    socket.onclose = ({ code, reason }) => this.#end(closeError(code, reason, this.#lastFailure, deps.endpoint));
  }

  /** Whether commands can be sent. */
  get usable(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** The platform's message for a refused handshake; `undefined` when the socket opened. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** The part of the session's configuration that the server accepted. */
  get config(): VoiceConfig {
    return this.#config;
  }

  /** The most recently ended responses: their late events do not belong to the next one. */
  get retired(): ReadonlySet<string> {
    return this.#retired;
  }

  /** Notes that a response is over. */
  retire(responseId: string): void {
    this.#retired.add(responseId);
    const [oldest] = this.#retired;
    if (this.#retired.size > MAX_RETIRED && oldest !== undefined) this.#retired.delete(oldest);
  }

  /**
   * Sends a command.
   *
   * @param purpose Becomes part of its id, so that an error identifies its command.
   * @param make Creates it; `undefined`: there is nothing to send.
   */
  send(purpose: string, make: (eventId: string) => RealtimeCommand | undefined): void {
    const command = make(`${purpose}.${++this.#commands}`);
    // A closing socket drops messages; the `ended` event reports this.
    if (command && this.usable) this.#socket.send(JSON.stringify(this.#isBeta ? inBetaShape(command) : command));
  }

  /** Changes the session's configuration, between responses. A fixed voice is kept. */
  configure(wanted: VoiceConfig): void {
    const next = this.voiceSettled ? { ...wanted, voice: this.#config.voice } : wanted;
    this.send("update", (id) => changingUpdate(id, this.#config, next));
    this.#configBefore = this.#config;
    this.#config = next;
  }

  /** Closes; resolves when the server has acknowledged it, or by the deadline. */
  async close(): Promise<void> {
    this.#out?.close();
    this.#out = undefined;
    const { closing, options, log } = this.#deps;
    if (await closing.close(this.#socket, options.close_ms)) return;
    log.debug("the provider did not acknowledge the close");
  }

  /** Waits for `session.created`, sends configuration and history, waits for `session.updated`. */
  async prepare({ config, history }: SocketPlan): Promise<void> {
    const { clock, options, endpoint, log } = this.#deps;
    await deadline(this.#created.promise, {
      clock,
      limitMs: options.connect_ms,
      onTimeout: () => {
        const what = this.usable ? "sent no session.created" : "accepted no connection";
        const place = shownUrl(endpoint.baseUrl);
        const message =
          `${place} ${what} within ${options.connect_ms} ms; raise adapters.${endpoint.adapter}.connect_ms ` +
          "if it loads a model first";
        return endpoint.failures.make("provider_timeout", message);
      },
    });
    this.send("open", (id) => openingUpdate(id, config, options));
    for (const message of history) this.send("history", (id) => itemCreate(id, message.itemId, message));
    if (!await resolvesWithin(this.#configured.promise, clock, options.configure_ms)) {
      log.warn("the provider did not confirm the session's configuration; continuing without");
    }
    this.#isOpening = false;
  }

  #take(event: RealtimeEvent): void {
    if (event.kind === "session_created") {
      this.#isBeta = event.isBeta;
      this.#learnExpiry(event.expiresAtS);
      this.#created.resolve();
    } else if (event.kind === "conversation_created") {
      // xAI may announce nothing else, and has voice and turn detection where the beta has them.
      this.#isBeta ??= true;
      this.#created.resolve();
    } else if (event.kind === "session_updated") this.#configured.resolve();
    else if (event.kind === "audio") this.voiceSettled = true;
    // An error explains a close that follows it immediately, not a much later one.
    if (event.kind === "error") this.#onError(event.failure, event.clientEventId);
    else this.#lastFailure = undefined;
    this.#out?.enqueue(event);
  }

  #onError(failure: WireFailure, clientEventId: string | undefined): void {
    const { endpoint: { failures }, closing, options } = this.#deps;
    if (this.#isOpening && (clientEventId === undefined || clientEventId.startsWith("open."))) {
      this.#end(failures.fromWire("the session was refused", failure));
    }
    if (clientEventId === undefined) this.#lastFailure = failure;
    if (clientEventId?.startsWith("update.")) this.#onUpdateRefused(failure);
    if (failure.code === "session_expired") {
      this.#end(failures.fromWire("the provider ended the session", failure));
      void closing.close(this.#socket, options.close_ms);
    }
  }

  /** A refused update was discarded entirely. Retry it without the voice. */
  #onUpdateRefused({ code, message }: WireFailure): void {
    this.#deps.log.warn("the provider refused a session update: {code} {message}", { code, message });
    const wanted = this.#config;
    this.#config = this.#configBefore;
    if (code !== "cannot_update_voice" || this.voiceSettled) return;
    this.voiceSettled = true;
    this.configure(wanted);
  }

  #learnExpiry(expiresAtS: number | undefined): void {
    if (expiresAtS === undefined) return;
    const lifeMs = expiresAtS * 1000 - Date.now();
    const { clock, options } = this.#deps;
    if (lifeMs >= MIN_LIFE_MS && lifeMs <= options.session_ms) this.expiresAtMs = clock.now() + lifeMs;
  }

  #end(error: ProviderError): void {
    this.#created.reject(error);
    this.#configured.reject(error);
    this.#out?.enqueue({ kind: "ended", error });
    this.#out?.close();
    this.#out = undefined;
  }
}

/**
 * Opens a socket and sends the conversation so far to its session.
 *
 * @param deps What all sockets share.
 * @param plan Configuration and history.
 * @throws ProviderError When there is no session before the deadlines.
 * @throws The signal's reason when it aborts first.
 */
export async function openSocket(deps: SocketDeps, plan: SocketPlan): Promise<RealtimeSocket> {
  plan.signal.throwIfAborted();
  const { closing: { obstacle }, endpoint } = deps;
  if (obstacle !== undefined) {
    throw endpoint.failures.make("provider_unavailable", `${shownUrl(endpoint.baseUrl)}: ${obstacle}`);
  }
  const socket = new RealtimeSocket(deps, plan.config);
  try {
    await abortable(socket.prepare(plan), plan.signal);
    return socket;
  } catch (error) {
    const isRefused = socket.refusal !== undefined && !plan.signal.aborted;
    const explained = isRefused ? await explainRefusal(deps, socket.refusal, plan.signal) : error;
    await socket.close();
    throw explained;
  }
}

/**
 * Explains a refused handshake. The platform hides its `Retry-After`, and over TLS also its status: a second request
 * retrieves them.
 */
async function explainRefusal(deps: SocketDeps, words: string, signal: AbortSignal): Promise<ProviderError> {
  const { endpoint, clock, options } = deps;
  const status = /status code: (\d{3})/i.exec(words)?.[1];
  const known: WireFailure = status === undefined ? { message: words } : { status: Number(status) };
  const limit = new AbortController();
  const cancelLimit = clock.setTimer(options.connect_ms, () => limit.abort());
  try {
    const ends = AbortSignal.any([signal, limit.signal]);
    const isExplained = known.status !== undefined && known.status !== 429;
    const failure = isExplained ? known : await askAgain(deps, ends) ?? known;
    const asked = failure.status === undefined ? await probeModels(endpoint, ends) : undefined;
    return endpoint.failures.fromWire(`${shownUrl(endpoint.baseUrl)} refused the connection`, asked ?? failure);
  } finally {
    cancelLimit();
  }
}

/** Requests the refused address once more over HTTP. Responses that only require a WebSocket explain nothing. */
async function askAgain(deps: SocketDeps, signal: AbortSignal): Promise<WireFailure | undefined> {
  const { headers } = deps.endpoint;
  try {
    const { status, headers: answered, body } = await fetchHere(addressOf(deps), { headers, signal });
    await body?.cancel();
    const isRefusal = status === 401 || status === 403 || status === 429 || status >= 500;
    return isRefusal ? { status, pauseMs: pauseInHeaders(answered) } : undefined;
  } catch {
    return undefined;
  }
}

/** The service's HTTP address, without the change of protocol. */
export function addressOf({ endpoint, options }: Pick<SocketDeps, "endpoint" | "options">): string {
  const url = new URL(endpoint.url("/realtime"));
  // Azure's preview addresses name a deployment in place of the model.
  if (!url.searchParams.has("deployment")) url.searchParams.set("model", options.model);
  return url.href;
}

/**
 * Opens a WebSocket with the headers of an endpoint.
 *
 * @param url The HTTP address.
 * @param endpoint The server.
 */
export function dial(url: string, { headers }: Endpoint): WebSocket {
  // Deno's constructor takes headers; the DOM's types, which precede Deno's, do not include them.
  return Reflect.construct(WebSocket, [url.replace(/^http/, "ws"), { headers }]);
}
