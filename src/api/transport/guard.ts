/**
 * Stands before the HTTP server where strangers can reach the service. It accepts connections with bounds that Deno's
 * server does not have, serves WebSockets itself, and relays everything else.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { type Clock, delay } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { Caller, Handler } from "./caller.ts";
import { answerLast, asLast, onceClosed } from "./connection_end.ts";
import { DeadlineSweep } from "./deadline_sweep.ts";
import { type ByteConnection, FramedSocket } from "./websocket/framed_socket.ts";
import { acceptHead, readHandshake, readStart } from "./handshake.ts";
import { InnerServer } from "./inner_server.ts";
import { Places, unmapped } from "./places.ts";
import { Relay, writeAll } from "./relay.ts";

/** Bounds of a {@linkcode Guard}. */
export interface GuardOptions {
  readonly clock: Clock;
  /** Runs the checks of deadlines. */
  readonly ticker: Ticker;
  readonly log: Logger;
  readonly maxMessageBytes: number;
  readonly maxBodyBytes: number;
  readonly requestMs: number;
  readonly idleMs: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Addresses of proxies, which may have any number of connections. */
  readonly trustedProxies: Pick<ReadonlySet<string>, "has">;
  readonly requests: RequestBounds;
}

/** Bounds the requests of addresses. */
interface RequestBounds {
  /** Whether to close connections of a peer unread. */
  isCut(peer: string): boolean;
  /** Counts a request; returns the refusal if there are too many. */
  refusal(peer: string, head: Uint8Array): Response | undefined;
}

/** Largest head of a request with a body, bytes. */
const MAX_REQUEST_HEAD_BYTES = 65_536;

/** How long accepting pauses after a failure, e.g. at the limit of open files, ms. */
const PAUSE_MS = 100;

/** How long a refused client has to take the answer, ms. */
const REFUSED_MS = 1000;

/** Shortest time between two warnings about refused connections, ms. */
const WARN_MS = 10_000;

/** A connection from which the head of a request is awaited. */
interface Waiting {
  /** Ends it if it takes too long. */
  sweep(): void;
  end(): void;
}

/** The first bytes of a connection that asks for a stream. */
interface Handshake {
  readonly request: Request;
  readonly head: Uint8Array;
  /** Bytes that followed the head. */
  readonly early: Uint8Array;
  readonly address: string;
}

/** Accepts connections for an HTTP server. */
export class Guard {
  readonly #listener: Deno.TcpListener;
  readonly #handler: Handler;
  readonly #options: GuardOptions;
  readonly #inner: InnerServer;
  readonly #places: Places;
  readonly #sweep: DeadlineSweep;
  /** Connections without a request, oldest first. */
  readonly #waiting = new Set<Waiting>();
  readonly #open = new Set<{ end(): void }>();
  readonly #finished = Promise.withResolvers<void>();
  #isStopped = false;
  #mayWarnAt = -Infinity;

