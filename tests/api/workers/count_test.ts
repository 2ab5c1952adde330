import assert from "node:assert/strict";
import { type Machine, pipelineCount } from "../../../src/api/workers/count.ts";
import { Config } from "../../../src/core/config/config.ts";

function countOf(workers: number | "auto", over: Partial<Machine> = {}): number {
  const config = Config.parse({ server: { workers } });
  return pipelineCount(config, { cores: 8, onPlatform: false, sharesPorts: true, ...over });
}

Deno.test("auto runs a pipeline for each processor, within bounds, and one on small machines and on platforms", () => {
  assert.deepEqual([1, 2, 3, 4, 16].map((cores) => countOf("auto", { cores })), [1, 1, 3, 4, 4]);
  assert.equal(countOf("auto", { onPlatform: true }), 1);
  assert.equal(countOf("auto", { sharesPorts: false }), 1);
});

Deno.test("a number of pipelines is taken as it is, or refused with the reason where they cannot share a port", () => {
  assert.deepEqual([countOf(2, { cores: 1 }), countOf(1, { sharesPorts: false })], [2, 1]);
  assert.throws(() => countOf(2, { sharesPorts: false }), /server\.workers: 2 cannot be used: .*--unstable-net/);
  assert.throws(() => countOf(2, { onPlatform: true }), /one pipeline per instance; set it to 1 or auto/);
});
