/**
 * All sessions of this process: a bounded number, and none that outlives its use.
 *
 * @module
 */
import { delay } from "../core/clock.ts";
import { RequestError } from "../core/errors.ts";
import { CLOSE_CODES } from "../core/protocol/names.ts";
import { Session } from "./session.ts";
import type { SessionHost, SessionRequest } from "./session_host.ts";

/** Bounds of {@linkcode Sessions}. */
export interface SessionsOptions {
  readonly maxSessions: number;
  /** A session that nobody has connected to ends after this time, ms. */
  readonly idleMs: number;
  /** A session whose client went away ends after this time, ms. */
  readonly resumeMs: number;
}

/** How often sessions are looked through for those to end, ms. */
const SWEEP_MS = 500;

/** How often a service that is going away looks whether it may, ms. */
const DRAIN_POLL_MS = 20;

/** The sessions of this process, by id. */
export class Sessions {
  readonly #host: SessionHost;
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  #cancelSweep: (() => void) | undefined;
  #closing = false;

  constructor(host: SessionHost, options: SessionsOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** How many there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** When a session that is created now would end if nobody came, ms from now. */
  get idleMs(): number {
    return this.#options.idleMs;
  }

  /**
   * Creates a session.
   *
   * @throws RequestError `too_many_sessions` (503, retryable) or `unknown_persona` (400).
   */
  create(request: SessionRequest): Session {
    if (this.#closing || this.#sessions.size >= this.#options.maxSessions) {
      const why = this.#closing
        ? "the service is shutting down"
        : `${this.#sessions.size} sessions are open, the limit`;
      throw new RequestError(`no session can be opened: ${why}; try again later, or raise session.max_sessions`, {
        code: "too_many_sessions",
        status: 503,
        retryable: true,
      });
    }
    const session = new Session(request, this.#host);
    this.#sessions.set(session.id, session);
    this.#cancelSweep ??= this.#host.clock.setTimer(SWEEP_MS, () => this.#sweep());
    return session;
  }

  /** The session of that id, if there is one. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Ends a session; `false`: there is none of that id. */
  async end(id: string): Promise<boolean> {
    const session = this.#sessions.get(id);
    if (session === undefined) return false;
    this.#sessions.delete(id);
    this.#stopSweepWhenEmpty();
    await session.end();
    return true;
  }

  /**
   * Takes no more sessions, and waits until no listener is in the middle of a turn.
   *
   * @param limitMs The longest wait, ms.
   */
  async drain(limitMs: number): Promise<void> {
    this.#closing = true;
    const { clock } = this.#host;
    const endsAt = clock.now() + limitMs;
    const isBusy = (session: Session) => session.attached && session.state !== "idle";
    while (clock.now() < endsAt && [...this.#sessions.values()].some(isBusy)) await delay(clock, DRAIN_POLL_MS);
  }

  /** Ends all sessions and takes no more: the service is going away. */
  async close(): Promise<void> {
    this.#closing = true;
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    this.#stopSweepWhenEmpty();
    await Promise.allSettled(
      sessions.map((session) => session.end(CLOSE_CODES.going_away, "the server is going away")),
    );
  }

  #sweep(): void {
    this.#cancelSweep = undefined;
    for (const session of this.#sessions.values()) {
      if (this.#isOver(session)) this.end(session.id);
    }
    if (this.#sessions.size > 0) this.#cancelSweep ??= this.#host.clock.setTimer(SWEEP_MS, () => this.#sweep());
  }

  #isOver(session: Session): boolean {
    if (session.attached) return false;
    const { detachedForMs } = session;
    return detachedForMs === undefined
      ? session.idleForMs > this.#options.idleMs
      : detachedForMs > this.#options.resumeMs;
  }

  #stopSweepWhenEmpty(): void {
    if (this.#sessions.size > 0) return;
    this.#cancelSweep?.();
    this.#cancelSweep = undefined;
  }
}
