import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { Ticker } from "../../src/core/ticker.ts";

/** A ticker of 10 ms, what its work threw, and a way to subscribe work that notes its times and is due as listed. */
function setUp() {
  const clock = new VirtualClock();
  const failures: unknown[] = [];
  const ticker = new Ticker(clock, 10, (error) => failures.push(error));
  const subscribe = (...dueMs: number[]) => {
    const ranAt: number[] = [];
    const beat = ticker.subscribe(() => {
      ranAt.push(clock.now());
      return dueMs.shift() ?? Infinity;
    });
    beat.within(0);
    return { ranAt, beat };
  };
  return { clock, ticker, failures, subscribe };
}

Deno.test("work runs at the next tick when it is due at once, then at the first tick at or after it is due", async () => {
  const { clock, subscribe } = setUp();
  await clock.advance(3);
  const { ranAt } = subscribe(25, 40, 0);
  await clock.advance(200);
  assert.deepEqual(ranAt, [10, 40, 80, 90]);
});

Deno.test("no timer waits while nothing is due", async () => {
  const { clock, ticker, subscribe } = setUp();
  ticker.subscribe(() => 0);
  assert.equal(clock.pending, 0);
  subscribe();
  await clock.advance(20);
  assert.equal(clock.pending, 0);
});

Deno.test("within() makes work due earlier, never later", async () => {
  const { clock, subscribe } = setUp();
  const { ranAt, beat } = subscribe(100, 100);
  await clock.advance(20);
  beat.within(30);
  beat.within(70);
  await clock.advance(100);
  assert.deepEqual(ranAt, [10, 50]);
});

Deno.test("subscribers that are due in the same period share one timer", async () => {
  const { clock, subscribe } = setUp();
  const first = subscribe(31);
  const second = subscribe(38);
  await clock.advance(15);
  assert.equal(clock.pending, 1);
  await clock.advance(50);
  assert.deepEqual([first.ranAt, second.ranAt], [[10, 50], [10, 50]]);
});

Deno.test("the timer is set once after all work of a tick, whichever is due first", async () => {
  const { clock, subscribe } = setUp();
  const set: number[] = [];
  const { setTimer } = clock;
  clock.setTimer = (delayMs, fn) => {
    set.push(delayMs);
    return setTimer.call(clock, delayMs, fn);
  };
  const beats = [70, 50, 30].map((ms) => subscribe(ms));
  await clock.advance(45);
  assert.deepEqual(beats.map(({ ranAt }) => ranAt), [[10], [10], [10, 40]]);
  assert.deepEqual(set, [10, 30, 20]);
});

Deno.test("many subscribers share a finer grid, so that work is less late", async () => {
  const { clock, subscribe } = setUp();
  for (let i = 0; i < 60; i++) subscribe();
  const { ranAt } = subscribe(12, 1);
  await clock.advance(100);
  assert.deepEqual(ranAt, [5, 20, 25]);
  for (let i = 0; i < 140; i++) subscribe();
  const { ranAt: amongMore } = subscribe(12, 0);
  await clock.advance(100);
  assert.deepEqual(amongMore.map((ms) => ms - 100), [2, 15, 17]);
});

Deno.test("work that has ended does not run again, and leaves no timer", async () => {
  const { clock, subscribe } = setUp();
  const { ranAt, beat } = subscribe(10);
  await clock.advance(10);
  beat.end();
  beat.within(0);
  assert.equal(clock.pending, 0);
  await clock.advance(50);
  assert.deepEqual(ranAt, [10]);
});

Deno.test("work that throws is reported, and the other work of the same tick runs in it", async () => {
  const { clock, ticker, failures, subscribe } = setUp();
  const broken = new Error("broken");
  const beat = ticker.subscribe(() => {
    throw broken;
  });
  beat.within(0);
  const { ranAt } = subscribe(20);
  await clock.advance(50);
  assert.deepEqual(ranAt, [10, 30]);
  assert.deepEqual(failures, [broken]);
});

