import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { ScriptedLlm } from "../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { announceProviders } from "../../src/api/wiring.ts";
import type { LlmAdapter } from "../../src/contract/adapter.ts";
import { ProviderChain } from "../../src/pipeline/provider/chain.ts";
import { loggedErrors } from "../support/stage.ts";

Deno.test("providers that are closed while they are asked at the start are not said to be unable to serve", async () => {
  using warnings = loggedErrors("warning");
  const clock = new VirtualClock();
  const stopping = new AbortController();
  const llm = new ScriptedLlm(clock, () => "");
  llm.health = () => {
    stopping.abort();
    return Promise.resolve({ healthy: false, latencyMs: null, detail: "not loaded" });
  };
  const chain = new ProviderChain<LlmAdapter>("llm", [{ name: "llm", create: () => llm }], {
    clock,
    failures: 3,
    resetMs: 1000,
  });
  const { signal } = stopping;
  const parts = { localProvider: undefined, log: getLogger(["test"]), redact: (text: string) => text, signal };
  await announceProviders({ llm: chain }, parts);
  assert.deepEqual([signal.aborted, warnings.length], [true, 0]);
});
