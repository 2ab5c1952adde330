/**
 * Opens the key-value store that the configuration names.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import type { Config } from "../core/config/schema.ts";
import { openDenoKv } from "./deno_kv.ts";
import type { KeyValueStore } from "./key_value.ts";
import { MemoryStore } from "./memory.ts";

/**
 * Opens a store.
 *
 * @param config Its kind and place.
 * @param clock Measures the lifetime of values in memory.
 * @throws TthError `store_unavailable` if it cannot be opened.
 */
export function openStore({ kind, path, url }: Config["store"], clock: Clock): Promise<KeyValueStore> {
  return kind === "memory" ? Promise.resolve(new MemoryStore(clock)) : openDenoKv(path ?? url, clock);
}
