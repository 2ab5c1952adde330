import assert from "node:assert/strict";
import { nativeUpgrade } from "../../src/api/transport/native_upgrade.ts";
import { RequestError } from "../../src/contract/errors.ts";
import { OPERATIONS } from "../../src/api/descriptions/operations.ts";
import { soon } from "../support/waiting.ts";
import { call, configOf, post, serve } from "./api_server.ts";

Deno.test("a session is created, looked at, read and ended", async () => {
  await using service = serve();
  const created = await call(`${service.url}/v1/sessions`, post({ persona_id: "default", extras: ["word"] }));
  assert.equal(created.status, 201);
  assert.equal(created.body.session_id, "s1");
  assert.match(created.body.token, /^[\w-]+\.[\w-]{43}$/);
  assert.equal(created.body.stream_url, `${service.url.replace("http", "ws")}/v1/sessions/s1/stream`);
  assert.equal(created.headers.get("location"), "/v1/sessions/s1");

  const view = await call(`${service.url}/v1/sessions/s1`);
  assert.deepEqual([view.status, view.body.turns], [200, 1]);
  const transcript = await call(`${service.url}/v1/sessions/s1/transcript`);
  assert.deepEqual(transcript.body, { session_id: "s1", turns: [] });
  const captions = await call(`${service.url}/v1/sessions/s1/transcript`, { headers: { accept: "text/vtt" } });
  assert.deepEqual([captions.text, captions.headers.get("content-type")], ["WEBVTT\n", "text/vtt; charset=utf-8"]);

  assert.equal((await call(`${service.url}/v1/sessions/s1`, { method: "DELETE" })).status, 204);
  assert.equal((await call(`${service.url}/v1/sessions/s1`)).status, 404);
  assert.equal((await call(`${service.url}/v1/sessions/s1`, { method: "DELETE" })).status, 404);
});

Deno.test("POST /v1/sessions needs no body, and knows its address behind a proxy that ends TLS", async () => {
  await using service = serve();
  const { status, body } = await call(`${service.url}/v1/sessions`, {
    method: "POST",
    headers: { "x-forwarded-proto": "https" },
  });
  assert.equal(status, 201);
  assert.match(body.stream_url, /^wss:/);
});

Deno.test("a wrong body is refused with every field that is wrong and what to do", async () => {
  await using service = serve();
  const { status, headers, body } = await call(
    `${service.url}/v1/sessions`,
    post({ persona: "default", emotion: { label: "hapy", intensity: 2 }, video: { fps: 0.5 }, extras: ["words"] }),
  );
  assert.equal(status, 400);
  assert.equal(headers.get("content-type"), "application/problem+json");
  assert.deepEqual(
    {
      ...body,
      detail: "",
      errors: body.errors.map((e: { field: string; message: string }) => `${e.field}: ${e.message}`).toSorted(),
    },
    {
      type: "urn:tth:problem:invalid_request",
      title: "Bad request",
      status: 400,
      detail: "",
      code: "invalid_request",
      instance: "/v1/sessions",
      errors: [
        "emotion.intensity: 2 is too big, give at most 1",
        'emotion.label: unknown value "hapy", did you mean "happy"?',
        'extras[0]: unknown value "words", did you mean "word"?',
        'persona: unknown field, did you mean "persona_id"?',
        "video.fps: 0.5 is too small, give at least 1",
      ],
    },
  );
  assert.match(body.detail, /persona: unknown field, did you mean "persona_id"\?/);
});

const refused: [what: string, path: string, init: RequestInit, status: number, code: string][] = [
  ["a body that is no JSON", "/v1/sessions", post("{"), 400, "invalid_json"],
  ["a body that is no object", "/v1/sessions", post([1]), 400, "invalid_request"],
  [
    "a word that no record can hold",
    "/v1/sessions",
    post('{"pronunciations": {"__proto__": "x"}}'),
    400,
    "invalid_request",
  ],
  ["a body past the limit", "/v1/sessions", post(`{"persona_id": "${"x".repeat(2000)}"}`), 413, "body_too_large"],
  ["an unknown path", "/v1/nothing", {}, 404, "not_found"],
  ["a method that a path does not take", "/v1/sessions", { method: "PUT" }, 405, "method_not_allowed"],
  ["a stream of no session", "/v1/sessions/s1/stream", {}, 404, "unknown_session"],
  [
    "a foreign page",
    "/v1/sessions",
    { ...post({}), headers: { origin: "http://evil.example" } },
    403,
    "origin_refused",
  ],
];
for (const [what, path, init, status, code] of refused) {
  Deno.test(`${what} is refused with ${code}`, async () => {
    await using service = serve(configOf({ max_body_bytes: 1024 }));
    const answer = await call(`${service.url}${path}`, init);
    assert.deepEqual([answer.status, answer.body.code, answer.body.instance], [status, code, path]);
  });
}

