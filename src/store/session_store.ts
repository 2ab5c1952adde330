/**
 * Session records over a key-value store, with one owner at a time.
 *
 * The protocol of ownership, as a state machine. A session is `absent`, `created` (term 0), `owned` by an instance in a
 * term, or `ended`.
 *
 * | state | event | next state |
 * | --- | --- | --- |
 * | absent | an instance creates it | created |
 * | absent | an instance opens it with a grant that is still valid for a first connection | owned, term 1 |
 * | created | an instance opens it | owned, term 1 |
 * | owned by A, term n | A writes, and the version is A's | owned by A, term n, new version |
 * | owned by A, term n | B opens it (its client connected there) | owned by B, term n + 1; A gets a notice |
 * | owned by B | A writes with its old version | unchanged; A learns that it has lost the session |
 * | created or owned | its owner ends it, or any instance on request | ended; another owner gets a notice |
 * | created or owned | it expires | absent |
 * | absent | A, which owned it in term n, writes: it expired while the store failed | owned by A, term n |
 * | ended | an instance opens it, or writes | unchanged |
 *
 * Every write checks the version that the writer last saw. So if two instances both believe that they own a session,
 * only one can write, and the other stops at its next write, or when it reads its notices.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import { messageOf, RequestError } from "../contract/errors.ts";
import { Answers } from "./answers.ts";
import { contentKey, contentOf, noticesKey, recordKey, seedParts, type SessionContent, turnParts } from "./content.ts";
import type { Key, KeyValueStore, Write } from "./key_value.ts";
import {
  type EndedRecord,
  newRecord,
  type SessionRecord,
  type SessionSeed,
  StoredRecord,
  takenOver,
  type TurnRecord,
} from "./record.ts";

/** A session that an instance has opened. */
export interface Claim {
  readonly seed: SessionSeed;
  readonly record: SessionRecord;
  readonly version: string;
  /** The recorded turns that are still kept, oldest first. One that was lost is as it was at its beginning. */
  readonly turns: readonly TurnRecord[];
}

/** What is known of a session that another instance may hold. */
export interface StoredSession extends SessionContent {
  readonly seed: SessionSeed;
  readonly record: SessionRecord;
}

/** What to write and to delete together with a record. */
interface RecordChanges {
  /** The seed, where the record and all that belongs to it may have expired. */
  readonly seed?: SessionSeed;
  /** Turns; at most as many as {@linkcode fitting} says. */
  readonly written?: readonly TurnRecord[];
  /** Keys; at most {@linkcode DELETE_BATCH}. */
  readonly deleted?: readonly Key[];
}

/** How a {@linkcode SessionStore} keeps records. */
interface SessionStoreOptions {
  /** The unique name of this instance. */
  readonly instance: string;
  readonly clock: Clock;
  /** How long a session is kept after its last write, ms. */
  readonly keepMs: number;
  /** How long a seed or a turn is kept, ms: as long as a session may last. */
  readonly keepContentMs: number;
}

/** Attempts to change a record that others change at the same time. */
const MAX_ATTEMPTS = 16;

/** How long an instance is told that it has lost a session, ms. One with sessions reads its notices twice a second. */
const NOTICE_MS = 60_000;

/** How long a session's end is remembered at least, ms. */
const ENDED_MS = 60_000;

/** Maximum number of values that are deleted at a time; Deno KV takes 1000. */
export const DELETE_BATCH = 500;

/** Keeps the sessions of all instances that share a key-value store. */
export class SessionStore {
  readonly #store: KeyValueStore;
  readonly #options: SessionStoreOptions;
  readonly #answers: Answers;

  constructor(store: KeyValueStore, options: SessionStoreOptions) {
    this.#store = store;
    this.#options = options;
    this.#answers = new Answers(options.clock);
  }

  /** The unique name of this instance. */
  get instance(): string {
    return this.#options.instance;
  }

  /** Whether other instances may open the sessions of this one. */
  get shared(): boolean {
    return this.#store.shared;
  }

  /** How long a session is kept after its last write, ms. */
  get keepMs(): number {
    return this.#options.keepMs;
  }

