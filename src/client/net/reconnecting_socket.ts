/**
 * A WebSocket that reconnects automatically, with backoff, and detects a silent peer.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { CLOSE_CODES, type Subprotocol, TOKEN_SUBPROTOCOL_PREFIX } from "../../contract/protocol/names.ts";
import { type Backoff, backoffMs } from "./timing/backoff.ts";
import { ClientError, closeMeaning } from "./errors.ts";
import type { SocketClass, SocketLike } from "./options.ts";

/** After this time without data, the link sends a ping. */
const SILENCE_MS = 10_000;
/** The same, where the client has sent something since the last data. */
const UNANSWERED_MS = 2_500;
/** After this time without an answer to its ping, the link reconnects. */
const PONG_MS = 5_000;
/** Reconnecting immediately does not lift a rate limit. */
const RATE_LIMITED_MS = 5_000;
/** A session that could never be joined is abandoned after this time, regardless of the backoff. */
const FIRST_CONNECT_MS = 8_000;
/** The close code of a connection that ended without one (RFC 6455, 7.4.1). */
const LOST = 1006;
/** How late the service may receive an abandoned attempt. */
const LATE_ATTEMPT_MS = 60_000;
/** How long an attempt may take, up to the service's first message. */
const CONNECT_MS = 10_000;

/** The state of the connection. */
export type ConnectionStatus =
  | { readonly status: "connecting"; readonly attempt: number }
  | { readonly status: "open" }
  /** Waits `retryMs` before it tries again. */
  | { readonly status: "waiting"; readonly attempt: number; readonly retryMs: number; readonly message: string }
  /** Permanently closed. `code` is the socket's close code. */
  | { readonly status: "closed"; readonly code: number; readonly message: string };

/** Dependencies of a link. */
interface ReconnectingSocketOptions {
  /** The class of the connection. */
  readonly webSocket: SocketClass;
  /** The address for each attempt, so that it can include where to resume. */
  readonly url: () => string;
  readonly subprotocol: Subprotocol;
  readonly token: () => string | null;
  readonly backoff: Backoff;
  readonly clock: Clock;
  readonly onMessage: (data: string | ArrayBuffer) => void;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** Why the handshake failed: the equivalent close code, or `null` if the service may only be unreachable. */
  readonly refusal: () => Promise<number | null>;
  /** Gets a new address and token when the service does not take the old ones any more; absent: there are no others. */
  readonly renew?: (() => Promise<void>) | undefined;
  /** Called when the peer has been silent: send a message that it answers. */
  readonly onSilence: () => void;
}

/** `WebSocket.OPEN`, which not every class has. */
const OPEN = 1;

/**
 * The runtime's own WebSocket.
 *
 * @throws {ClientError} `no_websocket`, where there is none.
 */
export function platformWebSocket(): SocketClass {
  const own: SocketClass | undefined = globalThis.WebSocket;
  if (own) return own;
  const message =
    "This runtime has no WebSocket. Use Node 22 or later, or install `ws` and pass its class as `webSocket`.";
  throw new ClientError("no_websocket", message);
}

/** A WebSocket that reconnects automatically. */
export class ReconnectingSocket {
  readonly #options: ReconnectingSocketOptions;
  #socket: SocketLike | null = null;
  #status: ConnectionStatus = { status: "connecting", attempt: 0 };
  #attempt = 0;
  #lostAtMs: number | null = null;
  #lastMessageMs = 0;
  /** When the first message since the last data was sent. */
  #unansweredMs = Infinity;
  /** When a ping was sent because of silence; `null`: not since the last data. */
  #pingedMs: number | null = null;
  #joined = false;
  #wasOpen = false;
  /** Whether the service has sent something on this connection. */
  #isReady = false;
  /** When an attempt was abandoned whose request the service may still receive. */
  #abandonedAtMs = -Infinity;
  #cancelTimer: () => void = () => {};

  constructor(options: ReconnectingSocketOptions) {
    this.#options = options;
  }

