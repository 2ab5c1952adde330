/**
 * All sessions of this process: a bounded number, each ended when it is no longer used.
 *
 * @module
 */
import { delay } from "../../contract/clock.ts";
import { RequestError } from "../../contract/errors.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import type { Runtime } from "./runtime.ts";
import { Session, type SessionRequest } from "./session.ts";

/** Bounds of {@linkcode Sessions}. */
interface SessionsOptions {
  readonly maxSessions: number;
  /** A session without a first connection ends after this time, ms. */
  readonly idleMs: number;
  /** A session whose client has disconnected ends after this time, ms. */
  readonly resumeMs: number;
  /** A session ends after this time even if it is in use, ms. */
  readonly maxMs: number;
}

/** Interval between checks for sessions to end, ms. */
const SWEEP_MS = 500;

/** The longest `Retry-After`, ms. */
const LONGEST_WAIT_MS = 60_000;

/** Interval between checks during shutdown whether turns have ended, ms. */
const DRAIN_POLL_MS = 20;

/** The sessions of this process, by id. */
export class Sessions {
  readonly #runtime: Runtime;
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  #cancelSweep: (() => void) | undefined;
  #closing = false;

  constructor(runtime: Runtime, options: SessionsOptions) {
    this.#runtime = runtime;
    this.#options = options;
  }

  /** Their number. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Creates a session.
   *
   * @throws RequestError `too_many_sessions` (503, retryable) or `unknown_persona` (400).
   */
  create(request: SessionRequest): Session {
    if (this.#closing) throw noRoom("the service is shutting down; try again later");
    const { size } = this.#sessions;
    if (size >= this.#options.maxSessions) {
      const retryAfterMs = this.#roomInMs();
      const again = `try again in ${Math.ceil(retryAfterMs / 1000)} s, or raise session.max_sessions`;
      throw noRoom(`${size} sessions are open, the limit; ${again}`, retryAfterMs);
    }
    const session = new Session(request, this.#runtime);
    this.#sessions.set(session.id, session);
    this.#cancelSweep ??= this.#runtime.clock.setTimer(SWEEP_MS, () => this.#sweep());
    return session;
  }

  /** The session with this id, if any. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Ends a session; `false`: there is none with this id. */
  async end(id: string): Promise<boolean> {
    const session = this.#sessions.get(id);
    if (session === undefined) return false;
    this.#sessions.delete(id);
    this.#stopSweepWhenEmpty();
    await session.end();
    return true;
  }

  /**
   * Refuses new sessions, and waits until no turn is being heard.
   *
   * @param limitMs The longest wait, ms.
   */
  async drain(limitMs: number): Promise<void> {
    this.#closing = true;
    const { clock } = this.#runtime;
    const endsAt = clock.now() + limitMs;
    const isBusy = (session: Session) => session.attached && session.state !== "idle";
    while (clock.now() < endsAt && [...this.#sessions.values()].some(isBusy)) await delay(clock, DRAIN_POLL_MS);
  }

  /** Ends all sessions and refuses new ones: the service is shutting down. */
  async close(): Promise<void> {
    this.#closing = true;
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    this.#stopSweepWhenEmpty();
    await Promise.allSettled(
      sessions.map((session) => session.end(CLOSE_CODES.going_away, "the server is shutting down")),
    );
  }

  #sweep(): void {
    this.#cancelSweep = undefined;
    for (const session of this.#sessions.values()) {
      if (this.#endsInMs(session) < 0) this.end(session.id);
    }
    if (this.#sessions.size > 0) this.#cancelSweep ??= this.#runtime.clock.setTimer(SWEEP_MS, () => this.#sweep());
  }

  /** When a session ends, ms from now, if its client stays away or, while it is connected, at the end of its lifetime. */
  #endsInMs(session: Session): number {
    const leftMs = session.startedAt + this.#options.maxMs - this.#runtime.clock.now();
    if (session.attached) return leftMs;
    const { detachedForMs } = session;
    const awayMs = detachedForMs === undefined
      ? this.#options.idleMs - session.idleForMs
      : this.#options.resumeMs - detachedForMs;
    return Math.min(leftMs, awayMs);
  }

  /**
   * When a session slot may be free, ms from now: when the first disconnected session expires, or `resumeMs` if all are
   * connected.
   */
  #roomInMs(): number {
    const endsMs = this.#sessions.values().map((session) =>
      session.attached ? this.#options.resumeMs : Math.max(0, this.#endsInMs(session))
    );
    return Math.min(LONGEST_WAIT_MS, Math.min(...endsMs) + SWEEP_MS);
  }

  #stopSweepWhenEmpty(): void {
    if (this.#sessions.size > 0) return;
    this.#cancelSweep?.();
    this.#cancelSweep = undefined;
  }
}

function noRoom(why: string, retryAfterMs?: number): RequestError {
  return new RequestError(`no session can be opened: ${why}`, {
    code: "too_many_sessions",
    status: 503,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
