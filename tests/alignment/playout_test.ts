import assert from "node:assert/strict";
import { Playout } from "../../src/alignment/playout.ts";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";

const GRACE_MS = 5000;

Deno.test("the send clock runs from the first audio at real time, and no further than what was sent", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  await clock.advance(500);
  assert.equal(playout.positionMs, 0);
  playout.sent(400);
  await clock.advance(150);
  assert.equal(playout.positionMs, 150);
  assert.equal(playout.drained, false);
  await clock.advance(1000);
  assert.equal(playout.positionMs, 400);
  assert.equal(playout.drained, true);
  assert.equal(playout.source, "estimated");
});

Deno.test("late audio is an underrun: playout stood still and goes on from there", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(100);
  await clock.advance(350);
  playout.sent(300);
  assert.equal(playout.underruns, 1);
  assert.equal(playout.underrunMs, 250);
  await clock.advance(50);
  assert.equal(playout.positionMs, 150);
});

Deno.test("a report moves the listener back or forth, never beyond what was sent", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.report(50);
  assert.equal(playout.source, "estimated", "nothing was sent yet");
  playout.sent(1000);
  await clock.advance(400);
  playout.report(250);
  assert.equal(playout.positionMs, 250);
  assert.equal(playout.source, "measured");
  await clock.advance(100);
  assert.equal(playout.positionMs, 350);
  playout.report(5000);
  assert.equal(playout.positionMs, 1000);
});

Deno.test("a client that stands still is believed only so far behind the send clock", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(10_000);
  for (let i = 0; i < 70; i++) {
    await clock.advance(100);
    playout.report(300);
  }
  assert.equal(playout.positionMs, 2000);
  assert.equal(playout.source, "estimated");
});

Deno.test("a frozen position stays, whatever comes", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(1000);
  await clock.advance(300);
  playout.freeze();
  await clock.advance(300);
  playout.report(900);
  assert.equal(playout.positionMs, 300);
  assert.equal(playout.source, "estimated");
});

Deno.test("a last report is where the client stopped: no time runs on from it", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(1000);
  await clock.advance(300);
  playout.stop(271.8);
  await clock.advance(5);
  assert.equal(playout.positionMs, 271.8);
  assert.equal(playout.source, "measured");
});

Deno.test("a last report far behind the send clock is limited like any other", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(10_000);
  await clock.advance(8000);
  playout.stop(0);
  assert.equal(playout.positionMs, 8000 - GRACE_MS);
  assert.equal(playout.source, "estimated");
});

Deno.test("a last report ahead of what was sent stops at what was sent", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(1000);
  await clock.advance(300);
  playout.stop(5000);
  assert.equal(playout.positionMs, 1000);
});

Deno.test("a listener that has returned got what it missed, even if it leaves again before its next report", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(1000);
  await clock.advance(500);
  playout.report(500);
  await clock.advance(400);
  playout.sent(1600);
  playout.attend(false);
  await clock.advance(5000);
  assert.equal(playout.positionMs, 1600);
  playout.attend(true);
  playout.sent(2400);
  await clock.advance(700);
  playout.attend(false);
  assert.equal(playout.positionMs, 2300);
  await clock.advance(5000);
  assert.equal(playout.positionMs, 2400);
});

Deno.test("audio that comes late is no sign of a listener whose reports have ended", async () => {
  const clock = new VirtualClock();
  const playout = new Playout(clock, GRACE_MS);
  playout.sent(400);
  await clock.advance(300);
  playout.report(300);
  await clock.advance(1000);
  playout.sent(800);
  await clock.advance(200);
  playout.attend(false);
  await clock.advance(5000);
  assert.equal(playout.positionMs, 400);
});

Deno.test("a listener that has left has nothing left to hear in the end, whatever the clock's fractions", () => {
  for (let i = 1; i <= 50; i++) {
    let now = 12_345.678 + 1000 / i;
    const playout = new Playout({ now: () => now, setTimer: () => () => {} }, 1000);
    playout.sent(1000 / 24 * i);
    now += 1.37 * i;
    playout.attend(false);
    now += 10_000;
    assert.equal(playout.leftMs, 0);
    assert.equal(playout.drained, true);
  }
});
