import assert from "node:assert/strict";
import { scoreLipSync, visemesOfPhones } from "../../../scripts/lipsync/score.ts";

const PHONES = [
  { phone: "pau", startMs: 0, endMs: 200 },
  { phone: "b", startMs: 200, endMs: 270 },
  { phone: "aa", startMs: 270, endMs: 420 },
  { phone: "m", startMs: 420, endMs: 500 },
  { phone: "ow", startMs: 500, endMs: 700 },
  { phone: "s", startMs: 700, endMs: 820 },
  { phone: "iy", startMs: 820, endMs: 960 },
  { phone: "pau", startMs: 960, endMs: 1200 },
];
const DURATION_MS = 1200;
const TIMELINE = visemesOfPhones(PHONES);

const scoreOf = (timeline: typeof TIMELINE) => scoreLipSync([{ phones: PHONES, timeline, durationMs: DURATION_MS }]);

Deno.test("lips made from the phones themselves score full marks", () => {
  const score = scoreOf(TIMELINE);
  assert.ok(score.openingCorrelation > 0.9999);
  assert.equal(score.openingError, 0);
  assert.equal(score.closureRecall, 1);
  assert.equal(score.closures, 2);
  assert.equal(score.falseClosures, 0);
  assert.ok(Math.abs(score.lagMs) < 1);
});

Deno.test("lips that come late, or early, are found out to a few ms", () => {
  for (const lateMs of [-60, -35, 25, 80]) {
    const moved = TIMELINE.map((v) => ({ ...v, startMs: v.startMs + lateMs, endMs: v.endMs + lateMs }));
    const score = scoreOf(moved);
    assert.ok(Math.abs(score.lagMs - lateMs) < 4, `${score.lagMs} for ${lateMs}`);
    assert.ok(score.openingCorrelation < 0.999);
  }
});

Deno.test("lips that never close miss every closure, and lips that never open shut every vowel", () => {
  const open = [{ type: "viseme", id: "E", startMs: 0, endMs: DURATION_MS, weight: 1 }] as const;
  assert.equal(scoreOf([...open]).closureRecall, 0);
  const shut = scoreOf([]);
  assert.equal(shut.closureRecall, 1, "which is why recall alone says nothing");
  assert.equal(shut.falseClosures, 1);
  assert.equal(shut.openingCorrelation, 0);
});

Deno.test("lips of another sentence do not correlate", () => {
  const backwards = PHONES.map(({ phone, startMs, endMs }) => ({
    phone,
    startMs: DURATION_MS - endMs,
    endMs: DURATION_MS - startMs,
  })).reverse();
  assert.ok(scoreOf(visemesOfPhones(backwards)).openingCorrelation < 0.6);
});
