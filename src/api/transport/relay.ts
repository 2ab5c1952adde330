/**
 * Relays a connection to the HTTP server, and ends it when it exceeds a bound. It counts bytes and never reads HTTP.
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

/** A connection between a client and the HTTP server. */
export class Relay {
  readonly #clock: Clock;
  readonly #limits: RelayLimits;
  readonly #client: ByteConnection;
  readonly #server: RelayConnection;
  #endsAt: number;
  #isAnswered = true;
  #unansweredBytes = 0;
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

  async #pass(from: ByteConnection, to: ByteConnection, passed: (bytes: number) => void): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    while (!this.#isOver) {
      const count = await from.read(buffer).catch(() => null);
      if (count === null) return;
      passed(count);
      await writeAll(to, buffer.subarray(0, count));
    }
  }

  #count(bytes: number): void {
    if (this.#isAnswered) this.#endsAt = this.#clock.now() + this.#limits.requestMs;
    this.#isAnswered = false;
    this.#unansweredBytes += bytes;
    if (this.#unansweredBytes > this.#limits.requestBytes) this.end();
  }

  #answered(): void {
    this.#isAnswered = true;
    this.#unansweredBytes = 0;
    this.#endsAt = this.#clock.now() + this.#limits.idleMs;
  }
}

/** Writes all bytes to a connection. */
export async function writeAll(connection: ByteConnection, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
