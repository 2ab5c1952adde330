import assert from "node:assert/strict";
import {
  type FakeOpenAi,
  type FakeOpenAiOptions,
  startFakeOpenAi,
} from "../../src/adapters/kit/fakes/openai/server.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";
import { until } from "../support/waiting.ts";

const KEY = "sk-test-MARKER-0123456789abcdef";

interface Stage extends AsyncDisposable {
  fake: FakeOpenAi;
  client: SocketClient;
}

/** A client of the service, in front of the fake of OpenAI's Realtime service. */
async function stage(realtime: NonNullable<FakeOpenAiOptions["realtime"]>): Promise<Stage> {
  const fake = startFakeOpenAi({ apiKey: KEY, realtime });
  const env = { TTH_PROFILE: "api_only_mac", OPENAI_API_KEY: KEY, OPENAI_BASE_URL: fake.baseUrl };
  const service = await serveOffline(env);
  await service.warm;
  const client = await SocketClient.create(service.url, { video: { mode: "none" } });
  return {
    fake,
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await service.stop();
      await fake[Symbol.asyncDispose]();
    },
  };
}

Deno.test("an interrupt truncates the provider's memory at the position that the client measured", async () => {
  await using s = await stage({ reply: () => "One two three four five six seven eight nine ten.", msPerChar: 60 });
  s.client.send({ type: "user_text", text: "Count." });
  await s.client.message("audio_chunk", 6);
  s.client.send({ type: "interrupt", played_ms: 271.8 });
  const complete = await s.client.message("turn_complete");
  assert.deepEqual([complete.status, complete.heard_source], ["interrupted", "measured"]);
  const { session } = s.fake.realtime;
  await until(() => session.received.at(-1)?.type === "conversation.item.truncate");
  assert.equal(session.conversation.items.at(-1)?.audioMs, 271);
  // The cancel may cross with the end of the response on its way.
  assert.deepEqual(session.errors.filter(({ code }) => code !== "response_cancel_not_active"), []);
});

Deno.test("what the provider counts stands in the turn's metrics", async () => {
  await using s = await stage({ reply: () => "Hello.", msPerChar: 20 });
  s.client.send({ type: "user_text", text: "Hi." });
  const { metrics } = await s.client.message("turn_complete");
  assert.deepEqual(Reflect.get(Object(metrics), "usage"), {
    total_tokens: 37,
    input_tokens: 32,
    output_tokens: 5,
    input_text_tokens: 32,
    input_audio_tokens: 0,
    input_image_tokens: 0,
    input_cached_tokens: 0,
    output_text_tokens: 2,
    output_audio_tokens: 3,
  });
});

Deno.test("a session connects to its provider once, before the person has written anything", async () => {
  await using s = await stage({ reply: ({ userText }) => `You said ${userText}`, msPerChar: 10 });
  await until(() => s.fake.realtime.sessions.length === 1);
  for (const [n, text] of ["one.", "two.", "three."].entries()) {
    s.client.send({ type: "user_text", text });
    await s.client.message("turn_complete", n + 1);
  }
  assert.equal(s.fake.realtime.sessions.length, 1);
});

Deno.test("turn_started says that a persona cannot have its voice once another has spoken", async () => {
  await using s = await stage({ reply: () => "Hello.", msPerChar: 10 });
  const fidelities: unknown[] = [];
  for (const [n, persona_id] of ["default", "professional", "default"].entries()) {
    s.client.send({ type: "user_text", text: "Hi.", control: { character: { persona_id } } });
    await s.client.message("turn_complete", n + 1);
    const { fidelity } = await s.client.message("turn_started", n + 1);
    fidelities.push(Reflect.get(Object(fidelity), "character.persona_id"));
  }
  assert.deepEqual(fidelities, ["native", "approximated", "native"]);
  assert.deepEqual(s.client.messages.filter(({ type }) => type === "error"), []);
});
