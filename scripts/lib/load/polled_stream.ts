/**
 * The stream of a session for load generators, read only when it is asked to: through the C library, because Deno's own
 * sockets wake the process for every packet that arrives, which costs as much as the service that sends it. Linux only.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { answerBytes, FrameHeads, handshakeOf, type RawMessage, type StreamOptions, textFrame } from "./frame_heads.ts";

const AF_INET = 2;
const SOCK_STREAM = 1;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/** Longest wait for the answer to a handshake, ms. */
const ANSWER_MS = 20_000;

/** Interval of the attempts to read it, ms. */
const ATTEMPT_MS = 5;

/** A stream from which nothing comes for this long has failed, ms. */
const SILENCE_MS = 10_000;

/** Bytes read at a time, by all streams. */
const chunk = new Uint8Array(256 * 1024);

function openLibrary() {
  return Deno.dlopen("libc.so.6", {
    socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
    connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
    recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
    send: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
    close: { parameters: ["i32"], result: "i32" },
  }).symbols;
}

let library: ReturnType<typeof openLibrary> | undefined;

/** One connection. */
export class PolledStream {
  readonly #libc = library ??= openLibrary();
  readonly #socket: number;
  readonly #heads: FrameHeads;
  #heardAtMs = performance.now();

  private constructor(port: number, onMessage: (message: RawMessage) => void) {
    this.#socket = this.#libc.socket(AF_INET, SOCK_STREAM, 0);
    this.#heads = new FrameHeads({ onMessage, onPing: (pong) => this.#write(pong) });
    const address = new Uint8Array([AF_INET, 0, port >> 8, port & 255, 127, 0, 0, 1, ...new Uint8Array(8)]);
    if (this.#libc.connect(this.#socket, address, address.length) !== 0) throw new Error(`cannot connect to ${port}`);
  }

  /**
   * Connects to a stream on 127.0.0.1.
   *
   * @param streamUrl The `stream_url` of a session.
   * @param onMessage Called with each message.
   * @param options How.
   * @returns The stream; its messages are read by {@linkcode PolledStream.poll}.
   * @throws Error If the service refuses.
   */
  static async open(
    streamUrl: string,
    onMessage: (message: RawMessage) => void,
    options: StreamOptions = {},
  ): Promise<PolledStream> {
    const stream = new PolledStream(Number(new URL(streamUrl).port), onMessage);
    stream.#write(handshakeOf(streamUrl, options));
    const endsAtMs = performance.now() + ANSWER_MS;
    let answer = stream.#read();
    for (; answer === undefined && performance.now() < endsAtMs; answer = stream.#read()) {
      await delay(systemClock, ATTEMPT_MS);
    }
    if (answer === undefined) throw new Error(`no answer to a handshake within ${ANSWER_MS} ms`);
    stream.#heads.take(answer.subarray(answerBytes(answer)));
    return stream;
  }

  /**
   * Reads what has arrived.
   *
   * @returns `false` when the service has closed the connection, or is silent.
   */
  poll(): boolean {
    for (;;) {
      const bytes = this.#read();
      if (bytes?.length === 0) return false;
      if (bytes === undefined) return performance.now() - this.#heardAtMs < SILENCE_MS;
      this.#heardAtMs = performance.now();
      this.#heads.take(bytes);
      if (bytes.length < chunk.length) return true;
    }
  }

  /** Sends a message. */
  send(message: Record<string, unknown>): void {
    this.#write(textFrame(message));
  }

  close(): void {
    this.#libc.close(this.#socket);
  }

  /** What has arrived; empty: the connection has ended; `undefined`: nothing has arrived. */
  #read(): Uint8Array | undefined {
    const count = Number(this.#libc.recv(this.#socket, chunk, BigInt(chunk.length), MSG_DONTWAIT));
    return count < 0 ? undefined : chunk.subarray(0, count);
  }

  /** Texts are short enough to fit into the socket's buffer. */
  #write(bytes: Uint8Array<ArrayBuffer>): void {
    const count = this.#libc.send(this.#socket, bytes, BigInt(bytes.length), MSG_NOSIGNAL);
    if (Number(count) !== bytes.length) throw new Error("the connection has ended");
  }
}
