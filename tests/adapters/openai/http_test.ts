import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { systemClock } from "../../../src/contract/clock.ts";
import { endpointOf } from "../../../src/adapters/openai/endpoint.ts";
import { HealthProbe } from "../../../src/adapters/openai/health.ts";
import { post, RequestFailedError } from "../../../src/adapters/openai/http.ts";
import { findModelServer } from "../../../src/adapters/openai/local_servers.ts";

const ADDRESS = { hostname: "127.0.0.1", port: 0, onListen() {} };

function urlOf({ addr }: Deno.HttpServer<Deno.NetAddr>): string {
  return `http://127.0.0.1:${addr.port}`;
}

function endpointAt(server: Deno.HttpServer<Deno.NetAddr>) {
  const options = { base_url: `${urlOf(server)}/v1`, headers: { "api-key": "${KEY}" } };
  return endpointOf(options, { name: "openai_chat", secret: (name) => name === "KEY" ? "secret" : undefined });
}

const ask = (server: Deno.HttpServer<Deno.NetAddr>) =>
  post(endpointAt(server), "/chat/completions", { text: "private" }, new AbortController().signal);

const redirect = (status: number, location: string) => new Response(null, { status, headers: { location } });

Deno.test("post() takes headers and texts to no other server, whatever the redirect", async () => {
  let reached = 0;
  await using other = Deno.serve(ADDRESS, () => {
    reached++;
    return new Response("internal");
  });
  let status = 307;
  await using server = Deno.serve(ADDRESS, () => redirect(status, `${urlOf(other)}/latest?token=x`));
  for (status of [301, 302, 303, 307, 308]) {
    const failed = await ask(server).catch((error) => error);
    assert.ok(failed instanceof RequestFailedError);
    assert.equal(failed.message, `the server redirects to ${urlOf(other)}/latest; correct base_url`);
  }
  assert.equal(reached, 0);
});

Deno.test("post() follows redirects within its server, and leaves a circle", async () => {
  const asked: string[] = [];
  await using server = Deno.serve(ADDRESS, async (request) => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname} ${request.headers.get("api-key")} ${await request.text()}`);
    if (pathname === "/v1/chat/completions") return redirect(308, "/v2/chat");
    if (pathname === "/v2/chat") return redirect(307, "chat/");
    return pathname === "/v2/chat/" ? redirect(303, "/files/1") : new Response("here");
  });
  assert.equal(await (await ask(server)).text(), "here");
  assert.deepEqual(asked.slice(2), ['POST /v2/chat/ secret {"text":"private"}', "GET /files/1 secret "]);

  let turns = 0;
  await using circle = Deno.serve(ADDRESS, ({ url }) => {
    turns++;
    return redirect(307, url);
  });
  await assert.rejects(ask(circle), /the server redirects to/);
  assert.equal(turns, 6);
});

Deno.test("post() reads compressed refusals, and names a coding that it cannot read", async () => {
  let [coding, body] = ["deflate", new Uint8Array(deflateSync('{"error":"too long"}'))];
  let status = 422;
  await using server = Deno.serve(ADDRESS, () => {
    return new Response(body, { status, headers: { "content-encoding": coding } });
  });
  const refusal = () => ask(server).then(() => "none", ({ message }) => message);
  assert.equal(await refusal(), "too long");
  [coding, body] = ["x-gzip", new Uint8Array(gzipSync('{"error":"too short"}'))];
  assert.equal(await refusal(), "too short");
  [coding, body] = ["zstd", new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 4])];
  const unread = 'the answer is compressed as "zstd"; have the server or its proxy send gzip';
  assert.equal(await refusal(), unread);
  status = 200;
  assert.equal(await refusal(), unread);
});

Deno.test("health and the search for servers end also where a body does not", async () => {
  const spaces = new Uint8Array(65_536).fill(32);
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(spaces) });
  await using server = Deno.serve({ ...ADDRESS, onError: () => new Response(null) }, () => new Response(endless()));
  const { healthy } = await new HealthProbe(endpointAt(server), systemClock).ask({ service: "/chat/completions" });
  assert.equal(healthy, true, "what answers has the service");
  assert.equal(await findModelServer([{ name: "Endless", port: server.addr.port }]), undefined);
});