  /** The state of the connection. */
  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Begins the next attempt now instead of after the wait; does nothing while open, connecting or closed. */
  connect(): void {
    if (this.#socket || this.#status.status === "closed") return;
    this.#setStatus({ status: "connecting", attempt: this.#attempt });
    const { url, subprotocol, token, webSocket } = this.#options;
    const shown = token();
    const protocols = shown === null ? [subprotocol] : [subprotocol, TOKEN_SUBPROTOCOL_PREFIX + shown];
    const socket = new webSocket(url(), protocols);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#wasOpen = this.#isReady = false;
    socket.onopen = () => {
      this.#wasOpen ||= socket === this.#socket;
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#onMessage(socket, data);
    socket.onclose = ({ code }: CloseEvent) => this.#onClose(socket, code);
    this.#startTimer(CONNECT_MS, () => this.#drop(socket, this.#wasOpen ? "session_ready" : "handshake"));
  }

  /** Sends a text frame. Returns whether there was a socket to send it on that the service had accepted. */
  send(text: string): boolean {
    if (!this.#isReady || this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(text);
    if (this.#unansweredMs < Infinity) return true;
    this.#unansweredMs = this.#options.clock.now();
    if (this.#pingedMs === null) this.#watchSilence(this.#socket);
    return true;
  }

  /** Closes permanently. */
  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      detach(socket);
      socket.close(1000);
    }
    this.#finish(1000, "The client closed the session.");
  }

  #onMessage(socket: SocketLike, data: string | ArrayBuffer): void {
    if (socket !== this.#socket) return;
    // Only a message proves that the service accepted the connection: some refusals are a close right after the
    // handshake, and what was sent before it would be lost.
    this.#joined = true;
    this.#attempt = 0;
    this.#lostAtMs = null;
    this.#noteData();
    if (!this.#isReady) {
      this.#isReady = true;
      this.#watchSilence(socket);
      this.#setStatus({ status: "open" });
    }
    this.#options.onMessage(data);
  }

  #noteData(): void {
    this.#lastMessageMs = this.#options.clock.now();
    this.#unansweredMs = Infinity;
    this.#pingedMs = null;
  }

  /** One timer per connection, not per message: when it fires, it checks how long there was no data. */
  #watchSilence(socket: SocketLike): void {
    const pingAtMs = Math.min(this.#lastMessageMs + SILENCE_MS, this.#unansweredMs + UNANSWERED_MS);
    const dueMs = (this.#pingedMs === null ? pingAtMs : this.#pingedMs + PONG_MS) - this.#options.clock.now();
    if (dueMs > 0) return this.#startTimer(dueMs, () => this.#watchSilence(socket));
    if (this.#pingedMs !== null) return this.#drop(socket, "pong");
    this.#pingedMs = this.#options.clock.now();
    this.#options.onSilence();
    this.#watchSilence(socket);
  }

  /** Leaves a socket that does not deliver what is awaited, without waiting for its closing handshake. */
  #drop(socket: SocketLike, awaited: string): void {
    this.#abandonedAtMs = this.#options.clock.now();
    detach(socket);
    socket.close();
    if (socket !== this.#socket) return;
    this.#socket = null;
    // A peer that is silent has refused nothing.
    this.#onLost(LOST, `No ${awaited} came from the service in time. Check that it is running.`);
  }

  #onClose(socket: SocketLike, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    const attempt = this.#attempt;
    this.#onLost(code);
    if (this.#wasOpen || this.#status.status === "closed") return;
    // A page cannot see the status of a failed handshake, so a separate request finds it out. The next attempt does not
    // wait for its answer, which may come from a dying instance, or never.
    this.#options.refusal().then((refused) => {
      if (refused === null || this.#status.status !== "waiting" || this.#attempt !== attempt + 1) return;
      this.#attempt = attempt;
      this.#onLost(refused);
    });
  }

  #onLost(code: number, why?: string): void {
    const { resumable, message: meaning } = closeMeaning(code);
    const message = why ?? meaning;
    const { backoff, clock, renew } = this.#options;
    const renewal = isGone(code) ? renew : undefined;
    if (!resumable && renewal === undefined && !this.#replacedItself(code)) return this.#finish(code, message);
    this.#lostAtMs ??= clock.now();
    const giveUpMs = this.#joined ? backoff.giveUpMs : Math.min(FIRST_CONNECT_MS, backoff.giveUpMs);
    if (clock.now() - this.#lostAtMs >= giveUpMs) return this.#finish(code, message);
    const floorMs = code === CLOSE_CODES.rate_limited ? RATE_LIMITED_MS : 0;
    const retryMs = Math.max(floorMs, backoffMs(backoff, this.#attempt, Math.random()));
    this.#attempt++;
    this.#startTimer(retryMs, () => renewal === undefined ? this.connect() : this.#renew(renewal, code));
    this.#setStatus({ status: "waiting", attempt: this.#attempt, retryMs, message });
  }

  #renew(renew: () => Promise<void>, code: number): void {
    this.#setStatus({ status: "connecting", attempt: this.#attempt });
    renew().then(() => this.connect(), () => {
      if (this.#socket === null && this.#status.status === "connecting") this.#onLost(code);
    });
  }

  /** Whether a connection may have been replaced by an attempt that this client abandoned. */
  #replacedItself(code: number): boolean {
    const agoMs = this.#options.clock.now() - this.#abandonedAtMs;
    return code === CLOSE_CODES.replaced && agoMs < LATE_ATTEMPT_MS;
  }

  #finish(code: number, message: string): void {
    if (this.#status.status === "closed") return;
    this.#cancelTimer();
    this.#setStatus({ status: "closed", code, message });
  }

  #startTimer(delayMs: number, fn: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(delayMs, fn);
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

/** Whether the session or its token is no longer valid. */
function isGone(code: number): boolean {
  return code === CLOSE_CODES.unauthorized || code === CLOSE_CODES.unknown_session;
}

function detach(socket: SocketLike): void {
  socket.onopen =
    socket.onmessage =
    socket.onclose =
    socket.onerror =
      null;
}
