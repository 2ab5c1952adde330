import assert from "node:assert/strict";
import type { LlmAdapter } from "../../../src/contract/adapter.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { ScriptedLlm } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { attempt, type AttemptOptions, type Replacement } from "../../../src/pipeline/provider/attempt.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";

const failure = (code: string, retryable = true) => new ProviderError(code, { code, retryable, provider: "x" });

function setting(names: readonly string[]) {
  const clock = new VirtualClock();
  const sources = names.map((name) => ({ name, create: () => new ScriptedLlm(clock, () => "") }));
  const chain = new ProviderChain<LlmAdapter>("llm", sources, { clock, failures: 3, resetMs: 30_000 });
  const replacements: Replacement[] = [];
  const turn = new AbortController();
  /** Works as the table says: by name, what the provider throws. */
  const run = (table: Readonly<Record<string, unknown>>, over: Partial<AttemptOptions> = {}) => {
    const options = { kind: "llm" as const, signal: turn.signal, ...over };
    const tried: string[] = [];
    const replaced = (replacement: Replacement) => void replacements.push(replacement);
    const done = attempt(chain.candidates(), { ...options, replaced }, ({ name }, hasNext) => {
      tried.push(`${name}${hasNext ? "" : " at last"}`);
      return name in table ? Promise.reject(table[name]) : Promise.resolve();
    });
    return done.then((isDone) => ({ isDone, tried }));
  };
  const states = () => chain.providers.map(({ breaker }) => breaker.state);
  return { clock, chain, replacements, turn, run, states };
}

Deno.test("the work goes to the first provider, and on to the next where one fails", async () => {
  const { run, replacements } = setting(["a", "b", "c"]);
  assert.deepEqual(await run({}), { isDone: true, tried: ["a"] });
  assert.deepEqual(await run({ a: failure("gone"), b: failure("gone too") }), {
    isDone: true,
    tried: ["a", "b", "c at last"],
  });
  assert.deepEqual(replacements, [
    { kind: "llm", from: "a", to: "b", reason: "gone" },
    { kind: "llm", from: "b", to: "c", reason: "gone too" },
  ]);
});

Deno.test("the last provider's failure is thrown, unless a last resort takes over", async () => {
  const { run, replacements } = setting(["a", "b"]);
  const table = { a: failure("gone"), b: failure("gone too") };
  await assert.rejects(run(table), table.b);
  assert.deepEqual(await run(table, { lastResort: "the cascade" }), { isDone: false, tried: ["a", "b"] });
  assert.deepEqual(await run(table, { lastResort: null }), { isDone: false, tried: ["a", "b"] });
  assert.deepEqual(replacements.map(({ to }) => to), ["b", "b", "the cascade", "b", null]);
});

Deno.test("once output cannot be taken back, no fallback is tried", async () => {
  const { run, replacements } = setting(["a", "b"]);
  const table = { a: failure("gone") };
  await assert.rejects(run(table, { mayReplace: () => false, lastResort: "the cascade" }), table.a);
  assert.deepEqual(replacements, []);
});

Deno.test("the end of a turn does not count as a provider's failure, and no fallback is tried", async () => {
  const { run, replacements, turn, chain } = setting(["a", "b"]);
  turn.abort(new DOMException("turn interrupted", "AbortError"));
  await assert.rejects(run({ a: turn.signal.reason }), /turn interrupted/);
  assert.deepEqual([replacements, chain.primary.breaker.lastError], [[], ""]);
});

Deno.test("one timeout excludes a provider that has a fallback, but not one that has none", async () => {
  const two = setting(["a", "b"]);
  await two.run({ a: failure("provider_timeout") });
  assert.deepEqual(two.states(), ["open", "closed"]);
  const one = setting(["a"]);
  for (let i = 0; i < 2; i++) await assert.rejects(one.run({ a: failure("provider_timeout") }));
  assert.deepEqual(one.states(), ["closed"]);
  const crashed = setting(["a", "b"]);
  await crashed.run({ a: failure("worker_lost") });
  assert.deepEqual(
    crashed.states(),
    ["closed", "closed"],
    "a worker that was already replaced does not exclude its provider",
  );
});

Deno.test("requests that are themselves at fault go to the next provider each time, and exclude none", async () => {
  const { run, states, chain } = setting(["a", "b"]);
  const fault = new ProviderError("cannot say that", { code: "odd_text", provider: "x", isRequestFault: true });
  for (let i = 0; i < 4; i++) {
    assert.deepEqual(await run({ a: fault }), { isDone: true, tried: ["a", "b at last"] });
    assert.deepEqual(states(), ["closed", "closed"]);
  }
  assert.equal(chain.primary.breaker.failedCalls, 4);
});

Deno.test("excluded providers are tried only when all are excluded and there is no last resort", async () => {
  const { chain, run } = setting(["a", "b"]);
  const table = { a: failure("bad key", false), b: failure("bad key", false) };
  await run(table, { lastResort: "the cascade" });
  assert.deepEqual(chain.candidates({ hasLastResort: true }), []);
  assert.deepEqual(chain.candidates().map(({ name }) => name), ["a", "b"]);
});

Deno.test("a provider that was kept out is probed once at a time, and is on probation after it", async () => {
  const { clock, chain, run, states } = setting(["a", "b"]);
  await run({ a: failure("provider_timeout") });
  await clock.advance(30_000);
  let probes = 0;
  const answer = Promise.withResolvers<void>();
  const probe = () => {
    probes++;
    return answer.promise;
  };
  for (let turn = 0; turn < 3; turn++) assert.equal(chain.candidates({ probe })[0]?.name, "b");
  assert.equal(probes, 1);
  answer.resolve();
  await clock.advance(0);
  assert.deepEqual(states(), ["closed", "closed"]);
  await run({ a: failure("gone") });
  assert.deepEqual(states(), ["open", "closed"], "its next failure is one too many");
});

Deno.test("failures count towards keeping a provider out only in a row", async () => {
  const { run, states } = setting(["a", "b"]);
  const fails = { a: failure("gone") };
  for (const table of [fails, fails, {}, fails, fails]) await run(table);
  assert.deepEqual(states(), ["closed", "closed"]);
  await run(fails);
  assert.deepEqual(states(), ["open", "closed"]);
});
