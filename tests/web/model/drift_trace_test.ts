import assert from "node:assert/strict";
import { DriftTrace } from "../../../src/web/model/drift_trace.ts";

Deno.test("DriftTrace sums up the last minute", () => {
  const trace = new DriftTrace();
  assert.equal(trace.summary(), null);
  for (let i = 0; i < 4000; i++) trace.add({ atMs: i * 40, driftMs: i < 2000 ? 500 : i % 100 === 0 ? -60 : 10 });
  const summary = trace.summary();
  assert.ok(summary);
  assert.ok(summary.count <= 65 * 25 + 1, `${summary.count} samples are kept`);
  assert.deepEqual([summary.p95Ms, summary.lastMs], [10, 10]);
  assert.ok(Math.abs(summary.within - 0.99) < 0.002);
});
