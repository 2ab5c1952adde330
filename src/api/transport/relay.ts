/**
 * Relays a connection to the HTTP server, and ends it when it exceeds a bound. It counts bytes and never reads HTTP.
 *
 * The server refuses a body that is too large before the bound is reached. What comes beyond the bound is read and
 * ignored for a moment, because closing while bytes are unread resets the connection, which takes that answer from the
 * client.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { ByteConnection } from "./websocket/framed_socket.ts";

/** A connection that can be ended in one direction. */
export interface RelayConnection extends ByteConnection {
  /** Sends the end; reading goes on. */
  closeWrite(): Promise<void>;
}

/** Bounds of a relayed connection. */
export interface RelayLimits {
  /** Longest time from the first byte of a request to the first byte of its response, ms. */
  readonly requestMs: number;
  /** Longest time without a byte between requests, or while a response is sent, ms. */
  readonly idleMs: number;
  /** Bytes that a client may send without a byte of response: a request with its body. */
  readonly requestBytes: number;
}

const READ_BYTES = 16_384;

/** How long a client may go on sending beyond the bound, in time and in bytes. */
const IGNORED_MS = 2000;
const IGNORED_BYTES = 4 * 1024 * 1024;

/** A connection between a client and the HTTP server. */
export class Relay {
  readonly #clock: Clock;
  readonly #limits: RelayLimits;
  readonly #client: ByteConnection;
  readonly #server: RelayConnection;
  #endsAt: number;
  #isAnswered = true;
  #unansweredBytes = 0;
  /** Whether the client has sent more than it may. */
  #isCut = false;
  #isOver = false;

  constructor(clock: Clock, limits: RelayLimits, client: ByteConnection, server: RelayConnection) {
    this.#clock = clock;
    this.#limits = limits;
    this.#client = client;
    this.#server = server;
    this.#endsAt = clock.now() + limits.idleMs;
  }

  /**
   * Relays until the server ends the connection; it does so soon after the client has.
   *
   * @param early Bytes that were already read from the client.
   */
  async run(early: Uint8Array): Promise<void> {
    try {
      this.#count(early.length);
      await writeAll(this.#server, early);
      const requests = this.#pass(this.#client, this.#server, (bytes) => this.#count(bytes));
      requests.then(() => this.#server.closeWrite()).catch(() => {});
      await this.#pass(this.#server, this.#client, () => this.#answered());
      if (this.#isCut) await requests;
    } catch {
      // The connection broke, which ends the relay too.
    }
    this.end();
  }

  /** Ends it if a deadline has passed. */
  sweep(): void {
    if (this.#clock.now() > this.#endsAt) this.end();
  }

  /** Ends both connections. Idempotent. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.close();
    this.#server.close();
  }

  /** Passes on what `counted` lets pass, until the end of the connection. */
  async #pass(from: ByteConnection, to: ByteConnection, counted: (bytes: number) => boolean): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    while (!this.#isOver) {
      const count = await from.read(buffer).catch(() => null);
      if (count === null) return;
      if (counted(count)) await writeAll(to, buffer.subarray(0, count));
    }
  }

  /** Counts what the client has sent; returns whether it may be passed on. */
  #count(bytes: number): boolean {
    if (this.#isAnswered && !this.#isCut) this.#endsAt = this.#clock.now() + this.#limits.requestMs;
    this.#isAnswered = false;
    this.#unansweredBytes += bytes;
    const excess = this.#unansweredBytes - this.#limits.requestBytes;
    if (excess <= 0) return true;
    if (!this.#isCut) this.#endsAt = Math.min(this.#endsAt, this.#clock.now() + IGNORED_MS);
    this.#isCut = true;
    if (excess > IGNORED_BYTES) this.end();
    return false;
  }

  #answered(): boolean {
    if (this.#isCut) return true;
    this.#isAnswered = true;
    this.#unansweredBytes = 0;
    this.#endsAt = this.#clock.now() + this.#limits.idleMs;
    return true;
  }
}

/** Writes all bytes to a connection. */
export async function writeAll(connection: ByteConnection, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
