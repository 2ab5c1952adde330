import assert from "node:assert/strict";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { LOCALAI_MANNER } from "../../src/adapters/kit/fakes/openai/fault_script.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { startOnLoopClock } from "../support/loop_service.ts";
import { LoopClock } from "../support/loop_clock.ts";
import { KINDS } from "../support/servers/kinds.ts";
import { PLAIN_REPLY, startServer } from "../support/servers/server.ts";
import { SocketClient } from "../support/socket_client.ts";

/** The recipes of the README, by the comment in their first line. */
const RECIPES = new Map(
  [...Deno.readTextFileSync(new URL("../../README.md", import.meta.url)).matchAll(/```yaml\n# ([^\n]+)\n([^`]+)```/g)]
    .map(([, title = "", text = ""]) => [title, text]),
);

function recipe(beginning: string): string {
  const found = [...RECIPES].find(([title]) => title.startsWith(beginning));
  assert.ok(found, `the README has no recipe "${beginning}"`);
  return found[1];
}

/** A recipe as the profile that it is, at the addresses of fakes, with the mock voice in place of the built-in one. */
function profileOf(text: string, addresses: Readonly<Record<string, string>>): string {
  const moved = Object.entries(addresses).reduce((yaml, [from, to]) => yaml.replaceAll(from, to), text);
  const quick = moved.replace("extends: embedded", "extends: offline_mock").replaceAll("[neural_tts]", "[]");
  return `${quick}\npacing: { mode: burst }\n`;
}

/** Runs a recipe: both of two turns, of a persona whose voice the server may not have, must be heard. */
async function run(profile: string, env: Record<string, string>): Promise<string[]> {
  const files = filesBelow();
  const text = Promise.resolve(profile);
  await using service = await startOnLoopClock({
    env: environmentOf({ ...UNLIMITED, TTH_PORT: "0", TTH_LOG_LEVEL: "fatal", ...env }),
    profile: "recipe",
    files: { ...files, read: (path) => path.endsWith("/recipe.yaml") ? text : files.read(path) },
  });
  await service.warm;
  const health = await (await fetch(`${service.url}/v1/health`)).json();
  for (const [kind, { healthy, detail }] of Object.entries<{ healthy: boolean; detail: string }>(health)) {
    assert.ok(healthy, `${kind}: ${detail}`);
  }
  await using client = await SocketClient.create(service.url, { video: { mode: "none" }, persona_id: "casual" });
  const texts: string[] = [];
  for (const number of [1, 2]) {
    const before = client.messages.length;
    client.send({ type: "user_text", text: `Number ${number}.` });
    const complete = await client.message("turn_complete", number);
    const own = client.messages.slice(before);
    assert.deepEqual(own.filter(({ type }) => type === "error"), []);
    assert.equal(complete.status, "completed");
    assert.ok(own.some(({ type }) => type === "audio_chunk"), "nothing was heard");
    texts.push(own.filter(({ type }) => type === "text_delta").map(({ token }) => String(token)).join(""));
  }
  return texts;
}

/** Runs a profile whose addresses are those of fakes. */
async function cook(
  profile: string,
  fakes: Readonly<Record<string, keyof typeof KINDS>>,
  env: Record<string, string> = {},
): Promise<string[]> {
  await using clock = new LoopClock();
  await using stack = new AsyncDisposableStack();
  const addresses = Object.entries(fakes).map(([address, kind]) => {
    const server = stack.use(startServer(KINDS[kind], clock));
    return [address, new URL(server.baseUrl).origin];
  });
  return await run(profileOf(profile, Object.fromEntries(addresses)), env);
}

const SAID = [PLAIN_REPLY, PLAIN_REPLY];

Deno.test("the profile self_host works: Ollama and Kokoro-FastAPI", async () => {
  const fakes = { "http://127.0.0.1:11434": "ollama", "http://127.0.0.1:8880": "kokoro" } as const;
  assert.deepEqual(await cook(await filesBelow().read("config/profiles/self_host.yaml") ?? "", fakes), SAID);
});

Deno.test("the README's recipe works: LM Studio and speaches", async () => {
  const fakes = { "http://127.0.0.1:1234": "lmStudio", "http://127.0.0.1:8100": "speaches" } as const;
  assert.deepEqual(await cook(recipe("LM Studio"), fakes), SAID);
});

Deno.test("the README's recipe works: llama.cpp", async () => {
  assert.deepEqual(await cook(recipe("llama.cpp"), { "http://127.0.0.1:8080": "llamaCpp" }), SAID);
});

Deno.test("the README's recipe works: vLLM", async () => {
  assert.deepEqual(await cook(recipe("vLLM"), { "http://127.0.0.1:8000": "vllm" }), SAID);
});

Deno.test("the README's recipe works: Groq", async () => {
  assert.deepEqual(
    await cook(recipe("Groq"), { "https://api.groq.com": "groq" }, { GROQ_API_KEY: "gsk_groq_key" }),
    SAID,
  );
});

Deno.test("the README's recipe works: OpenRouter", async () => {
  const env = { OPENROUTER_API_KEY: "sk-or-v1-key" };
  assert.deepEqual(await cook(recipe("OpenRouter"), { "https://openrouter.ai": "openRouter" }, env), SAID);
});

Deno.test("the README's recipe works: Azure", async () => {
  const env = { OPENAI_CHAT_API_KEY: "azure_test_key", OPENAI_TTS_API_KEY: "azure_test_key" };
  // A fake has no name of Azure's, by which the header is told.
  const text = recipe("Azure").replaceAll(/( +)base_url:/g, "$1auth: api-key\n$1base_url:");
  await using clock = new LoopClock();
  await using server = startServer(KINDS.azure, clock);
  const addresses = { "https://NAME.openai.azure.com": new URL(server.baseUrl).origin };
  assert.deepEqual(await run(profileOf(text, addresses), env), SAID);
});

Deno.test("the README's recipe works: LocalAI, which loads its models before it greets", async () => {
  await using clock = new LoopClock();
  await using fake = startFakeOpenAi({
    clock,
    realtime: {
      reply: () => PLAIN_REPLY,
      manner: LOCALAI_MANNER,
      msPerChar: 10,
      script: [{ at: "open", do: [{ do: "wait", ms: 8000 }] }],
    },
  });
  const profile = profileOf(recipe("LocalAI"), { "http://127.0.0.1:8080": new URL(fake.baseUrl).origin });
  assert.deepEqual(await run(profile, {}), SAID);
});
