import assert from "node:assert/strict";
import { delay } from "../../src/contract/clock.ts";
import type { Service } from "../../src/api/service.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { ProviderError } from "../../src/contract/errors.ts";
import { startOnLoopClock } from "../support/loop_service.ts";
import { MuteClient } from "../support/mute_client.ts";
import { SocketClient } from "../support/socket_client.ts";
import { soon, until } from "../support/waiting.ts";
import { json, start } from "./acme_service.ts";

const KEY = "sk-0123456789abcdef";

Deno.test("the service listens while adapters load, and is ready when they have", async () => {
  const loading = Promise.withResolvers<void>();
  const { service } = await start({ TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" }, { load: () => loading.promise });
  await using _ = service;
  const before = await fetch(`${service.url}/v1/ready`);
  assert.deepEqual([before.status, await before.json()], [503, { ready: false, detail: "adapters are loading" }]);
  loading.resolve();
  await service.warm;
  assert.deepEqual(await json(service, "/v1/ready"), { ready: true, detail: "serving" });
});

Deno.test("an adapter that cannot load is logged, named by the probe, and replaced by its fallback; its key is never shown", async () => {
  const acme = { load: () => Promise.reject(new Error(`401 for ${KEY}`)) };
  {
    const { service, log } = await start({ TTH_COMPONENTS__TTS__PRIMARY: "acme_tts", ACME_API_KEY: KEY }, acme);
    await service.warm;
    const ready = await json(service, "/v1/ready");
    assert.equal(ready.ready, false);
    assert.equal(ready.detail, "no tts can serve: acme_tts fails; see /v1/health");
    assert.match((await json(service, "/v1/health")).tts.detail, /acme_tts is skipped: 401 for \[redacted\]/);
    await service.stop();
    assert.match(log(), /acme_tts cannot serve: 401 for \[redacted\]/);
    assert.ok(!log().includes(KEY));
  }
  const { service } = await start({
    TTH_COMPONENTS__TTS__PRIMARY: "acme_tts",
    TTH_COMPONENTS__TTS__FALLBACK: "[mock_tts]",
  }, acme);
  await using _ = service;
  await service.warm;
  assert.equal((await json(service, "/v1/ready")).ready, true);
  const { tts } = await json(service, "/v1/models");
  assert.deepEqual([tts.adapter, tts.primary, tts.fallbacks], ["mock_tts", "acme_tts", ["mock_tts"]]);
});

Deno.test("the service is not ready while its only model cannot be reached, and says so without the provider's words", async () => {
  let ails: string | undefined = "401 from <b>acme</b>\u001b[31m";
  const acme = { ails: () => ails, offline: false };
  const { service } = await start({ TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" }, acme);
  await using _ = service;
  await service.warm;
  const becomes = async (isReady: boolean): Promise<string> => {
    let last = { ready: !isReady, detail: "" };
    await until(async () => {
      last = await json(service, "/v1/ready");
      return last.ready === isReady;
    }, `ready: ${isReady}`);
    return last.detail;
  };
  assert.equal(await becomes(false), "no llm can serve: acme_llm cannot be reached; see /v1/health");
  assert.equal((await service.fetch(new Request(`${service.url}/v1/ready`))).status, 503);
  assert.match((await json(service, "/v1/health")).llm.detail, /401 from/);
  ails = undefined;
  assert.equal(await becomes(true), "serving");
});

Deno.test("an unhealthy provider is logged at the start, not only reported by health", async () => {
  const { service, log } = await start({ TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" }, {
    ails: "no key: set ACME_API_KEY",
  });
  await service.warm;
  await service.stop();
  assert.match(log(), /llm cannot serve: acme_llm: no key: set ACME_API_KEY/);
});

Deno.test("asking for health often does not ask the providers as often", async () => {
  const probes = { count: 0 };
  const { service } = await start({ TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" }, { probes });
  await using _ = service;
  await Promise.all(Array.from({ length: 50 }, () => json(service, "/v1/health")));
  assert.ok(probes.count <= 2, `${probes.count} probes`);
});

Deno.test("a running turn may end before the service does, and no session begins meanwhile", async () => {
  const { service, log } = await start({ TTH_LOG_LEVEL: "info" });
  const client = await SocketClient.create(service.url, { video: { mode: "none" } });
  client.send({ type: "user_text", text: "One two three four.", mode: "verbatim" });
  await client.message("audio_chunk");
  const stopped = service.stop();
  assert.equal(service.stop(), stopped);
  const refused = await fetch(`${service.url}/v1/sessions`, { method: "POST" });
  assert.deepEqual([refused.status, (await refused.json()).code], [503, "too_many_sessions"]);
  await stopped;
  const complete = client.messages.find(({ type }) => type === "turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal((await client.whenClosed()).code, 1012);
  assert.match(log(), /"message":"turn completed"/);
});

Deno.test("the log shows the begin and end of sessions, and turns that complete or fail; interrupts only at the level debug", async () => {
  const error = new ProviderError("the model is not there", { code: "provider_unavailable", provider: "acme_llm" });
  const failing = { infer: () => new ReadableStream<never>({ start: (parts) => parts.error(error) }) };
  const tale = async (level: string) => {
    const env = { TTH_LOG_LEVEL: level, TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" };
    const { service, log } = await start(env, failing);
    const client = await SocketClient.create(service.url, { video: { mode: "none" } });
    const say = (text: string, mode = "verbatim") => client.send({ type: "user_text", text, mode });
    say("One two three four five six.");
    await client.message("audio_chunk");
    say("One.");
    await client.message("turn_complete", 2);
    say("One?", "reply");
    await client.message("turn_complete", 3);
    await service.stop();
    const lines = log().trim().split("\n").map((line) => JSON.parse(line));
    return lines.filter(({ session_id }) => session_id !== undefined).map(({ level, message }) =>
      `${level}: ${message}`
    );
  };
  const told = [
    "INFO: session created",
    "INFO: session begun",
    "INFO: session joined",
    "INFO: turn completed",
    "WARN: provider_unavailable: the model is not there",
    "WARN: turn failed",
    "INFO: session ended after 3 turns",
  ];
  assert.deepEqual(await tale("info"), told);
  const debugged = await tale("debug");
  assert.ok(debugged.includes("DEBUG: turn interrupted"), debugged.join("\n"));
});

Deno.test("a turn that takes too long is cut so that the service ends in time", async () => {
  const { service } = await start({ TTH_SERVER__SHUTDOWN_MS: "600" });
  const client = await SocketClient.create(service.url, { video: { mode: "none" } });
  client.send({ type: "user_text", text: "Long ".repeat(100), mode: "verbatim" });
  await client.message("audio_chunk");
  const beganAtMs = service.clock.now();
  await service.stop();
  assert.ok(service.clock.now() - beganAtMs < 2000);
  assert.equal((await client.whenClosed()).code, 1012);
});

Deno.test("a refused client that does not answer the close does not delay the end of the service", async () => {
  const { service, log } = await start({ TTH_SERVER__SHUTDOWN_MS: "60000" });
  using refused = await MuteClient.open(`${service.url}/v1/sessions/none/stream`);
  assert.equal(refused.status, 101);
  const beganAtMs = service.clock.now();
  await service.stop();
  assert.ok(service.clock.now() - beganAtMs < 20_000);
  assert.doesNotMatch(log(), /did not close in time/);
});

Deno.test("the providers are closed at once, while the service still waits for a client that does not answer", async () => {
  const closed = Promise.withResolvers<void>();
  const acme = { close: () => Promise.resolve(closed.resolve()) };
  const env = { TTH_SERVER__SHUTDOWN_MS: "60000", TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" };
  const { service, log } = await start(env, acme);
  const { stream_url } = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  using client = await MuteClient.open(stream_url);
  assert.equal(client.status, 101);
  let isOver = false;
  const beganAtMs = service.clock.now();
  const stopped = service.stop().then(() => isOver = true);
  await soon(closed.promise, "the close of the provider");
  assert.equal(isOver, false);
  await soon(stopped, "the end of the service");
  assert.ok(service.clock.now() - beganAtMs < 20_000, "it has a moment to answer, not all the time of the shutdown");
  assert.match(log(), /left 1 client\(s\) that did not answer the close of their stream/);
  assert.doesNotMatch(log(), /did not close in time/);
});

Deno.test("a client that takes its time to answer the close is not cut short", async () => {
  const { service, log } = await start({ TTH_SERVER__SHUTDOWN_MS: "60000" });
  const { stream_url } = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  using client = await MuteClient.open(stream_url);
  const stopped = service.stop();
  await delay(service.clock, 300);
  await client.answerClose(1012);
  await stopped;
  assert.doesNotMatch(log(), /did not/);
});

Deno.test("a provider that cannot be closed does not hold up the end of the service", async () => {
  const acme = { close: () => new Promise<void>(() => {}) };
  const env = { TTH_SERVER__SHUTDOWN_MS: "500", TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" };
  const { service, log } = await start(env, acme);
  await service.stop();
  assert.match(log(), /did not close in time and were terminated/);
  await assert.rejects(fetch(`${service.url}/v1/ready`));
});

Deno.test("an adapter that still warms up is closed at once when the service ends", async () => {
  const warming = Promise.withResolvers<void>();
  const close = () => Promise.resolve(warming.reject(new Error("it was closed")));
  const { service, log } = await start({ TTH_COMPONENTS__LLM__PRIMARY: "acme_llm" }, {
    warmup: () => warming.promise,
    close,
  });
  const begunAt = service.clock.now();
  await service.stop();
  assert.ok(service.clock.now() - begunAt < 1000, `it took ${service.clock.now() - begunAt} ms`);
  await service.warm;
  assert.ok(!/cannot serve|did not close/.test(log()), log());
});

Deno.test("a service that ends before its workers are ready leaves none of them behind", async () => {
  const service = await startOnLoopClock({
    env: environmentOf({ TTH_PORT: "0", TTH_LOG_LEVEL: "fatal" }),
    profile: "embedded",
  });
  await service.stop();
});

Deno.test("a service for its own machine does not answer to another name, one with keys does", async () => {
  const ask = (service: Service, headers: Record<string, string>) =>
    service.fetch(new Request("http://rebound.example:8000/v1/personas", { headers }));
  {
    const { service } = await start({});
    await using _ = service;
    const response = await ask(service, {});
    assert.deepEqual([response.status, (await response.json()).code], [403, "host_refused"]);
  }
  const { service } = await start({ TTH_API_KEYS: KEY });
  await using _ = service;
  assert.equal((await ask(service, { authorization: `Bearer ${KEY}` })).status, 200);
});
