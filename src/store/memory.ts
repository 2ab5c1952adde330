/**
 * A key-value store in the memory of this process: for a service with one instance.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import type { Commit, Entry, Key, KeyValueStore, Versioned } from "./key_value.ts";

interface KeptEntry extends Entry {
  readonly expiresAt: number;
}

/** Options of a {@linkcode MemoryStore}. */
interface MemoryStoreOptions {
  /** Whether several instances use it, such as the workers of one process. Default: `false`. */
  readonly shared?: boolean;
}

/** Writes after which expired values are removed: the store then holds at most as many expired values as live ones. */
const SWEEP_WRITES = 256;

/** Parts of a key that name its group: values are listed by scanning one group. */
const GROUP_PARTS = 2;

/** Keeps values in maps, one for each group of keys. */
export class MemoryStore implements KeyValueStore {
  readonly shared: boolean;
  readonly #clock: Clock;
  readonly #groups = new Map<string, Map<string, KeptEntry>>();
  #size = 0;
  #writes = 0;
  #version = 0;

  /**
   * @param clock Measures the lifetime of values.
   * @param options Who uses it.
   */
  constructor(clock: Clock, { shared = false }: MemoryStoreOptions = {}) {
    this.#clock = clock;
    this.shared = shared;
  }

  get(key: Key): Promise<Versioned | undefined> {
    const entry = this.#live(key);
    return Promise.resolve(entry && { value: entry.value, version: entry.version });
  }

  list(prefix: Key): Promise<Entry[]> {
    const group = prefix.length < GROUP_PARTS ? undefined : this.#groups.get(groupOf(prefix)) ?? new Map();
    const groups: Iterable<Map<string, KeptEntry>> = group === undefined ? this.#groups.values() : [group];
    const found = [...groups].flatMap((entries) => [...entries.values()])
      .filter(({ key, expiresAt }) => expiresAt > this.#clock.now() && prefix.every((part, i) => key[i] === part))
      .sort((a, b) => compareKeys(a.key, b.key));
    return Promise.resolve(found.map(({ key, value, version }) => ({ key, value, version })));
  }

  commit({ checks, writes = [], deletes = [] }: Commit): Promise<string | undefined> {
    const holds = checks.every(({ key, version }) => (this.#live(key)?.version ?? null) === version);
    if (!holds) return Promise.resolve(undefined);
    const version = String(++this.#version);
    for (const key of deletes) this.#delete(key);
    for (const { key, value, expireInMs } of writes) {
      this.#set({ key, value, version, expiresAt: this.#clock.now() + expireInMs });
    }
    this.#sweep(writes.length);
    return Promise.resolve(version);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#groups.clear();
    this.#size = 0;
    return Promise.resolve();
  }

  #live(key: Key): KeptEntry | undefined {
    const entry = this.#groups.get(groupOf(key))?.get(nameOf(key));
    return entry !== undefined && entry.expiresAt > this.#clock.now() ? entry : undefined;
  }

  #set(entry: KeptEntry): void {
    const name = groupOf(entry.key);
    const group = this.#groups.get(name) ?? new Map<string, KeptEntry>();
    this.#groups.set(name, group);
    this.#size -= group.size;
    group.set(nameOf(entry.key), entry);
    this.#size += group.size;
  }

  #delete(key: Key): void {
    const name = groupOf(key);
    const group = this.#groups.get(name);
    if (group?.delete(nameOf(key))) this.#size--;
    if (group?.size === 0) this.#groups.delete(name);
  }

  #sweep(writes: number): void {
    this.#writes += writes;
    if (this.#writes < Math.max(SWEEP_WRITES, this.#size)) return;
    this.#writes = 0;
    const expired = [...this.#groups.values()].flatMap((group) => [...group.values()])
      .filter(({ expiresAt }) => expiresAt <= this.#clock.now());
    for (const { key } of expired) this.#delete(key);
  }
}

function groupOf(key: Key): string {
  return JSON.stringify(key.slice(0, GROUP_PARTS));
}

function nameOf(key: Key): string {
  return JSON.stringify(key);
}

function compareKeys(a: Key, b: Key): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return a.length - b.length;
}
