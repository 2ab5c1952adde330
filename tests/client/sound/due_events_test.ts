import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { DueEvents } from "../../../src/client/sound/due_events.ts";

Deno.test("an event is delivered when its time is heard, even if the position was late or jumped", async () => {
  const clock = new VirtualClock();
  let offsetMs: number | null = null;
  const position = () => offsetMs === null ? null : { turn: 1, positionMs: clock.now() - offsetMs, playing: true };
  using due = new DueEvents(position, clock);
  const heard: string[] = [];
  const push = (name: string, atMs: number) =>
    due.push({ turn: 1, atMs, deliver: () => heard.push(`${name} ${position()?.positionMs}`) });
  push("first", 100);
  push("second", 400);
  await clock.advance(300);
  assert.deepEqual(heard, []);
  offsetMs = clock.now();
  await clock.advance(200);
  assert.match(heard[0] ?? "", /^first 1[0-4]\d$/);
  offsetMs -= 150;
  await clock.advance(200);
  assert.equal(heard.length, 2);
  assert.match(heard[1] ?? "", /^second 4[0-4]\d$/);
});

Deno.test("events of speech that is not heard are dropped, and those at the end of a turn are not lost", () => {
  using due = new DueEvents(() => null, new VirtualClock());
  const heard: string[] = [];
  due.push({ turn: 1, atMs: 100, deliver: () => heard.push("dropped") });
  due.flush();
  due.push({ turn: 2, atMs: 100, deliver: () => heard.push("last") });
  due.finish(2);
  assert.deepEqual(heard, ["last"]);
});