  /**
   * @param listener Where connections come in.
   * @param handler Answers requests.
   * @param options Bounds.
   */
  constructor(listener: Deno.TcpListener, handler: Handler, options: GuardOptions) {
    const { connections, connectionsPerAddress, trustedProxies, clock, ticker, log } = options;
    this.#listener = listener;
    this.#handler = handler;
    this.#options = options;
    this.#inner = new InnerServer(clock, handler);
    this.#places = new Places({ total: connections, perAddress: connectionsPerAddress, exempt: trustedProxies });
    this.#sweep = new DeadlineSweep(ticker, (error) => {
      log.error("the deadline of a connection could not be checked: {error}", { error: messageOf(error) });
    });
    this.#accept();
  }

  /** Settles when it stops accepting connections. */
  get finished(): Promise<void> {
    return this.#finished.promise;
  }

  /** Stops accepting; connections that have sent a request go on. */
  refuse(): void {
    this.#stop();
    for (const waiting of [...this.#waiting]) waiting.end();
  }

  /** Stops accepting, and waits for the requests in progress. */
  async shutdown(): Promise<void> {
    this.refuse();
    await this.#inner.shutdown();
  }

  /** Ends every connection. */
  async cut(): Promise<void> {
    this.refuse();
    for (const connection of [...this.#open]) connection.end();
    this.#inner.cut();
    await Promise.all([this.finished, this.#inner.finished]);
  }

  #stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#listener.close();
  }

  /** Accepts until it is stopped. A failure, such as the limit of open files, ends only the attempt. */
  async #accept(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const connection = await this.#listener.accept();
        this.#admit(connection, unmapped(connection.remoteAddr.hostname));
      } catch (error) {
        if (this.#isStopped) break;
        this.#warn("cannot accept connections: {reason}; trying again", { reason: messageOf(error) });
        this.#evict();
        await delay(this.#options.clock, PAUSE_MS);
      }
    }
    this.#finished.resolve();
  }

  #admit(connection: Deno.TcpConn, address: string): void {
    if (this.#options.requests.isCut(address)) return connection.close();
    if (this.#places.isCrowded(address)) {
      this.#warn("refused a connection of {address}, which has {count} (server.connections_per_address)", {
        address,
        count: this.#options.connectionsPerAddress,
      });
      return connection.close();
    }
    if (this.#places.full && !this.#evict()) {
      this.#warn("refused a connection of {address}: {count} are open (server.connections)", {
        address,
        count: this.#options.connections,
      });
      return connection.close();
    }
    const leave = this.#places.take(address);
    connection.setNoDelay(true);
    const conn = onceClosed(connection, leave);
    this.#serve(conn, connection, address).catch((error) => {
      this.#options.log.debug("a connection of {address} failed: {reason}", { address, reason: messageOf(error) });
    }).finally(() => conn.close());
  }

  /** Makes room: ends the connection that has waited longest for its first request. */
  #evict(): boolean {
    const [oldest] = this.#waiting;
    oldest?.end();
    return oldest !== undefined;
  }

  async #serve(conn: ByteConnection, connection: Deno.TcpConn, address: string): Promise<void> {
    const start = await this.#within(this.#options.requestMs, conn, () => readStart(conn));
    if (start === undefined) return;
    const { bytes, end } = start;
    const head = bytes.subarray(0, end);
    const request = end === undefined ? undefined : readHandshake(head);
    const refusal = request === undefined
      ? this.#refusal(address, head)
      : await this.#openStream(conn, { request, head, early: bytes.subarray(end), address });
    if (refusal !== undefined) return await this.#refuse(conn, connection, refusal);
    if (request === undefined) await this.#relay(conn, bytes, address);
  }

  /** Counts a request; the refusal, if its address sends too many. */
  #refusal(address: string, head: Uint8Array): Response | undefined {
    const refusal = this.#options.requests.refusal(address, head);
    if (refusal !== undefined) {
      this.#warn("refused a request that came through {address}: too many per second (server.requests_per_s)", {
        address,
      });
    }
    return refusal;
  }

  /** Answers, and ends the connection once the client has the answer. */
  #refuse(conn: ByteConnection, connection: Deno.TcpConn, refusal: Response): Promise<void> {
    return this.#within(REFUSED_MS, conn, () => answerLast(conn, connection, refusal));
  }

  /** Works on a connection that waits for a request, and ends the connection if that takes too long. */
  async #within<T>(limitMs: number, conn: ByteConnection, work: () => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const endsAt = clock.now() + limitMs;
    const waiting: Waiting = {
      sweep: () => clock.now() > endsAt && waiting.end(),
      end: () => {
        this.#waiting.delete(waiting);
        conn.close();
      },
    };
    this.#waiting.add(waiting);
    const remove = this.#sweep.add(waiting);
    try {
      return await work();
    } finally {
      this.#waiting.delete(waiting);
      remove();
    }
  }

  async #relay(conn: ByteConnection, start: Uint8Array, address: string): Promise<void> {
    const { clock, requestMs, idleMs, maxBodyBytes } = this.#options;
    const server = await this.#inner.connect(address);
    const limits = { requestMs, idleMs, requestBytes: maxBodyBytes + MAX_REQUEST_HEAD_BYTES };
    const relay = new Relay(clock, limits, conn, server);
    await this.#during(relay, () => relay.run(asLast(start)));
  }

  /** Serves a stream, or returns why it is refused. Only refused handshakes count as requests. */
  async #openStream(conn: ByteConnection, start: Handshake): Promise<Response | undefined> {
    const { request, head, early, address } = start;
    const { clock, maxMessageBytes } = this.#options;
    let opened: { socket: FramedSocket; protocol: string | null } | undefined;
    const upgrade: Caller["upgrade"] = (_request, protocol) => {
      const socket = new FramedSocket(clock, maxMessageBytes);
      opened = { socket, protocol };
      return { socket, response: new Response(null) };
    };
    const response = await this.#handler(request, { address, upgrade });
    if (opened === undefined) return this.#refusal(address, head) ?? response;
    const { socket, protocol } = opened;
    try {
      await writeAll(conn, acceptHead(request, protocol));
      await this.#during({ sweep: () => socket.sweep(), end: () => socket.abort() }, () => socket.serve(conn, early));
    } finally {
      socket.abort();
    }
    return undefined;
  }

  /** Keeps a connection in the books while it is served. */
  async #during(connection: { sweep(): void; end(): void }, serve: () => Promise<void>): Promise<void> {
    const remove = this.#sweep.add(connection);
    this.#open.add(connection);
    try {
      await serve();
    } finally {
      this.#open.delete(connection);
      remove();
    }
  }

  #warn(text: string, properties: Record<string, unknown>): void {
    const now = this.#options.clock.now();
    if (now < this.#mayWarnAt) return;
    this.#mayWarnAt = now + WARN_MS;
    this.#options.log.warning(text, properties);
  }
}
