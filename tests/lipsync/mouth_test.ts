import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimedViseme } from "../../src/contract/adapter.ts";
import { dominance, durationForHold, lipClosure, mouthOpening, rampMs, visemesAt } from "../../src/lipsync/mouth.ts";
import { VISEMES } from "../../src/contract/visemes.ts";

function viseme(id: TimedViseme["id"], startMs: number, endMs: number, weight = 1): TimedViseme {
  return { type: "viseme", id, startMs, endMs, weight };
}

const timelines = fc.array(
  fc.record({
    id: fc.constantFrom(...VISEMES),
    startMs: fc.double({ min: 0, max: 1000, noNaN: true }),
    lengthMs: fc.double({ min: 1, max: 400, noNaN: true }),
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 12 },
).map((items) =>
  items.map(({ id, startMs, lengthMs, weight }) => viseme(id, startMs, startMs + lengthMs, weight))
    .sort((a, b) => a.startMs - b.startMs)
);

Deno.test("the shares of a blend are positive and add up to 1 at any moment of any timeline", () => {
  fc.assert(fc.property(timelines, fc.double({ min: -50, max: 1500, noNaN: true }), (timeline, tMs) => {
    const blend = visemesAt(timeline, tMs);
    assert.ok(Math.abs(blend.reduce((sum, share) => sum + share.weight, 0) - 1) < 1e-6);
    assert.ok(blend.every((share) => share.weight >= 0));
    assert.equal(new Set(blend.map((share) => share.id)).size, blend.length, "each shape once");
    const opening = mouthOpening(blend);
    assert.ok(opening >= 0 && opening <= 1 + 1e-9);
  }));
});

Deno.test("a mouth never jumps: in a millisecond it opens or closes by less than a fifth", () => {
  const smooth = timelines.map((items) => items.filter((v) => v.endMs - v.startMs >= 60));
  fc.assert(fc.property(smooth, fc.integer({ min: 0, max: 1400 }), (timeline, tMs) => {
    const step = mouthOpening(visemesAt(timeline, tMs + 1)) - mouthOpening(visemesAt(timeline, tMs));
    assert.ok(Math.abs(step) < 0.2, `opened by ${step} within 1 ms`);
  }));
});

Deno.test("a gap in the timeline is silence, and a weak shape leaves room for it", () => {
  assert.deepEqual(visemesAt([], 100), [{ id: "sil", weight: 1 }]);
  const weak = visemesAt([viseme("aa", 0, 200, 0.6)], 100);
  assert.deepEqual(weak.map(({ id, weight }) => [id, Number(weight.toFixed(6))]), [["aa", 0.6], ["sil", 0.4]]);
});

Deno.test("shapes that overlap share the mouth in proportion to their weights", () => {
  const blend = visemesAt([viseme("O", 0, 300), viseme("kk", 0, 300, 0.5)], 150);
  assert.deepEqual(blend.map(({ id, weight }) => [id, Number(weight.toFixed(6))]), [["O", 0.666667], ["kk", 0.333333]]);
});

Deno.test("a viseme rises, holds its weight for as long as was asked for, and falls", () => {
  for (const holdMs of [10, 42, 60, 100, 250]) {
    const durationMs = durationForHold(holdMs);
    const ramp = rampMs(durationMs);
    assert.ok(Math.abs(durationMs - 2 * ramp - holdMs) < 1e-9);
    const shape = viseme("PP", 0, durationMs);
    assert.equal(dominance(shape, ramp + holdMs / 2), 1);
    assert.ok(dominance(shape, ramp / 2) > 0.4 && dominance(shape, ramp / 2) < 0.6);
    assert.equal(dominance(shape, 0), 0);
    assert.equal(dominance(shape, durationMs), 0);
  }
});

Deno.test("lips are closed in silence and on p, open on ah, and a vowel parts them more than a consonant", () => {
  assert.equal(lipClosure(visemesAt([], 0)), 1);
  assert.equal(lipClosure([{ id: "PP", weight: 1 }]), 1);
  assert.equal(lipClosure([{ id: "aa", weight: 1 }]), 0);
  assert.equal(mouthOpening([{ id: "PP", weight: 1 }]), 0);
  assert.equal(mouthOpening([{ id: "aa", weight: 1 }]), 1);
  assert.ok(mouthOpening([{ id: "E", weight: 1 }]) > mouthOpening([{ id: "SS", weight: 1 }]));
});