Deno.test("a streamed body past the limit is refused as well", async () => {
  await using service = serve(configOf({ max_body_bytes: 1024 }));
  const chunks = Array.from({ length: 8 }, () => new TextEncoder().encode(" ".repeat(512)));
  const answer = await call(`${service.url}/v1/sessions`, { method: "POST", body: ReadableStream.from(chunks) });
  assert.equal(answer.body.code, "body_too_large");
});

Deno.test("a body that breaks off is the caller's fault", async () => {
  await using service = serve();
  const body = new ReadableStream({ pull: (out) => out.error(new Error("connection reset")) });
  const request = new Request(`${service.url}/v1/sessions`, { method: "POST", body });
  const answer = await service.app.fetch(request, { address: "", upgrade: nativeUpgrade });
  assert.deepEqual([answer.status, (await answer.json()).code], [400, "body_incomplete"]);
});

Deno.test("an error of the service gives nothing away, an error for people says itself", async () => {
  const failing = (error: Error) => ({
    models: () => {
      throw error;
    },
  });
  {
    await using service = serve(configOf(), failing(new Error("the password is hunter2")));
    const { status, text, body } = await call(`${service.url}/v1/models`);
    assert.deepEqual([status, body.code], [500, "internal"]);
    assert.doesNotMatch(text, /hunter2/);
  }
  await using service = serve(
    configOf(),
    failing(new RequestError("full", { code: "too_many_sessions", status: 503 })),
  );
  const { status, body } = await call(`${service.url}/v1/models`);
  assert.deepEqual([status, body.code, body.detail], [503, "too_many_sessions", "full"]);
});

Deno.test("a client that cannot be served now learns when to ask again, in whole seconds, and web pages may read it", async () => {
  const origin = "https://app.example";
  const retryAfter = async (retryAfterMs?: number) => {
    const known = retryAfterMs === undefined ? {} : { retryAfterMs };
    await using service = serve(configOf({ cors_origins: [origin] }), {
      models() {
        throw new RequestError("full", { code: "too_many_sessions", status: 503, ...known });
      },
    });
    const { headers } = await call(`${service.url}/v1/models`, { headers: { origin } });
    assert.equal(headers.get("access-control-expose-headers"), "retry-after");
    return headers.get("retry-after");
  };
  assert.equal(await retryAfter(1), "1");
  assert.equal(await retryAfter(29_001), "30");
  assert.equal(await retryAfter(), "5");
});

Deno.test("health is 200 even when a provider is not, readiness is 503 until the service takes sessions", async () => {
  await using service = serve();
  const health = await call(`${service.url}/v1/health`);
  assert.deepEqual([health.status, health.body.llm.healthy, health.body.avatar.healthy], [200, true, false]);
  const ready = await call(`${service.url}/v1/ready`);
  assert.deepEqual([ready.status, ready.body.detail], [503, "warming up"]);
});

Deno.test("an upgrade passes the guards and reaches the stream untouched", async () => {
  await using service = serve();
  const socket = new WebSocket(`${service.url.replace("http", "ws")}/v1/sessions/none/stream`);
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  assert.equal(await soon(closed, "the close of the stream"), 4004);
});

Deno.test("the OpenAPI document describes exactly the routes that exist", async () => {
  await using service = serve();
  const { body } = await call(`${service.url}/openapi.json`);
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`).toSorted();
  const served = service.app.routes.filter(({ path, method }) => /^\/(v1\/|metrics$)/.test(path) && method !== "ALL")
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  assert.deepEqual([...new Set(served)].toSorted(), described);
  const inDocument = Object.entries(body.paths).flatMap(([path, item]) =>
    Object.keys(Object(item)).map((method) => `${method} ${path}`)
  );
  assert.deepEqual(inDocument.toSorted(), described);
  for (const [, name] of JSON.stringify(body).matchAll(/#\/components\/schemas\/(\w+)/g)) {
    assert.ok(body.components.schemas[name ?? ""], `${name} is described`);
  }
});

Deno.test("the docs page shows every call and message, and asks for nothing from elsewhere", async () => {
  await using service = serve();
  const { status, text, headers } = await call(`${service.url}/docs`);
  assert.equal(status, 200);
  for (const part of ["/v1/sessions/{id}/transcript", "user_text", "turn_complete", "emotion.intensity", "heard_ms"]) {
    assert.ok(text.includes(part), part);
  }
  assert.doesNotMatch(text, /(src|href)="(https?:)?\/\//);
  assert.match(
    headers.get("content-security-policy") ?? "",
    /^default-src 'none'; style-src 'sha256-.*; img-src 'self'/,
  );
  assert.match(text, /<link rel="icon" href="favicon.svg"/, "or browsers ask for /favicon.ico");
});

Deno.test("stream addresses are built from server.public_url where it is set, its path included", async () => {
  await using service = serve(configOf({ public_url: "https://example.com/human" }));
  const { body } = await call(`${service.url}/v1/sessions`, { method: "POST" });
  assert.equal(body.stream_url, "wss://example.com/human/v1/sessions/s1/stream");
});
