/**
 * One connection to a Realtime server: a WebSocket with deadlines on everything that the platform leaves open, and the
 * session configuration that is in force on it.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../../../contract/clock.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { abortable, deadline, resolvesWithin } from "../../../core/async.ts";
import { type Endpoint, probeModels, shownUrl } from "../../openai/endpoint.ts";
import type { WireFailure } from "../../openai/errors.ts";
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { ClosingSockets } from "../../kit/closing_sockets.ts";
import { changingUpdate, type ClientEvent, itemCreate, openingUpdate, type VoiceConfig } from "./client_events.ts";
import { endOf, type SocketEnd, statusOf } from "./endings.ts";
import type { RealtimeOptions } from "./options.ts";
import { readServerEvent, type ServerEvent } from "./server_events.ts";

/** What every connection of an adapter shares. */
export interface ConnectionDeps {
  readonly endpoint: Endpoint;
  readonly options: RealtimeOptions;
  readonly closing: ClosingSockets;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A message of the conversation, and the id that its item has on the connection. */
export interface ReplayedMessage extends ChatMessage {
  readonly itemId: string;
}

/** What a connection begins with. */
export interface ConnectionPlan {
  readonly config: VoiceConfig;
  readonly history: readonly ReplayedMessage[];
  readonly signal: AbortSignal;
}

/** Whom a connection tells, once it is ready. */
export interface ConnectionListener {
  event(connection: Connection, event: ServerEvent): void;
  /** It ended without having been asked to. */
  ended(connection: Connection, error: ProviderError): void;
}

/** Responses that are remembered after their end. */
const MAX_RETIRED = 16;

/** Shortest life that a server may announce and be believed: clocks differ, and some announce the past. */
const MIN_LIFE_MS = 10_000;

/** A connection whose session is configured and holds the history. Made by {@linkcode openConnection}. */
export class Connection {
  /** Whether the conversation on it holds assistant audio: the voice cannot change any more. */
  voiceSettled = false;
  /** When the session ends, on the host's clock. */
  expiresAtMs: number;

  readonly #retired = new Set<string>();
  readonly #deps: ConnectionDeps;
  readonly #socket: WebSocket;
  readonly #created = Promise.withResolvers<void>();
  readonly #configured = Promise.withResolvers<void>();
  #config: VoiceConfig;
  #configBefore: VoiceConfig;
  #listener: ConnectionListener | undefined;
  #lastFailure: WireFailure | undefined;
  #handshake: { status?: number; message: string } | undefined;
  #opened = false;
  #eventIds = 0;

  constructor(deps: ConnectionDeps, config: VoiceConfig) {
    this.#deps = deps;
    this.#config = config;
    this.#configBefore = config;
    this.expiresAtMs = deps.clock.now() + deps.options.session_ms;
    const { baseUrl, apiKey } = deps.endpoint;
    const url = `${baseUrl.replace(/^http/, "ws")}/realtime?model=${encodeURIComponent(deps.options.model)}`;
    // Deno's constructor takes headers; the DOM's types, which stand before Deno's, do not know them.
    const socket: WebSocket = Reflect.construct(WebSocket, [url, { headers: { authorization: `Bearer ${apiKey}` } }]);
    this.#socket = socket;
    // Both may be rejected when nobody waits for them: then the end is told to the listener.
    this.#created.promise.catch(() => {});
    this.#configured.promise.catch(() => {});
    socket.onopen = () => this.#opened = true;
    socket.onmessage = ({ data }) => this.#onMessage(data);
    socket.onerror = (event) => {
      event.preventDefault();
      const message = event instanceof ErrorEvent ? event.message : "";
      this.#handshake = { message, ...statusOf(message) };
    };
    socket.onclose = ({ code, reason }) => this.#onClose({ code, reason });
  }

