import assert from "node:assert/strict";
import { z } from "zod";
import { ConfigError, loadConfig } from "../../../src/core/config/config.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { Registry } from "../../../src/core/registry/registry.ts";

const BASE = "personas:\n  default: { name: Ava, instructions: Be kind., voices: { groq: nova } }\n";

/** A language model with its own key, and a voice. */
const registry = new Registry({
  imports: { "#adapters/llm/openai_chat": "./chat.ts", "#adapters/tts/mock_tts": "./tts.ts" },
  importModule: (specifier) => {
    const [, kind, name = ""] = specifier.split("/");
    const options = z.strictObject({ base_url: z.string().default("local"), model: z.string().default("small") });
    const secrets = (_: unknown, alias: string) => [`${alias.toUpperCase()}_API_KEY`];
    return Promise.resolve({ default: { kind, name, summary: "A stand-in.", options, secrets, create: () => ({}) } });
  },
});

function load(profile: string, env: Record<string, string> = {}) {
  const texts: Record<string, string> = { "config/base.yaml": BASE, "config/profiles/mine.yaml": profile };
  return loadConfig({
    env: environmentOf(env),
    registry,
    profile: "mine",
    files: { read: (path) => Promise.resolve(texts[path]), list: () => Promise.resolve(["mine.yaml"]) },
  });
}

async function problemsOf(profile: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const error = await load(profile, env).then(() => undefined, (error: unknown) => error);
  assert.ok(error instanceof ConfigError, String(error));
  return error.problems;
}

const CHAIN = [
  "components:",
  "  llm: { primary: groq, fallback: [ollama, openai_chat] }",
  "  tts: { primary: mock_tts }",
  "adapters:",
  "  groq: { use: openai_chat, base_url: groq.com, model: big }",
  "  ollama: { use: openai_chat }",
  "  openai_chat: { model: other }",
  "",
].join("\n");

Deno.test("one adapter is configured several times under aliases, each with its own options and key", async () => {
  const { adapters } = await load(CHAIN);
  const shown = [...adapters.values()].map(({ name, kind, definition, options, secrets }) => {
    return [name, kind, definition.name, options, secrets];
  });
  assert.deepEqual(shown, [
    ["groq", "llm", "openai_chat", { base_url: "groq.com", model: "big" }, ["GROQ_API_KEY"]],
    ["ollama", "llm", "openai_chat", { base_url: "local", model: "small" }, ["OLLAMA_API_KEY"]],
    ["openai_chat", "llm", "openai_chat", { base_url: "local", model: "other" }, ["OPENAI_CHAT_API_KEY"]],
    ["mock_tts", "tts", "mock_tts", { base_url: "local", model: "small" }, ["MOCK_TTS_API_KEY"]],
  ]);
});

Deno.test("the environment sets an alias's options, and can define one alone", async () => {
  const overridden = await load(CHAIN, { TTH_ADAPTERS__GROQ__MODEL: "7", TTH_ADAPTERS__OLLAMA__BASE_URL: "there" });
  assert.deepEqual(overridden.adapters.get("groq")?.options, { base_url: "groq.com", model: "7" });
  assert.deepEqual(overridden.adapters.get("ollama")?.options, { base_url: "there", model: "small" });
  const alone = await load("components: { llm: { primary: my_server }, tts: { primary: mock_tts } }\n", {
    TTH_ADAPTERS__MY_SERVER__USE: "openai_chat",
    TTH_ADAPTERS__MY_SERVER__MODEL: "own",
    TTH_MY_SERVER_API_KEY: "a-key",
  });
  assert.deepEqual(alone.adapters.get("my_server")?.options, { base_url: "local", model: "own" });
});

Deno.test("a mistake in an alias is shown in its place, with what to write", async () => {
  const problems = await problemsOf([
    "components:",
    "  llm: { primary: groq, fallback: [gruq, mistral, a, mock] }",
    "  tts: { primary: talker }",
    "adapters:",
    "  groq:",
    "    use: opnai_chat",
    "  mistral: { use: openai_chat, modle: x }",
    "  a: { use: b }",
    "  b: { use: a }",
    "  c: { use: mistral }",
    "  mock_tts: { use: mock_tts }",
    "  talker: { use: openai_chat }",
    "  My-Server: { use: openai_chat }",
    "  empty: { use: [] }",
    "  lost: { model: x }",
    "  mock: { use: mock_tts }",
    "",
  ].join("\n"));
  const at = (line: number, column: number, rest: string) => `config/profiles/mine.yaml:${line}:${column}: ${rest}`;
  assert.deepEqual(problems, [
    at(6, 10, 'adapters.groq.use: unknown adapter "opnai_chat", did you mean "openai_chat"?'),
    at(8, 13, "adapters.a.use: the aliases form a circle, a → b → a; name an adapter"),
    at(9, 13, "adapters.b.use: the aliases form a circle, b → a → b; name an adapter"),
    at(10, 13, 'adapters.c.use: "mistral" is an alias itself, name the adapter that it uses: "openai_chat"'),
    at(11, 3, 'adapters.mock_tts: "mock_tts" is an adapter, give the alias another name'),
    at(13, 3, "adapters.My-Server: an alias consists of lowercase letters, digits and single underscores"),
    at(14, 17, "adapters.empty.use: must name an adapter, known: openai_chat, mock_tts"),
    at(15, 3, 'adapters.lost: unknown adapter, known: openai_chat, mock_tts; an alias names its adapter: "use: …"'),
    at(2, 19, 'components.llm.primary: the alias "groq" holds a mistake'),
    at(2, 36, 'components.llm.fallback[0]: unknown adapter "gruq", did you mean "groq"?'),
    at(7, 32, 'adapters.mistral.modle: unknown field, did you mean "model"?'),
    at(2, 51, 'components.llm.fallback[2]: the alias "a" holds a mistake'),
    at(2, 54, 'components.llm.fallback[3]: "mock" stands for mock_tts, an adapter of kind tts, not llm'),
    at(3, 19, 'components.tts.primary: "talker" stands for openai_chat, an adapter of kind llm, not tts'),
  ]);
});
