import assert from "node:assert/strict";
import { type Backing, type FaultReport, MARKER_KEY, meetFaults, type Sighting } from "../support/fault_bench.ts";

/** What the client is to see of a fault when nobody can take over. */
function assertAlone(sighting: Sighting): void {
  const { expected, status, errors, fault } = sighting;
  if (status === "closed" || status === "interrupted") return assert.deepEqual(errors, [], fault);
  if (expected.outcome === "error") {
    assert.deepEqual([status, errors], ["failed", [expected.code]], fault);
    assert.equal(sighting.audioMs > 0, expected.audible ?? false, fault);
  } else {
    assert.deepEqual([status, errors], ["completed", []], fault);
    assert.ok(sighting.audioMs > 0, fault);
  }
}

/** What it is to see when others stand by: before the first audio they take the turn over. */
function assertBacked(sighting: Sighting): void {
  const { expected, status, errors, fault, service } = sighting;
  if (status === "closed" || status === "interrupted") return assert.deepEqual(errors, [], fault);
  const isLost = expected.outcome === "error" && expected.audible && service === "realtime";
  const wanted = expected.outcome !== "error" ? [] : isLost ? [expected.code] : ["provider_replaced"];
  assert.deepEqual([status, errors], [isLost ? "failed" : "completed", wanted], fault);
}

function assertSound({ sightings, output }: FaultReport, backing: Backing): void {
  for (const sighting of sightings) {
    (backing === "alone" ? assertAlone : assertBacked)(sighting);
    assert.equal(sighting.nextStatus, "completed", sighting.fault);
    assert.equal(sighting.stale, 0, sighting.fault);
  }
  assert.ok(output.length > 10_000);
  assert.ok(!output.includes("MARKER") && !output.includes(MARKER_KEY), "the key was shown");
}

for (const service of ["realtime", "chat", "speech"] as const) {
  for (const backing of ["alone", "with fallback"] as const) {
    Deno.test(`every fault of the ${service} provider, ${backing}: told, survived, and nothing stale or secret`, async () => {
      assertSound(await meetFaults(service, backing), backing);
    });
  }
}
