/// <reference lib="deno.unstable" />
/**
 * A key-value store in Deno KV: a SQLite file that processes of one machine share, a `denokv` server, or the managed
 * database of Deno Deploy.
 *
 * @module
 */
import { messageOf, TthError } from "../contract/errors.ts";
import type { Commit, Key, KeyValueStore, Versioned } from "./key_value.ts";

/** Maximum number of values that one listing reads at a time; the limit of KV Connect. */
const BATCH = 500;

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
 * @throws {StoreError} If this Deno has no KV, or the address cannot be opened.
 */
export async function openDenoKv(address: string | undefined): Promise<KeyValueStore> {
  if (typeof Deno.openKv !== "function") {
    throw new StoreError("store.kind: kv needs Deno KV: start Deno with --unstable-kv, or use store.kind: memory");
  }
  try {
    return new DenoKvStore(await Deno.openKv(address));
  } catch (cause) {
    const where = address === undefined ? "the platform's database" : address;
    const remedy = cause instanceof Deno.errors.NotCapable
      ? "name the file with TTH_STORE__PATH, so that `deno task serve` may use it"
      : "check store.path or store.url";
    throw new StoreError(`cannot open ${where}: ${messageOf(cause)}; ${remedy}`, cause);
  }
}

class DenoKvStore implements KeyValueStore {
  readonly shared = true;
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  async get(key: Key): Promise<Versioned | undefined> {
    const { value, versionstamp } = await this.#kv.get(key);
    return versionstamp === null ? undefined : { value, version: versionstamp };
  }

  async list(prefix: Key): Promise<{ key: Key; value: unknown }[]> {
    const entries = await Array.fromAsync(this.#kv.list({ prefix }, { batchSize: BATCH }));
    return entries.map(({ key, value }) => ({ key: key.map(String), value }));
  }

  async commit({ checks, writes = [], deletes = [] }: Commit): Promise<string | undefined> {
    const operation = this.#kv.atomic();
    for (const { key, version } of checks) operation.check({ key, versionstamp: version });
    for (const key of deletes) operation.delete(key);
    for (const { key, value, expireInMs } of writes) operation.set(key, value, { expireIn: expireInMs });
    const result = await operation.commit();
    return result.ok ? result.versionstamp : undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#kv.close();
    return Promise.resolve();
  }
}
