/**
 * A session with a human: typed events out, text and controls in.
 *
 * @module
 */
import { type Clock, systemClock } from "../../contract/clock.ts";
import { encodeClientMessage } from "../../contract/protocol/json.ts";
import { BINARY_SUBPROTOCOL } from "../../contract/protocol/names.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { ClientMessage } from "../../contract/protocol/messages.ts";
import { backoffOf } from "./timing/backoff.ts";
import { Broadcast } from "./broadcast.ts";
import { closedError } from "./errors.ts";
import { checkEventName } from "./event_names.ts";
import { deferred, type EventOf, isEventOf, nextEvent, type SessionEvent } from "./events.ts";
import { HeldMessages } from "./held_messages.ts";
import { baseUrl, type CallOptions, endGranted, serviceOf, type SessionGrant, streamRefusal } from "./http.ts";
import { Inbox } from "./inbox.ts";
import type { JoinOptions, PlaybackReport, TurnOptions } from "./options.ts";
import { type ConnectionStatus, platformWebSocket, ReconnectingSocket } from "./reconnecting_socket.ts";
import { RoundTrip } from "./timing/round_trip.ts";
import { type TurnHandle, TurnHandles } from "./turn_handle.ts";

/** Events by which an iterator may fall behind: more than a minute of speech and 25 frames per second. */
const READER_LIMIT = 4096;

/** A session with a human. Created by `createSession` or `joinSession`. */
export class HumanSession implements AsyncDisposable {
  readonly #options: CallOptions;
  #grant: SessionGrant;
  readonly #clock: Clock;
  readonly #socket: ReconnectingSocket;
  readonly #events = new Broadcast<SessionEvent>();
  #inbox: Inbox;
  readonly #held = new HeldMessages();
  readonly #turns = new TurnHandles();
  readonly #opened = deferred<void>();
  #ready: EventOf<"session_ready"> | null = null;
  readonly #roundTrip: RoundTrip;

  /**
   * Begins to connect immediately; `opened` resolves when connected.
   *
   * @param grant The session.
   * @param options How to connect.
   * @param renew Gets another grant when the service does not take this one any more.
   */
  constructor(grant: SessionGrant, options: JoinOptions = {}, renew?: () => Promise<SessionGrant>) {
    this.#grant = grant;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#roundTrip = new RoundTrip(this.#clock);
    this.#inbox = new Inbox(options.after ?? 0, this.#clock);
    // Avoids an unhandled rejection; awaiting callers and event listeners still get the error.
    this.#opened.promise.catch(() => {});
    this.#socket = new ReconnectingSocket({
      url: () => this.#streamUrl(),
      subprotocol: options.subprotocol ?? BINARY_SUBPROTOCOL,
      token: () => this.#grant.token,
      webSocket: options.webSocket ?? platformWebSocket(),
      backoff: backoffOf(options.backoff),
      clock: this.#clock,
      onMessage: (data) => this.#onMessage(data),
      onStatus: (status) => this.#onStatus(status),
      refusal: () => streamRefusal(this.#streamUrl(), this.#grant.token),
      renew: renew && (async () => this.#take(await renew())),
      onSilence: () => this.#ping(),
    });
    this.#socket.connect();
  }

  /** What is needed to join the session again. It changes when the grant was renewed. */
  get grant(): SessionGrant {
    return this.#grant;
  }

  /** The state of the connection. */
  get connection(): ConnectionStatus {
    return this.#socket.status;
  }

  /** The service's `session_ready`; `null` before it arrives. */
  get ready(): EventOf<"session_ready"> | null {
    return this.#ready;
  }

  /** The newest turn, 0 before the first. */
  get turn(): number {
    return this.#inbox.gate.turn;
  }

  /** Whether a turn is running. */
  get running(): boolean {
    return this.#inbox.gate.running;
  }

  /** The last `seq` that was received: what `after` takes to resume from here. */
  get seq(): number {
    return this.#inbox.seq;
  }

