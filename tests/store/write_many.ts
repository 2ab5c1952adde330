/**
 * Changes values in a file of Deno KV many times at once, and prints how many changes were applied: for a test with
 * processes.
 *
 * @module
 */
import { openDenoKv } from "../../src/store/deno_kv.ts";

/** Values that are changed at the same time, and how often each is. */
const [VALUES, ROUNDS] = [10, 8];

const [file, name = ""] = Deno.args;
await using store = await openDenoKv(file);
const applied = await Promise.all(Array.from({ length: VALUES }, async (_, i) => {
  let count = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const key = [name, String(i)];
    const version = (await store.get(key))?.version ?? null;
    const writes = [{ key, value: round, expireInMs: 60_000 }];
    if (await store.commit({ checks: [{ key, version }], writes }) !== undefined) count++;
  }
  return count;
}));
const sum = applied.reduce((total, count) => total + count, 0);
await Deno.stdout.write(new TextEncoder().encode(String(sum)));
