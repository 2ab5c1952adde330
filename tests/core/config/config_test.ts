import assert from "node:assert/strict";
import { z } from "zod";
import { loadConfig } from "../../../src/core/config/config.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { Registry } from "../../../src/core/registry/registry.ts";
import { BASE, filesOf, load, NAMES, OFFLINE, problemsOf, registry } from "./support.ts";

Deno.test("loadConfig() lays the profile over the base and the environment over both", async () => {
  const { config } = await load({
    base: `${BASE}server:\n  port: 1000\n  host: 127.0.0.2\nlog: { level: debug }\n`,
    offline_mock: `${OFFLINE}server:\n  port: 2000\nlog:\n`,
  }, { TTH_SERVER__MAX_TEXT_CHARS: "7", TTH_PORT: "3000", PORT: "4000" });
  assert.equal(config.server.port, 3000);
  assert.equal(config.server.host, "127.0.0.2");
  assert.equal(config.server.max_text_chars, 7);
  assert.equal(config.log.level, "debug");
  assert.equal(config.pacing.lead_ms, 400);
  assert.deepEqual(config.components.tts, { primary: "mock_tts", fallback: [] });
  assert.equal(config.components.realtime, null);
});

Deno.test("loadConfig() replaces lists and merges maps at any depth", async () => {
  const { config } = await load({
    base: `${BASE}server: { cors_origins: [http://a, http://b] }\nadapters:\n  stub_avatar: { width: 64, label: x }\n`,
    offline_mock: `${OFFLINE}server: { cors_origins: [http://c] }\nadapters:\n  stub_avatar: { width: 32 }\n`,
  });
  assert.deepEqual(config.server.cors_origins, ["http://c"]);
  assert.deepEqual(config.adapters.stub_avatar, { width: 32, label: "x" });
});

Deno.test("loadConfig() fills in the options of the adapters in use, from YAML and the environment", async () => {
  const { adapters } = await load(
    { offline_mock: `${OFFLINE}adapters:\n  stub_avatar: { width: 32 }\n` },
    { TTH_ADAPTERS__STUB_AVATAR__LABEL: "7", TTH_ADAPTERS__MOCK_TTS__WIDTH: "12" },
  );
  assert.deepEqual([...adapters.keys()], ["mock_llm", "mock_tts", "stub_avatar"]);
  assert.deepEqual(adapters.get("stub_avatar")?.options, { width: 32, label: "7" });
  assert.deepEqual(adapters.get("mock_tts")?.options, { width: 12, label: "" });
});

Deno.test("loadConfig() reads numbers, lists and texts that look like numbers from the environment", async () => {
  const { config } = await load({}, {
    TTH_SERVER__CORS_ORIGINS: "[https://a.example, https://b.example]",
    TTH_SYNC__CORRECT: "false",
    TTH_SERVER__HOST: "12",
    TTH_API_KEYS: "0123456789abcdef, fedcba9876543210",
    TTH_LOG_LEVEL: "",
  });
  assert.deepEqual(config.server.cors_origins, ["https://a.example", "https://b.example"]);
  assert.equal(config.sync.correct, false);
  assert.equal(config.server.host, "12");
  assert.deepEqual(config.server.api_keys, ["0123456789abcdef", "fedcba9876543210"]);
  assert.equal(config.log.level, "info");
});

Deno.test("loadConfig() reads a list of texts from the environment with or without brackets", async () => {
  const originsOf = async (text: string) =>
    (await load({}, { TTH_SERVER__CORS_ORIGINS: text })).config.server.cors_origins;
  assert.deepEqual(await originsOf("http://localhost:3000/"), ["http://localhost:3000"]);
  assert.deepEqual(await originsOf("https://a.example, https://b.example"), ["https://a.example", "https://b.example"]);
  assert.deepEqual(await originsOf("*"), ["*"]);
  const problems = await problemsOf({}, { TTH_SERVER__CORS_ORIGINS: "localhost:3000" });
  assert.deepEqual(problems, [
    'environment TTH_SERVER__CORS_ORIGINS: server.cors_origins[0]: "localhost:3000" has no scheme, write it as ' +
    "http://localhost:3000",
  ]);
});

