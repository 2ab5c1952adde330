/**
 * A key-value store in the memory of this process: for a service with one instance.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import type { Commit, Key, KeyValueStore, Versioned } from "./key_value.ts";

interface Entry extends Versioned {
  readonly key: Key;
  readonly expiresAt: number;
}

/** Writes after which expired values are removed: the store then holds at most as many expired values as live ones. */
const SWEEP_WRITES = 256;

/** Keeps values in a map. */
export class MemoryStore implements KeyValueStore {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #writes = 0;
  #version = 0;

  /** @param clock Measures the lifetime of values. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: Key): Promise<Versioned | undefined> {
    const entry = this.#live(key);
    return Promise.resolve(entry && { value: entry.value, version: entry.version });
  }

  list(prefix: Key): Promise<{ key: Key; value: unknown }[]> {
    const found = [...this.#entries.values()]
      .filter(({ key, expiresAt }) => expiresAt > this.#clock.now() && prefix.every((part, i) => key[i] === part))
      .sort((a, b) => compareKeys(a.key, b.key));
    return Promise.resolve(found.map(({ key, value }) => ({ key, value })));
  }

  commit({ checks, writes = [], deletes = [] }: Commit): Promise<string | undefined> {
    const holds = checks.every(({ key, version }) => (this.#live(key)?.version ?? null) === version);
    if (!holds) return Promise.resolve(undefined);
    const version = String(++this.#version);
    for (const key of deletes) this.#entries.delete(nameOf(key));
    for (const { key, value, expireInMs } of writes) {
      this.#entries.set(nameOf(key), { key, value, version, expiresAt: this.#clock.now() + expireInMs });
    }
    this.#sweep(writes.length);
    return Promise.resolve(version);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#entries.clear();
    return Promise.resolve();
  }

  #live(key: Key): Entry | undefined {
    const entry = this.#entries.get(nameOf(key));
    return entry !== undefined && entry.expiresAt > this.#clock.now() ? entry : undefined;
  }

  #sweep(writes: number): void {
    this.#writes += writes;
    if (this.#writes < Math.max(SWEEP_WRITES, this.#entries.size)) return;
    this.#writes = 0;
    for (const [name, { expiresAt }] of this.#entries) if (expiresAt <= this.#clock.now()) this.#entries.delete(name);
  }
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
