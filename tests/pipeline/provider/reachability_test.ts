import assert from "node:assert/strict";
import { speechObstacle } from "../../../src/api/http/status.ts";
import { ScriptedLlm } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import type { Health, LlmAdapter } from "../../../src/contract/adapter.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { Reachability } from "../../../src/pipeline/provider/reachability.ts";

/** A model elsewhere, whose line can be cut. */
class FarLlm extends ScriptedLlm {
  isCut = false;
  asked = 0;

  override capabilities() {
    return { ...super.capabilities(), offline: false };
  }

  override health(): Promise<Health> {
    this.asked++;
    const detail = this.isCut ? "Incorrect API key provided: <b>sk-1</b>" : "awake";
    return Promise.resolve({ healthy: !this.isCut, latencyMs: 1, detail });
  }
}

function setting(names: readonly string[]) {
  const clock = new VirtualClock();
  const models = names.map(() => new FarLlm(clock, () => ""));
  const sources = names.map((name, i) => ({ name, create: () => models[i]! }));
  const llm = new ProviderChain<LlmAdapter>("llm", sources, { clock, failures: 3, resetMs: 30_000 });
  const voice = new ScriptedLlm(clock, () => "");
  // Of a voice on this machine, only the breaker and the capabilities are looked at.
  const tts = new ProviderChain<never>("tts", [{ name: "voice", create: () => voice as never }], {
    clock,
    failures: 3,
    resetMs: 30_000,
  });
  const life = new AbortController();
  const reachability = new Reachability(clock, life.signal);
  return { clock, models, llm, life, obstacle: () => speechObstacle({ llm, tts }, reachability) };
}

Deno.test("a service whose only model cannot be reached is not ready, does not quote the provider, and is ready again later", async () => {
  const { clock, models: [model], obstacle } = setting(["far"]);
  assert.equal(obstacle(), undefined);
  await clock.advance(10_000);
  model!.isCut = true;
  assert.equal(obstacle(), undefined);
  await clock.advance(2000);
  assert.equal(obstacle(), "no llm can serve: far cannot be reached; see /v1/health");
  model!.isCut = false;
  await clock.advance(5000);
  obstacle();
  await clock.advance(0);
  assert.equal(obstacle(), undefined);
});

Deno.test("one failed question does not make a service unready, nor does a model that fails every other time", async () => {
  const { clock, models: [model], obstacle } = setting(["far"]);
  for (let i = 0; i < 10; i++) {
    model!.isCut = true;
    assert.equal(obstacle(), undefined);
    await clock.advance(500);
    model!.isCut = false;
    assert.equal(obstacle(), undefined);
    await clock.advance(6000);
  }
});

Deno.test("a provider is asked once in five seconds at most, however often the service is asked", async () => {
  const { clock, models: [model], obstacle } = setting(["far"]);
  for (let i = 0; i < 100; i++) {
    obstacle();
    await clock.advance(100);
  }
  assert.equal(model!.asked, 2);
});

Deno.test("a fallback that can be reached, and a turn that succeeds, keep a service ready", async () => {
  const { clock, models: [first], obstacle } = setting(["first", "second"]);
  first!.isCut = true;
  obstacle();
  await clock.advance(5000);
  assert.equal(obstacle(), undefined);
  const alone = setting(["far"]);
  alone.models[0]!.isCut = true;
  alone.obstacle();
  await alone.clock.advance(2000);
  assert.match(alone.obstacle() ?? "", /cannot be reached/);
  alone.llm.primary.breaker.succeed();
  assert.equal(alone.obstacle(), undefined);
});

Deno.test("a turn that succeeds between two failed questions speaks for its provider", async () => {
  const { clock, models: [model], llm, obstacle } = setting(["far"]);
  model!.isCut = true;
  obstacle();
  await clock.advance(500);
  llm.primary.breaker.succeed();
  await clock.advance(1500);
  assert.deepEqual([model!.asked, obstacle()], [2, undefined]);
});

Deno.test("when the service stops, a provider in doubt is not asked again", async () => {
  const { clock, models: [model], life, obstacle } = setting(["far"]);
  model!.isCut = true;
  obstacle();
  await clock.advance(0);
  life.abort();
  await clock.advance(10_000);
  assert.deepEqual([model!.asked, clock.pending], [1, 0]);
});
