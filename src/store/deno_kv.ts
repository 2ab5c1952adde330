/// <reference lib="deno.unstable" />
/**
 * A key-value store in Deno KV: a SQLite file that processes of one machine share, a `denokv` server, or the managed
 * database of Deno Deploy.
 *
 * @module
 */
import { type Clock, delay, systemClock } from "../contract/clock.ts";
import { messageOf, TthError } from "../contract/errors.ts";
import type { Commit, Entry, Key, KeyValueStore, Versioned } from "./key_value.ts";

/** Maximum number of values that one listing reads at a time; the limit of KV Connect. */
const BATCH = 500;

/** Longest wait for a file that other processes write to, ms. */
const LOCKED_MS = 4000;

/** Longest pause between two attempts, ms: a few writes of another process. */
const RETRY_MS = 20;

/** The store cannot be opened. */
class StoreError extends TthError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: "store_unavailable", ...(cause === undefined ? {} : { cause }) });
  }
}

/**
 * Opens a store.
 *
 * @param address A file, the URL of a `denokv` server (its token is read by Deno from `DENO_KV_ACCESS_TOKEN`), or
 * `undefined` for the platform's own database.
 * @param clock Waits while another process writes to the file.
 * @throws {StoreError} If this Deno has no KV, or the address cannot be opened.
 */
export async function openDenoKv(address: string | undefined, clock: Clock = systemClock): Promise<KeyValueStore> {
  if (typeof Deno.openKv !== "function") {
    throw new StoreError("store.kind: kv needs Deno KV: start Deno with --unstable-kv, or use store.kind: memory");
  }
  try {
    return new DenoKvStore(await persist(() => Deno.openKv(address), clock), clock);
  } catch (cause) {
    const where = address === undefined ? "the platform's database" : address;
    throw new StoreError(`cannot open ${where}: ${messageOf(cause)}; ${remedyFor(address, cause)}`, cause);
  }
}

/** What to do about an address that cannot be opened. */
function remedyFor(address: string | undefined, cause: unknown): string {
  if (cause instanceof Deno.errors.NotCapable) {
    return "name the file with TTH_STORE__PATH, so that `deno task serve` may use it";
  }
  const isFile = address !== undefined && !/^https?:/.test(address);
  return isFile ? "its folder must exist and be writable for the service" : "check store.path or store.url";
}

class DenoKvStore implements KeyValueStore {
  readonly shared = true;
  readonly #kv: Deno.Kv;
  readonly #clock: Clock;

  constructor(kv: Deno.Kv, clock: Clock) {
    this.#kv = kv;
    this.#clock = clock;
  }

  async get(key: Key): Promise<Versioned | undefined> {
    const { value, versionstamp } = await persist(() => this.#kv.get(key), this.#clock);
    return versionstamp === null ? undefined : { value, version: versionstamp };
  }

  async list(prefix: Key): Promise<Entry[]> {
    const read = () => Array.fromAsync(this.#kv.list({ prefix }, { batchSize: BATCH }));
    return (await persist(read, this.#clock)).map(({ key, value, versionstamp: version }) => {
      return { key: key.map(String), value, version };
    });
  }

  async commit(commit: Commit): Promise<string | undefined> {
    const result = await persist(() => this.#operation(commit).commit(), this.#clock);
    return result.ok ? result.versionstamp : undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#kv.close();
    return Promise.resolve();
  }

  #operation({ checks, writes = [], deletes = [] }: Commit): Deno.AtomicOperation {
    const operation = this.#kv.atomic();
    for (const { key, version } of checks) operation.check({ key, versionstamp: version });
    for (const key of deletes) operation.delete(key);
    for (const { key, value, expireInMs } of writes) operation.set(key, value, { expireIn: expireInMs });
    return operation;
  }
}

/**
 * Repeats a call that meets another process's write. Deno does not wait for the lock of a file that several processes
 * share; such a call has changed nothing.
 */
async function persist<T>(call: () => Promise<T>, clock: Clock): Promise<T> {
  const endsAt = clock.now() + LOCKED_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!/database is (locked|busy)/i.test(messageOf(error)) || clock.now() > endsAt) throw error;
    }
    await delay(clock, Math.random() * RETRY_MS);
  }
}
