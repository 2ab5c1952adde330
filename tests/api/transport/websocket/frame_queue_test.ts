import assert from "node:assert/strict";
import { FrameQueue } from "../../../../src/api/transport/websocket/frame_queue.ts";
import { OPCODES } from "../../../../src/api/transport/websocket/frames.ts";

/** All that waits, in one piece. */
function takeAll(queue: FrameQueue): Uint8Array {
  const all: number[] = [];
  for (let bytes = queue.take(); bytes !== undefined; bytes = queue.take()) {
    all.push(...bytes);
    queue.giveBack(bytes);
  }
  return new Uint8Array(all);
}

Deno.test("a frame queue gives every length its shortest header", () => {
  for (const [length, header] of [[0, 2], [125, 2], [126, 4], [65_535, 4], [65_536, 10]] as const) {
    const queue = new FrameQueue();
    const payload = new Uint8Array(length).fill(7);
    assert.equal(queue.add(OPCODES.binary, payload), header + length);
    assert.equal(queue.addText(["x".repeat(length)]), header + length);
    const [first, second] = [queue.take()!, queue.take()];
    const frame = first.subarray(0, header + length);
    const view = new DataView(frame.buffer, frame.byteOffset);
    assert.equal(frame[0], 0x82);
    const written = header === 2 ? frame[1] : header === 4 ? view.getUint16(2) : Number(view.getBigUint64(2));
    assert.equal(written, length);
    assert.deepEqual(frame.subarray(header), payload);
    assert.equal((second ?? first).at(-1), length === 0 ? 0 : 0x78);
  }
});

Deno.test("a frame queue joins the parts of a text, and writes what is not ASCII as UTF-8", () => {
  for (
    const parts of [["plain ", "text"], ["é".repeat(100)], ["x".repeat(120), "漢字", "y"], ["x".repeat(70_000), "é"]]
  ) {
    const queue = new FrameQueue();
    const text = parts.join("");
    const payload = new TextEncoder().encode(text);
    const header = payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10;
    assert.equal(queue.addText(parts), header + payload.length);
    assert.deepEqual(takeAll(queue).subarray(header), payload);
  }
});

Deno.test("a frame queue reuses the memory of what was written, and of nothing else", () => {
  const queue = new FrameQueue();
  queue.addText(["first"]);
  const first = queue.take()!;
  queue.addText(["second"]);
  const second = queue.take()!;
  assert.notEqual(first.buffer, second.buffer, "the first one is being written");
  queue.giveBack(first);
  queue.addText(["third"]);
  const third = queue.take()!;
  assert.equal(third.buffer, first.buffer);
  assert.equal(new TextDecoder().decode(second.subarray(2)), "second");
  assert.equal(new TextDecoder().decode(third.subarray(2)), "third");
});

Deno.test("a frame queue that is cleared has nothing to write", () => {
  const queue = new FrameQueue();
  queue.addText(["x".repeat(100_000)]);
  queue.addText(["y".repeat(100_000)]);
  assert.ok(!queue.isEmpty);
  queue.clear();
  assert.ok(queue.isEmpty);
  assert.equal(queue.take(), undefined);
});
