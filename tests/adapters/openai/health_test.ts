import assert from "node:assert/strict";
import { systemClock } from "../../../src/contract/clock.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { endpointOf } from "../../../src/adapters/openai/endpoint.ts";
import { HealthProbe, type Service } from "../../../src/adapters/openai/health.ts";
import { findModelServer } from "../../../src/adapters/openai/local_servers.ts";
import { refuse } from "../../support/servers/answers.ts";
import { type ServerPlan, startServer } from "../../support/servers/server.ts";

const MARKER = "sk-test-MARKER-0123456789";

/** What health says of a server, asked at an address below it. */
async function healthOf(plan: ServerPlan, path: string, question: { service?: Service; model?: string } = {}) {
  await using server = startServer(plan, systemClock);
  const host = { name: "openai_chat", secret: (name: string) => name === "OPENAI_CHAT_API_KEY" ? MARKER : undefined };
  const endpoint = endpointOf({ base_url: `${new URL(server.baseUrl).origin}${path}` }, host);
  const health = await new HealthProbe(endpoint, new VirtualClock()).ask({ service: "/chat/completions", ...question });
  assert.ok(!JSON.stringify(health).includes(MARKER), health.detail);
  return health;
}

/** A server with a list of models. */
const lists = (...ids: readonly string[]): ServerPlan => ({
  paths: { "/v1/models": () => Response.json({ data: ids.map((id) => ({ id })) }) },
});
/** A server whose services are below /v1 alone. */
const strict: ServerPlan = {
  paths: {
    ...lists("llama3.2:latest").paths,
    "/models": () => refuse(404, "404 page not found"),
    "/v1/chat/completions/models": () => refuse(404, "404 page not found"),
  },
};

Deno.test("health says which model was meant, where the server does not have the one that a turn asks for", async () => {
  const detail = async (model: string, ...ids: string[]) => (await healthOf(lists(...ids), "/v1", { model })).detail;
  assert.match(
    await detail("lama3.2", "llama3.2:latest", "qwen3:8b"),
    /no model "lama3\.2", did you mean "llama3\.2:latest"\?/,
  );
  assert.match(await detail("gpt-5.4-mini", "qwen3:8b"), /known: qwen3:8b/);
  for (
    const [model, id] of [["llama3.2", "llama3.2:latest"], ["gemini-3", "models/gemini-3"], [
      "a/b:free",
      "a/b",
    ]] as const
  ) {
    assert.match(await detail(model, id), /answers, .* is there/);
  }
});

Deno.test("health believes servers that take any name of a model, and those that list none", async () => {
  const any: ServerPlan = {
    paths: { "/v1/models": () => Response.json({ data: [{ id: "/m.gguf", owned_by: "llamacpp" }] }) },
  };
  assert.equal((await healthOf(any, "/v1", { model: "any" })).healthy, true);
  assert.equal((await healthOf(lists(), "/v1", { model: "x" })).healthy, true);
  const listless: ServerPlan = { paths: { "/v1/models": () => refuse(404, "not here") } };
  assert.equal((await healthOf(listless, "/v1", { model: "x" })).healthy, true);
});

Deno.test("health says how to mend an address without /v1, and one that names a service", async () => {
  assert.match(
    (await healthOf(strict, "")).detail,
    /is not the address: add \/v1: base_url http:\/\/127\.0\.0\.1:\d+\/v1$/,
  );
  assert.match(
    (await healthOf(strict, "/v1/chat/completions")).detail,
    /leave \/chat\/completions out: base_url http:.*\/v1$/,
  );
  const page: ServerPlan = { paths: { ...lists("x").paths, "/models": () => new Response("<html></html>") } };
  assert.match((await healthOf(page, "")).detail, /add \/v1/);
});

Deno.test("health says that a server without speech has none", async () => {
  const question = { service: "/audio/speech" } as const;
  assert.equal((await healthOf(lists("x"), "/v1", question)).healthy, true);
  const chatOnly: ServerPlan = { paths: { ...lists("x").paths, "/v1/audio/speech": undefined } };
  const { healthy, detail } = await healthOf(chatOnly, "/v1", question);
  assert.equal(healthy, false);
  assert.match(detail, /POST http:.*\/v1\/audio\/speech failed \(404\).*the server has no such service/);
});

Deno.test("health tells a refused key, a failing server, and an address at which nothing listens", async () => {
  const refusing = (status: number, words: string): ServerPlan => ({
    paths: { "/v1/models": () => refuse(status, { error: { message: words } }) },
  });
  assert.match(
    (await healthOf(refusing(401, `bad key ${MARKER} given.`), "/v1")).detail,
    /GET http:.*\/v1\/models failed \(401\): bad key \[redacted\] given; check OPENAI_CHAT_API_KEY/,
  );
  assert.match((await healthOf(refusing(500, "out of order"), "/v1")).detail, /\(500\): out of order/);
  const endpoint = (base_url: string) => endpointOf({ base_url }, { name: "openai_chat", secret: () => undefined });
  const detail = async (base_url: string) =>
    (await new HealthProbe(endpoint(base_url), new VirtualClock()).ask({})).detail;
  assert.match(
    await detail("http://127.0.0.1:47/v1"),
    /nothing listens at 127\.0\.0\.1:47; start the server, or correct base_url/,
  );
  assert.match(await detail("https://api.openai.com/v1"), /needs a key: set TTH_OPENAI_API_KEY or OPENAI_API_KEY/);
});

Deno.test("health asks Azure for its models beside the deployments", async () => {
  const azure: ServerPlan = {
    paths: {
      "/openai/models": ({ query }) =>
        query === "?api-version=1" ? Response.json({ data: [] }) : refuse(404, "no version"),
      "/openai/deployments/x/models": () => refuse(404, "no such thing"),
    },
  };
  assert.equal((await healthOf(azure, "/openai/deployments/x?api-version=1", { model: "x" })).healthy, true);
});

Deno.test("a model server on this machine is found by its list of models, and one without a model that chats is not", async () => {
  await using good = startServer(lists("nomic-embed-text", "qwen3:8b"), systemClock);
  await using deaf = startServer(lists("whisper-1", "tts-1"), systemClock);
  const port = (url: string) => Number(new URL(url).port);
  const at = (name: string, url: string) => ({ name, port: port(url) });
  assert.deepEqual(await findModelServer([at("Deaf", deaf.baseUrl), at("Ollama", good.baseUrl)]), {
    summary: `qwen3:8b of Ollama, found at ${good.baseUrl}`,
    options: { base_url: good.baseUrl, model: "qwen3:8b" },
  }, "the embedding is no model that chats");
  assert.equal(await findModelServer([{ name: "Nobody", port: 47 }]), undefined);
});
