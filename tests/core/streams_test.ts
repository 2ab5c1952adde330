import assert from "node:assert/strict";
import { generatedStream, readAll, readerOf, readInput, streamOf } from "../../src/core/streams.ts";
import { delay, systemClock } from "../../src/contract/clock.ts";
import { arrivals } from "../support/waiting.ts";

const HOUR_MS = 3_600_000;

Deno.test("generatedStream() starts no work before it is read, and one item a read", async () => {
  let made = 0;
  const stream = generatedStream(new AbortController().signal, async function* () {
    for (;;) {
      await Promise.resolve();
      yield ++made;
    }
  });
  const reader = stream.getReader();
  assert.equal(made, 0);
  assert.equal((await reader.read()).value, 1);
  assert.equal((await reader.read()).value, 2);
  assert.equal(made, 2);
  await reader.cancel();
});

Deno.test("generatedStream() errors with the signal's reason at once and ends the generator's wait", async () => {
  const turn = new AbortController();
  let isReleased = false;
  const stream = generatedStream(turn.signal, async function* (signal) {
    try {
      yield 1;
      await delay(systemClock, HOUR_MS, { signal });
      yield 2;
    } finally {
      isReleased = true;
    }
  });
  const reader = stream.getReader();
  assert.equal((await reader.read()).value, 1);
  const reading = reader.read();
  const reason = new DOMException("over", "AbortError");
  turn.abort(reason);
  await assert.rejects(reading, (error) => error === reason);
  await Promise.resolve();
  assert.ok(isReleased);
});

Deno.test("generatedStream() ends the generator when the reader cancels in the middle of a wait", async () => {
  let isReleased = false;
  const stream = generatedStream(new AbortController().signal, async function* (signal) {
    try {
      await delay(systemClock, HOUR_MS, { signal });
      yield 1;
    } finally {
      isReleased = true;
    }
  });
  const reader = stream.getReader();
  const reading = reader.read();
  await arrivals(1);
  await reader.cancel(new Error("enough"));
  assert.deepEqual(await reading, { done: true, value: undefined });
  assert.ok(isReleased);
});

Deno.test("generatedStream() is over from the start when the turn is", async () => {
  const reason = new DOMException("over", "AbortError");
  const stream = generatedStream(AbortSignal.abort(reason), () => assert.fail("must not run"));
  await assert.rejects(stream.getReader().read(), (error) => error === reason);
});

Deno.test("generatedStream() passes on what the generator throws", async () => {
  // deno-lint-ignore require-yield
  const stream = generatedStream<number>(new AbortController().signal, async function* () {
    await Promise.reject(new Error("broken"));
  });
  await assert.rejects(stream.getReader().read(), /broken/);
});

Deno.test("generatedStream() takes what a source has at once, one item a read, and tells it the end", async () => {
  let made = 0;
  let ends = 0;
  const source = { next: () => ({ value: ++made }), return: () => ends++ };
  const reader = generatedStream(new AbortController().signal, () => source).getReader();
  assert.equal((await reader.read()).value, 1);
  assert.equal((await reader.read()).value, 2);
  assert.deepEqual([made, ends], [2, 0]);
  await reader.cancel();
  assert.equal(ends, 1);
});

Deno.test("generatedStream() errors with what a source throws, and tells it the end", async () => {
  let ends = 0;
  const next = () => {
    throw new Error("broken");
  };
  const stream = generatedStream<number>(new AbortController().signal, () => ({ next, return: () => ends++ }));
  await assert.rejects(stream.getReader().read(), /broken/);
  assert.equal(ends, 1);
});

