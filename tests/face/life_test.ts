import assert from "node:assert/strict";
import { blinkAt, type Engagement, Life } from "../../src/face/life.ts";

const IDLE: Engagement = { idle: 1, thinking: 0, speaking: 0 };
const SPEAKING: Engagement = { idle: 0, thinking: 0, speaking: 1 };
const THINKING: Engagement = { idle: 0, thinking: 1, speaking: 0 };

/** Moments at which a blink begins, in ms. */
function blinks(doing: Engagement, arousal: number, minutes: number, seed = 5): number[] {
  const life = new Life(seed);
  const begins: number[] = [];
  let closed = false;
  for (let ms = 0; ms < minutes * 60_000; ms += 10) {
    const { blink } = life.at(ms, doing, arousal);
    if (blink > 0.5 && !closed) begins.push(ms);
    closed = blink > 0.5;
  }
  return begins;
}

Deno.test("people blink 8 to 21 times a minute at rest and 15 to 32 times when they speak", () => {
  const rest = blinks(IDLE, 0, 20).length / 20;
  const speech = blinks(SPEAKING, 0, 20).length / 20;
  assert.ok(rest >= 8 && rest <= 21, `at rest ${rest}`);
  assert.ok(speech >= 15 && speech <= 32, `speaking ${speech}`);
  assert.ok(speech > rest);
});

Deno.test("excited people blink more than calm ones", () => {
  assert.ok(blinks(IDLE, 1, 20).length > 1.3 * blinks(IDLE, -1, 20).length);
});

Deno.test("the time between blinks varies widely, and some blinks come twice", () => {
  const begins = blinks(SPEAKING, 0, 20);
  const gaps = begins.slice(1).map((ms, i) => ms - (begins[i] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  assert.ok(deviation > 0.5 * mean, `mean ${mean}, deviation ${deviation}`);
  const twice = gaps.filter((gap) => gap < 400).length / gaps.length;
  assert.ok(twice > 0.03 && twice < 0.3, String(twice));
});

Deno.test("a blink closes the lids fully, and faster than it opens them", () => {
  const course = Array.from({ length: 300 }, (_, ms) => blinkAt(ms));
  const shut = course.indexOf(1);
  assert.ok(shut > 0 && shut < 100);
  assert.ok(course.lastIndexOf(1) + 1.5 * shut < course.findLastIndex((closed) => closed > 0));
});

Deno.test("life is a function of time and seed alone: any moment can be asked for in any order", () => {
  const forward = new Life(9);
  const moments = [100, 40_000, 7_000, 33_333, 100, 12_001, 11_999];
  for (let ms = 0; ms < 50_000; ms += 40) forward.at(ms, SPEAKING, 0.3);
  for (const ms of moments) assert.deepEqual(forward.at(ms, SPEAKING, 0.3), new Life(9).at(ms, SPEAKING, 0.3));
  assert.notDeepEqual(new Life(9).at(5_000, IDLE, 0), new Life(10).at(5_000, IDLE, 0));
});

Deno.test("the head never jumps, also where one stretch of happenings ends and the next begins", () => {
  for (const doing of [IDLE, SPEAKING, THINKING]) {
    const life = new Life(3);
    let before = life.at(0, doing, 0);
    for (let ms = 10; ms < 120_000; ms += 10) {
      const now = life.at(ms, doing, 0);
      assert.ok(Math.abs(now.headYaw - before.headYaw) < 0.5, `yaw at ${ms}`);
      assert.ok(Math.abs(now.headPitch - before.headPitch) < 0.5, `pitch at ${ms}`);
      assert.ok(Math.abs(now.headRoll - before.headRoll) < 0.5, `roll at ${ms}`);
      assert.ok(Math.abs(now.breath - before.breath) < 0.03, `breath at ${ms}`);
      before = now;
    }
  }
});

Deno.test("eyes rest on the viewer most of the time", () => {
  const share = (doing: Engagement, at: (x: number, y: number) => boolean) => {
    const life = new Life(4);
    const moments = Array.from({ length: 3000 }, (_, i) => life.at(i * 40, doing, 0));
    return moments.filter(({ gazeX, gazeY }) => at(gazeX, gazeY)).length / moments.length;
  };
  const onViewer = (x: number, y: number) => Math.hypot(x, y) < 0.2;
  assert.ok(share(SPEAKING, onViewer) > 0.7);
  assert.ok(share(IDLE, onViewer) > 0.65);
});
