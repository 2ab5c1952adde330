/**
 * The sockets of the service: those that serve a session, and those that were closed and wait for the peer's answer.
 *
 * A closing handshake ends with the answer of the peer, and Deno offers nothing to end a connection without it. Whoever
 * does not answer holds a socket of ours until its TCP connection ends; so nobody may hold many of them.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import { resolvesWithin } from "../core/async.ts";

/** Refused sockets that may be there at once. Strangers share them, so that they take none from those who may come in. */
const MAX_REFUSED = 64;

/** Closed sockets of all sessions that may be there at once. */
const MAX_CLOSING = 256;

/** Sockets of one session that may be there at once beside the one that it is served by. */
const MAX_SPARE = 16;

/** What is needed of a `WebSocket`. */
export interface ClosableSocket {
  readonly readyState: number;
  close(code: number, reason: string): void;
  addEventListener(type: "close", listener: () => void): void;
}

/** Who owns the sockets that are refused. */
const STRANGERS = Symbol("strangers");

/** Whose a socket is: a session's, or nobody's as it is refused. */
type Owner = object | typeof STRANGERS;

/** A socket that has not gone. */
interface Entry {
  readonly owner: Owner;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  state: "opening" | "serving" | "closing";
}

/** All sockets that have not gone yet, each with its owner; bounded, whatever the peers do. */
export class Sockets {
  readonly #entries = new Map<ClosableSocket, Entry>();

  /** Whether one more may be refused by closing it. */
  get mayRefuse(): boolean {
    return this.#count(({ owner }) => owner === STRANGERS) < MAX_REFUSED;
  }

  /** Whether a session may have one more: it, and all sessions together, leave few that were closed and have not gone. */
  mayOpen(session: object): boolean {
    const spare = this.#count(({ owner, state }) => owner === session && state !== "serving");
    if (spare >= MAX_SPARE) return false;
    return this.#count(({ owner, state }) => owner !== STRANGERS && state === "closing") < MAX_CLOSING;
  }

  /** Counts a socket until it is gone. `session` is what it is for; absent: it is refused. */
  add(socket: ClosableSocket, session?: object): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#entries.set(socket, { owner: session ?? STRANGERS, gone: promise, state: "opening" });
    socket.addEventListener("close", () => {
      this.#entries.delete(socket);
      resolve();
    });
  }

  /** Counts a socket as the one that its session is served by. */
  serve(socket: ClosableSocket): void {
    const entry = this.#entries.get(socket);
    if (entry !== undefined) entry.state = "serving";
  }

  /** Closes a socket, and counts it as closed until it is gone. Does nothing to one that is closed already. */
  close(socket: ClosableSocket, code: number, reason: string): void {
    if (socket.readyState > WebSocket.OPEN) return;
    const entry = this.#entries.get(socket);
    if (entry !== undefined) entry.state = "closing";
    socket.close(code, reason);
  }

  /**
   * Waits until those that are not closed yet have gone; those whose peer owes an answer already are not waited for.
   *
   * @param clock What the wait is measured on.
   * @param limitMs The longest wait, ms.
   * @returns How many of them have not gone.
   */
  async served(clock: Clock, limitMs: number): Promise<number> {
    const awaited = [...this.#entries].filter(([, { owner, state }]) => owner !== STRANGERS && state !== "closing");
    const allGone = Promise.all(awaited.map(([, { gone }]) => gone));
    await resolvesWithin(allGone, clock, limitMs);
    return awaited.filter(([socket]) => this.#entries.has(socket)).length;
  }

  #count(isCounted: (entry: Entry) => boolean): number {
    return this.#entries.values().filter(isCounted).reduce((count) => count + 1, 0);
  }
}
