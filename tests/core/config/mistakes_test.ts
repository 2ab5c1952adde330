import assert from "node:assert/strict";
import { ConfigError } from "../../../src/core/config/config.ts";
import { filesBelow } from "../../../src/core/config/files.ts";
import { BASE, load, OFFLINE, problemsOf } from "./support.ts";

Deno.test("what a profile lacks is missing in its file, whatever the environment sets", async () => {
  const [problem, ...more] = await problemsOf({ offline_mock: "log: { level: debug }\n" }, { TTH_PORT: "3000" });
  assert.match(problem ?? "", /^config\/profiles\/offline_mock\.yaml:1:1: components: nothing can speak/);
  assert.deepEqual(more, []);
});

Deno.test("fallbacks in the environment are a list with commas", async () => {
  const fallback = (text: string) => ({ TTH_COMPONENTS__TTS__FALLBACK: text });
  assert.deepEqual((await load({}, fallback("mock_tts, mock_tts"))).config.components.tts?.fallback, [
    "mock_tts",
    "mock_tts",
  ]);
  assert.deepEqual(await problemsOf({}, fallback("mock_tts,mok_tts")), [
    'environment TTH_COMPONENTS__TTS__FALLBACK: components.tts.fallback[1]: unknown adapter "mok_tts", did you mean "mock_tts"?',
  ]);
});

Deno.test("a value of the wrong type is one mistake, however long it is", async () => {
  const profile = OFFLINE.replace("primary: mock_tts", "primary: mock_tts, fallback: a_long_name");
  assert.deepEqual(await problemsOf({ offline_mock: profile }), [
    'config/profiles/offline_mock.yaml:3:39: components.tts.fallback: "a_long_name" is not a list, give a list: ["a_long_name"]',
  ]);
});

Deno.test("a variable with the name of a section says how its fields are named", async () => {
  assert.deepEqual(await problemsOf({}, { TTH_STORE: "kv", TTH_PERSONAS: "{}" }), [
    "environment TTH_STORE: store has fields, set one of them, as in TTH_STORE__KIND",
    "environment TTH_PERSONAS: personas has fields, set one of them, as in TTH_PERSONAS__<FIELD>",
  ]);
});

Deno.test("a variable for extends, which is no section, says that profiles have it", async () => {
  assert.deepEqual(await problemsOf({}, { TTH_EXTENDS: "embedded" }), [
    "environment TTH_EXTENDS: only a profile extends another, choose one with TTH_PROFILE",
  ]);
});

Deno.test("a place for sessions that are kept in memory by default is a mistake", async () => {
  assert.deepEqual(await problemsOf({}, { TTH_STORE__PATH: "sessions.db" }), [
    "environment TTH_STORE__PATH: store.path: sessions are kept in memory, set store.kind: kv to keep them here",
  ]);
  assert.deepEqual(await problemsOf({}, { TTH_STORE__PATH: "sessions.db", TTH_STORE__KIND: "memory" }), []);
});

Deno.test("a key of two tenants is a mistake that does not show the key", async () => {
  const shared = "0123456789abcdef";
  const tenants = `tenants:\n  a: { keys: [${shared}, ${shared}] }\n  b: { keys: [another-key-of-b, ${shared}] }\n`;
  assert.deepEqual(await problemsOf({ offline_mock: OFFLINE + tenants }), [
    "config/profiles/offline_mock.yaml:7:33: tenants.b.keys[1]: this key is also in tenants.a, use different keys",
  ]);
  assert.deepEqual(await problemsOf({ offline_mock: OFFLINE + tenants.split("  b:")[0] }, { TTH_API_KEYS: shared }), [
    "config/profiles/offline_mock.yaml:6:15: tenants.a.keys[0]: this key is also in server.api_keys, use different keys",
    "config/profiles/offline_mock.yaml:6:33: tenants.a.keys[1]: this key is also in server.api_keys, use different keys",
  ]);
});

Deno.test("a second document and an alias of nothing are mistakes with their place", async () => {
  assert.deepEqual(await problemsOf({ base: `${BASE}---\nserver: {}\n` }), [
    'config/base.yaml:5:1: a second document begins here, remove the line "---"',
  ]);
  assert.deepEqual(await problemsOf({ base: `${BASE}server: { port: *nothing }\n` }), [
    "config/base.yaml:5:17: *nothing names nothing, write &nothing before it",
  ]);
});

Deno.test("files with a byte order mark are read, and those in another encoding are refused", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = filesBelow(new URL(`file://${folder}/`));
    await Deno.writeTextFile(`${folder}/.env`, "\ufeffTTH_PORT=3000\n");
    assert.equal(await files.read(".env"), "TTH_PORT=3000\n");
    // As PowerShell's `>` writes it: UTF-16.
    await Deno.writeFile(`${folder}/.env`, Uint8Array.of(0xff, 0xfe, 0x54, 0, 0x54, 0));
    await assert.rejects(files.read(".env"), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(error.problems, [".env: not UTF-8, save it in that encoding"]);
      return true;
    });
    assert.equal(await files.read("absent.yaml"), undefined);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
