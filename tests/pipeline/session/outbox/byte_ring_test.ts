import assert from "node:assert/strict";
import fc from "fast-check";
import { BytePages, PAGE_BYTES } from "../../../../src/pipeline/session/outbox/byte_pages.ts";
import { ByteRing } from "../../../../src/pipeline/session/outbox/byte_ring.ts";

Deno.test("a ring of bytes keeps pieces, however many pages they cross, and holds no page without one", () => {
  const steps = fc.array(fc.tuple(fc.nat(40_000), fc.nat(9), fc.nat(3)), { maxLength: 8 });
  fc.assert(
    fc.property(steps, (steps) => {
      const pages = new BytePages();
      const ring = new ByteRing(pages);
      const kept: { place: number; bytes: Uint8Array }[] = [];
      for (const [length, offset, removed] of steps) {
        const bytes = Uint8Array.from({ length }, (_, i) => (kept.length * 31 + i) % 251);
        const piece = new Uint8Array(offset + length).subarray(offset);
        piece.set(bytes);
        kept.push({ place: ring.push(piece), bytes });
        kept.splice(0, removed);
        const [first] = kept;
        if (first === undefined) ring.clear();
        else ring.dropBefore(first.place);
        for (const { place, bytes } of kept) assert.deepEqual(ring.slice(place, bytes.length), bytes);
        const total = kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
        // Each piece is moved by less than two words, and the first begins somewhere in its page.
        const most = total === 0 ? Math.min(1, kept.length) : Math.ceil((total + kept.length * 16) / PAGE_BYTES) + 1;
        assert.ok(pages.lent <= most, `${pages.lent} pages for ${total} bytes`);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("a ring of bytes keeps copies, and gives copies", () => {
  const ring = new ByteRing(new BytePages());
  const piece = Uint8Array.of(1, 2, 3);
  const place = ring.push(piece);
  piece.fill(0);
  ring.slice(place, 3).fill(0);
  assert.deepEqual(ring.slice(place, 3), Uint8Array.of(1, 2, 3));
});

Deno.test("a piece lies in its page as it lies in memory, so that it is copied in words", () => {
  const ring = new ByteRing(new BytePages());
  const memory = new ArrayBuffer(3 * PAGE_BYTES);
  for (const offset of [0, 2, 6, 8, 10, 4]) {
    const piece = new Uint8Array(memory, offset, PAGE_BYTES + 2);
    assert.equal(ring.push(piece) % 8, offset % 8);
  }
});

Deno.test("rings share pages: as many are kept as are in use, and a few with the last ring", () => {
  const pages = new BytePages();
  const fill = () => {
    const ring = new ByteRing(pages);
    ring.push(new Uint8Array(20 * PAGE_BYTES));
    return ring;
  };
  const rings = [fill(), fill(), fill()];
  rings[0]!.clear();
  assert.deepEqual([pages.lent, pages.free], [40, 20]);
  fill().clear();
  assert.deepEqual([pages.lent, pages.free], [40, 20], "pages that came back are used again");
  rings[1]!.clear();
  assert.deepEqual([pages.lent, pages.free], [20, 20]);
  rings[2]!.clear();
  assert.deepEqual([pages.lent, pages.free], [0, 8]);
});
