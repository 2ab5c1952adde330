import assert from "node:assert/strict";
import { loadConfig } from "../../../src/core/config/config.ts";
import { filesBelow, projectEnvironment } from "../../../src/core/config/files.ts";
import {
  consoleExport,
  environmentOf,
  hiddenSecrets,
  knownVariables,
  metricExportMs,
  secretFrom,
  systemEnvironment,
  variables,
} from "../../../src/core/config/environment.ts";
import { Config } from "../../../src/core/config/schema.ts";
import { jsonSchemaOf } from "../../../src/core/validation.ts";
import { Registry } from "../../../src/core/registry/registry.ts";

Deno.test("systemEnvironment() lays the real environment over the .env file, and takes empty for unset", () => {
  const name = "TTH_ENVIRONMENT_TEST";
  Deno.env.set(name, "real");
  try {
    assert.equal(systemEnvironment(`${name}=file`).get(name), "real");
    Deno.env.set(name, "");
    assert.equal(systemEnvironment(`# a comment\n${name}="from the file"\n`).get(name), "from the file");
    assert.equal(systemEnvironment(`${name}=\n`).get(name), undefined);
    assert.ok(systemEnvironment(`TTH_ONLY_IN_FILE=1`).names().includes("TTH_ONLY_IN_FILE"));
  } finally {
    Deno.env.delete(name);
  }
});

Deno.test("TTH_DOTENV says whether projectEnvironment() reads the file .env, and nothing else", async () => {
  const files = { read: (path: string) => Promise.resolve(path === ".env" ? "TTH_ONLY_IN_FILE=1" : undefined) };
  const before = Deno.env.get("TTH_DOTENV");
  try {
    Deno.env.delete("TTH_DOTENV");
    assert.equal((await projectEnvironment(files)).get("TTH_ONLY_IN_FILE"), "1");
    Deno.env.set("TTH_DOTENV", "off");
    assert.equal((await projectEnvironment(files)).get("TTH_ONLY_IN_FILE"), undefined);
    Deno.env.set("TTH_DOTENV", "no");
    await assert.rejects(projectEnvironment(files), /TTH_DOTENV: "no" is not possible, set it to on or off/);
  } finally {
    if (before === undefined) Deno.env.delete("TTH_DOTENV");
    else Deno.env.set("TTH_DOTENV", before);
  }
});

Deno.test("a secret is read under its name, and before that under the name that the permissions always allow", () => {
  const env = environmentOf({ ACME_API_KEY: "common", TTH_ACME_API_KEY: "own", TTH_OTHER: "as it is", PLAIN: "plain" });
  assert.equal(secretFrom(env, "ACME_API_KEY"), "own");
  assert.equal(secretFrom(env, "PLAIN"), "plain");
  assert.equal(secretFrom(env, "TTH_OTHER"), "as it is");
  assert.equal(secretFrom(env, "NONE"), undefined);
});

Deno.test("variables that cannot be listed set the fields of every persona that the configuration has", () => {
  const env = {
    ...environmentOf({ TTH_PERSONAS__GRETA__NAME: "7", TTH_PERSONAS__BOB__NAME: "Bob", TTH_PACING__LEAD_MS: "300" }),
    names: () => [],
  };
  const keysAt = (path: readonly string[]) => path.join() === "personas" ? ["default", "greta"] : [];
  const found = variables(env, jsonSchemaOf(Config), keysAt).map(({ path, text, isText }) => ({ path, text, isText }));
  assert.deepEqual(found, [
    { path: ["pacing", "lead_ms"], text: "300", isText: false },
    { path: ["personas", "greta", "name"], text: "7", isText: true },
  ]);
});

Deno.test("secrets are hidden that the permissions do not show, unless they come another way", () => {
  const mayRead = (name: string) => name.startsWith("TTH_");
  const env = { ...environmentOf({ TTH_GIVEN: "a", FROM_FILE: "b" }), mayRead };
  assert.deepEqual(hiddenSecrets(env, ["GIVEN", "FROM_FILE", "TTH_UNSET", "ACME_API_KEY"]), ["ACME_API_KEY"]);
});

Deno.test(".env.example shows every variable with its own name, and sets none", async () => {
  const example = await filesBelow().read(".env.example") ?? "";
  const shown = new Set([...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name]) => name));
  // One of them says whether the file is read.
  assert.deepEqual(knownVariables().filter((name) => !shown.has(name)), ["TTH_DOTENV"]);
  assert.deepEqual([...example.matchAll(/^\w+=.+$/gm)].map(([line]) => line), []);
});

const profiles = (await filesBelow().list("config/profiles")).filter((name) => name.endsWith(".yaml"));
for (const profile of profiles.map((name) => name.replace(".yaml", ""))) {
  Deno.test(`the profile ${profile} is without mistakes`, async () => {
    await loadConfig({ env: environmentOf({}), files: filesBelow(), registry: new Registry(), profile });
  });
}

Deno.test("the console exports logs as Deno's variables say, with traces or without", () => {
  const on = { OTEL_DENO: "true", OTEL_DENO_TRACING: "false" };
  const cases: readonly [Record<string, string>, string][] = [
    [{}, "ignore"],
    [on, "capture"],
    [{ OTEL_DENO: "false" }, "ignore"],
    [{ ...on, OTEL_DENO_CONSOLE: "replace" }, "replace"],
    [{ ...on, OTEL_DENO_CONSOLE: "ignore" }, "ignore"],
    [{ ...on, OTEL_DENO_CONSOLE: "loud" }, "capture"],
    [{ OTEL_DENO_CONSOLE: "replace" }, "replace"],
    [{ ...on, OTEL_DENO_CONSOLE: "replace", OTEL_SDK_DISABLED: "true" }, "ignore"],
  ];
  for (const [env, expected] of cases) assert.equal(consoleExport(environmentOf(env)), expected, JSON.stringify(env));
});

Deno.test("metrics are exported every minute, unless Deno's variable says otherwise", () => {
  const read = (text?: string) => metricExportMs(environmentOf({ OTEL_METRIC_EXPORT_INTERVAL: text }));
  assert.deepEqual([read(), read("50"), read("0"), read("1.5"), read("soon")], [60_000, 50, 60_000, 60_000, 60_000]);
});
