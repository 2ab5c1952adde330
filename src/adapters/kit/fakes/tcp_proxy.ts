/**
 * A TCP proxy on loopback that can end a connection like a network failure, without a close.
 *
 * A server that uses `Deno.upgradeWebSocket` cannot drop its TCP connection or ignore a close handshake. The proxy does
 * both for it. The command is sent in band, as one short WebSocket text frame, so that the cut comes exactly after the
 * bytes sent before it, regardless of how the kernel splits them.
 *
 * @module
 */
import { concat } from "../../../core/bytes.ts";

/** Text frame that asks the proxy to close both ends immediately. It is not forwarded. */
export const DROP_MARKER = "tth-fake:drop";

/** Text frame that asks the proxy to stop forwarding in both directions and to keep both ends open. */
export const FREEZE_MARKER = "tth-fake:freeze";

/** A running proxy. Disposing of it closes every connection. */
export interface TcpProxy extends AsyncDisposable {
  /** The port on 127.0.0.1 that clients connect to. */
  readonly port: number;
  /** Open connections. */
  readonly openConnections: number;
  /** Cuts every open connection immediately. */
  dropAll(): void;
  /** Cuts the next connection as soon as it opens. */
  dropNext(): void;
}

/** Options of {@linkcode startTcpProxy}. */
interface TcpProxyOptions {
  /** The port on 127.0.0.1 that is proxied. */
  targetPort: number;
  /** The port to listen on; 0, the default, takes a free one. */
  port?: number;
}

type Cut = "drop" | "freeze";

const FRAMES: readonly { cut: Cut; bytes: Uint8Array }[] = [
  { cut: "drop", bytes: serverTextFrame(DROP_MARKER) },
  { cut: "freeze", bytes: serverTextFrame(FREEZE_MARKER) },
];

/**
 * Starts a proxy in front of a local server.
 *
 * @param options The port to listen on and the port to proxy.
 * @returns The proxy, listening.
 */
export function startTcpProxy(options: TcpProxyOptions): TcpProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: options.port ?? 0 });
  const connections = new Set<ProxiedConnection>();
  const running = new Set<Promise<void>>();
  let dropping = 0;
  const accepting = (async () => {
    for await (const client of listener) {
      if (dropping > 0) {
        dropping--;
        client.close();
        continue;
      }
      const task = serve(client, options.targetPort, connections).finally(() => running.delete(task));
      running.add(task);
    }
  })();
  return {
    port: listener.addr.port,
    get openConnections() {
      return connections.size;
    },
    dropAll() {
      for (const connection of connections) connection.drop();
    },
    dropNext() {
      dropping++;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) connection.drop();
      await accepting;
      await Promise.all(running);
    },
  };
}

async function serve(client: Deno.TcpConn, targetPort: number, connections: Set<ProxiedConnection>): Promise<void> {
  let server: Deno.TcpConn;
  try {
    server = await Deno.connect({ hostname: "127.0.0.1", port: targetPort });
  } catch {
    client.close();
    return;
  }
  const connection = new ProxiedConnection(client, server);
  connections.add(connection);
  try {
    await Promise.all([connection.pumpUp(), connection.pumpDown()]);
  } finally {
    connection.drop();
    connections.delete(connection);
  }
}

/** One proxied connection: two sockets and the two pumps between them. */
class ProxiedConnection {
  #client: Deno.TcpConn;
  #server: Deno.TcpConn;
  #frozen = false;
  #closed = false;

  constructor(client: Deno.TcpConn, server: Deno.TcpConn) {
    this.#client = client;
    this.#server = server;
    client.setNoDelay(true);
    server.setNoDelay(true);
  }

  drop(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#client.close();
    this.#server.close();
  }

  /** Client to server, unchanged. */
  async pumpUp(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    for (let n = await this.#read(this.#client, buffer); n > 0; n = await this.#read(this.#client, buffer)) {
      if (!this.#frozen) await this.#write(this.#server, buffer.subarray(0, n));
    }
    this.drop();
  }

  /** Server to client, obeying the markers on the way. */
  async pumpDown(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    let held = new Uint8Array();
    for (let n = await this.#read(this.#server, buffer); n > 0; n = await this.#read(this.#server, buffer)) {
      if (this.#frozen) continue;
      const { forward, keep, cut } = scan(concat([held, buffer.subarray(0, n)]));
      held = keep;
      await this.#write(this.#client, forward);
      if (cut === "drop") break;
      if (cut === "freeze") this.#frozen = true;
    }
    // A frozen connection stays open for the client even if the server closes it.
    if (!this.#frozen) this.drop();
  }

  async #read(from: Deno.TcpConn, buffer: Uint8Array): Promise<number> {
    try {
      return await from.read(buffer) ?? 0;
    } catch {
      return 0;
    }
  }

  async #write(to: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
    try {
      for (let sent = 0; sent < bytes.length;) sent += await to.write(bytes.subarray(sent));
    } catch {
      this.drop();
    }
  }
}

/** Splits the bytes read into those to forward, a possible start of a marker, and the marker found. */
function scan(bytes: Uint8Array<ArrayBuffer>): {
  forward: Uint8Array<ArrayBuffer>;
  keep: Uint8Array<ArrayBuffer>;
  cut?: Cut;
} {
  let keepFrom = bytes.length;
  for (const { cut, bytes: frame } of FRAMES) {
    const at = indexOfOrPrefix(bytes, frame);
    if (at + frame.length <= bytes.length) return { forward: bytes.slice(0, at), keep: new Uint8Array(), cut };
    keepFrom = Math.min(keepFrom, at);
  }
  return { forward: bytes.slice(0, keepFrom), keep: bytes.slice(keepFrom) };
}

/** Index of the first `needle`, which may be cut off by the end of `bytes`; `bytes.length` if there is none. */
function indexOfOrPrefix(bytes: Uint8Array, needle: Uint8Array): number {
  for (let at = bytes.indexOf(needle[0] ?? 0); at >= 0; at = bytes.indexOf(needle[0] ?? 0, at + 1)) {
    let n = 0;
    while (n < needle.length && at + n < bytes.length && bytes[at + n] === needle[n]) n++;
    if (n === needle.length || at + n === bytes.length) return at;
  }
  return bytes.length;
}

function serverTextFrame(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const frame = new Uint8Array(2 + payload.length);
  frame.set([0x81, payload.length]);
  frame.set(payload, 2);
  return frame;
}
