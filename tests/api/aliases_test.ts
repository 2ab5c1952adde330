import assert from "node:assert/strict";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { startService } from "../../src/api/service.ts";
import type { ConfigFiles } from "../../src/core/config/config.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { SocketClient } from "../support/socket_client.ts";

const GROQ_KEY = "groq-key-0123456789";
const VOICE_KEY = "voice-key-0123456789";
/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:2/v1";

function files(chatUrl: string): ConfigFiles {
  const texts: Record<string, string> = {
    "config/base.yaml": [
      "personas:",
      "  default:",
      "    name: Ava",
      "    instructions: You are Ava.",
      "    voices: { openai_tts: nova, studio_voice: onyx }",
      "",
    ].join("\n"),
    "config/profiles/mine.yaml": [
      "components:",
      "  llm: { primary: groq, fallback: [ollama] }",
      "  tts: { primary: studio_voice }",
      "adapters:",
      `  groq: { use: openai_chat, base_url: "${NOWHERE}", model: big }`,
      `  ollama: { use: openai_chat, base_url: "${chatUrl}", model: small }`,
      `  studio_voice: { use: openai_tts, base_url: "${chatUrl}", model: kokoro }`,
      "pacing: { mode: burst }",
      "log: { level: fatal }",
      "server: { port: 0 }",
      "",
    ].join("\n"),
  };
  return { read: (path) => Promise.resolve(texts[path]), list: () => Promise.resolve([]) };
}

Deno.test("one adapter serves under two names: the first fails, the second answers, each with its own key, model and voice", async () => {
  await using fake = startFakeOpenAi({ apiKey: VOICE_KEY, chat: { reply: () => "Good day to you." } });
  const env = environmentOf({
    TTH_GROQ_API_KEY: GROQ_KEY,
    OLLAMA_API_KEY: VOICE_KEY,
    STUDIO_VOICE_API_KEY: VOICE_KEY,
    OPENAI_API_KEY: "sk-not-for-these-0123456789",
  });
  await using service = await startService({ env, files: files(fake.baseUrl), profile: "mine" });
  await service.warm;
  const get = async (path: string) => await (await fetch(`${service.url}/v1/${path}`)).json();

  const models = await get("models");
  assert.deepEqual([models.llm.primary, models.llm.fallbacks, models.tts.adapter], [
    "groq",
    ["ollama"],
    "studio_voice",
  ]);
  const health = await get("health");
  assert.match(health.llm.detail, /^groq: .*127\.0\.0\.1:2/);
  assert.equal(health.llm.healthy, false);
  assert.match(health.tts.detail, /^studio_voice: /);

  await using client = await SocketClient.create(service.url);
  client.send({ type: "user_text", text: "Hello." });
  const { status, spoken_text } = await client.message("turn_complete");
  assert.deepEqual([status, spoken_text], ["completed", "Good day to you."]);
  assert.equal(fake.chat.requests.at(-1)?.model, "small");
  const spoken = fake.speech.requests.at(-1);
  assert.deepEqual([spoken?.model, spoken?.voice], ["kokoro", "onyx"]);
});
