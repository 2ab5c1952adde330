/**
 * A TCP proxy in front of several instances, as a load balancer that knows nothing of sessions: each connection goes to
 * the next instance that accepts it. Some connections are slow, and some become half open: neither end gets anything any
 * more, and neither is told.
 *
 * @module
 */

/** How a {@linkcode Front} treats connections. */
interface FrontOptions {
  /** The ports of the instances that run now. */
  ports(): readonly number[];
  /** A random number in [0, 1). */
  random(): number;
  /** Share of connections that are slow. */
  readonly slow: number;
  /** Share of connections that become half open. */
  readonly halfOpen: number;
}

/** A piece waits at most this long on a slow connection, ms. */
const SLOW_MS = 40;

/** A connection becomes half open within this time, ms. */
const FREEZE_MS = 6000;

/** How long a half-open connection stays, ms. */
const LINGER_MS = 4000;

/** A proxy; disposing of it closes all connections. */
export class Front implements AsyncDisposable {
  readonly #options: FrontOptions;
  readonly #listener: Deno.TcpListener;
  readonly #links = new Set<Link>();
  readonly #running = new Set<Promise<void>>();
  #next = 0;
  #frozen = 0;

  constructor(options: FrontOptions) {
    this.#options = options;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#own(this.#accept());
  }

  /** Where clients connect. */
  get url(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** WebSockets that are open. Other connections are kept by the clients' HTTP pool. */
  get open(): number {
    return [...this.#links].filter(({ isStream }) => isStream).length;
  }

  /** Connections that became half open so far. */
  get frozen(): number {
    return this.#frozen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const link of this.#links) link.close();
    await Promise.all(this.#running);
  }

  #own(task: Promise<void>): void {
    const owned = task.catch(() => {}).finally(() => this.#running.delete(owned));
    this.#running.add(owned);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) this.#own(this.#serve(client));
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    const server = await this.#connect();
    if (server === undefined) return client.close();
    const { random, slow, halfOpen } = this.#options;
    const link = new Link(client, server, random() < slow ? () => random() * SLOW_MS : undefined);
    this.#links.add(link);
    const freeze = random() < halfOpen ? setTimeout(() => this.#freeze(link), random() * FREEZE_MS) : undefined;
    await link.run();
    clearTimeout(freeze);
    this.#links.delete(link);
  }

  #freeze(link: Link): void {
    this.#frozen++;
    link.freeze();
  }

  async #connect(): Promise<Deno.TcpConn | undefined> {
    const ports = this.#options.ports();
    for (let tries = 0; tries < ports.length; tries++) {
      const port = ports[this.#next++ % ports.length] ?? 0;
      try {
        return await Deno.connect({ hostname: "127.0.0.1", port });
      } catch {
        // Its process is gone; the next one may take the connection.
      }
    }
    return undefined;
  }
}

const UPGRADE = /^GET [^]*\r\nupgrade: websocket\r\n/i;

const decoder = new TextDecoder();

/** One connection: two sockets, and what goes from one to the other. */
class Link {
  readonly #client: Deno.TcpConn;
  readonly #server: Deno.TcpConn;
  readonly #delayMs: (() => number) | undefined;
  /** Whether the client asked for a WebSocket. */
  isStream = false;
  #isFrozen = false;
  #isClosed = false;
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Deno.TcpConn, server: Deno.TcpConn, delayMs: (() => number) | undefined) {
    this.#client = client;
    this.#server = server;
    this.#delayMs = delayMs;
    client.setNoDelay(true);
    server.setNoDelay(true);
  }

  /** Carries bytes until both ends are closed. */
  async run(): Promise<void> {
    await Promise.all([this.#pump(this.#client, this.#server), this.#pump(this.#server, this.#client)]);
  }

  /** Carries nothing any more; neither end learns of it until the connection is closed. */
  freeze(): void {
    this.#isFrozen = true;
    this.#linger = setTimeout(() => this.close(), LINGER_MS);
  }

  close(): void {
    clearTimeout(this.#linger);
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#client.close();
    this.#server.close();
  }

  async #pump(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (let n = await from.read(buffer); n !== null; n = await from.read(buffer)) {
        if (from === this.#client) this.isStream ||= UPGRADE.test(decoder.decode(buffer.subarray(0, n)));
        if (this.#delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, this.#delayMs?.()));
        if (this.#isFrozen) continue;
        for (let sent = 0; sent < n;) sent += await to.write(buffer.subarray(sent, n));
      }
    } catch {
      // One end is gone.
    }
    if (!this.#isFrozen) this.close();
  }
}
