import assert from "node:assert/strict";
import type { LlmAdapter, RealtimeAdapter } from "../../../src/contract/adapter.ts";
import { ScriptedLlm, ScriptedRealtime } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { closeProviders, ProviderChain, startProviders } from "../../../src/pipeline/provider/chain.ts";

function setting(names: readonly string[]) {
  const clock = new VirtualClock();
  const options = { clock, failures: 3, resetMs: 30_000 };
  const adapters = names.map(() => new ScriptedLlm(clock, () => ""));
  const sources = names.map((name, i) => ({ name, create: () => adapters[i]! }));
  return { clock, options, adapters, chain: new ProviderChain<LlmAdapter>("llm", sources, options) };
}

Deno.test("all sessions work with the one instance of a streaming adapter, and each with its own of a realtime one", () => {
  const { clock, options, chain, adapters } = setting(["a"]);
  assert.equal(chain.primary.adapter(), chain.primary.shared);
  assert.equal(chain.primary.shared, adapters[0]);
  let made = 0;
  const create = () => {
    made++;
    return new ScriptedRealtime(() => []);
  };
  const realtime = new ProviderChain<RealtimeAdapter>("realtime", [{ name: "r", create }], options);
  const instances = [realtime.primary.shared, realtime.primary.adapter(), realtime.primary.adapter()];
  assert.deepEqual([new Set(instances).size, made], [3, 3]);
  assert.equal(clock.pending, 0);
});

Deno.test("the providers that would serve are those in use, else those that may be tried again, else all", async () => {
  const { clock, chain } = setting(["a", "b", "c"]);
  const names = () => chain.available().map(({ name }) => name);
  const [a, b, c] = chain.providers.map(({ breaker }) => breaker);
  a!.fail("gone", { opens: true });
  assert.deepEqual(names(), ["b", "c"]);
  await clock.advance(20_000);
  b!.fail("gone", { opens: true });
  c!.fail("gone", { opens: true });
  assert.deepEqual(names(), ["a", "b", "c"]);
  await clock.advance(10_000);
  assert.deepEqual(names(), ["a"]);
});

Deno.test("health names a provider once, says which is kept out and why, and gives up on a slow answer", async () => {
  const { clock, chain, adapters } = setting(["a", "b"]);
  adapters[1]!.health = () => Promise.resolve({ healthy: true, latencyMs: 3, detail: "b: it answers" });
  chain.primary.breaker.fail("bad key", { opens: true });
  assert.deepEqual(await chain.health(1000), {
    healthy: true,
    latencyMs: 3,
    detail: "b: it answers; a is skipped: bad key",
  });
  adapters[1]!.health = () => Promise.resolve({ healthy: false, latencyMs: null, detail: "no model" });
  assert.match((await chain.health(1000)).detail, /^b: no model;/);
  for (const wrong of ["null", "true", '{"healthy": "yes"}', '{"healthy": true, "latencyMs": null}']) {
    adapters[1]!.health = () => Promise.resolve(JSON.parse(wrong));
    assert.match((await chain.health(1000)).detail, /^b: health\(\) must resolve to { healthy: true or false/);
  }
  adapters[1]!.health = () => new Promise(() => {});
  const slow = chain.health(1000);
  await clock.advance(1000);
  assert.deepEqual((await slow).detail.split(";")[0], "b: no answer within 1000 ms");
});

Deno.test("an adapter that cannot be loaded is kept out, one that cannot be closed is reported, and neither stops the others", async () => {
  const { chain, adapters } = setting(["a", "b"]);
  const done: string[] = [];
  adapters[0]!.load = () => Promise.reject(new Error("no such file"));
  adapters[1]!.warmup = () => Promise.resolve(void done.push("b is warm"));
  const reports: string[] = [];
  const report = (name: string, error: unknown) => void reports.push(`${name}: ${error}`);
  await startProviders({ llm: chain }, report).warm;
  assert.deepEqual(chain.providers.map(({ breaker }) => breaker.state), ["open", "closed"]);
  adapters[0]!.close = () => Promise.reject(new Error("still busy"));
  adapters[1]!.close = () => Promise.resolve(void done.push("b is closed"));
  await closeProviders({ llm: chain }, report);
  assert.deepEqual(done, ["b is warm", "b is closed"]);
  assert.deepEqual(reports, ["a: Error: no such file", "a: Error: still busy"]);
});

Deno.test("a start that is ended stops warming up, and counts nothing against an adapter", async () => {
  const { chain, adapters } = setting(["slow to load", "slow to warm up"]);
  const loading = Promise.withResolvers<void>();
  const warming = Promise.withResolvers<void>();
  const done: string[] = [];
  adapters[0]!.load = () => loading.promise;
  adapters[0]!.warmup = () => Promise.resolve(void done.push("warmed up too late"));
  const begun = Promise.withResolvers<void>();
  adapters[1]!.warmup = () => {
    begun.resolve();
    return warming.promise;
  };
  const life = new AbortController();
  const start = startProviders({ llm: chain }, (name) => void done.push(name), life.signal);
  await begun.promise;
  life.abort(new DOMException("over", "AbortError"));
  loading.resolve();
  await start.loaded;
  warming.reject(new Error("it was closed"));
  await start.warm;
  assert.deepEqual(done, []);
  assert.deepEqual(chain.providers.map(({ breaker }) => breaker.state), ["closed", "closed"]);
});
