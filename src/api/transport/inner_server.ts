/**
 * Deno's HTTP server behind a guard: on a loopback port that only the guard's connections may use.
 *
 * @module
 */
import { type Clock, delay } from "../../contract/clock.ts";
import type { Handler } from "./caller.ts";
import type { RelayConnection } from "./relay.ts";

const LOOPBACK = "127.0.0.1";

/** How long a failed server pauses before it starts again, ms. */
const PAUSE_MS = 100;

/** An HTTP server that starts again if Deno's fails, e.g. at the limit of open files. */
export class InnerServer {
  readonly #clock: Clock;
  readonly #handler: Handler;
  /** Addresses of the guard's clients, by the local port of the connection that carries their requests. */
  readonly #clients = new Map<number, string>();
  readonly #abort = new AbortController();
  #server: Deno.HttpServer<Deno.NetAddr>;
  #isStopped = false;
  #isDown = false;

  constructor(clock: Clock, handler: Handler) {
    this.#clock = clock;
    this.#handler = handler;
    this.#server = this.#start();
  }

  /**
   * A connection for the requests of a client.
   *
   * @param address The client's address.
   * @throws If there can be no connection now, e.g. at the limit of open files.
   */
  async connect(address: string): Promise<RelayConnection> {
    const connection = await Deno.connect({ hostname: LOOPBACK, port: this.#server.addr.port });
    const { port } = connection.localAddr;
    this.#clients.set(port, address);
    return {
      read: (buffer) => connection.read(buffer),
      write: (bytes) => connection.write(bytes),
      closeWrite: () => connection.closeWrite(),
      close: () => {
        this.#clients.delete(port);
        connection.close();
      },
    };
  }

  /** Settles when it has ended. */
  get finished(): Promise<void> {
    return this.#server.finished;
  }

  /** Waits for the requests in progress, and ends. */
  async shutdown(): Promise<void> {
    this.#isStopped = true;
    await this.#server.shutdown();
    this.#isDown = true;
  }

  /** Ends at once. Idempotent. */
  cut(): void {
    this.#isStopped = true;
    if (!this.#isDown) this.#abort.abort();
  }

  #start(): Deno.HttpServer<Deno.NetAddr> {
    const options = { hostname: LOOPBACK, port: 0, onListen: () => {}, signal: this.#abort.signal };
    const server = Deno.serve(options, (request, { remoteAddr }) => this.#answer(request, remoteAddr.port));
    server.finished.catch(() => {}).then(() => this.#startAgain());
    return server;
  }

  async #startAgain(): Promise<void> {
    while (!this.#isStopped) {
      await delay(this.#clock, PAUSE_MS);
      if (this.#isStopped) return;
      try {
        this.#server = this.#start();
        return;
      } catch {
        // No socket is free yet.
      }
    }
  }

  #answer(request: Request, port: number): Response | Promise<Response> {
    const address = this.#clients.get(port);
    if (address === undefined) return new Response(null, { status: 403 });
    return this.#handler(request, { address, upgrade: refuseUpgrade });
  }
}

/** The guard serves handshakes itself; only malformed ones arrive here. */
function refuseUpgrade(): never {
  throw new TypeError("it must be the first request of its connection, with the headers of RFC 6455");
}
