/**
 * Quotas: what a tenant, or an address where there are no keys, may use. They are counted in this process; its pipelines
 * tell each other.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { RequestError } from "../../contract/errors.ts";
import type { Config } from "../../core/config/schema.ts";
import { keysOf, type Quota } from "../../core/config/sections/tenants.ts";
import type { Actor } from "./audit.ts";
import { isPrivate } from "./auth.ts";
import { TokenBucket } from "./token_bucket.ts";

const MINUTE_S = 60;

/** Owners that are remembered; beyond, those without sessions are forgotten. */
const MAX_OWNERS = 10_000;

/** When a session of a full tenant may end is unknown; clients should ask again after this time, ms. */
const RETRY_SESSIONS_MS = 10_000;

/** What an owner has just used. */
export interface QuotaUse {
  /** The owner's name. */
  readonly owner: string;
  /** Negative: what was counted before was not used. */
  readonly creations?: number;
  readonly turns?: number;
  /** Characters of text. */
  readonly characters?: number;
}

/** What a pipeline answers to the others about the quotas that it counts. */
export interface QuotaAnswers {
  /** The number of an owner's sessions here. */
  owned(owner: string): number;
  /** An owner has used something elsewhere. */
  used(use: QuotaUse): void;
}

/** The quotas of the other pipelines. */
export interface OtherQuotas {
  /** The number of an owner's sessions there. */
  owned(owner: string): Promise<number>;
  /** Tells them what an owner has used here. */
  tell(use: QuotaUse): void;
  /** Answers their questions from now on. */
  answer(mine: QuotaAnswers): void;
}

/** What an owner has used. */
interface Usage {
  readonly quota: Quota;
  readonly sessions: Set<string>;
  readonly creations: TokenBucket | undefined;
  readonly turns: TokenBucket | undefined;
  readonly characters: TokenBucket | undefined;
}

/** Counts what owners use. An owner is a tenant or an address. */
export class Quotas {
  readonly #clock: Clock;
  readonly #isAlive: (sessionId: string) => boolean;
  readonly #others: OtherQuotas | undefined;
  readonly #owners = new Map<string, Usage>();

  /**
   * @param clock Measures minutes.
   * @param isAlive Whether a session still exists here.
   * @param others The other pipelines, if there are any.
   */
  constructor(clock: Clock, isAlive: (sessionId: string) => boolean, others?: OtherQuotas) {
    this.#clock = clock;
    this.#isAlive = isAlive;
    this.#others = others;
  }

  /**
   * Creates a session for an owner.
   *
   * @param owner The owner; `undefined`: without limits.
   * @param sessionId The session.
   * @param create Creates it; it counts as alive at once.
   * @returns What `create` returns.
   * @throws {RequestError} `quota_exceeded` (429, retryable), or what `create` throws.
   */
  async create<T>(owner: Owner | undefined, sessionId: string, create: () => Promise<T>): Promise<T> {
    if (owner === undefined) return await create();
    const usage = this.#usageOf(owner);
    const { max_sessions, creations_per_min } = owner.quota;
    const elsewhere = max_sessions === undefined ? 0 : await this.#others?.owned(owner.name) ?? 0;
    // Without a limit too: the sessions that have ended are forgotten here.
    const owned = this.#alive(usage) + elsewhere;
    // Two connections at once may begin a session by its grant; it counts once.
    if (usage.sessions.has(sessionId)) return await create();
    if (max_sessions !== undefined && owned >= max_sessions) {
      throw exceeded(`${max_sessions} sessions`, RETRY_SESSIONS_MS);
    }
    this.#take(usage.creations, `${creations_per_min} new sessions a minute`);
    this.#others?.tell({ owner: owner.name, creations: 1 });
    usage.sessions.add(sessionId);
    try {
      return await create();
    } catch (error) {
      // A refused session, as when the service is full, does not count as a new one.
      usage.sessions.delete(sessionId);
      usage.creations?.charge(-1);
      this.#others?.tell({ owner: owner.name, creations: -1 });
      throw error;
    }
  }