  /** Whether messages can be sent. */
  get usable(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** The configuration that the session has, as far as the server accepted it. */
  get config(): VoiceConfig {
    return this.#config;
  }

  /** Responses that are over, newest last: their late events are none of the next one's. */
  get retired(): ReadonlySet<string> {
    return this.#retired;
  }

  /** Notes that a response is over. */
  retire(responseId: string): void {
    this.#retired.add(responseId);
    const [oldest] = this.#retired;
    if (this.#retired.size > MAX_RETIRED && oldest !== undefined) this.#retired.delete(oldest);
  }

  /** Sends an event. The purpose stands in its id, so that an error can be told whose it is. */
  send(purpose: string, make: (eventId: string) => ClientEvent | undefined): void {
    const event = make(`${purpose}.${++this.#eventIds}`);
    // A socket that is closing swallows messages; the end of the connection is told by its close event.
    if (event && this.usable) this.#socket.send(JSON.stringify(event));
  }

  /**
   * Changes what the session's configuration should be, between responses. A voice that is settled stays as it is.
   */
  configure(wanted: VoiceConfig): void {
    const next = this.voiceSettled ? { ...wanted, voice: this.#config.voice } : wanted;
    this.send("update", (id) => changingUpdate(id, this.#config, next));
    this.#configBefore = this.#config;
    this.#config = next;
  }

  /** From now on tells a listener of everything. */
  listen(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  /** Closes; resolves when the server has acknowledged it, or by the deadline. */
  async close(): Promise<void> {
    this.#listener = undefined;
    const { closing, options, log } = this.#deps;
    if (await closing.close(this.#socket, options.close_ms)) return;
    log.debug("The provider did not acknowledge the close");
  }

  /** Waits for `session.created`, sends configuration and history, waits for `session.updated`. */
  async prepare(plan: ConnectionPlan): Promise<void> {
    const { clock, options, endpoint, log } = this.#deps;
    const { failures } = endpoint;
    const onTimeout = () => {
      const place = shownUrl(endpoint.baseUrl);
      const what = this.#opened ? "sent no session.created" : "accepted no connection";
      return failures.make("provider_timeout", `${place} ${what} within ${options.connect_ms} ms`);
    };
    await deadline(this.#created.promise, { clock, limitMs: options.connect_ms, onTimeout });
    this.send("open", (id) => openingUpdate(id, plan.config, options));
    for (const message of plan.history) this.send("history", (id) => itemCreate(id, message.itemId, message));
    if (await resolvesWithin(this.#configured.promise, clock, options.configure_ms)) return;
    log.warn("The provider did not confirm the session's configuration; going on without");
  }

  /** The refusal of a handshake whose status the platform hides, found out by another question. */
  async explainRefusal(signal: AbortSignal): Promise<ProviderError | undefined> {
    if (this.#opened || this.#handshake === undefined) return undefined;
    const { endpoint, clock, options } = this.#deps;
    const { failures } = endpoint;
    const { status, message } = this.#handshake;
    const what = `${shownUrl(endpoint.baseUrl)} refused the connection`;
    if (status !== undefined) return failures.fromWire(what, { status });
    const limit = new AbortController();
    const cancelLimit = clock.setTimer(options.connect_ms, () => limit.abort());
    try {
      const answer = await probeModels(endpoint, AbortSignal.any([signal, limit.signal]));
      return failures.fromWire(what, answer ?? { message });
    } finally {
      cancelLimit();
    }
  }

  #onMessage(data: unknown): void {
    const event = readServerEvent(data);
    if (event.kind === "session_created") {
      this.#learnExpiry(event.expiresAtS);
      this.#created.resolve();
    } else if (event.kind === "session_updated") this.#configured.resolve();
    else if (event.kind === "audio") this.voiceSettled = true;
    // An error explains the close that follows it, not one that comes much later.
    if (event.kind === "error") this.#onError(event.failure, event.clientEventId);
    else this.#lastFailure = undefined;
    this.#listener?.event(this, event);
  }

  #onError(failure: WireFailure, clientEventId: string | undefined): void {
    if (this.#listener === undefined && (clientEventId === undefined || clientEventId.startsWith("open."))) {
      this.#fail(this.#deps.endpoint.failures.fromWire("the session was refused", failure));
    }
    if (clientEventId === undefined) this.#lastFailure = failure;
    if (clientEventId?.startsWith("update.")) this.#onUpdateRefused(failure);
    if (failure.code === "session_expired") {
      this.#fail(this.#deps.endpoint.failures.fromWire("the provider ended the session", failure));
      void this.#deps.closing.close(this.#socket, this.#deps.options.close_ms);
    }
  }

  /** A refused update was discarded whole. Without its voice it is worth another try. */
  #onUpdateRefused({ code, message }: WireFailure): void {
    this.#deps.log.warn("The provider refused a session update: {code} {message}", { code, message });
    const wanted = this.#config;
    this.#config = this.#configBefore;
    if (code !== "cannot_update_voice" || this.voiceSettled) return;
    this.voiceSettled = true;
    this.configure(wanted);
  }

  #fail(error: ProviderError): void {
    this.#created.reject(error);
    this.#configured.reject(error);
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.ended(this, error);
  }

  #learnExpiry(expiresAtS: number | undefined): void {
    if (expiresAtS === undefined) return;
    const lifeMs = expiresAtS * 1000 - Date.now();
    const { clock, options } = this.#deps;
    if (lifeMs >= MIN_LIFE_MS && lifeMs <= options.session_ms) this.expiresAtMs = clock.now() + lifeMs;
  }

  #onClose(end: SocketEnd): void {
    this.#fail(endOf(end, this.#lastFailure, this.#deps.endpoint.failures));
  }
}

/**
 * Opens a connection and brings its session to where the conversation is.
 *
 * @param deps What all connections share.
 * @param plan Configuration and history.
 * @throws ProviderError When it cannot be had by its deadlines.
 * @throws The signal's reason when it aborts first.
 */
export async function openConnection(deps: ConnectionDeps, plan: ConnectionPlan): Promise<Connection> {
  plan.signal.throwIfAborted();
  const { closing: { obstacle }, endpoint } = deps;
  if (obstacle !== undefined) {
    throw endpoint.failures.make("provider_unavailable", `${shownUrl(endpoint.baseUrl)}: ${obstacle}`);
  }
  const connection = new Connection(deps, plan.config);
  try {
    await abortable(connection.prepare(plan), plan.signal);
    return connection;
  } catch (error) {
    const explained = plan.signal.aborted ? undefined : await connection.explainRefusal(plan.signal);
    await connection.close();
    throw explained ?? error;
  }
}
