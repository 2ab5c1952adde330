import assert from "node:assert/strict";
import {
  type Backing,
  type Fault,
  FaultBench,
  FAULTS,
  type FaultyService,
  LONGEST_TURN_MS,
  MARKER_KEY,
  type Sighting,
} from "../support/fault_bench.ts";

/** What the client is to see of a fault without a fallback: status and error codes. */
function seenAlone({ expected }: Fault, { status }: Sighting): [status: string, errors: string[]] {
  if (status === "closed" || status === "interrupted") return [status, []];
  return expected.outcome === "error" ? ["failed", [expected.code]] : ["completed", []];
}

/** What it is to see when others stand by: before the first audio they take the turn over. */
function seenBacked({ expected }: Fault, service: FaultyService): [status: string, errors: string[]] {
  if (expected.outcome !== "error") throw new Error("there is nothing to take over");
  const isLost = expected.audible && service === "realtime";
  return isLost ? ["failed", [expected.code]] : ["completed", ["provider_replaced"]];
}

function assertSeen(service: FaultyService, backing: Backing, fault: Fault, seen: Sighting): void {
  const wanted = backing === "alone" ? seenAlone(fault, seen) : seenBacked(fault, service);
  assert.deepEqual([seen.status, seen.errors], wanted);
  if (seen.status === "failed") {
    assert.equal(seen.audioMs > 0, fault.expected.outcome === "error" && (fault.expected.audible ?? false));
  } else if (seen.status === "completed") assert.ok(seen.audioMs > 0, "the turn is heard");
  // A provider that sends all of it takes as long as its pieces take to arrive.
  const isPatient = fault.expected.outcome === "ok" && !fault.expected.retried;
  assert.ok(isPatient || seen.endMs <= LONGEST_TURN_MS, `the turn was over after ${seen.endMs} ms`);
  assert.equal(seen.nextStatus, "completed", "the next turn");
  assert.equal(seen.stale, 0, "messages after the end of their turn");
}

for (const service of ["realtime", "chat", "speech"] as const) {
  for (const backing of ["alone", "with fallback"] as const) {
    Deno.test(`every fault of the ${service} provider, ${backing}, is told and survived`, async (t) => {
      await using bench = await FaultBench.start(service, backing);
      for (const fault of FAULTS[service]) {
        if (backing === "with fallback" && fault.expected.outcome !== "error") continue;
        await t.step(fault.name, async () => assertSeen(service, backing, fault, await bench.meet(fault)));
      }
      await t.step("the key was never shown", async () => {
        const output = await bench.output();
        assert.ok(output.length > 10_000);
        assert.ok(!output.includes("MARKER") && !output.includes(MARKER_KEY));
      });
    });
  }
}
