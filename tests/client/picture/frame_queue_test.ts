import assert from "node:assert/strict";
import { FrameQueue, type Timed } from "../../../src/client/picture/frame_queue.ts";

function frame(timestampMs: number, turn = 1, ready = true, bytes = 1): Timed {
  return { turn, timestampMs, ready, bytes };
}

function queueOf(...items: Timed[]): FrameQueue<Timed> {
  const queue = new FrameQueue<Timed>();
  for (const item of items) queue.push(item);
  return queue;
}

Deno.test("FrameQueue shows the newest picture that is due and skips the late ones", () => {
  const queue = queueOf(frame(0), frame(40), frame(80), frame(120));
  const { due, skipped } = queue.takeDue(1, 85, 0);
  assert.equal(due?.timestampMs, 80);
  assert.deepEqual(skipped.map(({ timestampMs }) => timestampMs), [0, 40]);
  assert.deepEqual(queue.takeDue(1, 100, 0), { due: null, skipped: [] });
  assert.equal(queue.takeDue(1, 112, 8).due?.timestampMs, 120);
});

Deno.test("FrameQueue holds back a picture that is not decoded, and shows the one before it", () => {
  const queue = queueOf(frame(0), frame(40, 1, false));
  assert.equal(queue.takeDue(1, 100, 0).due?.timestampMs, 0);
  assert.equal(queue.length, 1);
});

Deno.test("FrameQueue throws away pictures of older turns, and keeps those of newer ones", () => {
  const queue = queueOf(frame(500, 1), frame(0, 2), frame(0, 3));
  const { due, skipped } = queue.takeDue(2, 10, 0);
  assert.deepEqual([due?.turn, skipped.length, queue.length], [2, 1, 1]);
});

Deno.test("FrameQueue is never fuller than its bound", () => {
  const queue = new FrameQueue<Timed>();
  const sizes = Array.from({ length: 10 }, () => queue.push(frame(0, 1, true, 16 * 1024 * 1024)));
  assert.deepEqual(sizes.filter(Boolean).length, 4);
  queue.clear();
  assert.ok(queue.push(frame(0)));
});

Deno.test("FrameQueue lets a picture replace those of its turn at its time and later", () => {
  const queue = new FrameQueue();
  for (const timestampMs of [0, 40, 80, 120]) queue.push({ turn: 1, timestampMs, ready: true, bytes: 1 });
  assert.deepEqual(queue.takeReplaced(1, 80).map(({ timestampMs }) => timestampMs), [80, 120]);
  assert.deepEqual(queue.takeReplaced(1, 80), []);
  assert.equal(queue.length, 2);
});
