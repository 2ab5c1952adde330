import assert from "node:assert/strict";
import { DriftTracker } from "../../src/alignment/drift.ts";

Deno.test("drift is within the budget while no frame is outside of it, on either side", () => {
  const budget = { earlyMs: 45, lateMs: 125 };
  const summaryOf = (...drifts: readonly number[]) => {
    const tracker = new DriftTracker(budget);
    for (const driftMs of drifts) tracker.add(driftMs);
    return tracker.summary();
  };
  assert.deepEqual(summaryOf(), { count: 0, meanMs: null, maxMs: null, withinBudget: true });
  assert.deepEqual(summaryOf(-45, 125), { count: 2, meanMs: 40, maxMs: 125, withinBudget: true });
  assert.equal(summaryOf(-46, 0).withinBudget, false);
  assert.equal(summaryOf(126, 0).withinBudget, false);
});
