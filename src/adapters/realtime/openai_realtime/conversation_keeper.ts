/**
 * The conversation of a session, which outlives its sockets: what was said and heard so far, and a usable socket that
 * has this history. A socket is replaced before its session expires, after it breaks, and when it is stuck.
 *
 * @module
 */
import type { ChatMessage } from "../../../contract/adapter.ts";
import { messageOf, type ProviderError } from "../../../contract/errors.ts";
import { abortable } from "../../../core/async.ts";
import { openSocket, type RealtimeSocket, type SocketDeps } from "./socket.ts";
import type { VoiceConfig } from "./commands.ts";

/** Pauses before the attempts to reconnect an idle session, ms. After the last one, the next turn must connect. */
const RECONNECT_PAUSES_MS = [0, 1000, 5000] as const;

/** Pause before another attempt to renew a live session, ms. */
const RENEW_PAUSE_MS = 15_000;

/** A message of the conversation. The content of the last reply changes while it is being heard. */
export interface ConversationMessage {
  readonly role: ChatMessage["role"];
  content: string;
  /** The item that holds it as text on the current socket; `undefined`: none. */
  itemId: string | undefined;
}

/** Initial state of a conversation. */
export interface ConversationSetup {
  readonly config: VoiceConfig;
  readonly history: readonly ChatMessage[];
  /** How many finished turns are sent to a new socket. */
  readonly historyTurns: number;
}

/** Keeps the heard conversation and a socket for it. */
export class ConversationKeeper {
  /** The configuration of new sockets. */
  config: VoiceConfig;
  /** The sockets, in order. Each is closed before the next one is opened. */
  readonly sockets: ReadableStream<RealtimeSocket>;

  readonly #deps: SocketDeps;
  readonly #historyTurns: number;
  readonly #life = new AbortController();
  readonly #closing = new Set<Promise<void>>();
  #messages: ConversationMessage[] = [];
  #itemIds = 0;
  #out: ReadableStreamDefaultController<RealtimeSocket> | undefined;
  #socket: RealtimeSocket | undefined;
  #opening: Promise<RealtimeSocket> | undefined;
  #busy = false;
  #renewDue = false;
  #cancelTimer = () => {};

