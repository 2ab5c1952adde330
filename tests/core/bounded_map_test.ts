import assert from "node:assert/strict";
import { setBounded } from "../../src/core/bounded_map.ts";

Deno.test("setBounded makes room for a new entry by removing the first one", () => {
  const map = new Map<string, number>();
  for (const [i, key] of ["a", "b", "c"].entries()) assert.equal(setBounded(map, key, i, 2), i);
  assert.deepEqual([...map], [["b", 1], ["c", 2]]);
});
