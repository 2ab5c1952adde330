import assert from "node:assert/strict";
import { RateLimit, RateLimits, type Verdict } from "../../../src/api/access/rate_limit.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const PER_SECOND = 100;
const BURST = 50;

/** The verdicts on messages that come evenly, by kind; the last is where it ends. */
async function send(limit: RateLimit, clock: VirtualClock, perSecond: number, seconds: number) {
  const counts: Record<Verdict, number> = { take: 0, drop: 0, tell: 0, close: 0 };
  for (let i = 0; i < perSecond * seconds && counts.close === 0; i++) {
    counts[limit.judge()]++;
    await clock.advance(1000 / perSecond);
  }
  return counts;
}

function limited(): { clock: VirtualClock; limit: RateLimit } {
  const clock = new VirtualClock();
  return { clock, limit: new RateLimit(clock, PER_SECOND, BURST) };
}

Deno.test("a client that keeps to the limit is never refused", async () => {
  const { clock, limit } = limited();
  assert.deepEqual(await send(limit, clock, PER_SECOND, 20), { take: 2000, drop: 0, tell: 0, close: 0 });
});

Deno.test("a burst is taken whole, and the next one after a pause", async () => {
  const { clock, limit } = limited();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < BURST; i++) assert.equal(limit.judge(), "take");
    assert.notEqual(limit.judge(), "take");
    await clock.advance(1000 * BURST / PER_SECOND);
  }
});

Deno.test("messages over the limit are dropped, and reported once a second", async () => {
  const { clock, limit } = limited();
  const { take, drop, tell, close } = await send(limit, clock, 2 * PER_SECOND, 5);
  assert.ok(Math.abs(take - (5 * PER_SECOND + BURST)) <= 2, `${take} taken`);
  assert.ok(tell >= 4 && tell <= 5, `${tell} told`);
  assert.equal(take + drop + tell, 1000);
  assert.equal(close, 0);
});

Deno.test("a client that sends twice the limit is closed after some 10 s, one that floods much sooner", async () => {
  const twice = limited();
  assert.equal((await send(twice.limit, twice.clock, 2 * PER_SECOND, 60)).close, 1);
  assert.ok(twice.clock.now() > 9_000 && twice.clock.now() < 15_000, `closed after ${twice.clock.now()} ms`);
  const flood = limited();
  assert.equal((await send(flood.limit, flood.clock, 100 * PER_SECOND, 60)).close, 1);
  assert.ok(flood.clock.now() < 200, `closed after ${flood.clock.now()} ms`);
});

Deno.test("one glitch is forgiven: patience comes back", async () => {
  const { clock, limit } = limited();
  for (let glitch = 0; glitch < 5; glitch++) {
    for (let i = 0; i < 8 * PER_SECOND; i++) assert.notEqual(limit.judge(), "close");
    await clock.advance(120_000);
  }
});

Deno.test("a client slightly over the limit loses what is over it, and not the connection", async () => {
  const { clock, limit } = limited();
  assert.equal((await send(limit, clock, 1.05 * PER_SECOND, 120)).close, 0);
});

Deno.test("a session has one limit, whichever of its connections asks, and shares it with no other", () => {
  const limits = new RateLimits(new VirtualClock(), PER_SECOND, 1);
  const [mine, other] = [{}, {}];
  assert.equal(limits.of(mine).judge(), "take");
  assert.notEqual(limits.of(mine).judge(), "take");
  assert.equal(limits.of(other).judge(), "take");
});
