import assert from "node:assert/strict";
import dashboard from "../../config/deploy/grafana/tth.json" with { type: "json" };
import { call, configOf, serve } from "./api_server.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";

/** The metrics that a query of Prometheus names. */
function namesIn(query: string): string[] {
  return [...query.matchAll(/\btth_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ""));
}

Deno.test("one turn shows in the metrics and in the usage", async () => {
  await using service = await serveOffline();
  await using client = await SocketClient.create(service.url, { video: { mode: "none" } });
  const text = "Tell me something.";
  client.send({ type: "user_text", text });
  const { metrics } = await client.message("turn_complete");
  const scrape = await call(`${service.url}/metrics`);
  assert.equal(scrape.status, 200);
  assert.match(scrape.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const value = (series: string) =>
    Number(scrape.text.split("\n").find((line) => line.startsWith(`${series} `))?.split(" ")[1]);
  const { first_audio_ms, audio_ms } = metrics as Record<string, number>;
  assert.equal(value('tth_turns_total{status="completed"}'), 1);
  assert.equal(value("tth_turn_first_audio_seconds_count"), 1);
  assert.equal(value("tth_turn_first_audio_seconds_sum"), first_audio_ms! / 1000);
  assert.equal(value('tth_sessions{state="idle"}'), 1);
  assert.equal(value('tth_provider_breakers{kind="tts",provider="mock_tts",state="closed"}'), 1);
  assert.equal(value('tth_usage_characters_total{tenant="",direction="in"}'), text.length);
  const exported = new Set([...scrape.text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  const queried = new Set(dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr))));
  assert.deepEqual([...queried.difference(exported)], [], "the dashboard asks for nothing that is not exported");
  assert.deepEqual([...exported.difference(queried)], ["tth_video_lead_seconds"]);
  const { body } = await call(`${service.url}/v1/usage`);
  assert.equal(body.total.speech_seconds, audio_ms! / 1000);
  assert.equal(body.sessions.length, 1);
  assert.ok(body.total.provider.output_tokens > 0);
});

Deno.test("metrics and usage need a key where there are keys", async () => {
  const key = "0123456789abcdef";
  await using server = serve(configOf({ api_keys: [key] }));
  for (const path of ["/metrics", "/v1/usage"]) {
    assert.equal((await call(`${server.url}${path}`)).status, 401);
    assert.equal((await call(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).status, 200);
  }
});

Deno.test("a tenant lists its own live sessions, the latest first", async () => {
  const keys = { acme: "acme-0123456789abcdef", other: "other-0123456789abcdef" };
  await using service = await serveOffline({
    TTH_TENANTS__ACME__KEYS: `["${keys.acme}"]`,
    TTH_TENANTS__OTHER__KEYS: `["${keys.other}"]`,
  });
  const as = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  const { body: created } = await call(`${service.url}/v1/sessions`, { method: "POST", ...as(keys.acme) });
  await using client = await SocketClient.open(created.stream_url, ["tth.v1.json", `tth.token.${created.token}`]);
  await client.message("session_ready");
  const { body } = await call(`${service.url}/v1/sessions`, as(keys.acme));
  assert.equal(body.total, 1);
  const { created_at: _, ...listed } = body.sessions[0];
  assert.deepEqual(listed, {
    session_id: created.session_id,
    state: "idle",
    connected: true,
    persona_id: "default",
    turns: 0,
  });
  assert.deepEqual((await call(`${service.url}/v1/sessions`, as(keys.other))).body, { sessions: [], total: 0 });
  assert.equal((await call(`${service.url}/v1/sessions`)).status, 401);
});

Deno.test("where strangers need no key, the sessions are not listed", async () => {
  const session = { session_id: "s", state: "idle", connected: true, persona_id: "default", turns: 0 } as const;
  const sessions = [{ tenant: "", listed: { ...session, created_at: "2026-01-01T00:00:00Z" } }];
  const measured = () => Promise.resolve({ since: 0, metrics: [], usage: [], sessions });
  const totals = [];
  for (const allow_open of [false, true]) {
    await using server = serve(configOf({ allow_open }), { measured });
    totals.push((await call(`${server.url}/v1/sessions`)).body.total);
  }
  assert.deepEqual(totals, [1, 0]);
});
