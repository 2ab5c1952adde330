import assert from "node:assert/strict";
import { Life } from "../../src/face/life.ts";
import { HairSway, type HeadDrive } from "../../src/face/sway.ts";

const idle = { idle: 1, thinking: 0, speaking: 0 };
const drive = (aside: number, gain = 0): HeadDrive => ({ doing: idle, gain, aside });

/** The sway each 20 ms while the rest of the face carries the head aside. */
function swayed(asideAt: (ms: number) => number, untilMs: number): number[] {
  const hair = new HairSway(new Life(1));
  return Array.from({ length: untilMs / 20 }, (_, i) => hair.at(i * 20, drive(asideAt(i * 20))));
}

Deno.test("hair of a head that holds still hangs still", () => {
  assert.ok(swayed(() => 5, 2000).every((sway) => sway === 0));
});

Deno.test("hair stays behind when the head sets off, swings over when it stops, and comes to rest", () => {
  const course = swayed((ms) => 8 * Math.max(0, Math.min(1, (ms - 400) / 300)), 4000);
  assert.ok(Math.min(...course.slice(20, 35)) < -0.5, "behind");
  assert.ok(Math.max(...course.slice(35, 60)) > 0.5, "over");
  assert.ok(course.slice(-20).every((sway) => Math.abs(sway) < 0.01), "at rest");
  assert.ok(course.every((sway) => Math.abs(sway) < 1), "never further than it goes");
});

Deno.test("hair is at the same place however often it is asked for, and after a pause", () => {
  const at = (stepMs: number) => {
    const hair = new HairSway(new Life(3));
    let sway = 0;
    for (let ms = 6000; ms <= 9000; ms += stepMs) sway = hair.at(ms, drive(0, 1));
    return sway;
  };
  assert.ok(Math.abs(at(10)) > 1e-3, "it moves");
  for (const stepMs of [20, 100, 300]) assert.ok(Math.abs(at(stepMs) - at(10)) < 1e-9, `${stepMs}`);
  assert.ok(Math.abs(at(3000) - at(10)) < 0.02, "a pause");
});