  /** The last measured round trip, in ms; `null` before the first. */
  get roundTripMs(): number | null {
    return this.#roundTrip.ms;
  }

  /** Events of types that this version does not know, by type. */
  get unknownEvents(): ReadonlyMap<string, number> {
    return this.#inbox.unknownEvents;
  }

  /** Iterates over events from now on; ends with the session. Leaving the loop cleans up. */
  events(): AsyncIterableIterator<SessionEvent> {
    return this.#events.iterate(READER_LIMIT);
  }

  /**
   * Calls `listener` synchronously with every event of a type. Returns the function that removes it.
   *
   * @throws {ClientError} If the session has no such events: `unknown_event`, or `event_not_requested`, for those that
   * only come if `extras` asks for them.
   */
  on<Type extends SessionEvent["type"]>(type: Type, listener: (event: EventOf<Type>) => void): () => void {
    checkEventName(type, this.#grant.extras);
    return this.listen((event) => {
      if (isEventOf(event, type)) listener(event);
    });
  }

  /** Calls `listener` synchronously with every event. Returns the function that removes it. */
  listen(listener: (event: SessionEvent) => void): () => void {
    return this.#events.listen(listener);
  }

  /**
   * The next event of one type.
   *
   * @throws {ClientError} With code `closed`, when the session ends first.
   * @throws The signal's reason, when it aborts first.
   */
  next<Type extends SessionEvent["type"]>(
    type: Type,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<EventOf<Type>> {
    if (this.connection.status === "closed") return Promise.reject(closedError("The session is closed."));
    return nextEvent(this, type, options.signal);
  }

  /**
   * Resolves once the service has accepted the connection for the first time.
   *
   * @throws {ClientError} With code `closed`, when it does not.
   */
  opened(): Promise<void> {
    return this.#opened.promise;
  }

  /**
   * Makes the human say exactly this text: a new turn, which interrupts a running one. While disconnected, the message
   * is queued.
   *
   * @param owner Whose `interrupt()` the turn's handle calls. Default: this session.
   * @throws {ClientError} With code `closed` when the session has ended.
   */
  say(text: string, options: TurnOptions = {}, owner: { interrupt(): void } = this): TurnHandle {
    return this.#begin("verbatim", text, options, owner);
  }

  /**
   * Makes the human answer a text: a new turn, which interrupts a running one. While disconnected, the message is
   * queued.
   *
   * @param owner Whose `interrupt()` the turn's handle calls. Default: this session.
   * @throws {ClientError} With code `closed` when the session has ended.
   */
  ask(text: string, options: TurnOptions = {}, owner: { interrupt(): void } = this): TurnHandle {
    return this.#begin("reply", text, options, owner);
  }

  /**
   * Ends the running turn. From now on this session emits no media of it, even if some is still in transit.
   *
   * @param options `playedMs`: media time that the user has heard.
   */
  interrupt(options: { playedMs?: number | undefined } = {}): void {
    const { playedMs } = options;
    this.#send({ type: "interrupt", ...(playedMs !== undefined && { played_ms: Math.max(0, playedMs) }) });
    const t = this.#roundTrip.next();
    this.#send({ type: "ping", t });
    this.#inbox.interrupt(t, playedMs);
  }

  /** Merges controls into later turns; with `apply: "now"` also into the running one. */
  updateControl(control: PartialControl, options: { apply?: "next_turn" | "now" | undefined } = {}): void {
    this.#send({ type: "control_update", control, apply: options.apply ?? "next_turn" });
  }

  /**
   * Reports to the service what the user has actually heard and seen; call it about four times a second while a turn
   * plays.
   */
  reportPlayback(report: PlaybackReport): void {
    const { turn, positionMs, bufferedMs, frameIndex } = report;
    this.#inbox.heard(turn, positionMs);
    this.#socket.send(encodeClientMessage({
      type: "playback",
      turn,
      position_ms: Math.max(0, positionMs),
      ...(bufferedMs !== undefined && { buffered_ms: Math.max(0, bufferedMs) }),
      ...(frameIndex !== undefined && { frame_index: frameIndex }),
    }));
  }

  /** Connects now instead of after the wait. */
  reconnect(): void {
    this.#socket.connect();
  }

  /** Leaves the session; the service keeps it for a while, so that it can be joined again. */
  close(): Promise<void> {
    this.#socket.close();
    return Promise.resolve();
  }

  /**
   * Leaves the session and ends it on the service.
   *
   * @throws {ClientError} When the service refuses or cannot be reached; the session then ends after
   * `session.resume_ms`.
   */
  async end(): Promise<void> {
    await this.close();
    await endGranted(this.#grant, this.#options);
  }

  /** Leaves the session, as `close()` does; the service keeps it for `session.resume_ms`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #begin(mode: "reply" | "verbatim", text: string, options: TurnOptions, owner: { interrupt(): void }): TurnHandle {
    const { control, playedMs } = options;
    if (this.running) this.interrupt(playedMs === undefined ? {} : { playedMs });
    const send = (id: string) => this.#send({ type: "user_text", id, text, mode, ...(control && { control }) });
    return this.#turns.begin(send, () => owner.interrupt());
  }

  get #service(): CallOptions {
    return { ...this.#options, url: this.#options.url ?? serviceOf(this.#grant) };
  }

  /** Goes on with another grant: of the same session, or of a new one that takes its place. */
  #take(grant: SessionGrant): void {
    const isNew = grant.session_id !== this.#grant.session_id;
    this.#grant = grant;
    if (!isNew) return;
    this.#inbox = new Inbox(0, this.#clock);
    this.#turns.replaced();
  }

  #rewind(turn: number): void {
    this.#inbox.gate.rewind(turn);
    this.#turns.rewind(turn);
  }

  #streamUrl(): string {
    const url = new URL(this.#grant.stream_url, baseUrl(this.#service.url));
    if (url.protocol === "http:") url.protocol = "ws:";
    if (url.protocol === "https:") url.protocol = "wss:";
    if (this.#inbox.seq > 0) url.searchParams.set("after", String(this.#inbox.seq));
    return url.href;
  }

  #onMessage(data: string | ArrayBuffer): void {
    const event = this.#inbox.read(data);
    if (event === null) return;
    if (event.type === "session_ready") {
      this.#ready = event;
      if (event.turn < this.turn) this.#rewind(event.turn);
      this.#opened.resolve();
    }
    if (event.type === "pong") this.#roundTrip.answered(event.t);
    if (!this.#turns.onEvent(event)) this.#events.publish(event);
  }

  #onStatus(status: ConnectionStatus): void {
    if (status.status === "open") this.#sendHeld();
    this.#events.publish({ type: "connection", ...status });
    if (status.status !== "closed") return;
    this.#opened.reject(closedError(status.message));
    this.#turns.close(closedError(status.message));
    this.#events.end();
  }

  /** Returns whether the message was sent; otherwise it is queued for the connection. */
  #send(message: ClientMessage): boolean {
    if (this.connection.status === "closed") {
      throw closedError(`Cannot send '${message.type}' as the session is closed.`);
    }
    const left = this.#socket.send(encodeClientMessage(message));
    if (!left) this.#held.add(message);
    return left;
  }

  #sendHeld(): void {
    const { unfinished } = this.#inbox;
    if (unfinished !== undefined) this.#socket.send(encodeClientMessage(unfinished));
    for (const message of this.#held.take(this.#inbox.gate.barrier)) this.#socket.send(encodeClientMessage(message));
    this.#ping();
    this.#turns.reconnected(this.#roundTrip.count);
  }

  #ping(): void {
    this.#socket.send(encodeClientMessage({ type: "ping", t: this.#roundTrip.next() }));
  }
}
