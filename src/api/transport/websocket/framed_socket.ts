/**
 * A WebSocket over a TCP connection, with bounds on what the peer may make the service hold or do.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import { FrameQueue } from "./frame_queue.ts";
import { closePayload, FrameError, FrameReader, NO_CODE, OPCODES } from "./frames.ts";
import type { StreamSocket } from "./stream_socket.ts";

/** The part of `Deno.Conn` that a socket uses. */
export interface ByteConnection {
  /** Reads into `buffer`; `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  /** Ends the connection at once. */
  close(): void;
}

/** A peer from which nothing came for this long is sent a ping, ms. */
const PING_AFTER_MS = 15_000;

/** A peer from which nothing came for this long is gone, ms. */
const GONE_AFTER_MS = 30_000;

/** How long the peer has to answer a close, ms. */
const CLOSING_MS = 2000;

/** Pings and pongs that a peer may send in a second. */
const MAX_CONTROL_FRAMES = 100;

/** Messages of clients are small, and each socket has a buffer of this size. */
const READ_BYTES = 4096;

/** Bytes that are read and ignored after a close was sent, until the peer answers it. */
const MAX_IGNORED_BYTES = 262_144;

const CLOSE_POLICY = 1008;

const NOTHING = new Uint8Array(0);

type Listener = (event: { readonly data: unknown }) => void;

/** The server's end of a WebSocket. */
export class FramedSocket implements StreamSocket {
  readonly #clock: Clock;
  readonly #reader: FrameReader;
  readonly #listeners: Record<"open" | "close" | "message", Listener[]> = { open: [], close: [], message: [] };
  readonly #queue = new FrameQueue();
  #connection: ByteConnection | undefined;
  #state: number = WebSocket.CONNECTING;
  #buffered = 0;
  #writing = false;
  #heardAt: number;
  #pinged = false;
  #closeBy = Infinity;
  #ignoredBytes = 0;
  #ping: Uint8Array<ArrayBuffer> | undefined;
  #controlFrames = 0;
  #controlSince = 0;

  /**
   * @param clock Measures silence.
   * @param maxMessageBytes Largest message that the peer may send; a larger one closes with 1009.
   */
  constructor(clock: Clock, maxMessageBytes: number) {
    this.#clock = clock;
    this.#heardAt = clock.now();
    this.#reader = new FrameReader(maxMessageBytes, {
      message: (data) => this.#state === WebSocket.OPEN && this.#emit("message", data),
      ping: (payload) => {
        this.#countControl();
        this.#ping = payload;
      },
      pong: () => this.#countControl(),
      close: (code) => this.#answerClose(code),
    });
  }

  get readyState(): number {
    return this.#state;
  }

  get bufferedAmount(): number {
    return this.#buffered;
  }

  addEventListener(type: "open" | "close" | "message", listener: Listener): void {
    this.#listeners[type].push(listener);
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#state !== WebSocket.OPEN) return;
    this.#write(typeof data === "string" ? this.#queue.addText([data]) : this.#queue.add(OPCODES.binary, data));
  }

  sendParts(parts: readonly string[]): void {
    if (this.#state === WebSocket.OPEN) this.#write(this.#queue.addText(parts));
  }

  close(code: number, reason: string): void {
    if (this.#state === WebSocket.CONNECTING) return this.abort();
    if (this.#state !== WebSocket.OPEN) return;
    this.#state = WebSocket.CLOSING;
    this.#closeBy = this.#clock.now() + CLOSING_MS;
    this.#write(this.#queue.add(OPCODES.close, closePayload(code, reason)));
  }

  /**
   * Serves the connection until it ends.
   *
   * @param connection After the handshake's response.
   * @param early Bytes that followed the handshake.
   */
  async serve(connection: ByteConnection, early: Uint8Array): Promise<void> {
    if (this.#state !== WebSocket.CONNECTING) return connection.close();
    this.#connection = connection;
    this.#state = WebSocket.OPEN;
    this.#heardAt = this.#clock.now();
    this.#emit("open");
    try {
      this.#take(early);
      const buffer = new Uint8Array(READ_BYTES);
      while (this.#state < WebSocket.CLOSED) {
        const count = await connection.read(buffer);
        if (count === null) break;
        this.#heardAt = this.#clock.now();
        this.#pinged = false;
        this.#take(buffer.subarray(0, count));
      }
    } catch {
      // The connection broke; its end is what counts.
    }
    this.abort();
  }

  /** Pings a silent peer, and ends a connection whose peer is gone or does not answer a close. Called regularly. */
  sweep(): void {
    const now = this.#clock.now();
    const silentMs = now - this.#heardAt;
    if (silentMs > GONE_AFTER_MS || now > this.#closeBy) return this.abort();
    if (this.#state !== WebSocket.OPEN || this.#pinged || silentMs < PING_AFTER_MS) return;
    this.#pinged = true;
    this.#write(this.#queue.add(OPCODES.ping, NOTHING));
  }

  /** Ends the connection without a handshake. Idempotent. */
  abort(): void {
    if (this.#state === WebSocket.CLOSED) return;
    this.#state = WebSocket.CLOSED;
    this.#reader.stop();
    this.#queue.clear();
    this.#buffered = 0;
    this.#connection?.close();
    this.#emit("close");
  }

  #take(chunk: Uint8Array): void {
    if (this.#state === WebSocket.CLOSING) this.#ignoredBytes += chunk.length;
    if (this.#ignoredBytes > MAX_IGNORED_BYTES) return this.abort();
    try {
      this.#reader.read(chunk);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.close(error.code, error.message);
    }
    // Answering the last ping is enough (RFC 6455, 5.5.3).
    if (this.#ping !== undefined && this.#state === WebSocket.OPEN) {
      this.#write(this.#queue.add(OPCODES.pong, this.#ping));
    }
    this.#ping = undefined;
  }

  #countControl(): void {
    const now = this.#clock.now();
    if (now - this.#controlSince >= 1000) [this.#controlSince, this.#controlFrames] = [now, 0];
    if (++this.#controlFrames > MAX_CONTROL_FRAMES) throw new FrameError(CLOSE_POLICY, "too many control frames");
  }

  /** The peer closes first, or answers. The server ends the connection, after its own close frame is sent. */
  #answerClose(code: number): void {
    if (this.#state === WebSocket.OPEN) this.close(code === NO_CODE ? 1000 : code, "");
    if (this.#queue.isEmpty && !this.#writing) return this.abort();
    this.#closeBy = Math.min(this.#closeBy, this.#clock.now() + CLOSING_MS);
    this.#drained = () => this.abort();
  }

  #drained = () => {};

  /** Writes what was added to the queue, `bytes` of it now. */
  #write(bytes: number): void {
    this.#buffered += bytes;
    if (this.#writing) return;
    this.#writing = true;
    // What is sent in the same step leaves with it.
    queueMicrotask(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    const connection = this.#connection;
    const queue = this.#queue;
    try {
      for (let bytes = queue.take(); connection !== undefined && bytes !== undefined; bytes = queue.take()) {
        for (let sent = 0; sent < bytes.length;) {
          const count = await connection.write(sent === 0 ? bytes : bytes.subarray(sent));
          sent += count;
          if (this.#state === WebSocket.CLOSED) return;
          this.#buffered -= count;
        }
        queue.giveBack(bytes);
      }
      this.#writing = false;
      this.#drained();
    } catch {
      this.abort();
    } finally {
      this.#writing = false;
    }
  }

  #emit(type: "open" | "close" | "message", data?: unknown): void {
    for (const listener of this.#listeners[type]) listener({ data });
  }
}
