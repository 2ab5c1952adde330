import assert from "node:assert/strict";
import { Broadcast } from "../../../src/client/net/broadcast.ts";

Deno.test("Broadcast gives the first listener what was published before it", () => {
  const broadcast = new Broadcast<number>();
  broadcast.publish(1);
  broadcast.publish(2);
  const first: number[] = [];
  const second: number[] = [];
  broadcast.listen((value) => first.push(value));
  broadcast.listen((value) => second.push(value));
  broadcast.publish(3);
  assert.deepEqual([first, second], [[1, 2, 3], [3]]);
});

Deno.test("a reader of a Broadcast that falls behind fails, and the others go on", async () => {
  const broadcast = new Broadcast<number>();
  const slow = broadcast.iterate(2);
  const quick = broadcast.iterate(100);
  for (let i = 0; i < 3; i++) broadcast.publish(i);
  broadcast.end();
  assert.deepEqual([(await slow.next()).value, (await slow.next()).value], [0, 1]);
  await assert.rejects(slow.next(), { code: "slow_reader" });
  assert.deepEqual(await slow.next(), { done: true, value: undefined });
  assert.deepEqual(await Array.fromAsync(quick), [0, 1, 2]);
});

Deno.test("leaving the loop closes an iterator of a Broadcast", async () => {
  const broadcast = new Broadcast<number>();
  const iterator = broadcast.iterate(1);
  broadcast.publish(1);
  for await (const value of iterator) {
    assert.equal(value, 1);
    break;
  }
  // Without readers, neither of these may count as falling behind.
  broadcast.publish(2);
  broadcast.publish(3);
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
});

Deno.test("a listener that throws is reported, and keeps no value from the others", async () => {
  const uncaught = Promise.withResolvers<unknown>();
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    uncaught.resolve(event.error);
  };
  globalThis.addEventListener("error", onError, { once: true });
  const broadcast = new Broadcast<number>();
  const broken = new Error("broken listener");
  const heard: number[] = [];
  broadcast.listen(() => {
    throw broken;
  });
  broadcast.listen((value) => heard.push(value));
  const reader = broadcast.iterate(1);
  broadcast.publish(1);
  assert.deepEqual([heard, (await reader.next()).value, await uncaught.promise], [[1], 1, broken]);
});
