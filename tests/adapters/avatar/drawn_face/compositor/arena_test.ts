import assert from "node:assert/strict";
import fc from "fast-check";
import { Arena, type Block } from "../../../../../src/adapters/avatar/drawn_face/compositor/arena.ts";

const START = 1000;

/** What to do next: take a block of this many bytes, or free one of those in use. */
const step = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }).map((bytes) => ({ bytes })),
  fc.nat().map((which) => ({ which })),
);

Deno.test("blocks keep what was written to them, whatever comes and goes, and never overlap", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const arena = new Arena(memory, START);
    new Uint8Array(memory.buffer, 0, START).fill(7);
    const held: { block: Block; bytes: number; mark: number }[] = [];
    steps.forEach((step, i) => {
      if ("bytes" in step) {
        const { bytes } = step;
        const block = arena.take(bytes);
        held.push({ block, bytes, mark: i % 251 });
        new Uint8Array(memory.buffer, block.at, bytes).fill(i % 251);
      } else if (held.length > 0) {
        const [gone] = held.splice(step.which % held.length, 1);
        if (gone !== undefined) arena.free(gone.block);
      }
    });
    for (const { block, bytes, mark } of held) {
      assert.ok(new Uint8Array(memory.buffer, block.at, bytes).every((byte) => byte === mark));
    }
    assert.ok(new Uint8Array(memory.buffer, 0, START).every((byte) => byte === 7));
  }));
});

Deno.test("the memory is at most 4/3 of the most that was in use, and one block", () => {
  const sizes = [50_000, 3_000, 17_000, 8_000, 31_000];
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 100, maxLength: 2000 }), (choices) => {
      const memory = new WebAssembly.Memory({ initial: 1 });
      const arena = new Arena(memory, 0);
      const held: Block[] = [];
      let used = 0;
      let most = 0;
      choices.forEach((choice, i) => {
        // First everything is of one size, then of another: the worst that can happen to blocks that are used again.
        const size = sizes[Math.floor(i / 50) % sizes.length] ?? 1;
        held.push(arena.take(size));
        used += size;
        while (used > 600_000) {
          const [gone] = held.splice(choice % held.length, 1);
          if (gone === undefined) break;
          arena.free(gone);
          used -= gone.bytes;
        }
        most = Math.max(most, used + size);
      });
      assert.ok(memory.buffer.byteLength <= 4 / 3 * most + 50_000 + 65_536, `${memory.buffer.byteLength} ${most}`);
    }),
    { numRuns: 30 },
  );
});

Deno.test("a block that is freed twice is given out once", () => {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1 }), 0);
  const block = arena.take(100);
  arena.free(block);
  arena.free(block);
  assert.notEqual(arena.take(100), arena.take(100));
});
