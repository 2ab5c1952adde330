import assert from "node:assert/strict";
import fc from "fast-check";
import { backoffMs, backoffOf } from "../../../../src/client/net/timing/backoff.ts";

Deno.test("waits between attempts grow to their limit, with jitter that only shortens them", () => {
  fc.assert(fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
    const backoff = backoffOf({ minMs: 100, maxMs: 4000 });
    const waitMs = backoffMs(backoff, attempt, random);
    const fullMs = Math.min(4000, 100 * 2 ** attempt);
    assert.ok(waitMs <= fullMs && waitMs >= fullMs * 0.75);
  }));
});
