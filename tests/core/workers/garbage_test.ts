import assert from "node:assert/strict";
import { collectGarbage } from "../../../src/core/workers/garbage.ts";

Deno.test("what nothing refers to is gone after garbage is collected", async () => {
  const lost = new WeakRef({ name: "lost" });
  const held = { name: "held" };
  const kept = new WeakRef(held);
  // A weak reference keeps its target until the current task ends.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  assert.deepEqual([lost.deref(), kept.deref()], [undefined, held]);
});
