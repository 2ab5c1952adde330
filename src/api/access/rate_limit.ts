/**
 * Limits the messages of a client: one token bucket for messages that are accepted, one for tolerance of a client that
 * does not slow down.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { TokenBucket } from "./token_bucket.ts";

/** What to do with a message: take it, drop it, drop it and report that, or close the connection. */
export type Verdict = "take" | "drop" | "tell" | "close";

/** Shortest time between two reports to a client, ms, so that a flood does not cause a flood of reports. */
const TELL_MS = 1000;

/** Patience covers the messages that could have been sent in this time, s. */
const PATIENCE_S = 10;

/** Patience refills this many times more slowly than the allowance. */
const PATIENCE_RATIO = 10;

/** A turn counts as this many messages. */
const TURN_MESSAGES = 10;

/** A message counts once more for each of these bytes, because checking a large one takes as long as many small ones. */
const MESSAGE_BYTES = 1024;

/** The limits of all sessions. A session keeps its limit, so that a new connection does not renew the allowance. */
export class RateLimits {
  readonly #limits = new WeakMap<object, RateLimit>();
  readonly #make: () => RateLimit;

  /**
   * @param clock Measures time.
   * @param perSecond Messages per second, on average.
   * @param burst Messages allowed in a burst after a pause.
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
  /** Messages per second, on average. */
  readonly perSecond: number;
  readonly #clock: Clock;
  readonly #allowance: TokenBucket;
  readonly #patience: TokenBucket;
  #mayTellAt = -Infinity;

  /**
   * @param clock Measures time.
   * @param perSecond Messages per second, on average.
   * @param burst Messages allowed in a burst after a pause.
   */
  constructor(clock: Clock, perSecond: number, burst: number) {
    this.perSecond = perSecond;
    this.#clock = clock;
    const nowMs = clock.now();
    this.#allowance = new TokenBucket(perSecond, burst, nowMs);
    this.#patience = new TokenBucket(perSecond / PATIENCE_RATIO, perSecond * PATIENCE_S, nowMs);
  }

  /** Charges the difference between one message and a turn. */
  chargeTurn(): void {
    this.#allowance.charge(TURN_MESSAGES - 1);
  }

  /**
   * Judges an incoming message.
   *
   * @param bytes Its size.
   */
  judge(bytes = 0): Verdict {
    const nowMs = this.#clock.now();
    const cost = 1 + Math.floor(bytes / MESSAGE_BYTES);
    if (this.#allowance.take(nowMs, cost)) return "take";
    if (!this.#patience.take(nowMs, cost)) return "close";
    if (nowMs < this.#mayTellAt) return "drop";
    this.#mayTellAt = nowMs + TELL_MS;
    return "tell";
  }
}
