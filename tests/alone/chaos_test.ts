import assert from "node:assert/strict";
import { runChaos } from "../../scripts/lib/chaos/run.ts";

Deno.test("instances that are killed while clients speak lose nothing that was heard", async () => {
  const report = await runChaos({ processes: 2, clients: 4, kills: 3, seed: 3, pauseMs: 300 });
  for (const { missing, doubled, unseen, failure, turns } of report.clients) {
    assert.deepEqual({ missing, doubled, unseen, failure }, {
      missing: [],
      doubled: [],
      unseen: [],
      failure: undefined,
    });
    assert.ok(turns > 0);
  }
  const { twoOwners, errors, badExits, leftValues, leftConnections } = report;
  assert.deepEqual({ twoOwners, errors, badExits, leftValues, leftConnections }, {
    twoOwners: [],
    errors: [],
    badExits: [],
    leftValues: 0,
    leftConnections: 0,
  });
  assert.ok(report.opened > 4, "sessions went from one instance to another");
});
