import assert from "node:assert/strict";
import type { Clock } from "../../../../src/contract/clock.ts";
import { ProviderError } from "../../../../src/contract/errors.ts";
import { SpeechPool } from "../../../../src/adapters/tts/flite/pool.ts";
import type { Utterance } from "../../../../src/adapters/tts/flite/utterance.ts";

/** A clock that stands still until it is told how far to go. */
class StoppedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ atMs: number; fn: () => void }>();

  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    const timer = { atMs: this.#now + delayMs, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const timer of [...this.#timers]) {
      if (timer.atMs > this.#now) continue;
      this.#timers.delete(timer);
      timer.fn();
    }
  }
}

const signal = new AbortController().signal;
const program = new URL("./hanging_worker.ts", import.meta.url);
// The smallest module there is: these workers do not use it.
const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

function utterance(words: string): Utterance {
  const prosody = { rate: 1, pitch: 1, range: 1, gainDb: 0, brightnessDb: 0 };
  return { tokens: [{ words, pause: "stop" }], voice: "rms", prosody };
}

async function withPool(
  over: { workers?: number; maxQueued?: number },
  test: (pool: SpeechPool, clock: StoppedClock) => Promise<void>,
): Promise<void> {
  const clock = new StoppedClock();
  const pool = new SpeechPool({ module, workers: 1, maxQueued: 8, deadlineMs: 1000, clock, program, ...over });
  try {
    await test(pool, clock);
    assert.equal(clock.pending, 0, "no timer is left");
  } finally {
    pool.close();
  }
}

const begin = (pool: SpeechPool, words: string, dueMs = 0, by: AbortSignal = signal) =>
  pool.speak(utterance(words), { dueMs, signal: by });

/** What the worker has been asked for so far, as it tells with each utterance. */
async function say(pool: SpeechPool, words: string, dueMs = 0, by: AbortSignal = signal): Promise<string[]> {
  const pieces = await Array.fromAsync(begin(pool, words, dueMs, by));
  assert.deepEqual(pieces.map(({ pcm }) => pcm.length), [24, 48]);
  return pieces[0]?.marks?.phones.map(({ phone }) => phone) ?? [];
}

const failsWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ProviderError);
  assert.equal(error.code, code);
  assert.equal(error.provider, "flite_tts");
  return true;
};

Deno.test("SpeechPool.speak() fails at the deadline when a worker hangs, and goes on with a new worker", async () => {
  await withPool({}, async (pool, clock) => {
    await say(pool, "hello");
    const hung = say(pool, "hang");
    const next = say(pool, "next");
    clock.advance(999);
    assert.equal(pool.recycled, 0);
    clock.advance(1);
    await assert.rejects(hung, failsWith("flite_deadline"));
    // The new worker has heard nothing but "next".
    assert.deepEqual(await next, ["next"]);
    assert.equal(pool.recycled, 1);
  });
});

Deno.test("SpeechPool.speak() brings the first piece while the others are still to come", async () => {
  await withPool({}, async (pool, clock) => {
    await say(pool, "hello");
    const reader = begin(pool, "slowly").getReader();
    assert.equal((await reader.read()).value?.pcm.length, 24);
    const rest = reader.read();
    clock.advance(1000);
    await assert.rejects(rest, failsWith("flite_deadline"));
  });
});

Deno.test("SpeechPool.speak() serves the next when one is cancelled after its first piece", async () => {
  await withPool({}, async (pool, clock) => {
    await say(pool, "hello");
    const reader = begin(pool, "slowly").getReader();
    await reader.read();
    await reader.cancel();
    const next = say(pool, "next");
    clock.advance(1000);
    assert.deepEqual(await next, ["next"], "by a new worker, since the other hung");
  });
});

Deno.test("SpeechPool.speak() takes what is cancelled out of the line", async () => {
  await withPool({}, async (pool, clock) => {
    await say(pool, "hello");
    const hung = say(pool, "hang");
    const waiting = begin(pool, "never");
    assert.equal(pool.queued, 1);
    await waiting.cancel();
    assert.equal(pool.queued, 0);
    clock.advance(1000);
    await assert.rejects(hung, failsWith("flite_deadline"));
  });
});

Deno.test("SpeechPool.speak() gives a worker more time to start than to speak", async () => {
  await withPool({}, async (pool, clock) => {
    const first = say(pool, "hello");
    clock.advance(1000);
    await first;
    assert.equal(pool.recycled, 0);
  });
});

Deno.test("SpeechPool.speak() replaces a worker that breaks", async () => {
  await withPool({}, async (pool) => {
    await assert.rejects(say(pool, "break"), failsWith("flite_worker_failed"));
    assert.deepEqual(await say(pool, "next"), ["next"]);
    assert.equal(pool.recycled, 1);
  });
});

Deno.test("SpeechPool.speak() speaks first what is needed first, else what was asked for first", async () => {
  await withPool({}, async (pool) => {
    const asked = [["busy", 9], ["late", 500], ["soon", 20], ["soon as well", 20], ["now", 0], ["later", 501]] as const;
    await Promise.all(asked.map(([words, dueMs]) => say(pool, words, dueMs)));
    const order = await say(pool, "last");
    assert.deepEqual(order, ["busy", "now", "soon", "soon as well", "late", "later", "last"]);
  });
});

Deno.test("SpeechPool.speak() rejects at once when its signal aborts, waiting or being spoken", async () => {
  await withPool({}, async (pool, clock) => {
    await say(pool, "hello");
    const turn = new AbortController();
    const running = say(pool, "hang", 0, turn.signal);
    const waiting = say(pool, "never", 0, turn.signal);
    const other = say(pool, "other");
    turn.abort();
    await assert.rejects(running, { name: "AbortError" });
    await assert.rejects(waiting, { name: "AbortError" });
    await assert.rejects(say(pool, "late", 0, turn.signal), { name: "AbortError" });
    assert.equal(pool.queued, 1);
    // The worker still hangs on what nobody wants any more: its deadline frees the way for others.
    clock.advance(1000);
    assert.deepEqual(await other, ["other"]);
  });
});

Deno.test("SpeechPool.speak() refuses what would wait in too long a line", async () => {
  await withPool({ maxQueued: 2 }, async (pool, clock) => {
    await say(pool, "hello");
    const hung = say(pool, "hang");
    const waiting = [say(pool, "one"), say(pool, "two")];
    await assert.rejects(say(pool, "three"), failsWith("flite_overloaded"));
    clock.advance(1000);
    await assert.rejects(hung, failsWith("flite_deadline"));
    await Promise.all(waiting);
  });
});

Deno.test("SpeechPool.close() fails what waits and what is being spoken, and refuses more", async () => {
  await withPool({}, async (pool) => {
    const running = say(pool, "hang");
    const waiting = say(pool, "next");
    pool.close();
    pool.close();
    await assert.rejects(running, failsWith("flite_closed"));
    await assert.rejects(waiting, failsWith("flite_closed"));
    await assert.rejects(say(pool, "late"), failsWith("flite_closed"));
  });
});

Deno.test("SpeechPool.warmup() speaks on every worker", async () => {
  await withPool({ workers: 2 }, async (pool) => {
    await pool.warmup([utterance("warm"), utterance("up")]);
    const both = await Promise.all([say(pool, "one"), say(pool, "two")]);
    const heard = both.map((phones) => phones.length);
    assert.deepEqual(heard, [3, 3]);
  });
});
