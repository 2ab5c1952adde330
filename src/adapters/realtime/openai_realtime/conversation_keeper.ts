/**
 * The conversation of a session, which outlives its sockets: what was said and heard so far, and a usable socket that
 * knows it. A socket is replaced before its session expires, after a break, and when it is stuck.
 *
 * @module
 */
import type { ChatMessage } from "../../../contract/adapter.ts";
import { messageOf, type ProviderError } from "../../../contract/errors.ts";
import { abortable } from "../../../core/async.ts";
import { openSocket, type RealtimeSocket, type SocketDeps } from "./socket.ts";
import type { VoiceConfig } from "./wire.ts";

/** Pauses before the attempts to reconnect an idle session, ms. After the last one the next turn has to connect. */
const RECONNECT_PAUSES_MS = [0, 1000, 5000] as const;

/** Pause before another attempt to renew a session that is still alive, ms. */
const RENEW_PAUSE_MS = 15_000;

/** A message of the conversation. The content of the last reply changes while it is being heard. */
export interface ConversationMessage {
  readonly role: ChatMessage["role"];
  content: string;
  /** The item that holds it as text on the current socket; `undefined`: none. */
  itemId: string | undefined;
}

/** What a conversation begins with. */
export interface ConversationSetup {
  readonly config: VoiceConfig;
  readonly history: readonly ChatMessage[];
  /** How many finished turns a new socket is told of. */
  readonly historyTurns: number;
}

/** Holds the heard conversation and keeps a socket for it. */
export class ConversationKeeper {
  /** What new sockets are configured with. */
  config: VoiceConfig;
  /** The sockets, one after the other. Each is closed before the next one comes. */
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
    // One more than a new socket is told of between turns: the one that is being answered.
    this.#messages = lastTurns([...this.#messages, message], this.#historyTurns + 1);
    return message;
  }

  /** A new id for an item; OpenAI allows 32 characters. */
  nextItemId(): string {
    return `tth_${++this.#itemIds}`;
  }

  /**
   * A socket that can be used, opened if there is none.
   *
   * @param signal Ends the wait, not the opening: the socket serves later turns as well.
   * @throws ProviderError When none can be opened.
   * @throws The signal's reason when it aborts first.
   */
  async ready(signal: AbortSignal): Promise<RealtimeSocket> {
    // A renewal under way is waited for; when it fails, the old socket may still do.
    if (this.#opening) await abortable(this.#opening, signal).catch(() => signal.throwIfAborted());
    if (this.#socket?.usable) return this.#socket;
    return await abortable(this.#open(), signal);
  }

  /** Says whether a response is under way: the socket is not replaced meanwhile. */
  setBusy(busy: boolean): void {
    this.#busy = busy;
    if (busy || this.#life.signal.aborted) return;
    if (this.#socket === undefined) this.#schedule(RECONNECT_PAUSES_MS[0], () => this.#reconnect(0));
    else if (this.#renewDue) this.#renew();
  }

  /** Gives up the socket: the next turn gets a new one. */
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
    this.#deps.log.info("The connection ended: {message}", { message: error.message });
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

  /** Opens a socket and puts it in the place of the one before. */
  #open(): Promise<RealtimeSocket> {
    this.#opening ??= this.#openNow().finally(() => this.#opening = undefined);
    // Callers that wait get the failure; without any, the next turn tries again.
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

  /** What a new socket is told of: every message with content, as an item. */
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
    // A session shorter than the margin would be renewed for ever: half its life is early enough.
    this.#schedule(Math.max(lifeMs - options.renew_before_ms, lifeMs / 2), () => {
      this.#renewDue = true;
      if (!this.#busy) this.#renew();
    });
  }

  #renew(): void {
    this.#deps.log.debug("Renewing the session before it expires");
    this.#open().catch((error: unknown) => {
      if (this.#life.signal.aborted) return;
      this.#deps.log.warn("The session could not be renewed: {message}", { message: messageOf(error) });
      if (this.#socket?.usable) this.#schedule(RENEW_PAUSE_MS, () => this.#busy || this.#renew());
    });
  }

  #reconnect(attempt: number): void {
    this.#open().catch((error: unknown) => {
      const next = attempt + 1;
      const pauseMs = RECONNECT_PAUSES_MS[next];
      this.#deps.log.warn("Reconnecting failed: {message}", { message: messageOf(error) });
      if (pauseMs !== undefined && !this.#busy) this.#schedule(pauseMs, () => this.#reconnect(next));
    });
  }

  #schedule(delayMs: number, task: () => void): void {
    this.#cancelTimer();
    if (this.#life.signal.aborted) return;
    this.#cancelTimer = this.#deps.clock.setTimer(delayMs, task);
  }
}

/** The last turns of a conversation. A reply belongs to the turn of the user's message before it, else it is one alone. */
function lastTurns(messages: ConversationMessage[], turns: number): ConversationMessage[] {
  const begins = messages.flatMap(({ role }, i) => role === "user" || messages[i - 1]?.role !== "user" ? [i] : []);
  return turns === 0 ? [] : messages.slice(begins.at(-turns) ?? 0);
}
