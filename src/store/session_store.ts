/**
 * Session records over a key-value store, with one owner at a time.
 *
 * The protocol of ownership, as a state machine. A session is `absent`, or `owned` by an instance in a term.
 *
 * | state | event | next state |
 * | --- | --- | --- |
 * | absent | an instance claims it with a seed | owned, term 1 |
 * | owned by A, term n | A writes, and the version is A's | owned by A, term n, new version |
 * | owned by A, term n | B claims it (its client connected there) | owned by B, term n + 1 |
 * | owned by B | A writes with its old version | unchanged; A learns that it has lost the session |
 * | owned | it expires, or its owner removes it | absent |
 *
 * Every write checks the version that the writer last saw. So if two instances both believe that they own a session,
 * only one can write, and the other stops at its next write.
 *
 * @module
 */
import type { Commit, Key, KeyValueStore, Write } from "./key_value.ts";
import {
  newRecord,
  type RunningTurn,
  type SessionRecord,
  type SessionSeed,
  type StoredTurn,
  takenOver,
} from "./record.ts";

/** A session that an instance has claimed. */
interface Claim {
  readonly record: SessionRecord;
  readonly version: string;
  /** The recorded turns that are still kept, oldest first. */
  readonly turns: readonly StoredTurn[];
  /** The turn that was running when the previous owner was lost. */
  readonly lost: RunningTurn | null;
}

/** How a {@linkcode SessionStore} keeps records. */
interface SessionStoreOptions {
  /** The unique name of this instance. */
  readonly instance: string;
  /** How long a session is kept after its last write, ms. */
  readonly keepMs: number;
  /** How long a turn is kept, ms: as long as a session may last. */
  readonly keepTurnMs: number;
  /** Number of turns kept per session. */
  readonly maxTurns: number;
}

/** Longest text of one stored value, in characters, so that it stays under 60,000 bytes as UTF-8. */
const PART_CHARS = 19_000;

/** Attempts to claim a session that others claim at the same time. */
const MAX_CLAIMS = 8;

const ROOT = "tth_session";

/** Keeps the sessions of all instances that share a store. */
export class SessionStore {
  readonly #store: KeyValueStore;
  readonly #options: SessionStoreOptions;

  constructor(store: KeyValueStore, options: SessionStoreOptions) {
    this.#store = store;
    this.#options = options;
  }

  /**
   * Makes this instance the owner of a session, regardless of its previous owner.
   *
   * @param seed What the session was created with, from its grant.
   * @returns The session as last written; `undefined` if other instances kept claiming it.
   */
  async claim(seed: SessionSeed): Promise<Claim | undefined> {
    const key = recordKey(seed.sessionId);
    for (let i = 0; i < MAX_CLAIMS; i++) {
      const found = await this.#store.get(key);
      // Only `#write` writes under this key.
      const before = found?.value as SessionRecord | undefined;
      const record = before === undefined
        ? newRecord(seed, this.#options.instance)
        : takenOver(before, this.#options.instance);
      const version = await this.#write(record, found?.version ?? null);
      if (version === undefined) continue;
      return { record, version, turns: await this.#turns(seed.sessionId), lost: before?.running ?? null };
    }
    return undefined;
  }

  /**
   * Writes a record that this instance owns.
   *
   * @param record The new record.
   * @param version The version of the last write.
   * @param finished A turn that is over, to be recorded with it.
   * @returns The new version; `undefined` if another instance owns the session now. Nothing was written then.
   */
  write(record: SessionRecord, version: string, finished?: StoredTurn): Promise<string | undefined> {
    return this.#write(record, version, finished);
  }

  /** Whether the session is known to any instance. */
  async has(sessionId: string): Promise<boolean> {
    return await this.#store.get(recordKey(sessionId)) !== undefined;
  }

  /** Removes a session, regardless of its owner. Returns whether there was one. */
  async remove(sessionId: string): Promise<boolean> {
    const found = await this.#store.get(recordKey(sessionId));
    const parts = await this.#store.list(turnsKey(sessionId));
    await this.#store.commit({ checks: [], deletes: [recordKey(sessionId), ...parts.map(({ key }) => key)] });
    return found !== undefined;
  }

  #write(record: SessionRecord, version: string | null, finished?: StoredTurn): Promise<string | undefined> {
    const { sessionId } = record.seed;
    const { keepMs, keepTurnMs } = this.#options;
    const key = recordKey(sessionId);
    const turns = finished === undefined ? [] : turnParts(sessionId, finished, keepTurnMs);
    const commit: Commit = {
      checks: [{ key, version }],
      writes: [{ key, value: record, expireInMs: keepMs }, ...turns],
    };
    return this.#store.commit(commit);
  }

  async #turns(sessionId: string): Promise<StoredTurn[]> {
    const texts = new Map<string, string>();
    for (const { key, value } of await this.#store.list(turnsKey(sessionId))) {
      const turn = key[2] ?? "";
      texts.set(turn, (texts.get(turn) ?? "") + String(value));
    }
    return [...texts.values()].slice(-this.#options.maxTurns).map((text) => JSON.parse(text));
  }
}

function recordKey(sessionId: string): Key {
  return [ROOT, sessionId, "record"];
}

function turnsKey(sessionId: string): Key {
  return [`${ROOT}_turns`, sessionId];
}

function turnKey(sessionId: string, turn: number, part: number): Key {
  return [...turnsKey(sessionId), sortable(turn), sortable(part)];
}

/** A number as a string that sorts in numeric order. */
function sortable(value: number): string {
  return String(value).padStart(10, "0");
}

/** A turn as values of bounded size. */
function turnParts(sessionId: string, turn: StoredTurn, expireInMs: number): Write[] {
  const text = JSON.stringify(turn);
  const count = Math.ceil(text.length / PART_CHARS);
  return Array.from({ length: count }, (_, i) => ({
    key: turnKey(sessionId, turn.turn, i),
    value: text.slice(i * PART_CHARS, (i + 1) * PART_CHARS),
    expireInMs,
  }));
}
