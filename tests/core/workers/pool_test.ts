import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { WorkerPool, type WorkerPoolOptions } from "../../../src/core/workers/pool.ts";
import { soon } from "../../support/waiting.ts";
import type { TestPiece, TestTask } from "./test_program.ts";

type Setup = { readonly unable?: boolean; readonly silent?: boolean };
type Pool = WorkerPool<Setup, TestTask, TestPiece>;

const program = new URL("./test_program.ts", import.meta.url);
const { signal } = new AbortController();
const hang = { at: 0, how: "hang" } as const;
const task = (name: string, rest: Omit<TestTask, "name"> = {}): TestTask => ({ name, ...rest });

/** A pool of one worker that has been started, on a clock that moves only when told, unless `over` says otherwise. */
async function withPool(
  over: Partial<WorkerPoolOptions<Setup>>,
  test: (pool: Pool, clock: VirtualClock) => Promise<void>,
): Promise<void> {
  const clock = new VirtualClock();
  const options = { program, setup: {}, provider: "test", workers: 1, maxQueued: 8, deadlineMs: 1000, askedAhead: 1 };
  using pool: Pool = new WorkerPool({ ...options, clock, ...over });
  await soon(test(pool, clock), "the jobs of the test");
  assert.equal(pool.queued, 0, "nothing is left in the queue");
  assert.equal(clock.pending, 0, "no timer is left");
}

const ask = (pool: Pick<Pool, "ask">, name: string, dueMs = 0) =>
  soon(pool.ask(task(name), { signal, dueMs: () => dueMs }), `the job "${name}"`);

const failsWith = (code: string, retryable: boolean) => (error: unknown) => {
  assert.ok(error instanceof ProviderError, String(error));
  assert.deepEqual([error.code, error.retryable, error.provider], [code, retryable, "test"], error.message);
  return true;
};

Deno.test("WorkerPool.run() has a piece made only when it is read", async () => {
  await withPool({}, async (pool) => {
    const job = pool.run(task("a", { pieces: 3 }), { signal });
    assert.deepEqual((await job.next()).value, ["a"]);
    assert.deepEqual(await ask(pool, "b"), ["a", "b"]);
    assert.deepEqual(await Array.fromAsync(job), [["a", "b", "+a"], ["a", "b", "+a", "+a"]]);
  });
});

Deno.test("WorkerPool.run() has the worker forget a job whose reader leaves", async () => {
  await withPool({}, async (pool) => {
    for await (const _ of pool.run(task("long", { pieces: 9 }), { signal })) break;
    assert.deepEqual(await ask(pool, "next"), ["long", "-long", "next"]);
  });
});

Deno.test("WorkerPool makes first what is needed first, else what was asked for first", async () => {
  await withPool({}, async (pool) => {
    await pool.start(task("busy"));
    const asked = [["first", 9], ["late", 500], ["soon", 20], ["soon too", 20], ["now", 0], ["later", 501]] as const;
    await Promise.all(asked.map(([name, dueMs]) => ask(pool, name, dueMs)));
    assert.deepEqual(await ask(pool, "last"), ["busy", "first", "now", "soon", "soon too", "late", "later", "last"]);
  });
});

Deno.test("WorkerPool has jobs take turns, each piece by the time at which it is needed", async () => {
  await withPool({}, async (pool) => {
    const due = { a: 0, b: 0, c: 0 };
    const jobs = (["a", "b", "c"] as const).map((name) =>
      pool.run(task(name, { pieces: 3 }), { signal, dueMs: () => due[name] })
    );
    // While the worker is busy all of them ask for their next piece.
    const round = (dues: typeof due, busy: string) => {
      Object.assign(due, dues);
      return Promise.all([ask(pool, busy), ...jobs.map((job) => job.next())]);
    };
    for (const job of jobs) await job.next();
    await round({ a: 100, b: 30, c: 60 }, "busy");
    await round({ a: 200, b: 300, c: 120 }, "busy again");
    const notes = ["a", "b", "c", "busy", "+b", "+c", "+a", "busy again", "+c", "+a", "+b", "last"];
    assert.deepEqual(await ask(pool, "last"), notes);
  });
});

