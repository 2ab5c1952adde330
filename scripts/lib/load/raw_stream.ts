/**
 * The stream of a session for load generators, read as soon as something arrives.
 *
 * @module
 */
import { answerBytes, FrameHeads, handshakeOf, type RawMessage, type StreamOptions, textFrame } from "./frame_heads.ts";

/** Bytes read at a time. */
const CHUNK_BYTES = 64 * 1024;

/** One connection. */
export class RawStream {
  readonly #connection: Deno.TcpConn;
  readonly #heads: FrameHeads;
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #bytes = 0;

  private constructor(connection: Deno.TcpConn, onMessage: (message: RawMessage) => void) {
    this.#connection = connection;
    this.#heads = new FrameHeads({ onMessage, onPing: (pong) => void write(connection, pong).catch(() => {}) });
  }

  /**
   * Connects to a stream.
   *
   * @param streamUrl The `stream_url` of a session, or the address of another WebSocket.
   * @param onMessage Called with each message.
   * @param options How.
   * @returns The stream; its messages are read by {@linkcode RawStream.drain}.
   * @throws Error If the service refuses.
   */
  static async open(
    streamUrl: string,
    onMessage: (message: RawMessage) => void,
    options: StreamOptions = {},
  ): Promise<RawStream> {
    const { hostname, port } = new URL(streamUrl);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    await write(connection, handshakeOf(streamUrl, options));
    const stream = new RawStream(connection, onMessage);
    const count = await connection.read(stream.#chunk) ?? 0;
    const answer = stream.#chunk.subarray(0, count);
    stream.#heads.take(answer.subarray(answerBytes(answer)));
    return stream;
  }

  /** Bytes that have been read. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Reads what has arrived; waits if there is nothing.
   *
   * @returns `false` when the service has closed the connection.
   */
  async drain(): Promise<boolean> {
    for (;;) {
      const count = await this.#connection.read(this.#chunk).catch(() => null);
      if (count === null) return false;
      this.#bytes += count;
      this.#heads.take(this.#chunk.subarray(0, count));
      if (count < CHUNK_BYTES) return true;
    }
  }

  /** Sends a message. */
  async send(message: Record<string, unknown>): Promise<void> {
    await write(this.#connection, textFrame(message));
  }

  close(): void {
    this.#connection.close();
  }
}

async function write(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