  /** Counts a session that came from another pipeline. */
  join(owner: Owner | undefined, sessionId: string): void {
    if (owner !== undefined && this.#others !== undefined) this.#usageOf(owner).sessions.add(sessionId);
  }

  /** The number of an owner's sessions here. */
  owned(owner: Owner | undefined): number {
    return owner === undefined ? 0 : this.#alive(this.#usageOf(owner));
  }

  /** Counts what an owner has used in another pipeline. */
  used(owner: Owner | undefined, { creations = 0, turns = 0, characters = 0 }: QuotaUse): void {
    if (owner === undefined) return;
    const usage = this.#usageOf(owner);
    usage.creations?.charge(creations);
    usage.turns?.charge(turns);
    usage.characters?.charge(characters);
  }

  /**
   * Begins a turn.
   *
   * @param owner The owner; `undefined`: without limits.
   * @param chars The length of the text.
   * @throws {RequestError} `quota_exceeded` (429, retryable).
   */
  turn(owner: Owner | undefined, chars: number): void {
    if (owner === undefined) return;
    const { turns, characters } = this.#usageOf(owner);
    const { turns_per_min, characters_per_min } = owner.quota;
    const nowMs = this.#clock.now();
    const waitMs = characters?.inMs(nowMs) ?? 0;
    if (waitMs > 0) throw exceeded(`${characters_per_min} characters a minute`, waitMs);
    this.#take(turns, `${turns_per_min} turns a minute`);
    characters?.charge(chars);
    this.#others?.tell({ owner: owner.name, turns: 1, characters: chars });
  }

  #alive({ sessions }: Usage): number {
    for (const id of sessions) if (!this.#isAlive(id)) sessions.delete(id);
    return sessions.size;
  }

  #take(bucket: TokenBucket | undefined, limit: string): void {
    const nowMs = this.#clock.now();
    if (bucket?.take(nowMs) === false) throw exceeded(limit, bucket.inMs(nowMs));
  }

  #usageOf({ name, quota }: Owner): Usage {
    const known = this.#owners.get(name);
    if (known !== undefined) return known;
    if (this.#owners.size >= MAX_OWNERS) this.#forget();
    const bucket = (perMinute: number | undefined) =>
      perMinute === undefined ? undefined : new TokenBucket(perMinute / MINUTE_S, perMinute, this.#clock.now());
    const usage = {
      quota,
      sessions: new Set<string>(),
      creations: bucket(quota.creations_per_min),
      turns: bucket(quota.turns_per_min),
      characters: bucket(quota.characters_per_min),
    };
    this.#owners.set(name, usage);
    return usage;
  }

  /** Forgets the owners without a living session, oldest first, until a tenth of the room is free. */
  #forget(): void {
    for (const [name, { sessions }] of this.#owners) {
      if (this.#owners.size < MAX_OWNERS * 0.9) return;
      if (![...sessions].some(this.#isAlive)) this.#owners.delete(name);
    }
  }
}

/** Who uses the service, and how much of it. */
export interface Owner {
  readonly name: string;
  readonly quota: Quota;
}

/**
 * Who owns what a caller uses: its tenant, or its address where there are no keys.
 *
 * @param config The configuration.
 * @returns Finds the owner; `undefined`: the users of this machine, without quotas.
 */
export function ownersOf(config: Config): (actor: Actor) => Owner | undefined {
  const { server, tenants } = config;
  if (isPrivate(config)) return () => undefined;
  if (keysOf(config).length === 0) return ({ address }) => ({ name: address, quota: server.address_quota });
  return ({ tenant }) => ({ name: tenant, quota: tenants[tenant] ?? {} });
}

function exceeded(limit: string, waitMs: number): RequestError {
  const seconds = Math.ceil(waitMs / 1000);
  return new RequestError(`the quota of ${limit} is used up; try again in ${seconds} s`, {
    code: "quota_exceeded",
    status: 429,
    retryable: true,
    retryAfterMs: waitMs,
  });
}
