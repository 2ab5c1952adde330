/**
 * Connections to a renderer: one WebSocket each, which carries one stream after the other and is kept in between.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import { ProviderError } from "../../../contract/errors.ts";
import { deadline } from "../../../core/async.ts";
import type { ClosingSockets } from "../../kit/closing_sockets.ts";
import { decodeMessage, type FromRenderer, PROTOCOL, ProtocolFault } from "./wire.ts";

/** How long a closing handshake may take, in ms. */
const CLOSE_LIMIT_MS = 500;

/** A renderer's address and token. */
export interface RendererAddress {
  /** The name of the adapter, for errors. */
  readonly adapter: string;
  readonly url: string;
  /** Bearer token; empty or absent: none. */
  readonly token?: string | undefined;
  readonly clock: Clock;
  readonly closing: ClosingSockets;
}

/** The listener of a connection. */
export interface RendererListener {
  /** Called with a message of the stream. */
  onMessage(message: FromRenderer): void;
  /** The connection is no longer usable. */
  onLost(error: ProviderError): void;
}

function unavailable({ adapter, url }: RendererAddress, why: string): ProviderError {
  // User, password and query of an address may be secret.
  const { origin, pathname } = new URL(url);
  return new ProviderError(`${adapter} cannot use its renderer at ${origin}${pathname}: ${why}; is it running?`, {
    code: "provider_unavailable",
    retryable: true,
    provider: adapter,
  });
}

function unreadable({ adapter }: RendererAddress, what: string): ProviderError {
  return new ProviderError(`${adapter} cannot read what its renderer sent: ${what}`, {
    code: "provider_protocol",
    retryable: true,
    provider: adapter,
  });
}

/** An open connection. */
export class RendererSocket {
  readonly #socket: WebSocket;
  readonly #renderer: RendererAddress;
  readonly #ready = Promise.withResolvers<void>();
  #listener: RendererListener | undefined;
  #stream = 0;
  /** The renderer has ended all streams before `#stream`, or also this one. */
  #endedStream = 0;
  /** The renderer's own name. */
  name = "renderer";

  private constructor(socket: WebSocket, renderer: RendererAddress) {
    this.#socket = socket;
    this.#renderer = renderer;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onerror = () => this.#lose("the connection failed");
    socket.onclose = ({ code }) => this.#lose(`it closed the connection (${code})`);
    // Avoids an unhandled rejection when the opener has given up.
    this.#ready.promise.catch(() => {});
  }

  /**
   * Connects, and waits until the renderer is ready.
   *
   * @param renderer The renderer.
   * @param limitMs The longest wait, ms.
   * @param signal Cancels it.
   * @throws {ProviderError} `provider_unavailable` if there is no answer in time, `provider_protocol` if it is not a
   *   renderer.
   */
  static async open(renderer: RendererAddress, limitMs: number, signal: AbortSignal): Promise<RendererSocket> {
    signal.throwIfAborted();
    const { url, token, clock, closing: { obstacle } } = renderer;
    if (obstacle !== undefined) throw unavailable(renderer, obstacle);
    const protocols = token ? [PROTOCOL, `tth.token.${token}`] : [PROTOCOL];
    const socket = new RendererSocket(new WebSocket(url, protocols), renderer);
    const onTimeout = () => unavailable(renderer, `it was not ready within ${limitMs} ms`);
    try {
      await deadline(socket.#ready.promise, { clock, limitMs, signal, onTimeout });
      return socket;
    } catch (error) {
      void socket.close();
      throw error;
    }
  }

  /** Whether it can carry another stream. */
  get isFree(): boolean {
    return this.isOpen && this.#listener === undefined && this.#endedStream === this.#stream;
  }

  /** Whether it is usable. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Begins a stream; returns its number. */
  begin(listener: RendererListener): number {
    this.#listener = listener;
    return ++this.#stream;
  }

  /** Stops listening; a stream that the renderer has not ended is interrupted. */
  leave(): void {
    this.#listener = undefined;
    if (this.#endedStream !== this.#stream) this.send(JSON.stringify({ type: "interrupt", stream: this.#stream }));
  }

  /** Sends a message; a no-op when the connection is lost, which the listener is notified of separately. */
  send(message: string | Uint8Array<ArrayBuffer>): void {
    if (this.isOpen) this.#socket.send(message);
  }

  /** Closes; resolves when the socket has closed, or when the closing handshake takes too long. */
  async close(): Promise<void> {
    this.#listener = undefined;
    await this.#renderer.closing.close(this.#socket, CLOSE_LIMIT_MS);
  }

  #receive(data: unknown): void {
    try {
      const message = typeof data === "string" || data instanceof ArrayBuffer ? decodeMessage(data) : null;
      if (message !== null) this.#dispatch(message);
    } catch (error) {
      this.#fail(unreadable(this.#renderer, error instanceof ProtocolFault ? error.message : "an unexpected message"));
    }
  }

  #dispatch(message: FromRenderer): void {
    if (message.type === "ready") {
      if (message.protocol !== PROTOCOL) {
        throw new ProtocolFault(`protocol "${message.protocol}" instead of "${PROTOCOL}"`);
      }
      this.name = message.name;
      return this.#ready.resolve();
    }
    if (message.type === "end") this.#endedStream = Math.max(this.#endedStream, message.stream);
    // Messages of an earlier stream are void.
    if (message.stream === undefined || message.stream === this.#stream) this.#listener?.onMessage(message);
  }

  #lose(why: string): void {
    this.#fail(unavailable(this.#renderer, why));
  }

  #fail(error: ProviderError): void {
    this.#ready.reject(error);
    this.#listener?.onLost(error);
    this.#listener = undefined;
    void this.#renderer.closing.close(this.#socket, CLOSE_LIMIT_MS);
  }
}

/** Connections that are kept between streams. */
export class RendererPool {
  readonly #renderer: RendererAddress;
  readonly #maxKept: number;
  /** Kept connections, the most recently used last. */
  #kept: RendererSocket[] = [];
  #isClosed = false;

  constructor(renderer: RendererAddress, maxKept: number) {
    this.#renderer = renderer;
    this.#maxKept = maxKept;
  }

  /** A connection for one stream: a kept one whose last stream has ended, or a new one. */
  async take(limitMs: number, signal: AbortSignal): Promise<RendererSocket> {
    this.#kept = this.#kept.filter(({ isOpen }) => isOpen);
    const free = this.#kept.findLastIndex(({ isFree }) => isFree);
    const [socket] = free < 0 ? [] : this.#kept.splice(free, 1);
    return socket ?? await RendererSocket.open(this.#renderer, limitMs, signal);
  }

  /** Returns a connection to the pool, whether its stream has ended or was interrupted. */
  give(socket: RendererSocket): void {
    socket.leave();
    if (!socket.isOpen) return;
    if (this.#isClosed) return void socket.close();
    this.#kept.push(socket);
    if (this.#kept.length > this.#maxKept) void this.#kept.shift()?.close();
  }

  /** Closes all kept connections; later ones are not kept. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#kept.splice(0).map((socket) => socket.close()));
  }
}
