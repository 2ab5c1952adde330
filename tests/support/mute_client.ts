/**
 * Clients on bare TCP, which do what no HTTP or WebSocket client would.
 *
 * @module
 */
import { soon } from "./waiting.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Sends a request as it stands in `lines`; the answer as it stands on the wire. */
export async function rawRequest(url: string, lines: readonly string[]): Promise<string> {
  using connection = await connectTo(url);
  await connection.write(encoder.encode(`${lines.join("\r\n")}\r\n\r\n`));
  return await soon(new Response(connection.readable).text(), `the answer to ${lines[0]}`);
}

/** A WebSocket client that reads the answer to its handshake and nothing more: it answers no close, unless it is told to. */
export class MuteClient implements Disposable {
  /** The handshake's answer. */
  readonly answer: string;
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn, answer: string) {
    this.#connection = connection;
    this.answer = answer;
  }

  /** The status of the handshake's answer. */
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.answer)?.[1]);
  }

  /** Connects to a stream, with additional `headers`. */
  static async open(url: string, headers: readonly string[] = []): Promise<MuteClient> {
    const connection = await connectTo(url);
    const lines = [
      `GET ${new URL(url).pathname} HTTP/1.1`,
      "Host: 127.0.0.1",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    ];
    await connection.write(encoder.encode(`${lines.join("\r\n")}\r\n\r\n`));
    const bytes = new Uint8Array(2048);
    const count = await soon(connection.read(bytes), "the answer to the handshake");
    return new MuteClient(connection, decoder.decode(bytes.subarray(0, count ?? 0)));
  }

  /** Sends a text message of 126..65535 bytes (RFC 6455, 5.2), masked with zeros. */
  async send(text: string): Promise<void> {
    const payload = encoder.encode(text);
    const frame = new Uint8Array([0x81, 0xfe, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0, ...payload]);
    await this.write(frame);
  }

  /** Answers a close after all (RFC 6455, 5.5.1), masked with zeros. */
  async answerClose(code: number): Promise<void> {
    await this.#connection.write(new Uint8Array([0x88, 0x82, 0, 0, 0, 0, code >> 8, code & 0xff]));
  }

  /** Sends bytes as they are. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#connection.write(bytes.subarray(sent));
  }

  /** The next bytes that come; empty at the end. */
  async read(): Promise<Uint8Array> {
    const bytes = new Uint8Array(4096);
    const count = await soon(this.#connection.read(bytes), "bytes of the service");
    return bytes.subarray(0, count ?? 0);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

function connectTo(url: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  return Deno.connect({ hostname, port: Number(port) });
}
