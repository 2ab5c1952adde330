/**
 * A WebSocket server on raw TCP that accepts connections, may send one greeting, and never answers, not even a close.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** RFC 6455, 1.3. */
const HANDSHAKE_ID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A server that never answers a close. Disposing it drops its connections. */
export class SilentSocketServer implements AsyncDisposable {
  /** Close frames received. */
  closesSeen = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #greeting: string | undefined;
  readonly #running: Promise<void>;

  /** @param greeting A short text message sent to each client. */
  constructor(greeting?: string) {
    this.#greeting = greeting;
    this.#running = this.#run();
  }

  /** Its port on loopback. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Open connections. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Drops all open connections. */
  drop(): void {
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.drop();
    await this.#running;
  }

  async #run(): Promise<void> {
    const served: Promise<void>[] = [];
    for await (const connection of this.#listener) {
      this.#connections.add(connection);
      // Reading a dropped connection fails.
      served.push(this.#serve(connection).catch(() => {}));
    }
    await Promise.all(served);
  }

  async #serve(connection: Deno.TcpConn): Promise<void> {
    const bytes = new Uint8Array(4096);
    const request = new TextDecoder().decode(bytes.subarray(0, await connection.read(bytes) ?? 0));
    const key = /^sec-websocket-key: (.*)$/im.exec(request)?.[1]?.trim() ?? "";
    const protocol = /^sec-websocket-protocol: ([^,\r]*)/im.exec(request)?.[1];
    const accept = createHash("sha1").update(key + HANDSHAKE_ID).digest("base64");
    const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
    lines.push(`Sec-WebSocket-Accept: ${accept}`);
    if (protocol) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
    await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
    const greeting = new TextEncoder().encode(this.#greeting ?? "");
    if (greeting.length > 0) await connection.write(new Uint8Array([0x81, greeting.length, ...greeting]));
    // Each client frame is short and arrives as a separate chunk.
    for (let count = await connection.read(bytes); count !== null; count = await connection.read(bytes)) {
      if (bytes[0] === 0x88) this.closesSeen++;
    }
    this.#connections.delete(connection);
    connection.close();
  }
}
