/**
 * How many messages a client may send: a token bucket for what is taken, and another one for the patience with those
 * who do not slow down.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** What is to be done with a message: take it; drop it; drop it and say so; close the connection. */
export type Verdict = "take" | "drop" | "tell" | "close";

/** A client is told at most once in this time, ms: the answers to a flood must not be one. */
const TELL_MS = 1000;

/** Patience lasts for as many dropped messages as could have been sent in this time, s. */
const PATIENCE_S = 10;

/** Patience comes back this many times more slowly than leave to send: only who keeps near the limit keeps it. */
const PATIENCE_RATIO = 10;

/** A turn costs its providers, and whoever is served beside it, as much as so many messages. */
const TURN_MESSAGES = 10;

/** The limits of all sessions: one each, so that nobody gets a fresh allowance by connecting again. */
export class RateLimits {
  readonly #limits = new WeakMap<object, RateLimit>();
  readonly #make: () => RateLimit;

  /**
   * @param clock What time is measured on.
   * @param perSecond Messages a second, in the long run.
   * @param burst Messages at once.
   */
  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#make = () => new RateLimit(clock, perSecond, burst);
  }

  /** The limit of a session, the same for each of its connections. */
  of(session: object): RateLimit {
    const known = this.#limits.get(session);
    if (known !== undefined) return known;
    const made = this.#make();
    this.#limits.set(session, made);
    return made;
  }
}

/** The limit of one session. */
export class RateLimit {
  /** Messages a second, in the long run. */
  readonly perSecond: number;
  readonly #clock: Clock;
  readonly #allowance: TokenBucket;
  readonly #patience: TokenBucket;
  #mayTellAt = -Infinity;

  /**
   * @param clock What time is measured on.
   * @param perSecond Messages a second, in the long run.
   * @param burst Messages at once.
   */
  constructor(clock: Clock, perSecond: number, burst: number) {
    this.perSecond = perSecond;
    this.#clock = clock;
    const nowMs = clock.now();
    this.#allowance = new TokenBucket(perSecond, burst, nowMs);
    this.#patience = new TokenBucket(perSecond / PATIENCE_RATIO, perSecond * PATIENCE_S, nowMs);
  }

  /** Counts a text as the many messages that a turn is worth. */
  chargeTurn(): void {
    this.#allowance.charge(TURN_MESSAGES - 1);
  }

  /** Judges a message that came. */
  judge(): Verdict {
    const nowMs = this.#clock.now();
    if (this.#allowance.take(nowMs)) return "take";
    if (!this.#patience.take(nowMs)) return "close";
    if (nowMs < this.#mayTellAt) return "drop";
    this.#mayTellAt = nowMs + TELL_MS;
    return "tell";
  }
}

/** A bucket that tokens drip into until it is full. */
class TokenBucket {
  readonly #perMs: number;
  readonly #size: number;
  #tokens: number;
  #filledAtMs: number;

  constructor(perSecond: number, size: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#tokens = this.#size = size;
    this.#filledAtMs = nowMs;
  }

  /** Takes a token; returns whether there was one. */
  take(nowMs: number): boolean {
    this.#tokens = Math.min(this.#size, this.#tokens + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Takes tokens that may not be there yet: what comes next has to wait for them. */
  charge(tokens: number): void {
    this.#tokens -= tokens;
  }
}