  /**
   * Records a session that has been created and may be opened by any instance.
   *
   * @throws {RequestError} `store_unavailable` (503), as all calls; those that read also `unreadable_session` (404).
   */
  async create(seed: SessionSeed): Promise<void> {
    const record = newRecord(this.instance);
    const key = recordKey(seed.sessionId);
    const expireInMs = Math.max(1, seed.openUntil - seed.createdAt);
    await this.#commit([{ key, version: null }], [
      { key, value: record, expireInMs },
      ...seedParts(seed, expireInMs),
    ]);
  }

  /**
   * Makes this instance the owner of a session, regardless of its previous owner.
   *
   * @param sessionId The session.
   * @param seed What it was created with, if it may be opened although the store does not know it.
   * @returns The session as last written; `undefined` if there is none.
   */
  async open(sessionId: string, seed?: SessionSeed): Promise<Claim | undefined> {
    const key = recordKey(sessionId);
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      const { before, version } = await this.#find(sessionId);
      if (before === "ended" || (before === undefined && seed === undefined)) return undefined;
      const { seed: stored, turns } = await this.#content(sessionId);
      const known = before === undefined ? seed : stored;
      if (known === undefined) return undefined;
      const record = takenOver(before ?? newRecord(this.instance), this.instance);
      const { keepMs, keepContentMs } = this.#options;
      const writes = [
        { key, value: record, expireInMs: keepMs },
        // Before a session is opened, its seed expires with the right to open it.
        ...seedParts(known, keepContentMs),
        ...this.#notice(sessionId, before),
      ];
      const written = await this.#commit([{ key, version }], writes);
      if (written !== undefined) return { seed: known, record, version: written, turns };
    }
    throw contended();
  }

  /**
   * Writes a record that this instance owns.
   *
   * @param sessionId The session.
   * @param record The new record.
   * @param version The version of the last write; `null`: the record has expired.
   * @param changes What to write and to delete with it.
   * @returns The new version; `undefined` if the version is not the last one. Nothing was written then.
   */
  write(
    sessionId: string,
    record: SessionRecord,
    version: string | null,
    { seed, written = [], deleted = [] }: RecordChanges = {},
  ): Promise<string | undefined> {
    const { keepMs, keepContentMs } = this.#options;
    const key = recordKey(sessionId);
    const turns = written.flatMap((turn) => turnParts(sessionId, turn, keepContentMs));
    const known = seed === undefined ? [] : seedParts(seed, keepContentMs);
    return this.#commit([{ key, version }], [{ key, value: record, expireInMs: keepMs }, ...known, ...turns], deleted);
  }

  /** The record of a session and its version; `undefined` if there is none, or none any more. */
  async current(sessionId: string): Promise<{ record: SessionRecord; version: string } | "ended" | undefined> {
    const { before, version } = await this.#find(sessionId);
    if (before === "ended") return before;
    return before === undefined || version === null ? undefined : { record: before, version };
  }

  /** A session as last written, regardless of its owner; `undefined` if it has ended or there is none. */
  async read(sessionId: string): Promise<StoredSession | undefined> {
    const found = await this.current(sessionId);
    if (found === undefined || found === "ended") return undefined;
    const { seed, turns } = await this.#content(sessionId);
    return seed && { seed, record: found.record, turns };
  }

  /**
   * Ends a session: its grant cannot open it any more, and an owner that the store has not reached for long learns of it.
   *
   * @param sessionId The session.
   * @param keepMs How long its grant could still open it, ms.
   * @param owned The version of the last write, if only its owner may end it. Default: any instance may.
   * @returns Whether it was ended: `false` if there was none, or if another instance owns it.
   */
  async end(sessionId: string, keepMs: number, owned?: string | null): Promise<boolean> {
    const key = recordKey(sessionId);
    const ended: EndedRecord = { ended: true };
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      const { before, version } = await this.#find(sessionId);
      if (before === undefined || before === "ended" || (owned !== undefined && version !== owned)) return false;
      const leastMs = this.#hadOnly(before) ? ENDED_MS : this.#options.keepContentMs;
      const value = { key, value: ended, expireInMs: Math.max(leastMs, keepMs) };
      const written = await this.#commit([{ key, version }], [value, ...this.#notice(sessionId, before)]);
      if (written === undefined) continue;
      await this.#forget(contentKey(sessionId));
      return true;
    }
    throw contended();
  }

  /**
   * Calls `take` with each session that this instance has lost: others opened or ended it. Where the store fails, the
   * next call has the rest; a session may come twice.
   */
  async takeLost(take: (sessionId: string) => Promise<void> | void): Promise<void> {
    const prefix = noticesKey(this.instance);
    for (const { key, version } of await this.#answer(() => this.#store.list(prefix))) {
      for (const sessionId of key.slice(prefix.length)) await take(sessionId);
      // A notice that was written again meanwhile stays.
      await this.#commit([{ key, version }], [], [key]);
    }
  }

  async #find(sessionId: string): Promise<{ before: SessionRecord | "ended" | undefined; version: string | null }> {
    const found = await this.#answer(() => this.#store.get(recordKey(sessionId)));
    if (found === undefined) return { before: undefined, version: null };
    const record = readable(() => StoredRecord.parse(found.value));
    return { before: "ended" in record ? "ended" : record, version: found.version };
  }

  async #content(sessionId: string): Promise<SessionContent> {
    const values = await this.#answer(() => this.#store.list(contentKey(sessionId)));
    return readable(() => contentOf(values));
  }

  /** Deletes what is below a prefix. */
  async #forget(prefix: Key): Promise<void> {
    const keys = (await this.#answer(() => this.#store.list(prefix))).map(({ key }) => key);
    for (let i = 0; i < keys.length; i += DELETE_BATCH) await this.#commit([], [], keys.slice(i, i + DELETE_BATCH));
  }

  /** Whether no other instance has ever owned a session, and may still believe to own it. */
  #hadOnly({ owner, term }: SessionRecord): boolean {
    return owner === this.instance && term <= 1;
  }

  /** Tells the owner of a record, if it is another instance, that it loses the session. */
  #notice(sessionId: string, before: SessionRecord | undefined): Write[] {
    if (before === undefined || before.owner === this.instance) return [];
    return [{ key: [...noticesKey(before.owner), sessionId], value: true, expireInMs: NOTICE_MS }];
  }

  #commit(
    checks: readonly { readonly key: Key; readonly version: string | null }[],
    writes: readonly Write[],
    deletes: readonly Key[] = [],
  ): Promise<string | undefined> {
    return this.#answer(() => this.#store.commit({ checks, writes, deletes }));
  }

  /** Waits for the key-value store, within a limit. */
  async #answer<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await (this.#store.shared ? this.#answers.to(call) : call());
    } catch (cause) {
      throw unavailable(messageOf(cause), cause);
    }
  }
}

function contended(): RequestError {
  return unavailable("several instances keep changing the same session");
}

/** Reads what another version of the service may have written, or another program. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const message = "the record of this session cannot be read: another version of the service wrote it, or it was " +
      "changed; create a new session";
    throw new RequestError(message, { code: "unreadable_session", status: 404, cause });
  }
}

function unavailable(why: string, cause?: unknown): RequestError {
  const message = `the session store cannot be used: ${why}; try again, and check store.path or store.url`;
  return new RequestError(message, { code: "store_unavailable", status: 503, retryable: true, cause });
}
