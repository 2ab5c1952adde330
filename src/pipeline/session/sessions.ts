/**
 * The sessions that live in this process: a bounded number, each ended when it is no longer used, and each owned by this
 * instance according to the store.
 *
 * @module
 */
import { type Clock, delay } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";
import type { SessionState } from "../../contract/parts.ts";
import { resolvesWithin } from "../../core/async.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import { Lease, type LeaseLoss, STORED_MS } from "../../store/lease.ts";
import type { SessionSeed } from "../../store/record.ts";
import type { Claim, SessionStore } from "../../store/session_store.ts";
import type { Runtime } from "./runtime.ts";
import { Session } from "./session.ts";
import { shuttingDown } from "./session_errors.ts";
import { endsInMs, type SessionLimits, SessionPlaces } from "./session_places.ts";

/** Bounds of {@linkcode Sessions}. */
interface SessionsOptions extends SessionLimits {
  /** The time of day, ms since the Unix epoch. */
  now(): number;
}

/** Interval between checks for sessions to end, ms. */
const SWEEP_MS = 500;

/** Interval between checks during shutdown whether turns have ended, ms. */
const DRAIN_POLL_MS = 20;

/** How long a session is quiet after a turn before it leaves: its client may be about to speak again, ms. */
const QUIET_MS = 250;

const CLOSES = {
  replaced: { code: CLOSE_CODES.replaced, reason: "replaced" },
  ended: { code: CLOSE_CODES.ended, reason: "ended" },
} as const satisfies Record<LeaseLoss, unknown>;

/** The sessions of this process, by id. */
export class Sessions {
  readonly #runtime: Runtime;
  readonly #store: SessionStore;
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #places: SessionPlaces;
  /** The opening in progress of each session: they happen one after the other. */
  readonly #opening = new Map<string, Promise<unknown>>();
  #endSweep: (() => void) | undefined;
  #closing = false;
  /** Sessions whose record could not be kept alive: each is logged once. */
  readonly #unrenewed = new WeakSet<Session>();
  #readingNotices = false;
  /** Whether the last notices could not be read: an outage is logged once. */
  #noticesFailed = false;

  constructor(runtime: Runtime, store: SessionStore, options: SessionsOptions) {
    this.#runtime = runtime;
    this.#store = store;
    this.#options = options;
    this.#places = new SessionPlaces(this.#sessions, runtime.clock, options);
  }

  /** The number of sessions that live here, or are reserved. */
  get size(): number {
    return this.#places.taken;
  }

  /** The sessions that live here. */
  get all(): IteratorObject<Session> {
    return this.#sessions.values();
  }

  /**
   * Records a new session and reserves a place for it. It comes alive when it is opened, here or on another instance.
   *
   * @throws RequestError `too_many_sessions` or `store_unavailable` (503, retryable).
   */
  async create(seed: SessionSeed): Promise<void> {
    await this.#inPlace(seed.sessionId, () => this.#store.create(seed));
  }

