import { configureSync, type LogRecord, resetSync } from "@logtape/logtape";
import assert from "node:assert/strict";
import { systemClock } from "../../../src/contract/clock.ts";
import { Config } from "../../../src/core/config/schema.ts";
import { rehearse } from "../../../src/pipeline/rehearsal/rehearsal.ts";

const personas = { default: { name: "Ada", instructions: "You are Ada.", control: {} } };
const CONFIG = Config.parse({ personas });

/** What the service logs, until it is disposed. */
function logged(): LogRecord[] & Disposable {
  const records: LogRecord[] = [];
  configureSync({
    sinks: { kept: (record) => void records.push(record) },
    loggers: [{ category: [], lowestLevel: "trace", sinks: ["kept"] }],
  });
  return Object.assign(records, { [Symbol.dispose]: resetSync });
}

// The tests' sanitizers find what it leaves behind: timers, and whatever else runs.
Deno.test("rehearse() speaks turns to the first audio, and leaves nothing behind", async () => {
  assert.equal(await rehearse(CONFIG, systemClock), true);
});

Deno.test("rehearse() logs neither its sessions nor its turns", async () => {
  using records = logged();
  await rehearse(CONFIG, systemClock);
  const own = records.filter(({ category }) => category[0] === "tth");
  assert.deepEqual(own, []);
});

Deno.test("rehearse() paces in real time and in a burst", async () => {
  const burst = Config.parse({ personas, pacing: { mode: "burst" } });
  assert.equal(await rehearse(burst, systemClock), true);
});
