/**
 * A session's one connection over time: opened once, replaced before its hour is over, after a break, and when it is
 * stuck, each time with what was heard so far.
 *
 * @module
 */
import type { ProviderError } from "../../../contract/errors.ts";
import { messageOf } from "../../../contract/errors.ts";
import { abortable } from "../../../core/async.ts";
import type { VoiceConfig } from "./client_events.ts";
import { type Connection, type ConnectionDeps, type ConnectionListener, openConnection } from "./connection.ts";
import type { HeardHistory } from "./history.ts";
import type { ServerEvent } from "./server_events.ts";

/** Pauses before the tries to reconnect an idle session, ms; after the last one the next turn has to. */
const RECONNECT_PAUSES_MS = [0, 1000, 5000] as const;

/** Pause before another try to renew a session that is still alive, ms. */
const RENEW_PAUSE_MS = 15_000;

/** Keeps a usable connection at hand. */
export class SessionLink {
  /** What a new connection is configured with. */
  config: VoiceConfig;

  readonly #deps: ConnectionDeps;
  readonly #history: HeardHistory;
  readonly #listener: ConnectionListener;
  readonly #life = new AbortController();
  readonly #closing = new Set<Promise<void>>();
  #connection: Connection | undefined;
  #opening: Promise<Connection> | undefined;
  #busy = false;
  #renewDue = false;
  #cancelTimer = () => {};

  /**
   * @param deps What all connections share.
   * @param config What the first connection is configured with.
   * @param history What is replayed.
   * @param listener Told of events and of breaks.
   */
  constructor(deps: ConnectionDeps, config: VoiceConfig, history: HeardHistory, listener: ConnectionListener) {
    this.#deps = deps;
    this.config = config;
    this.#history = history;
    this.#listener = listener;
  }

  /** The connection in use; may be broken. */
  get connection(): Connection | undefined {
    return this.#connection;
  }

  /**
   * A connection that can be used, opened if there is none.
   *
   * @param signal Ends the wait, not the opening: the connection serves later turns as well.
   * @throws ProviderError When none can be had.
   * @throws The signal's reason when it aborts first.
   */
  async ready(signal: AbortSignal): Promise<Connection> {
    // A renewal under way is waited for; when it fails, the old connection may still do.
    if (this.#opening) await abortable(this.#opening, signal).catch(() => signal.throwIfAborted());
    if (this.#connection?.usable) return this.#connection;
    return await abortable(this.#open(), signal);
  }

  /** A response is under way, or is over: the connection is not renewed in its midst. */
  setBusy(busy: boolean): void {
    this.#busy = busy;
    if (busy || this.#life.signal.aborted) return;
    if (this.#connection === undefined) this.#schedule(RECONNECT_PAUSES_MS[0], () => this.#reconnect(0));
    else if (this.#renewDue) this.#renew();
  }

  /** Gives up the connection: the next turn gets a new one. */
  discard(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.#retire(connection);
  }

  /** Ends everything. Idempotent. */
  async close(): Promise<void> {
    this.#life.abort(new DOMException("The session is over", "AbortError"));
    this.#cancelTimer();
    await this.#opening?.catch(() => {});
    this.discard();
    await Promise.all(this.#closing);
  }

  /** Opens a connection and puts it in the place of the one before. */
  #open(): Promise<Connection> {
    this.#opening ??= this.#openNow().finally(() => this.#opening = undefined);
    // Whoever waits hears of a failure; if nobody does, the next turn tries again.
    this.#opening.catch(() => {});
    return this.#opening;
  }

  async #openNow(): Promise<Connection> {
    this.#cancelTimer();
    const { signal } = this.#life;
    const connection = await openConnection(this.#deps, {
      config: this.config,
      history: this.#history.replay(),
      signal,
    });
    this.discard();
    this.#connection = connection;
    this.#renewDue = false;
    connection.listen({
      event: (from: Connection, event: ServerEvent) => this.#listener.event(from, event),
      ended: (from: Connection, error: ProviderError) => this.#onEnded(from, error),
    });
    this.#scheduleRenewal(connection);
    return connection;
  }

  #scheduleRenewal(connection: Connection): void {
    const { clock, options } = this.#deps;
    const lifeMs = connection.expiresAtMs - clock.now();
    // A session shorter than the margin would be renewed for ever: half its life is early enough.
    this.#schedule(Math.max(lifeMs - options.renew_before_ms, lifeMs / 2), () => {
      this.#renewDue = true;
      if (!this.#busy) this.#renew();
    });
  }

  #renew(): void {
    this.#deps.log.debug("Renewing the session before the provider ends it");
    this.#open().catch((error: unknown) => {
      if (this.#life.signal.aborted) return;
      this.#deps.log.warn("The session could not be renewed: {message}", { message: messageOf(error) });
      if (this.#connection?.usable) this.#schedule(RENEW_PAUSE_MS, () => this.#busy || this.#renew());
    });
  }

  #onEnded(connection: Connection, error: ProviderError): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#retire(connection);
    this.#cancelTimer();
    this.#deps.log.info("The connection ended: {message}", { message: error.message });
    this.#listener.ended(connection, error);
    if (!this.#busy && error.retryable) this.#schedule(RECONNECT_PAUSES_MS[0], () => this.#reconnect(0));
  }

  /** Reconnects an idle session, so that its next turn need not wait for it. */
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

  #retire(connection: Connection): void {
    const closing = connection.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
