import assert from "node:assert/strict";
import fc from "fast-check";
import { Ring } from "../../src/pipeline/ring.ts";

Deno.test("a ring keeps values and numbers in order, however it grows and wraps around", () => {
  const steps = fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(steps, (steps) => {
      const ring = new Ring<string>(2);
      const model: number[] = [];
      let next = 0;
      for (const step of steps) {
        for (let i = 0; i < step; i++, next++) {
          ring.push(`v${next}`, [next, next / 2]);
          model.push(next);
        }
        for (let i = 0; i < Math.min(-step, ring.length + i); i++) {
          ring.shift();
          model.shift();
        }
        const found = Array.from({ length: ring.length }, (_, i) => [
          ring.valueAt(i),
          ring.numberAt(i, 0),
          ring.numberAt(i, 1),
        ]);
        assert.deepEqual(found, model.map((n) => [`v${n}`, n, n / 2]));
      }
    }),
    { numRuns: 50 },
  );
});
