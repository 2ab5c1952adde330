import assert from "node:assert/strict";
import { loggerOf, startLogging } from "../../src/core/logging.ts";
import { RequestError } from "../../src/contract/errors.ts";
import { rawRequest } from "../support/mute_client.ts";
import { call, configOf, serve } from "./api_server.ts";

Deno.test("with API keys every call but the probe needs one", async () => {
  const key = "0123456789abcdef";
  await using service = serve(configOf({ api_keys: ["another-key-of-ours", key] }));
  const status = async (authorization?: string, path = "/v1/personas") =>
    (await call(`${service.url}${path}`, authorization === undefined ? {} : { headers: { authorization } })).status;
  assert.equal(await status(), 401);
  assert.equal(await status(`Bearer ${key}x`), 401);
  assert.equal(await status(`Basic ${key}`), 401);
  assert.equal(await status(`Bearer ${key}`), 200);
  assert.equal(await status(`bearer another-key-of-ours`), 200);
  assert.equal(await status(undefined, "/v1/ready"), 503);
  for (const path of ["s1/transcript", "stream", "s1/recording/stream"]) {
    assert.equal(await status(undefined, `/v1/sessions/${path}`), 401, path);
  }
  const { headers } = await call(`${service.url}/v1/personas`);
  assert.equal(headers.get("www-authenticate"), "Bearer");
});

Deno.test("no cache keeps an answer that has to be asked for with a key", async () => {
  await using service = serve();
  const { body: { session_id } } = await call(`${service.url}/v1/sessions`, { method: "POST" });
  const own = `/v1/sessions/${session_id}`;
  for (const path of [own, `${own}/transcript`, "/v1/sessions", "/v1/personas", "/v1/usage", "/v1/ready", "/metrics"]) {
    assert.equal((await call(`${service.url}${path}`)).headers.get("cache-control"), "no-store", path);
  }
  const captions = await call(`${service.url}${own}/transcript`, { headers: { accept: "text/vtt" } });
  assert.equal(captions.headers.get("cache-control"), "no-store");
});

Deno.test("pages of the configured origins may call, and browsers are told so", async () => {
  await using service = serve(configOf({ cors_origins: ["https://app.example"] }));
  const from = (origin: string, method = "GET") =>
    call(`${service.url}/v1/personas`, { method, headers: { origin, "access-control-request-method": "GET" } });
  const allowed = await from("https://app.example");
  assert.deepEqual([allowed.status, allowed.headers.get("access-control-allow-origin")], [200, "https://app.example"]);
  assert.equal((await from("https://app.example", "OPTIONS")).status, 204);
  assert.equal((await from("https://evil.example")).status, 403);
  assert.equal((await from(service.url)).status, 200);
});

Deno.test("a Host header with more than a host and port is refused, whatever path it leads to", async () => {
  await using service = serve();
  const { host } = new URL(service.url);
  for (const odd of [`${host}/v1/personas?`, `user:secret@${host}`, `${host}#x`, `${host} x`, "a b"]) {
    const answer = await rawRequest(service.url, ["GET /v1/ready HTTP/1.1", `Host: ${odd}`, "Connection: close"]);
    assert.match(answer, /^HTTP\/1\.1 400 /, odd);
    assert.doesNotMatch(answer, /"personas"|"ready":/, odd);
  }
});

Deno.test("an origin counts with its scheme", async () => {
  await using service = serve();
  const { host } = new URL(service.url);
  const statusOf = async (headers: Record<string, string>) =>
    (await call(`${service.url}/v1/personas`, { headers })).status;
  assert.equal(await statusOf({ origin: `http://${host}` }), 200);
  assert.equal(await statusOf({ origin: `https://${host}`, "x-forwarded-proto": "https" }), 200);
  for (const scheme of ["https", "ftp", "chrome-extension"]) {
    assert.equal(await statusOf({ origin: `${scheme}://${host}` }), 403, scheme);
  }
});

Deno.test("a page that is let in by CORS can read why a call was refused", async () => {
  const origin = "http://page.example";
  await using service = serve(configOf({ api_keys: ["a-key-of-this-service"], cors_origins: [origin] }));
  const { status, headers } = await call(`${service.url}/v1/personas`, { headers: { origin } });
  assert.deepEqual([status, headers.get("access-control-allow-origin")], [401, origin]);
});

Deno.test("with * every page may call, and browsers are told so", async () => {
  await using service = serve(configOf({ cors_origins: ["*"] }));
  const { status, headers } = await call(`${service.url}/v1/personas`, { headers: { origin: "http://page.example" } });
  assert.deepEqual([status, headers.get("access-control-allow-origin")], [200, "*"]);
});

Deno.test("the log names a page that was kept out once, at its browser's first question, with the remedy", async () => {
  let log = "";
  const output = new WritableStream<Uint8Array>({ write: (chunk) => void (log += new TextDecoder().decode(chunk)) });
  {
    await using _logging = await startLogging({ config: { level: "warning", format: "json" }, output });
    await using service = serve(configOf({ cors_origins: ["https://app.example"] }), { log: loggerOf("api") });
    const ask = (origin: string, method: string) => call(`${service.url}/v1/personas`, { method, headers: { origin } });
    assert.equal((await ask("http://localhost:3000", "OPTIONS")).status, 403);
    assert.equal((await ask("http://localhost:3000", "GET")).status, 403);
    for (let i = 0; i < 200; i++) await ask(`http://stranger${i}.example`, "OPTIONS");
  }
  assert.equal(log.match(/TTH_SERVER__CORS_ORIGINS=http:\/\/localhost:3000/g)?.length, 1);
  assert.equal(log.match(/server\.cors_origins/g)?.length, 100);
});

Deno.test("every answer keeps browsers from misusing it, also to a flawed request or handshake", async () => {
  const key = "0123456789abcdef";
  const refused = new RequestError("this is not a handshake", { code: "bad_handshake", status: 400 });
  await using service = serve(configOf({ api_keys: [key] }), { stream: () => Promise.reject(refused) });
  const requests = {
    "GET /docs": [200],
    "GET /": [400, "Host: a/b"],
    "GET /v1/models": [401],
    "GET /v1/personas": [403, "Origin: http://evil.example"],
    "GET /nothing": [404],
    "PUT /v1/models": [405, `Authorization: Bearer ${key}`],
    "GET /v1/sessions/s1/stream": [400, "Upgrade: websocket", `Authorization: Bearer ${key}`],
  } as const;
  for (const [line, [status, ...headers]] of Object.entries(requests)) {
    const host = headers.some((header) => header.startsWith("Host:")) ? [] : ["Host: 127.0.0.1"];
    const answer = await rawRequest(service.url, [`${line} HTTP/1.1`, ...host, ...headers, "Connection: close"]);
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), line);
    assert.match(answer, /x-content-type-options: nosniff/i, line);
    assert.match(answer, /referrer-policy: no-referrer/i, line);
    assert.match(answer, /cache-control: no-/i, line);
  }
});

Deno.test("bundles are for pages of all origins, and other answers for the service's own", async () => {
  await using service = serve();
  const policyOf = async (path: string) =>
    (await call(`${service.url}${path}`)).headers.get("cross-origin-resource-policy");
  assert.deepEqual([await policyOf("/client.js"), await policyOf("/docs")], ["cross-origin", "same-origin"]);
});