Deno.test("loadConfig() shows every mistake at once, each in its place", async () => {
  const problems = await problemsOf({
    base: `${BASE}server:\n  prot: 8000\npacing: { chunk_ms: 200 }\n`,
    offline_mock: [
      "components:",
      "  llm: { primary: mock_llm, fallback: [stub_avatar] }",
      "  tts: { primary: mok_tts }",
      "  avatar: { primary: stub_avatar }",
      "adapters:",
      "  stub_avatar:",
      "    widht: 5",
      "  mok_llm: {}",
      "",
    ].join("\n"),
  }, { TTH_PORT: "eighty", TTH_PROT: "1", TTH_PACING_LEAD_MS: "9", TTH_LOG_LEVEL: "inof" });
  assert.deepEqual(
    problems.toSorted(),
    [
      'config/base.yaml:6:3: server.prot: unknown field, did you mean "port"?',
      "config/base.yaml:7:21: pacing.chunk_ms: 200 is too big, give at most 100",
      'config/profiles/offline_mock.yaml:2:40: components.llm.fallback[0]: "stub_avatar" is an adapter of kind avatar, not llm',
      'config/profiles/offline_mock.yaml:3:19: components.tts.primary: unknown adapter "mok_tts", did you mean "mock_tts"?',
      'config/profiles/offline_mock.yaml:7:5: adapters.stub_avatar.widht: unknown field, did you mean "width"?',
      'config/profiles/offline_mock.yaml:8:3: adapters.mok_llm: unknown adapter, did you mean "mock_llm"?; an alias names its adapter: "use: …"',
      'environment TTH_LOG_LEVEL: log.level: unknown value "inof", did you mean "info"?',
      'environment TTH_PORT: server.port: "eighty" is not a number, give a number',
      'environment TTH_PACING_LEAD_MS: unknown variable, did you mean "TTH_PACING__LEAD_MS"?',
      'environment TTH_PROT: unknown variable, did you mean "TTH_PORT"?',
    ].toSorted(),
  );
});

Deno.test("loadConfig() shows mistakes of YAML's own syntax with their line and column", async () => {
  const problems = await problemsOf({ base: "server:\n  port: 1\n  port: 2\n", offline_mock: "log: [a\n" });
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? "", /^config\/base\.yaml:3:3: port is in this block twice, write both parts below one/);
  assert.match(problems[1] ?? "", /^config\/profiles\/offline_mock\.yaml:2:1: /);
});

Deno.test("loadConfig() refuses aliases that contain themselves", async () => {
  const problems = await problemsOf({ base: `${BASE}server: &a { host: *a }\n` });
  assert.match(problems[0] ?? "", /nested deeper than 32 levels/);
});

Deno.test("loadConfig() says what is missing for speech, and which persona is unknown", async () => {
  assert.deepEqual(await problemsOf({ offline_mock: "components:\n  llm: { primary: mock_llm }\n" }), [
    "config/profiles/offline_mock.yaml:1:1: components.tts: nothing can speak, set components.realtime, or both components.llm and components.tts, " +
    'or extend a profile that does: "extends: embedded"',
  ]);
  const auto = "components:\n  llm: auto\n  tts: { primary: mock_tts }\n";
  assert.deepEqual(await problemsOf({ base: "", offline_mock: auto }), [
    'config/profiles/offline_mock.yaml:1:1: session.persona_id: unknown persona "default", none exists',
  ]);
  assert.deepEqual(await problemsOf({}, { TTH_SESSION__PERSONA_ID: "defualt" }), [
    'environment TTH_SESSION__PERSONA_ID: session.persona_id: unknown persona "defualt", did you mean "default"?',
  ]);
  assert.deepEqual(await problemsOf({}, { TTH_PERSONAS__DEFUALT__LOOK: "jun" }), [
    'environment TTH_PERSONAS__DEFUALT__LOOK: personas.defualt: unknown persona, did you mean "default"?',
  ]);
});

Deno.test("loadConfig() reports an adapter that cannot be loaded where it is named", async () => {
  assert.deepEqual(
    await problemsOf({ offline_mock: OFFLINE.replace("mock_tts", "loud_tts") }),
    [
      "config/profiles/offline_mock.yaml:3:19: components.tts.primary: cannot load #adapters/tts/loud_tts: its model is missing",
    ],
  );
});