Deno.test("readerOf() gives what a source has at once, and locks the stream", () => {
  let ends = 0;
  const items = [1, 2];
  const next = () => {
    const value = items.shift();
    return value === undefined ? { done: true as const, value } : { value };
  };
  const stream = generatedStream(new AbortController().signal, () => ({ next, return: () => ends++ }));
  const reader = readerOf(stream);
  assert.ok(stream.locked);
  assert.deepEqual([reader.read(), reader.read()], [{ value: 1 }, { value: 2 }]);
  assert.equal(ends, 0);
  assert.deepEqual(reader.read(), { done: true, value: undefined });
  assert.equal(ends, 1);
  assert.deepEqual(reader.read(), { done: true, value: undefined });
});

Deno.test("readerOf() ends a wait with the signal's reason, and what is read later", async () => {
  const turn = new AbortController();
  let ends = 0;
  const source = { next: () => new Promise<never>(() => {}), return: () => ends++ };
  const reader = readerOf(generatedStream(turn.signal, () => source));
  const reading = reader.read();
  const reason = new DOMException("over", "AbortError");
  turn.abort(reason);
  await assert.rejects(async () => await reading, (error) => error === reason);
  assert.throws(() => reader.read(), (error) => error === reason);
  assert.equal(ends, 1);
});

Deno.test("readerOf() ends a wait without an item when it is cancelled, and keeps what a source throws", async () => {
  const silent = readerOf(
    generatedStream(new AbortController().signal, () => ({ next: () => new Promise<never>(() => {}), return() {} })),
  );
  const reading = silent.read();
  await silent.cancel();
  assert.deepEqual(await reading, { done: true, value: undefined });
  const next = () => {
    throw new Error("broken");
  };
  const broken = readerOf(generatedStream(new AbortController().signal, () => ({ next, return() {} })));
  for (let i = 0; i < 2; i++) assert.throws(() => broken.read(), /broken/);
});

Deno.test("readerOf() reads any other stream with the stream's own reader", async () => {
  const reader = readerOf(ReadableStream.from([1]));
  assert.deepEqual([await reader.read(), await reader.read()], [{ done: false, value: 1 }, {
    done: true,
    value: undefined,
  }]);
});

Deno.test("readInput() reads to the end, and cancels the input when the loop ends early", async () => {
  const { signal } = new AbortController();
  assert.deepEqual(await Array.fromAsync(readInput(ReadableStream.from([1, 2, 3]), signal)), [1, 2, 3]);
  let cancelled = false;
  const endless = new ReadableStream<number>({ pull: (to) => to.enqueue(1), cancel: () => void (cancelled = true) });
  for await (const _ of readInput(endless, signal)) break;
  assert.ok(cancelled);
});

Deno.test("readInput() stops waiting when the signal aborts, and tells the input why", async () => {
  const turn = new AbortController();
  let told: unknown;
  const silent = new ReadableStream<number>({ cancel: (reason) => void (told = reason) });
  const reading = readInput(silent, turn.signal).next();
  const reason = new DOMException("over", "AbortError");
  turn.abort(reason);
  await assert.rejects(reading, (error) => error === reason);
  assert.equal(told, reason);
});

Deno.test("readAll() reads any stream, and locks it", async () => {
  const { signal } = new AbortController();
  for (const stream of [streamOf([1, 2]), ReadableStream.from([1, 2])]) {
    assert.deepEqual(await readAll(stream, signal), [1, 2]);
    await assert.rejects(async () => await readAll(stream, signal), TypeError);
  }
});

Deno.test("readAll() gives what is left of a stream that was read before", async () => {
  const { signal } = new AbortController();
  const stream = streamOf([1, 2]);
  const reader = stream.getReader();
  assert.deepEqual(await reader.read(), { done: false, value: 1 });
  reader.releaseLock();
  assert.deepEqual(await readAll(stream, signal), [2]);
});

Deno.test("readAll() reads nothing once the signal has aborted", async () => {
  const reason = new DOMException("over", "AbortError");
  for (const stream of [streamOf([1]), ReadableStream.from([1])]) {
    await assert.rejects(readAll(stream, AbortSignal.abort(reason)), (error) => error === reason);
  }
});
