/**
 * WebSockets to providers that were closed. A closing handshake needs the peer's answer, and Deno's client cannot end a
 * connection without it: not `close()`, not `WebSocketStream` with a signal, not the `close()` of an HTTP client that
 * it was made with (tried on Deno 2.9.6). What ends it is the answer, a ping of the peer, or the end of its TCP
 * connection. A peer that does none of these keeps the socket open, so the wait has a deadline, the number of such
 * sockets is limited, and the adapter's health reports it.
 *
 * @module
 */
import type { AdapterHost, Health } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { resolvesWithin } from "../../core/async.ts";

/** Maximum number of connections of one adapter in an unfinished closing handshake; above that, it opens no more. */
const MAX_LINGERING = 64;

/** Closes the sockets of one adapter, and counts those whose peer does not answer. */
export class ClosingSockets {
  readonly #clock: Clock;
  readonly #maxLingering: number;
  readonly #closing = new Map<WebSocket, Promise<boolean>>();
  #lingering = 0;

  /**
   * @param clock The clock for deadlines.
   * @param maxLingering How many may linger.
   */
  constructor(clock: Clock, maxLingering: number = MAX_LINGERING) {
    this.#clock = clock;
    this.#maxLingering = maxLingering;
  }

  /** How many sockets have not closed within their deadline. */
  get lingering(): number {
    return this.#lingering;
  }

  /** Why no further connection may be opened; `undefined` if one may. */
  get obstacle(): string | undefined {
    if (this.#lingering < this.#maxLingering) return undefined;
    return unanswered(this.#lingering);
  }

  /**
   * Closes a socket, or waits for one that is already closing.
   *
   * @param socket The socket.
   * @param limitMs How long the peer may take to answer, ms.
   * @returns Whether the socket has closed; `false`: its peer did not answer in time.
   */
  close(socket: WebSocket, limitMs: number): Promise<boolean> {
    if (socket.readyState === WebSocket.CLOSED) return Promise.resolve(true);
    const known = this.#closing.get(socket);
    if (known) return known;
    const gone = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve(), { once: true }));
    const inTime = this.#isGone(gone, limitMs);
    this.#closing.set(socket, inTime);
    gone.then(() => this.#closing.delete(socket));
    socket.close();
    return inTime;
  }

  async #isGone(gone: Promise<void>, limitMs: number): Promise<boolean> {
    if (await resolvesWithin(gone, this.#clock, limitMs)) return true;
    this.#lingering++;
    gone.then(() => this.#lingering--);
    return false;
  }

  /** A word on the adapter's health, with what lingers. */
  addTo(health: Health): Health {
    const { lingering, obstacle } = this;
    if (lingering === 0) return health;
    const detail = `${health.detail}; ${unanswered(lingering)}`;
    return { ...health, healthy: health.healthy && obstacle === undefined, detail };
  }
}

function unanswered(count: number): string {
  return `${count} closed connections still wait for its answer`;
}

const ofHosts = new WeakMap<AdapterHost, ClosingSockets>();

/**
 * The closing sockets that all instances of a configured adapter share: a realtime adapter has one instance per
 * session, and its connections must be bounded over all sessions.
 *
 * @param host The host that the instances were created with.
 * @returns The same for the same host.
 */
export function closingSocketsOf(host: AdapterHost): ClosingSockets {
  const known = ofHosts.get(host);
  if (known) return known;
  const made = new ClosingSockets(host.clock);
  ofHosts.set(host, made);
  return made;
}
