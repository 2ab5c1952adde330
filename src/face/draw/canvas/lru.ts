/**
 * A bounded cache that evicts the least recently used entries.
 *
 * @module
 */

/** Keeps entries up to a total cost. */
export class Lru<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly cost: number }>();
  readonly #limit: number;
  #cost = 0;
  #misses = 0;

  readonly #release: (value: Value) => void;

  /**
   * @param limit Maximum total cost of all entries, in the unit passed to `set`.
   * @param release Called with each evicted value, so that its memory can be reused.
   */
  constructor(limit: number, release: (value: Value) => void = () => {}) {
    this.#limit = limit;
    this.#release = release;
  }

  /** What `get` did not find, and what is kept. */
  get stats(): { misses: number; entries: number; cost: number } {
    return { misses: this.#misses, entries: this.#entries.size, cost: this.#cost };
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#misses++;
      return undefined;
    }
    // A Map keeps the order of insertion: the first entry is the least recently used one.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Stores a value, evicting older ones if necessary. */
  set(key: string, value: Value, cost: number): void {
    const old = this.#entries.get(key);
    if (old !== undefined) this.#drop(key, old);
    this.#entries.set(key, { value, cost });
    this.#cost += cost;
    for (const [oldest, entry] of this.#entries) {
      if (this.#cost <= this.#limit || oldest === key) break;
      this.#drop(oldest, entry);
    }
  }

  /** Evicts all entries whose key is not to be kept. */
  retain(keeps: (key: string) => boolean): void {
    for (const [key, entry] of this.#entries) if (!keeps(key)) this.#drop(key, entry);
  }

  #drop(key: string, entry: { readonly value: Value; readonly cost: number }): void {
    this.#entries.delete(key);
    this.#cost -= entry.cost;
    this.#release(entry.value);
  }
}