  /**
   * @param deps What all sockets share.
   * @param setup The first configuration, and what was said before.
   */
  constructor(deps: SocketDeps, setup: ConversationSetup) {
    this.#deps = deps;
    this.config = setup.config;
    this.#historyTurns = setup.historyTurns;
    for (const { role, content } of setup.history) this.add(role, content);
    this.sockets = new ReadableStream({ start: (controller) => void (this.#out = controller) });
  }

  /** The socket in use; may be broken. */
  get socket(): RealtimeSocket | undefined {
    return this.#socket;
  }

  /** Appends a message. */
  add(role: ChatMessage["role"], content: string): ConversationMessage {
    const message: ConversationMessage = { role, content, itemId: undefined };
    // One more than are sent to a new socket between turns: the one being answered.
    this.#messages = lastTurns([...this.#messages, message], this.#historyTurns + 1);
    return message;
  }

  /** A new id for an item; OpenAI allows 32 characters. */
  nextItemId(): string {
    return `tth_${++this.#itemIds}`;
  }

  /**
   * A usable socket, opened if there is none.
   *
   * @param signal Ends the wait, not the opening: the socket also serves later turns.
   * @throws ProviderError When none can be opened.
   * @throws The signal's reason when it aborts first.
   */
  async ready(signal: AbortSignal): Promise<RealtimeSocket> {
    // Waits for a running renewal; if it fails, the old socket may still work.
    if (this.#opening) await abortable(this.#opening, signal).catch(() => signal.throwIfAborted());
    if (this.#socket?.usable) return this.#socket;
    return await abortable(this.#open(), signal);
  }

  /** Notes whether a response is running: the socket is not replaced meanwhile. */
  setBusy(busy: boolean): void {
    this.#busy = busy;
    if (busy || this.#life.signal.aborted) return;
    if (this.#socket === undefined) this.#schedule(RECONNECT_PAUSES_MS[0], () => this.#reconnect(0));
    else if (this.#renewDue) this.#renew();
  }

  /** Abandons the socket: the next turn gets a new one. */
  discard(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    const closing = socket.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Notes that a socket ended by itself. An idle session is reconnected, so that its next turn need not wait. */
  lost(socket: RealtimeSocket, error: ProviderError): void {
    if (socket !== this.#socket) return;
    this.discard();
    this.#cancelTimer();
    this.#deps.log.info("the connection ended: {message}", { message: error.message });
    if (!this.#busy && error.retryable) this.#schedule(RECONNECT_PAUSES_MS[0], () => this.#reconnect(0));
  }

  /** Ends everything. Idempotent. */
  async close(): Promise<void> {
    this.#life.abort(new DOMException("The session is over", "AbortError"));
    this.#cancelTimer();
    await this.#opening?.catch(() => {});
    this.discard();
    this.#out?.close();
    this.#out = undefined;
    await Promise.all(this.#closing);
  }

  /** Opens a socket and replaces the previous one with it. */
  #open(): Promise<RealtimeSocket> {
    this.#opening ??= this.#openNow().finally(() => this.#opening = undefined);
    // Waiting callers get the failure; if there are none, the next turn tries again.
    this.#opening.catch(() => {});
    return this.#opening;
  }

  async #openNow(): Promise<RealtimeSocket> {
    this.#cancelTimer();
    const { signal } = this.#life;
    const socket = await openSocket(this.#deps, { config: this.config, history: this.#replay(), signal });
    this.discard();
    this.#socket = socket;
    this.#out?.enqueue(socket);
    this.#renewDue = false;
    this.#scheduleRenewal(socket);
    return socket;
  }

  /** The history for a new socket: every message with content, as an item. */
  #replay(): { role: ChatMessage["role"]; content: string; itemId: string }[] {
    const messages = lastTurns(this.#messages, this.#historyTurns + (this.#busy ? 1 : 0));
    return messages.filter(({ content }) => content.trim() !== "").map((message) => {
      const itemId = message.itemId = this.nextItemId();
      return { role: message.role, content: message.content, itemId };
    });
  }

  #scheduleRenewal(socket: RealtimeSocket): void {
    const { clock, options } = this.#deps;
    const lifeMs = socket.expiresAtMs - clock.now();
    // A session shorter than the margin would be renewed continuously: half its lifetime is early enough.
    this.#schedule(Math.max(lifeMs - options.renew_before_ms, lifeMs / 2), () => {
      this.#renewDue = true;
      if (!this.#busy) this.#renew();
    });
  }

  #renew(): void {
    this.#deps.log.debug("renewing the session before it expires");
    this.#open().catch((error: unknown) => {
      if (this.#life.signal.aborted) return;
      this.#deps.log.warn("the session could not be renewed: {message}", { message: messageOf(error) });
      if (this.#socket?.usable) this.#schedule(RENEW_PAUSE_MS, () => this.#busy || this.#renew());
    });
  }

  #reconnect(attempt: number): void {
    this.#open().catch((error: unknown) => {
      const next = attempt + 1;
      const pauseMs = RECONNECT_PAUSES_MS[next];
      this.#deps.log.warn("reconnecting failed: {message}", { message: messageOf(error) });
      if (pauseMs !== undefined && !this.#busy) this.#schedule(pauseMs, () => this.#reconnect(next));
    });
  }

  #schedule(delayMs: number, task: () => void): void {
    this.#cancelTimer();
    if (this.#life.signal.aborted) return;
    this.#cancelTimer = this.#deps.clock.setTimer(delayMs, task);
  }
}

/**
 * The last turns of a conversation. A reply belongs to the turn of the preceding user message; without one, it is a
 * turn by itself.
 */
function lastTurns(messages: ConversationMessage[], turns: number): ConversationMessage[] {
  const begins = messages.flatMap(({ role }, i) => role === "user" || messages[i - 1]?.role !== "user" ? [i] : []);
  return turns === 0 ? [] : messages.slice(begins.at(-turns) ?? 0);
}