Deno.test("loadConfig() never repeats a secret value", async () => {
  const problems = await problemsOf({}, { TTH_API_KEYS: "hunter2-hunter2,short" });
  assert.equal(problems.length, 2);
  assert.ok(
    problems.every((problem) => problem.startsWith("environment TTH_API_KEYS: server.api_keys[")),
    problems.join(),
  );
  assert.doesNotMatch(problems.join(), /hunter2|short"/);
});

Deno.test("loadConfig() takes the profile that TTH_PROFILE names, and lists the profiles when there is none such", async () => {
  const texts = { self_host: OFFLINE };
  const { profile, reason } = await load(texts, { TTH_PROFILE: "self_host", OPENAI_API_KEY: "sk-1" });
  assert.deepEqual([profile, reason], ["self_host", "TTH_PROFILE says so"]);
  assert.deepEqual(await problemsOf(texts, { TTH_PROFILE: "../base" }), [
    'environment TTH_PROFILE: unknown profile "../base", known: offline_mock, self_host',
  ]);
});

Deno.test("on Deno Deploy loadConfig() lays the edge profile over the one that the keys choose", async () => {
  const edge = "extends: auto\nserver: { max_text_chars: 9 }\n";
  const texts = { edge, embedded: OFFLINE, api_only_mac: "components: { realtime: { primary: openai_realtime } }\n" };
  const chosen = async (env: Record<string, string>) => {
    const { profile, reason, config } = await load(texts, env);
    assert.equal(config.server.max_text_chars, profile === "edge" ? 9 : 4000);
    return [profile, reason, config.components.realtime?.primary ?? config.components.llm?.primary];
  };
  const because = "neither an OpenAI key nor OPENAI_BASE_URL is set";
  const embedded = `the service runs on Deno Deploy; it extends embedded because ${because}`;
  for (const mark of ["DENO_DEPLOY", "DENO_DEPLOYMENT_ID", "DENO_DEPLOY_BUILD_ID", "DENO_TIMELINE"]) {
    assert.deepEqual(await chosen({ [mark]: "x" }), ["edge", embedded, "mock_llm"], mark);
  }
  const withKey = "the service runs on Deno Deploy; it extends api_only_mac because OPENAI_API_KEY is set";
  assert.deepEqual(await chosen({ DENO_DEPLOY: "true", OPENAI_API_KEY: "sk" }), ["edge", withKey, "openai_realtime"]);
  assert.deepEqual((await chosen({ DENO_DEPLOY: "true", TTH_PROFILE: "offline_mock" }))[0], "offline_mock");
  assert.equal((await chosen({ TTH_PROFILE: "edge" }))[0], "edge");
});

Deno.test("a profile overrides the one that it extends; a chain that cannot be followed is a mistake", async () => {
  const { config } = await load({
    kiosk: "extends: quiet\nserver: { port: 7 }\n",
    quiet: "extends: offline_mock\nserver: { port: 8, max_text_chars: 5 }\n",
  }, { TTH_PROFILE: "kiosk" });
  const { port, max_text_chars } = config.server;
  assert.deepEqual([port, max_text_chars, config.components.llm?.primary], [7, 5, "mock_llm"]);
  const TTH_PROFILE = "kiosk";
  assert.deepEqual(await problemsOf({ kiosk: "extends: ofline_mock\n" }, { TTH_PROFILE }), [
    'config/profiles/kiosk.yaml:1:10: unknown profile "ofline_mock", did you mean "offline_mock"?',
  ]);
  assert.deepEqual(await problemsOf({ kiosk: "extends: kiosk\n" }, { TTH_PROFILE }), [
    'config/profiles/kiosk.yaml:1:10: extends: profiles extend each other in a circle, kiosk → kiosk; remove one "extends"',
  ]);
  assert.deepEqual(await problemsOf({ base: `extends: auto\n${BASE}` }), [
    "config/base.yaml:1:10: extends: only a profile extends another; remove it",
  ]);
});

Deno.test("loadConfig() without TTH_PROFILE prefers OpenAI with a key, then the embedded profile, then the mocks", async () => {
  const openai = { api_only_mac: OFFLINE, embedded: OFFLINE };
  const chosen = async (texts: Record<string, string>, env: Record<string, string>, names = NAMES) => {
    const { profile, reason } = await load(texts, env, registry(names));
    return `${profile}: ${reason}`;
  };
  const key = { OPENAI_API_KEY: "sk-1" };
  const withoutOpenai = NAMES.filter((name) => !name.includes("openai"));
  assert.equal(await chosen(openai, key), "api_only_mac: OPENAI_API_KEY is set");
  assert.equal(await chosen(openai, key, withoutOpenai), "embedded: the OpenAI adapter is not registered");
  assert.equal(await chosen(openai, {}), "embedded: neither an OpenAI key nor OPENAI_BASE_URL is set");
  assert.equal(await chosen({}, {}), "offline_mock: neither an OpenAI key nor OPENAI_BASE_URL is set");
});

Deno.test("loadConfig() takes OPENAI_BASE_URL without a key for a provider, if it is an address", async () => {
  const texts = { api_only_mac: OFFLINE };
  const { profile, reason } = await load(texts, { OPENAI_BASE_URL: " http://127.0.0.1:1234/v1 " });
  assert.deepEqual([profile, reason], ["api_only_mac", "OPENAI_BASE_URL is set"]);
  for (const OPENAI_BASE_URL of ["127.0.0.1:1234/v1", "ftp://127.0.0.1/v1", "http://"]) {
    assert.deepEqual(await problemsOf(texts, { OPENAI_BASE_URL }), [
      `environment OPENAI_BASE_URL: "${OPENAI_BASE_URL}" is not an address, write it as http://127.0.0.1:11434/v1`,
    ]);
  }
});

Deno.test("loadConfig() resolves components.llm: auto to what an adapter finds on this machine, else to the stand-in", async () => {
  const found = { summary: "llama3.2 of Ollama", options: { label: "found", width: 7 } };
  const adapters = new Registry({
    imports: {
      "#adapters/llm/openai_chat": "./a.ts",
      "#adapters/llm/mock_llm": "./b.ts",
      "#adapters/tts/mock_tts": "./c.ts",
    },
    importModule: (specifier) => {
      const [, kind = "", name = ""] = specifier.split("/");
      const options = z.strictObject({ width: z.int().default(1), label: z.string().default("") });
      const findLocal = name === "openai_chat" ? () => Promise.resolve(found) : undefined;
      return Promise.resolve({ default: { kind, name, summary: "x", options, create: () => ({}), findLocal } });
    },
  });
  const auto = "components:\n  llm: auto\n  tts: { primary: mock_tts }\n";
  const resolved = async (findLocal: boolean, more = "", env: Record<string, string> = {}) => {
    const files = filesOf({ base: BASE, embedded: auto + more });
    const loaded = await loadConfig({
      env: environmentOf(env),
      files,
      registry: adapters,
      profile: "embedded",
      findLocal,
    });
    return [loaded.config.components.llm, loaded.adapters.get("openai_chat")?.options, loaded.localProvider?.summary];
  };
  const both = { primary: "openai_chat", fallback: ["mock_llm"] };
  const standIn = { primary: "mock_llm", fallback: [] };
  assert.deepEqual(await resolved(true), [both, { width: 7, label: "found" }, "llama3.2 of Ollama"]);
  assert.deepEqual(await resolved(true, "adapters: { openai_chat: { width: 9 } }\n"), [
    both,
    { width: 9, label: "found" },
    "llama3.2 of Ollama",
  ]);
  assert.deepEqual(await resolved(false), [standIn, undefined, undefined]);
  const named = await resolved(true, "", { TTH_COMPONENTS__LLM__PRIMARY: "mock_llm" });
  assert.deepEqual(named, [standIn, undefined, undefined]);
});

Deno.test("loadConfig() refuses to open the service to other machines by accident", async () => {
  const opened = (env: Record<string, string>) => problemsOf({}, { TTH_HOST: "0.0.0.0", ...env });
  assert.deepEqual(await opened({}), [
    "environment TTH_HOST: server.host: 0.0.0.0 can be reached from other machines and no API keys are set: " +
    "set TTH_API_KEYS, or server.allow_open: true if everyone may use the service",
  ]);
  assert.deepEqual(await opened({ TTH_API_KEYS: "0123456789abcdef" }), []);
  assert.deepEqual(await opened({ TTH_SERVER__ALLOW_OPEN: "true" }), []);
  assert.deepEqual(await opened({ DENO_DEPLOY: "true" }), []);
  for (const TTH_HOST of ["localhost", "127.0.0.9", "::1", "[::1]"]) assert.deepEqual(await opened({ TTH_HOST }), []);
  for (const TTH_HOST of ["0", "00", "0x0", "0.0", "2130706433", "::", "[::]", "true"]) {
    assert.match((await opened({ TTH_HOST })).join(), /can be reached from other machines/, TTH_HOST);
  }
});
