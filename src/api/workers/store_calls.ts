/**
 * A key-value store that lives in the main thread, used by workers.
 *
 * @module
 */
import type { Commit, Entry, Key, KeyValueStore, Versioned } from "../../store/key_value.ts";
import type { PortCalls } from "./port_calls.ts";

/** The calls by which workers use the store. */
export type StoreAnswers = {
  store_get(key: Key): Promise<Versioned | undefined>;
  store_list(prefix: Key): Promise<Entry[]>;
  store_commit(commit: Commit): Promise<string | undefined>;
};

/** Answers workers' calls from a store. */
export function storeAnswers(store: KeyValueStore): StoreAnswers {
  return {
    store_get: (key) => store.get(key),
    store_list: (prefix) => store.list(prefix),
    store_commit: (commit) => store.commit(commit),
  };
}

/** The store as a worker sees it. */
export class RemoteStore implements KeyValueStore {
  readonly shared = true;
  readonly #calls: PortCalls<StoreAnswers>;

  /** @param calls The main thread. */
  constructor(calls: PortCalls<StoreAnswers>) {
    this.#calls = calls;
  }

  get(key: Key): Promise<Versioned | undefined> {
    return this.#calls.call("store_get", key);
  }

  list(prefix: Key): Promise<Entry[]> {
    return this.#calls.call("store_list", prefix);
  }

  commit(commit: Commit): Promise<string | undefined> {
    return this.#calls.call("store_commit", commit);
  }

  /** The main thread closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
