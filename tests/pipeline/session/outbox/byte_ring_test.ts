import assert from "node:assert/strict";
import fc from "fast-check";
import { ByteRing } from "../../../../src/pipeline/session/outbox/byte_ring.ts";

Deno.test("a ring of bytes keeps pieces in order, however it grows, wraps around and empties", () => {
  const steps = fc.array(fc.tuple(fc.nat(40_000), fc.nat(45_000)), { maxLength: 8 });
  fc.assert(
    fc.property(steps, fc.nat(), (steps, at) => {
      const ring = new ByteRing();
      let model: number[] = [];
      let next = 0;
      for (const [added, removed] of steps) {
        const piece = Array.from({ length: added }, () => next++ % 251);
        ring.push(Uint8Array.from(piece));
        model = model.concat(piece);
        const count = Math.min(removed, model.length);
        ring.shift(count);
        model = model.slice(count);
        const offset = Math.min(at, model.length);
        assert.deepEqual(ring.slice(offset, model.length - offset), Uint8Array.from(model.slice(offset)));
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("a ring of bytes keeps copies, and gives copies", () => {
  const ring = new ByteRing();
  const piece = Uint8Array.of(1, 2, 3);
  ring.push(piece);
  piece.fill(0);
  ring.slice(0, 3).fill(0);
  assert.deepEqual(ring.slice(0, 3), Uint8Array.of(1, 2, 3));
});
