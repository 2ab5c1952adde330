import assert from "node:assert/strict";
import {
  baseUrl,
  fetchHealth,
  fetchModels,
  fetchPersonas,
  fetchTranscript,
  remedyFor,
  requestSession,
} from "../../../src/client/net/http.ts";
import { ClientError } from "../../../src/client/net/errors.ts";
import { FakeService } from "../../support/tth_service.ts";

const HEALTHY = { healthy: true, latency_ms: null, detail: "" };
const ANSWERS: Record<string, unknown> = {
  personas: { default: "ava", personas: [], designs: {} },
  models: { realtime: null, llm: null, tts: null, avatar: null },
  health: { llm: HEALTHY, tts: HEALTHY, avatar: HEALTHY },
  transcript: { session_id: "a/b", turns: [{ turn: 1 }] },
};

Deno.test("what the service offers is fetched from where it is, with the key that was given", async () => {
  const calls: string[] = [];
  await using service = new FakeService({
    fetch(request) {
      const { pathname } = new URL(request.url);
      calls.push(`${request.headers.get("authorization")} ${pathname}`);
      return Response.json(ANSWERS[pathname.split("/").at(-1) ?? ""]);
    },
  });
  const options = { url: service.url, apiKey: "key" };
  assert.deepEqual(await fetchPersonas(options), ANSWERS.personas);
  assert.deepEqual(await fetchModels(options), ANSWERS.models);
  assert.deepEqual(await fetchHealth(options), ANSWERS.health);
  assert.deepEqual(await fetchTranscript("a/b", options), [{ turn: 1 }]);
  assert.deepEqual(calls, [
    "Bearer key /v1/personas",
    "Bearer key /v1/models",
    "Bearer key /v1/health",
    "Bearer key /v1/sessions/a%2Fb/transcript",
  ]);
});

Deno.test("a service below a path is reached there, though it does not know of the path", async () => {
  await using proxy = new FakeService({
    fetch: async (request) => {
      const { pathname, host } = new URL(request.url);
      assert.equal(pathname, "/human/v1/sessions");
      const answer = await fetch(`http://${host}/v1/sessions`, { method: "POST", body: await request.text() });
      const created = await answer.json();
      return Response.json({ ...created, stream_url: stream_url ?? created.stream_url }, { status: 201 });
    },
  });
  let stream_url: string | undefined;
  const { host } = new URL(proxy.url);
  const created = await requestSession({}, { url: `${proxy.url}/human` });
  assert.equal(new URL(created.stream_url).pathname, `/human/v1/sessions/${created.session_id}/stream`);
  assert.equal(new URL(created.stream_url).protocol, "ws:");
  for (const known of [`wss://${host}/human/v1/sessions/a/stream`, "wss://other.example/v1/sessions/a/stream"]) {
    stream_url = known;
    assert.equal((await requestSession({}, { url: `${proxy.url}/human` })).stream_url, known);
  }
});

Deno.test("an answer that is not from the service itself is recognised by its status", async () => {
  await using service = new FakeService({ fetch: () => new Response("<h1>Bad gateway</h1>", { status: 502 }) });
  await assert.rejects(fetchPersonas({ url: service.url }), {
    code: "http_502",
    status: 502,
    message: /\/v1\/personas answered 502 Bad Gateway\. Check that this is the address of the service/,
  });
});

Deno.test("an answer without the fields of its type is refused by the name of the field", async () => {
  let answer: unknown = {};
  await using service = new FakeService({ fetch: () => Response.json(answer) });
  const { url } = service;
  await assert.rejects(fetchPersonas({ url }), { code: "bad_answer", message: /v1\/personas has no 'default'/ });
  answer = { default: "ava", personas: {} };
  await assert.rejects(fetchPersonas({ url }), { code: "bad_answer", message: /'personas'/ });
  answer = [];
  await assert.rejects(fetchPersonas({ url }), { code: "bad_answer", message: /no JSON object/ });
});

Deno.test("the error says when the service asks to try again, in seconds or as a date", async () => {
  let retryAfter: string | null = null;
  await using service = new FakeService({
    fetch: () =>
      new Response("", { status: 503, ...(retryAfter === null ? {} : { headers: { "retry-after": retryAfter } }) }),
  });
  const waitMs = async (header: string | null): Promise<number | null> => {
    retryAfter = header;
    const error: unknown = await fetchPersonas({ url: service.url }).catch((error) => error);
    assert.ok(error instanceof ClientError);
    return error.retryAfterMs;
  };
  assert.equal(await waitMs("30"), 30_000);
  assert.equal(await waitMs(null), null);
  assert.equal(await waitMs("soon"), null);
  assert.equal(await waitMs(new Date(0).toUTCString()), 0);
  const inAnHour = await waitMs(new Date(Date.now() + 3_600_000).toUTCString()) ?? 0;
  assert.ok(inAnHour > 3_500_000 && inAnHour <= 3_600_000, `${inAnHour} ms`);
});

Deno.test("a call that is aborted fails with the caller's reason", async () => {
  await using service = new FakeService({ fetch: () => Response.json({}) });
  const reason = new Error("not now");
  await assert.rejects(fetchPersonas({ url: service.url, signal: AbortSignal.abort(reason) }), reason);
});

Deno.test("the service may live below a path", () => {
  assert.equal(baseUrl("https://example.org/tth?x=1#y").href, "https://example.org/tth/");
  assert.equal(new URL("v1/sessions", baseUrl("https://example.org/tth/")).href, "https://example.org/tth/v1/sessions");
});

Deno.test("what cannot be the address of a service is refused with one that can", () => {
  for (const url of ["127.0.0.1:8000", "localhost:8000", "ws://tth.example", "http://", "nonsense", ""]) {
    assert.throws(() => baseUrl(url), { code: "bad_url", message: /such as http:\/\/127\.0\.0\.1:8000/ }, url);
  }
  assert.throws(() => baseUrl(undefined), { code: "no_url" });
});

Deno.test("a page that cannot reach the service is told what its own address needs", () => {
  const remedy = (service: string, page?: string) => remedyFor(new URL(service), page);
  assert.equal(remedy("http://tth.example"), "Check that it is running.");
  assert.equal(remedy("https://tth.example", "https://tth.example"), "Check that it is running.");
  assert.match(
    remedy("https://tth.example", "https://shop.example"),
    /TTH_SERVER__CORS_ORIGINS=https:\/\/shop\.example\.$/,
  );
  assert.match(remedy("http://localhost:8000", "null"), /TTH_SERVER__CORS_ORIGINS=null\.$/);
  assert.match(remedy("http://tth.example", "https://shop.example"), /reach the service over https, too/);
  assert.match(remedy("http://localhost:8000", "https://shop.example"), /TTH_SERVER__CORS_ORIGINS/);
});
