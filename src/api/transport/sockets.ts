/**
 * The sockets of the service: those that serve a session, and closed ones that wait for the peer's answer.
 *
 * A peer that never answers the close keeps the socket open until TCP ends, because Deno cannot end a connection without
 * that answer. The number of such sockets is therefore limited.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { resolvesWithin } from "../../core/async.ts";

/** Maximum number of refused sockets. They are counted separately, so that they do not use up the sessions' share. */
const MAX_REFUSED = 64;

/** Maximum number of closed sockets of all sessions. */
const MAX_CLOSING = 256;

/** Maximum number of sockets of one session besides the one that serves it. */
const MAX_SPARE = 16;

/**
 * How long a socket may take to open after its handshake was answered, ms. Of a client that leaves in that time, Deno's
 * own server reports nothing (seen on Deno 2.9.6).
 */
const OPENING_MS = 10_000;

/** The part of `WebSocket` used here. */
interface ClosableSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
  addEventListener(type: "close", listener: () => void): void;
}

/** Owner of the refused sockets. */
const REFUSED = Symbol("refused");

/** A session, or {@linkcode REFUSED}. */
type Owner = object | typeof REFUSED;

/** A socket that has not closed completely. */
interface Entry {
  readonly owner: Owner;
  readonly addedAt: number;
  /** Resolves when it has closed. */
  readonly gone: Promise<void>;
  state: "opening" | "serving" | "closing";
}

/** All sockets that have not closed completely, each with its owner; bounded regardless of what peers do. */
export class Sockets {
  readonly #clock: Clock;
  readonly #entries = new Map<ClosableSocket, Entry>();

  /** @param clock Measures waits. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Bytes that the network has not accepted yet. */
  get bufferedBytes(): number {
    return this.#entries.keys().reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
  }

  /** Whether one more socket may be refused with a close code. */
  get mayRefuse(): boolean {
    return this.#count(({ owner }) => owner === REFUSED) < MAX_REFUSED;
  }

  /**
   * Whether a session may have one more socket: the closed ones of this session, and of all sessions, are below their
   * limits.
   */
  mayOpen(session: object): boolean {
    const spare = this.#count(({ owner, state }) => owner === session && state !== "serving");
    if (spare >= MAX_SPARE) return false;
    return this.#count(({ owner, state }) => owner !== REFUSED && state === "closing") < MAX_CLOSING;
  }

  /** Counts a socket until it has closed. Without a `session` it counts as refused. */
  add(socket: ClosableSocket, session?: object): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#entries.set(socket, {
      owner: session ?? REFUSED,
      addedAt: this.#clock.now(),
      gone: promise,
      state: "opening",
    });
    socket.addEventListener("close", () => {
      this.#entries.delete(socket);
      resolve();
    });
  }

  /** Marks the socket that serves its session. */
  serve(socket: ClosableSocket): void {
    const entry = this.#entries.get(socket);
    if (entry !== undefined) entry.state = "serving";
  }

  /** Closes a socket, and counts it as closing until it has closed. A no-op on a closed one. */
  close(socket: ClosableSocket, code: number, reason: string): void {
    if (socket.readyState > WebSocket.OPEN) return;
    const entry = this.#entries.get(socket);
    if (entry !== undefined) entry.state = "closing";
    socket.close(code, reason);
  }

  /**
   * Waits until the open sockets have closed. Does not wait for those closed before.
   *
   * @param limitMs The longest wait, ms.
   * @returns How many remain.
   */
  async served(limitMs: number): Promise<number> {
    const awaited = [...this.#entries].filter(([, { owner, state }]) => owner !== REFUSED && state !== "closing");
    const allGone = Promise.all(awaited.map(([, { gone }]) => gone));
    await resolvesWithin(allGone, this.#clock, limitMs);
    return awaited.filter(([socket]) => this.#entries.has(socket)).length;
  }

  #count(isCounted: (entry: Entry) => boolean): number {
    this.#forgetUnopened();
    return this.#entries.values().filter(isCounted).reduce((count) => count + 1, 0);
  }

  #forgetUnopened(): void {
    const since = this.#clock.now() - OPENING_MS;
    for (const [socket, { state, addedAt }] of this.#entries) {
      if (state === "opening" && addedAt < since) this.#entries.delete(socket);
    }
  }
}
