import assert from "node:assert/strict";
import { perform } from "../../../scripts/lib/film/performance.ts";
import { connectPerformers } from "../../../scripts/lib/film/performers/remote_performers.ts";
import { fetchSessions } from "../../../src/client/net/http.ts";
import { serveOffline } from "../../support/socket_client.ts";

const never = new AbortController().signal;

Deno.test("people of a running service perform a dialogue, one after the other", async () => {
  await using service = await serveOffline();
  const performers = await connectPerformers({ url: service.url });
  const lines = [
    { personaId: "default", text: "Hello.", pauseMs: 0 },
    { personaId: "casual", text: "Hi.", pauseMs: 300 },
  ];
  const parts = await Array.fromAsync(perform(performers, lines, { control: {}, signal: never }));
  const ends = parts.filter(({ event }) => event.type === "turn_complete");
  assert.deepEqual(ends.map(({ personaId }) => personaId), ["default", "casual"]);
  const spoken = parts.filter(({ event, personaId }) => event.type === "audio_chunk" && personaId === "default");
  const speechMs = spoken.reduce((sum, { event }) => sum + (event.type === "audio_chunk" ? event.duration_ms : 0), 0);
  assert.ok(speechMs > 0);
  const startMs = ends[1]!.offsetMs;
  assert.ok(startMs >= speechMs + 300 && startMs < speechMs + 340, `the second turn begins at ${startMs} ms`);
  assert.equal((await fetchSessions({ url: service.url })).total, 2);
  await performers[Symbol.asyncDispose]();
  assert.equal((await fetchSessions({ url: service.url })).total, 0, "the sessions end with the film");
});

Deno.test("a service that cannot be reached, or refuses, is reported in one line", async () => {
  await assert.rejects(connectPerformers({ url: "http://127.0.0.1:1" }), {
    name: "UsageError",
    message: /^--server: Cannot reach the service/,
  });
  await using service = await serveOffline({ TTH_SESSION__MAX_SESSIONS: "1" });
  await using performers = await connectPerformers({ url: service.url });
  await performers.open("default", { control: {} });
  await assert.rejects(performers.open("casual", { control: {} }), {
    name: "UsageError",
    message: /^--server: [^\n]+$/,
  });
});

Deno.test("a service that wants a key says which variable holds it", async () => {
  await using service = await serveOffline({ TTH_API_KEYS: "a-key-of-the-service" });
  await assert.rejects(connectPerformers({ url: service.url }), { name: "UsageError", message: /set TTH_API_KEY to/ });
  await using performers = await connectPerformers({ url: service.url, apiKey: "a-key-of-the-service" });
  assert.ok("default" in performers.personas);
});
