import assert from "node:assert/strict";
import { Lru } from "../../../../src/face/draw/canvas/lru.ts";

Deno.test("an Lru forgets what was not used for longest, and hands it back", () => {
  const gone: string[] = [];
  const lru = new Lru<string>(3, (value) => gone.push(value));
  for (const key of ["a", "b", "c"]) lru.set(key, key.toUpperCase(), 1);
  assert.equal(lru.get("a"), "A");
  lru.set("d", "D", 1);
  assert.deepEqual(gone, ["B"]);
  assert.equal(lru.get("b"), undefined);
  assert.deepEqual(lru.stats, { misses: 1, entries: 3, cost: 3 });
});

Deno.test("an Lru makes room for what is large, and keeps the newest even if it is too large", () => {
  const lru = new Lru<number>(10);
  for (let i = 0; i < 10; i++) lru.set(String(i), i, 1);
  lru.set("large", 1, 8);
  assert.equal(lru.stats.entries, 3);
  lru.set("huge", 2, 20);
  assert.deepEqual(lru.stats, { misses: 0, entries: 1, cost: 20 });
  lru.set("huge", 3, 4);
  assert.equal(lru.stats.cost, 4);
});
