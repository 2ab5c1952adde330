/**
 * The places for sessions in this process: taken by those that live here, reserved for those that are not opened yet.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { Session } from "./session.ts";
import { noRoom } from "./session_errors.ts";

/** How many sessions there may be, and for how long. */
export interface SessionLimits {
  readonly maxSessions: number;
  /** A session without a first connection ends after this time, ms. */
  readonly idleMs: number;
  /** A session whose client has disconnected ends after this time, ms. */
  readonly resumeMs: number;
  /** A session ends after this time even if it is in use, ms. */
  readonly maxMs: number;
  /** Other pipelines that the limit counts too. Absent: none. */
  readonly elsewhere?: {
    sessionsElsewhere(): number;
    /** Whether one of them holds a session, or a place for it. */
    isHeldElsewhere(sessionId: string): Promise<boolean>;
    /** Tells them how many sessions this one holds. */
    tellSessions(count: number): void;
  };
}

/** The longest `Retry-After`, ms. */
const LONGEST_WAIT_MS = 60_000;

/** When a session ends, ms from `now`, if its client stays away or, while it is connected, at the end of its lifetime. */
export function endsInMs(session: Session, { idleMs, resumeMs, maxMs }: SessionLimits, now: number): number {
  const leftMs = session.startedAt + maxMs - now;
  if (session.attached) return leftMs;
  const { detachedForMs } = session;
  return Math.min(leftMs, detachedForMs === undefined ? idleMs - session.idleForMs : resumeMs - detachedForMs);
}

/** Counts the places, and says when one is free. */
export class SessionPlaces {
  readonly #sessions: ReadonlyMap<string, Session>;
  readonly #clock: Clock;
  readonly #limits: SessionLimits;
  /** When each session was created that was created here and is not opened yet, on the clock. */
  readonly #reserved = new Map<string, number>();
  #toldCount = 0;

  /** @param sessions Those that live here. */
  constructor(sessions: ReadonlyMap<string, Session>, clock: Clock, limits: SessionLimits) {
    this.#sessions = sessions;
    this.#clock = clock;
    this.#limits = limits;
  }

  /** How many are taken or reserved here. */
  get taken(): number {
    return this.#sessions.size + this.#reserved.size;
  }

  /** Whether all places are taken, those of other pipelines included. */
  get full(): boolean {
    return this.#takenEverywhere >= this.#limits.maxSessions;
  }

  get #takenEverywhere(): number {
    return this.taken + (this.#limits.elsewhere?.sessionsElsewhere() ?? 0);
  }

  /** Whether the place of a session is one that another pipeline holds: if it is opened here, no further one is taken. */
  async isHeldElsewhere(id: string): Promise<boolean> {
    return await this.#limits.elsewhere?.isHeldElsewhere(id) ?? false;
  }

  /** Reserves a place for a session that is created or opened now. */
  reserve(id: string): void {
    this.#reserved.set(id, this.#clock.now());
  }

  /** Whether a place is reserved for a session. */
  isReserved(id: string): boolean {
    return this.#reserved.has(id);
  }

  /** Gives up the reservation for a session, if there is one. */
  release(id: string): void {
    this.#reserved.delete(id);
  }

  /** Gives up the reservations for sessions that were not opened in time. */
  releaseExpired(): void {
    const expired = this.#clock.now() - this.#limits.idleMs;
    for (const [id, createdAt] of this.#reserved) if (createdAt <= expired) this.release(id);
  }

  /** Gives up all reservations. */
  releaseAll(): void {
    this.#reserved.clear();
  }

  /**
   * Makes sure that there is a place for another session.
   *
   * @throws {RequestError} `too_many_sessions`, with the time after which to try again.
   */
  check(): void {
    if (!this.full) return;
    const retryAfterMs = this.#freeInMs();
    const again = `try again in ${Math.ceil(retryAfterMs / 1000)} s, or raise session.max_sessions`;
    throw noRoom(`${this.#takenEverywhere} sessions are open, the limit; ${again}`, retryAfterMs);
  }

  /** Tells the other pipelines when the number of places that are taken here has changed. */
  tell(): void {
    if (this.taken === this.#toldCount) return;
    this.#toldCount = this.taken;
    this.#limits.elsewhere?.tellSessions(this.taken);
  }

  /**
   * When a place may be free, ms from now: when the first disconnected session expires, or `resumeMs` if all are
   * connected.
   */
  #freeInMs(): number {
    const now = this.#clock.now();
    const { idleMs, resumeMs } = this.#limits;
    const endsMs = this.#sessions.values().map((session) =>
      session.attached ? resumeMs : Math.max(0, endsInMs(session, this.#limits, now))
    );
    const unusedMs = this.#reserved.values().map((createdAt) => Math.max(0, createdAt + idleMs - now));
    return Math.min(LONGEST_WAIT_MS, ...endsMs, ...unusedMs);
  }
}
