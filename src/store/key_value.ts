/**
 * The port to a key-value store with versions: only what session records need from a database.
 *
 * An implementation MUST make `commit` atomic, MUST give every write a new version, and MUST drop a value when it
 * expires.
 *
 * @module
 */

/** A key: its parts, from general to specific. Parts are compared as strings. */
export type Key = readonly string[];

/** A value with the version of its last write. */
export interface Versioned {
  /** Plain data: objects, lists, strings, numbers, booleans, `null`. MUST NOT be changed. */
  readonly value: unknown;
  readonly version: string;
}

/** A value with its key. */
export interface Entry extends Versioned {
  readonly key: Key;
}

/** One value to be written. At most 60,000 bytes as JSON, which every implementation takes. */
export interface Write {
  readonly key: Key;
  readonly value: unknown;
  /** How long it is kept, ms. */
  readonly expireInMs: number;
}

/** Writes that are applied together or not at all. */
export interface Commit {
  /** Keys that must have these versions; `null`: must not exist. */
  readonly checks: readonly { readonly key: Key; readonly version: string | null }[];
  readonly writes?: readonly Write[];
  readonly deletes?: readonly Key[];
}

/** A key-value store. Disposing it closes it. */
export interface KeyValueStore extends AsyncDisposable {
  /** Whether other instances use it too. Values of a store that is not shared end with the process. */
  readonly shared: boolean;
  /** The value of a key; `undefined` if there is none. */
  get(key: Key): Promise<Versioned | undefined>;
  /** All values below a prefix, in the order of their keys. */
  list(prefix: Key): Promise<Entry[]>;
  /**
   * Writes if every check holds.
   *
   * @returns The version of what was written; `undefined` if a check failed and nothing was written.
   */
  commit(commit: Commit): Promise<string | undefined>;
}