Deno.test("a worker that hangs is given up at the deadline, and what waits goes to its replacement", async () => {
  await withPool({}, async (pool, clock) => {
    await pool.start(task("begin"));
    const hung = assert.rejects(pool.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    const next = ask(pool, "next");
    await clock.advance(999);
    assert.equal(pool.replaced, 0);
    await clock.advance(1);
    await hung;
    assert.deepEqual(await next, ["next"], "the new worker has heard of nothing else");
    assert.deepEqual([pool.replaced, pool.running], [1, 1]);
  });
});

Deno.test("the deadline counts from when a worker begins, for each piece anew", async () => {
  await withPool({}, async (pool, clock) => {
    await pool.start(task("begin"));
    const job = pool.run(task("slow", { pieces: 3, wrong: { at: 2, how: "hang" } }), { signal });
    for (let piece = 0; piece < 2; piece++) {
      await job.next();
      await clock.advance(900);
    }
    const last = assert.rejects(job.next(), failsWith("worker_lost", true));
    await clock.advance(999);
    assert.equal(pool.replaced, 0);
    await clock.advance(1);
    await last;
    assert.deepEqual(await ask(pool, "next"), ["next"]);
  });
});

Deno.test("a job whose worker crashes between two pieces fails at the next one, and can be tried again", async () => {
  const lost: string[] = [];
  await withPool({ onLost: ({ message }) => void lost.push(message) }, async (pool) => {
    const job = pool.run(task("a", { pieces: 3, wrong: { at: 0, how: "crash" } }), { signal });
    await job.next();
    await assert.rejects(job.next(), failsWith("worker_lost", true));
    assert.match(lost.join(), /^a worker crashed: .*crashed on purpose$/);
    assert.deepEqual(await ask(pool, "a"), ["a"]);
  });
});

Deno.test("what a lost worker was asked for ahead is made by its replacement", async () => {
  await withPool({ askedAhead: 2 }, async (pool, clock) => {
    await pool.start(task("begin"));
    const hung = assert.rejects(pool.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    const ahead = ask(pool, "ahead");
    const gaveUp = new AbortController();
    const unwanted = assert.rejects(pool.ask(task("unwanted"), { signal: gaveUp.signal }), /enough/);
    assert.equal(pool.queued, 1);
    gaveUp.abort(new Error("enough"));
    await unwanted;
    await clock.advance(1000);
    await hung;
    assert.deepEqual(await ahead, ["ahead"]);
  });
});

Deno.test("what was requested ahead and is no longer wanted is not made by the replacement", async () => {
  await withPool({ askedAhead: 2 }, async (pool, clock) => {
    await pool.start(task("begin"));
    const hung = assert.rejects(pool.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    const gaveUp = new AbortController();
    const unwanted = assert.rejects(pool.ask(task("unwanted"), { signal: gaveUp.signal }), /enough/);
    assert.equal(pool.queued, 0, "the worker was asked for it");
    gaveUp.abort(new Error("enough"));
    await unwanted;
    await clock.advance(1000);
    await hung;
    assert.deepEqual(await ask(pool, "next"), ["next"]);
  });
});

Deno.test("of the jobs that wait for a lost worker, those that it had begun fail, and leased ones move on", async () => {
  await withPool({}, async (pool, clock) => {
    await pool.start(task("begin"));
    using lease = pool.lease();
    const begun = pool.run(task("begun", { pieces: 2 }), { signal });
    await begun.next();
    const hung = assert.rejects(pool.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    const lost = assert.rejects(begun.next(), failsWith("worker_lost", true));
    const leased = ask(lease, "leased");
    await clock.advance(1000);
    await Promise.all([hung, lost]);
    assert.deepEqual(await leased, ["leased"]);
  });
});

Deno.test("what a worker was asked for ahead has its own deadline, from when the worker gets to it", async () => {
  await withPool({ askedAhead: 2 }, async (pool, clock) => {
    await pool.start(task("begin"));
    const first = ask(pool, "first");
    const hung = assert.rejects(pool.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    await first;
    await clock.advance(1000);
    await hung;
    await ask(pool, "next");
  });
});

Deno.test("a job that fails leaves its worker as it was", async () => {
  await withPool({}, async (pool) => {
    const job = pool.run(task("bad", { pieces: 2, wrong: { at: 1, how: "throw" } }), { signal });
    await job.next();
    await assert.rejects(job.next(), (error) => {
      assert.ok(error instanceof ProviderError && error.isRequestFault);
      return failsWith("job_failed", false)(error) && /on purpose/.test(`${error}`);
    });
    assert.deepEqual(await ask(pool, "next"), ["bad", "+bad", "next"]);
    assert.equal(pool.replaced, 0);
  });
});

Deno.test("an abort ends the wait at once, takes a waiting job out of the queue, and leaves the worker to others", async () => {
  await withPool({}, async (pool) => {
    await pool.start(task("begin"));
    const enough = new AbortController();
    const jobs = ["made", "waiting"].map((name) => pool.ask(task(name, { pieces: 2 }), { signal: enough.signal }));
    assert.equal(pool.queued, 1);
    enough.abort(new Error("enough"));
    for (const job of jobs) await assert.rejects(job, /enough/);
    assert.equal(pool.queued, 0);
    assert.deepEqual(await ask(pool, "next"), ["begin", "made", "-made", "next"]);
    await assert.rejects(pool.ask(task("late"), { signal: enough.signal }), /enough/);
  });
});

Deno.test("jobs beyond the queue's bound are refused, and may be tried again", async () => {
  await withPool({ maxQueued: 2 }, async (pool) => {
    await pool.start(task("begin"));
    const taken = ["made", "waits", "waits too"].map((name) => ask(pool, name));
    await assert.rejects(ask(pool, "too many"), failsWith("pool_overloaded", true));
    await Promise.all(taken);
    await ask(pool, "again");
  });
});

Deno.test("a worker that cannot work here says so to all who ask, and is not started over and over", async () => {
  let lost = 0;
  await withPool({ setup: { unable: true }, onLost: () => lost++ }, async (pool) => {
    await assert.rejects(
      pool.start(task("begin")),
      (error) => failsWith("worker_unable", false)(error) && /no such addon/.test(`${error}`),
    );
    await assert.rejects(ask(pool, "one"), failsWith("worker_unable", false));
    assert.deepEqual([lost, pool.replaced, pool.running], [2, 0, 0]);
  });
});

Deno.test("a worker that does not start is given up after the start deadline", async () => {
  await withPool({ setup: { silent: true }, startMs: 5000 }, async (pool, clock) => {
    const asked = assert.rejects(ask(pool, "one"), failsWith("worker_lost", true));
    await clock.advance(4999);
    assert.equal(pool.running, 1);
    await clock.advance(1);
    await asked;
    assert.equal(pool.running, 0);
  });
});

Deno.test("closing a pool ends what is made and what waits, and nothing more is taken", async () => {
  await withPool({}, async (pool) => {
    await pool.start(task("begin"));
    const job = pool.run(task("long", { pieces: 5 }), { signal });
    await job.next();
    const ended = [pool.ask(task("hangs", { wrong: hang }), { signal }), ask(pool, "waits")]
      .map((asked) => assert.rejects(asked, failsWith("pool_closed", false)));
    const lease = pool.lease();
    pool[Symbol.dispose]();
    await Promise.all(ended);
    for (const taker of [pool, lease]) await assert.rejects(ask(taker, "late"), failsWith("pool_closed", false));
    await assert.rejects(job.next(), failsWith("pool_closed", false));
    await assert.rejects(pool.start(task("late")), failsWith("pool_closed", false));
    assert.equal(pool.running, 0);
  });
});

Deno.test("all workers start and rehearse before they are needed", async () => {
  await withPool({ workers: 2 }, async (pool) => {
    await pool.start(task("rehearsal", { pieces: 2 }));
    assert.deepEqual([pool.running, pool.info], [2, "a test"]);
    const [one, other] = await Promise.all([ask(pool, "one"), ask(pool, "other")]);
    assert.deepEqual([one, other], [["rehearsal", "+rehearsal", "one"], ["rehearsal", "+rehearsal", "other"]]);
  });
});

Deno.test("a lease keeps its jobs on one worker, and further leases go where there are fewest", async () => {
  await withPool({ workers: 2 }, async (pool) => {
    using first = pool.lease();
    assert.deepEqual(await ask(first, "a"), ["a"]);
    const second = pool.lease();
    assert.deepEqual(await ask(second, "b"), ["b"]);
    assert.deepEqual(await ask(first, "c"), ["a", "c"]);
    second[Symbol.dispose]();
    using third = pool.lease();
    assert.deepEqual(await ask(third, "d"), ["b", "d"]);
    assert.equal(pool.running, 2);
  });
});

Deno.test("a lease goes to the worker with the least work, however many leases that has", async () => {
  await withPool({ workers: 2 }, async (pool) => {
    using heavy = pool.lease(100);
    await ask(heavy, "heavy");
    const light = Array.from({ length: 4 }, () => pool.lease(20));
    for (const [i, lease] of light.entries()) await ask(lease, `${i}`);
    using next = pool.lease(20);
    assert.deepEqual(await ask(next, "next"), ["0", "1", "2", "3", "next"]);
    for (const lease of light) lease[Symbol.dispose]();
  });
});

Deno.test("a worker that has failed is never lent again: its leases move to another", async () => {
  await withPool({ workers: 2 }, async (pool, clock) => {
    await pool.start(task("begin"));
    using first = pool.lease();
    using second = pool.lease();
    await ask(first, "a");
    await ask(second, "b");
    const hung = assert.rejects(first.ask(task("hangs", { wrong: hang }), { signal }), failsWith("worker_lost", true));
    await clock.advance(1000);
    await hung;
    assert.deepEqual(await ask(first, "c"), ["c"], "on the replacement");
    assert.deepEqual(await ask(second, "d"), ["begin", "b", "d"]);
    const more = Array.from({ length: 4 }, () => pool.lease());
    for (const lease of more) {
      assert.ok(!(await ask(lease, "e")).includes("a"));
      lease[Symbol.dispose]();
    }
    assert.equal(pool.running, 2);
  });
});