Deno.test("work that has thrown runs again when within() says so", async () => {
  const { clock, ticker, failures } = setUp();
  const beat = ticker.subscribe(() => {
    throw new Error("broken");
  });
  beat.within(0);
  await clock.advance(100);
  assert.equal(failures.length, 1);
  beat.within(0);
  await clock.advance(100);
  assert.equal(failures.length, 2);
});

Deno.test("work that is due in NaN ms is reported, and the other work is still due", async () => {
  const { clock, ticker, failures, subscribe } = setUp();
  const beat = ticker.subscribe(() => NaN);
  beat.within(0);
  const { ranAt } = subscribe(20, 20);
  await clock.advance(30);
  assert.throws(() => beat.within(NaN), RangeError);
  await clock.advance(30);
  assert.deepEqual(ranAt, [10, 30, 50]);
  assert.equal(failures.length, 1);
});

Deno.test("work of the same period shares its ticks, at the multiples of the period", async () => {
  const { clock, ticker } = setUp();
  const ranAt: number[] = [];
  const note = () => void ranAt.push(clock.now());
  await clock.advance(1100);
  const endFirst = ticker.every(500, note);
  await clock.advance(77);
  const endSecond = ticker.every(500, note);
  await clock.advance(900);
  assert.deepEqual(ranAt, [1500, 1500, 2000, 2000]);
  endFirst();
  await clock.advance(500);
  endSecond();
  await clock.advance(1000);
  assert.deepEqual(ranAt.slice(4), [2500]);
  assert.equal(clock.pending, 0);
});

Deno.test("work of a period runs once in it, with ticks that others need if there are any", async () => {
  const { clock, ticker, subscribe } = setUp();
  const ranAt: number[] = [];
  ticker.every(500, () => void ranAt.push(clock.now()));
  const { ranAt: ticks } = subscribe(...Array.from({ length: 20 }, () => 70));
  await clock.advance(2000);
  assert.deepEqual(ranAt, [290, 780, 1270, 2000]);
  assert.ok(ranAt.slice(0, 3).every((ms) => ticks.includes(ms)));
});

Deno.test("work of a period runs again after it has thrown", async () => {
  const { clock, ticker, failures } = setUp();
  let runs = 0;
  ticker.every(500, () => {
    if (++runs === 1) throw new Error("broken");
  });
  await clock.advance(1500);
  assert.deepEqual([runs, failures.length], [3, 1]);
});

/** What takeLagMs() is after each period, whose ticks are late by so much. */
async function lagsOf(...periods: readonly (readonly number[])[]): Promise<number[]> {
  const { clock, ticker } = setUp();
  const { setTimer } = clock;
  const lateMs = periods.flat();
  clock.setTimer = (delayMs, fn) => setTimer.call(clock, delayMs + (lateMs.shift() ?? 0), fn);
  const lags: number[] = [];
  const left = periods.map((ticks) => ticks.length);
  const beat = ticker.subscribe(() => {
    if (--left[lags.length]! === 0) lags.push(ticker.takeLagMs());
    return lags.length < periods.length ? 100 : Infinity;
  });
  beat.within(100);
  await clock.advance(10_000);
  return lags;
}

Deno.test("takeLagMs() does not count a single late tick, which may be a garbage collection", async () => {
  assert.deepEqual(await lagsOf([0, 300, 0], [0, 0, 300], [0, 0, 0], [300], [0, 0]), [0, 0, 0, 0, 0]);
});

Deno.test("takeLagMs() is the second greatest lateness of a tick since the last call, or of the tick before it", async () => {
  assert.deepEqual(await lagsOf([30, 90, 0, 60], [0, 20, 50], [0, 0, 0]), [60, 50, 0]);
  assert.deepEqual(await lagsOf([400], [400], [500]), [0, 400, 400]);
});