  /**
   * Opens a session for a client: the one that lives here, or one that this instance takes over.
   *
   * @param id The session.
   * @param seed What it was created with, if it may be opened although the store does not know it.
   * @returns The session; `undefined` if there is none with this id.
   * @throws RequestError `too_many_sessions`, `store_unavailable` (503, retryable) or `unknown_persona` (400).
   */
  async open(id: string, seed?: SessionSeed): Promise<Session | undefined> {
    const before = this.#opening.get(id);
    const opening = before === undefined ? this.#open(id, seed) : before.then(() => this.#open(id, seed));
    const settled = opening.catch(() => {});
    this.#opening.set(id, settled);
    try {
      return await opening;
    } finally {
      if (this.#opening.get(id) === settled) this.#opening.delete(id);
    }
  }

  /** Whether a session lives here, or was created here and is not opened yet. */
  has(id: string): boolean {
    return this.#sessions.has(id) || this.#places.isReserved(id);
  }

  /** The session with this id, if it lives here. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /**
   * What the human of a session here does: nothing while no client is connected, for which a turn waits. `undefined`:
   * there is no session with this id.
   */
  stateOf(id: string): SessionState | undefined {
    const session = this.#sessions.get(id);
    if (session?.attached) return session.state;
    return this.has(id) ? "idle" : undefined;
  }

  /** Ends a session, wherever it lives; `false`: there is none with this id. */
  async end(id: string): Promise<boolean> {
    this.#places.release(id);
    const session = this.#sessions.get(id);
    const isEnded = session !== undefined && await this.#end(session);
    return isEnded || await this.#store.end(id, this.#options.idleMs);
  }

  /**
   * Refuses new sessions, and waits until no turn is being heard. Meanwhile each session leaves as soon as its turn is
   * over, so that its client can go on with another instance.
   *
   * @param limitMs The longest wait, ms.
   */
  async drain(limitMs: number): Promise<void> {
    this.#closing = true;
    const endsAt = this.#clock.now() + limitMs;
    const leaving: Promise<void>[] = [];
    while (this.#clock.now() < endsAt) {
      const quiet = [...this.#sessions.values()].filter(isQuiet);
      if (quiet.length === this.#sessions.size) break;
      const leftMs = endsAt - this.#clock.now();
      leaving.push(...quiet.map((session) => this.#release(session, leftMs)));
      await delay(this.#clock, DRAIN_POLL_MS);
    }
    await resolvesWithin(Promise.all(leaving), this.#clock, Math.max(0, endsAt - this.#clock.now()));
  }

  /**
   * Releases all sessions and refuses new ones: the service is shutting down. Other instances may take them over.
   *
   * @param limitMs How long a session may wait for the store, ms.
   */
  async close(limitMs = STORED_MS): Promise<void> {
    this.#closing = true;
    this.#places.releaseAll();
    this.#stopSweepWhenEmpty();
    await Promise.all([...this.#sessions.values()].map((session) => this.#release(session, limitMs)));
    this.#stopSweepWhenEmpty();
  }

  /** Never rejects: a provider that does not close must not keep the service from stopping. */
  async #release(session: Session, limitMs: number): Promise<void> {
    this.#drop(session);
    const ending = session.end(CLOSE_CODES.going_away, "the server is shutting down", limitMs);
    const recorded = resolvesWithin(session.lease.release(), this.#clock, limitMs);
    await Promise.allSettled([ending, recorded]);
  }

  get #clock(): Clock {
    return this.#runtime.clock;
  }

  async #open(id: string, seed: SessionSeed | undefined): Promise<Session | undefined> {
    const known = this.#sessions.get(id);
    if (known !== undefined && await known.lease.check()) return known;
    const isCounted = !this.#places.isReserved(id) && this.#places.full && await this.#places.isHeldElsewhere(id);
    const claim = await this.#inPlace(id, () => this.#store.open(id, seed), isCounted);
    this.#places.release(id);
    if (claim === undefined) return undefined;
    this.#checkOpen();
    const session = this.#begin(claim);
    this.#sessions.set(id, session);
    this.#startSweep();
    return session;
  }

  /**
   * Works on a session for which a place is reserved, in this step, before others can take it. A failure gives it up
   * again.
   *
   * @param isCounted Whether it has a place elsewhere, which it leaves.
   */
  async #inPlace<T>(id: string, work: () => Promise<T>, isCounted = false): Promise<T> {
    if (this.#places.isReserved(id)) return await work();
    this.#checkOpen();
    if (!isCounted) this.#checkRoom();
    this.#places.reserve(id);
    this.#startSweep();
    try {
      return await work();
    } catch (error) {
      this.#places.release(id);
      throw error;
    }
  }

  #begin(claim: Claim): Session {
    const { clock, log } = this.#runtime;
    const lease = new Lease(this.#store, claim, {
      clock,
      onLost: (why) => this.#lose(session, why),
      onFailure: (reason) => log.warn("a session could not be recorded: {reason}", { session_id: session.id, reason }),
    });
    const ageMs = Math.max(0, this.#options.now() - claim.seed.createdAt);
    const session = new Session({ claim, lease, ageMs }, this.#runtime);
    return session;
  }

  /** Ends a session that lives here, for good; `false`: another instance owns it now. */
  async #end(session: Session): Promise<boolean> {
    this.#drop(session);
    const keepMs = session.seed.openUntil - this.#options.now();
    const [isEnded] = await Promise.all([session.lease.end(keepMs), session.end()]);
    return isEnded;
  }

  /** Ends a session that this instance has lost. */
  #lose(session: Session, why: LeaseLoss): void {
    this.#drop(session);
    session.end(CLOSES[why].code, CLOSES[why].reason).catch(() => {});
  }

  #drop(session: Session): void {
    if (this.#sessions.get(session.id) === session) this.#sessions.delete(session.id);
    this.#stopSweepWhenEmpty();
  }

  #checkOpen(): void {
    if (this.#closing) throw shuttingDown();
  }

  #checkRoom(): void {
    if (this.#places.full) this.#endExpired();
    this.#places.check();
  }

  #sweep(): void {
    this.#endExpired();
    for (const session of this.#sessions.values()) this.#renew(session);
    if (this.#store.shared) void this.#readNotices();
    this.#stopSweepWhenEmpty();
  }

  #endExpired(): void {
    for (const session of this.#sessions.values()) {
      if (endsInMs(session, this.#options, this.#clock.now()) > 0) continue;
      this.#end(session).catch((error) => this.#storeFailed(error));
    }
    this.#places.releaseExpired();
  }

  /** Leaves the sessions that other instances have taken over or ended; never throws. */
  async #readNotices(): Promise<void> {
    if (this.#readingNotices) return;
    this.#readingNotices = true;
    try {
      await this.#store.takeLost(async (id) => {
        this.#places.release(id);
        await this.#sessions.get(id)?.lease.check();
      });
      this.#noticesFailed = false;
    } catch (error) {
      if (!this.#noticesFailed) this.#storeFailed(error);
      this.#noticesFailed = true;
    } finally {
      this.#readingNotices = false;
    }
  }

  #storeFailed(error: unknown): void {
    this.#runtime.log.warn("the session store failed: {reason}", { reason: messageOf(error) });
  }

  /** Never throws: the other sessions must be renewed too. */
  #renew(session: Session): void {
    try {
      session.renew();
    } catch (error) {
      if (this.#unrenewed.has(session)) return;
      this.#unrenewed.add(session);
      const properties = { session_id: session.id, error: messageOf(error) };
      this.#runtime.log.error("the record of a session could not be kept alive: {error}", properties);
    }
  }

  #startSweep(): void {
    this.#places.tell();
    this.#endSweep ??= this.#runtime.ticker.every(SWEEP_MS, () => this.#sweep());
  }

  #stopSweepWhenEmpty(): void {
    this.#places.tell();
    if (this.size > 0) return;
    this.#endSweep?.();
    this.#endSweep = undefined;
  }
}

function isQuiet(session: Session): boolean {
  return !session.attached || (session.state === "idle" && session.idleForMs >= QUIET_MS);
}
