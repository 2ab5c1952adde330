import assert from "node:assert/strict";
import { z } from "zod";
import { systemClock } from "../../../src/contract/clock.ts";
import { createAdapter, Registry, RegistryError } from "../../../src/core/registry/registry.ts";
import { getLogger } from "@logtape/logtape";
import type { AdapterHost } from "../../../src/contract/adapter.ts";

const host: AdapterHost = {
  clock: systemClock,
  log: getLogger("test"),
  name: "adapter",
  voices: {},
  secret: () => undefined,
};

const names = ["load", "warmup", "inferStream", "inferBatch", "health", "capabilities", "close"];
const capabilities = () => ({ streams: ["audio"], controls: {}, offline: true });
const methods = { ...Object.fromEntries(names.map((name) => [name, () => {}])), capabilities };

const good = {
  kind: "tts",
  name: "acme",
  summary: "Speaks.",
  options: z.strictObject({ voice: z.enum(["low", "high"]).default("low") }),
  create: (options: unknown) => ({ ...methods, options }),
};

function registryOf(exported: unknown): Registry {
  return new Registry({
    imports: { zod: "npm:zod", "#adapters/tts/acme": "./acme.ts" },
    importModule: () => Promise.resolve({ default: exported }),
  });
}

Deno.test("Registry lists what the import map holds without loading anything", () => {
  const registry = new Registry({
    imports: { "#adapters/tts/acme": "npm:acme-tts@1", hono: "npm:hono", "#adapters/llm/parrot": "./parrot.ts" },
    importModule: () => assert.fail("nothing is to be loaded"),
  });
  assert.deepEqual(registry.list(), [{ kind: "tts", name: "acme" }, { kind: "llm", name: "parrot" }]);
  assert.deepEqual(registry.list("llm"), [{ kind: "llm", name: "parrot" }]);
  assert.equal(registry.kindOf("parrot"), "llm");
});

Deno.test("createAdapter() checks the options with the adapter's schema and fills in defaults", async () => {
  const definition = await registryOf(good).definition("tts", "acme");
  assert.deepEqual(Reflect.get(createAdapter(definition, {}, host), "options"), { voice: "low" });
  assert.throws(
    () => createAdapter(definition, { voice: "hihg", speed: 2 }, host),
    new RegistryError(
      'adapter "acme" refuses its options: voice: unknown value "hihg", did you mean "high"?; speed: unknown field, known: voice',
    ),
  );
});

Deno.test("createAdapter() says what an adapter lacks that is written without the base classes", async () => {
  const half = { ...good, create: () => ({ health: () => ({}), close: () => {}, load: () => {} }) };
  const definition = await registryOf(half).definition("tts", "acme");
  assert.throws(() => createAdapter(definition, {}, host), {
    message:
      'adapter "adapter": create() made something without warmup(), inferStream(), inferBatch(), capabilities(); ' +
      "extend StreamingAdapter, and write what it leaves to you",
  });
});

Deno.test("createAdapter() says which adapter cannot be created", async () => {
  const broken = {
    ...good,
    create: () => {
      throw new Error("the model is missing");
    },
  };
  const definition = await registryOf(broken).definition("tts", "acme");
  assert.throws(
    () => createAdapter(definition, {}, host),
    new RegistryError('adapter "adapter": create() failed: the model is missing'),
  );
});

Deno.test("Registry gives the kit to a default export that is a function, once", async () => {
  let calls = 0;
  const registry = new Registry({
    imports: { "#adapters/tts/acme": "npm:acme" },
    importModule: () => Promise.resolve({ default: (kit: unknown) => (calls++, { ...good, summary: String(kit) }) }),
    loadKit: () => Promise.resolve("the kit"),
  });
  assert.equal((await registry.definition("tts", "acme")).summary, "the kit");
  assert.equal(await registry.definition("tts", "acme"), await registry.definition("tts", "acme"));
  assert.equal(calls, 1);
});

Deno.test("Registry takes adapters of a second import map, whose paths are relative to it", async () => {
  const imported: string[] = [];
  const registry = new Registry({
    imports: { "#adapters/llm/parrot": "./parrot.ts" },
    outside: {
      file: "../my/adapters.json",
      url: new URL("file:///home/me/my/adapters.json"),
      imports: {
        "#adapters/tts/acme": "../acme/mod.ts",
        "#adapters/tts/other": "npm:@acme/other@1.2.3",
        "x": "./x.ts",
      },
    },
    importModule: (specifier) => {
      imported.push(specifier);
      return Promise.resolve({ default: { ...good, name: imported.length === 1 ? "acme" : "other" } });
    },
  });
  assert.deepEqual(registry.list().map(({ name }) => name), ["parrot", "acme", "other"]);
  await registry.definition("tts", "acme");
  await registry.definition("tts", "other");
  assert.deepEqual(imported, ["file:///home/me/acme/mod.ts", "npm:@acme/other@1.2.3"]);
});

Deno.test("Registry says what to do about what Deno does not let it load", async () => {
  const messages = {
    'Requires read access to "/home/me/acme.ts", run again with the --allow-read flag':
      /may not read \/home\/me\/acme\.ts; start with `deno task`, or allow it with --allow-read$/,
    "The lockfile is out of date. Run `deno install --frozen=false`\nchanges:\n …":
      /deno\.lock is frozen .* start with `deno task`, which keeps a lock beside your import map$/,
    "Could not find package '@tth/tth' from referrer 'file:///x/index.js'":
      /a package from npm cannot import @tth\/tth; let its default export be a function of the kit/,
    "is-odd is missing\n    at file:///x.js": /\): is-odd is missing$/,
  };
  for (const [message, expected] of Object.entries(messages)) {
    const registry = new Registry({
      imports: {},
      outside: { file: "a.json", url: new URL("file:///a.json"), imports: { "#adapters/tts/acme": "./acme.ts" } },
      importModule: () => Promise.reject(new TypeError(message)),
    });
    await assert.rejects(registry.definition("tts", "acme"), (error: Error) => {
      assert.match(error.message, expected);
      return error.message.startsWith("cannot load #adapters/tts/acme (./acme.ts, a.json): ");
    });
  }
});

Deno.test("Registry.definition() says which adapter was probably meant", async () => {
  const registry = registryOf(good);
  await assert.rejects(registry.definition("tts", "acne"), { message: 'unknown adapter "acne", did you mean "acme"?' });
  await assert.rejects(registry.definition("llm", "acme"), { message: '"acme" is an adapter of kind tts, not llm' });
  await assert.rejects(registry.definition("llm", "gpt"), { message: 'unknown adapter "gpt", none exists' });
});

const faults: [fault: string, exported: unknown][] = [
  ["no default export", undefined],
  ['its kind is "llm", the import map says "tts"', { ...good, kind: "llm" }],
  ['its name is "acne", the import map says "acme"', { ...good, name: "acne" }],
  ["summary must be a string", { ...good, summary: undefined }],
  ["create must be a function", { ...good, create: {} }],
  ["options must be a zod schema", { ...good, options: { voice: "low" } }],
  [
    'options must have no field "use", which makes aliases',
    { ...good, options: z.strictObject({ use: z.string().default("") }) },
  ],
];
for (const [fault, exported] of faults) {
  Deno.test(`Registry.definition() refuses a module with the fault: ${fault}`, async () => {
    await assert.rejects(registryOf(exported).definition("tts", "acme"), {
      name: "RegistryError",
      message: `#adapters/tts/acme does not export an adapter: ${fault}; make it with defineAdapter({…})`,
    });
  });
}

Deno.test("createAdapter() refuses capabilities and sizes that no session could use", async () => {
  const made = async (kind: "tts" | "avatar", over: object) => {
    const create = () => ({ ...methods, fit: () => ({ width: 9, height: 9, fps: 1 }), ...over });
    const exported = { ...good, kind, create };
    const registry = new Registry({
      imports: { [`#adapters/${kind}/acme`]: "./acme.ts" },
      importModule: () => Promise.resolve({ default: exported }),
    });
    createAdapter(await registry.definition(kind, "acme"), {}, host);
  };
  const failing = () => {
    throw new Error("no model");
  };
  await made("avatar", {});
  await assert.rejects(made("tts", { capabilities: failing }), {
    name: "RegistryError",
    message: 'adapter "adapter": capabilities() failed: no model',
  });
  const shape = /capabilities\(\) must return { streams: \[ … \], controls: { … }, offline: true or false }/;
  for (const wrong of [undefined, Promise.resolve(capabilities()), { ...capabilities(), streams: "audio" }]) {
    await assert.rejects(made("tts", { capabilities: () => wrong }), shape);
  }
  const size = { message: 'adapter "adapter": fit() must return { width, height, fps }, all of them numbers above 0' };
  await assert.rejects(made("avatar", { fit: () => ({ width: 9, height: NaN, fps: 1 }) }), size);
  await assert.rejects(made("avatar", { fit: () => {} }), size);
});

Deno.test("createAdapter() asks what an adapter can do as health does: without a persona", async () => {
  const asked: unknown[][] = [];
  const create = () => ({ ...methods, capabilities: (...args: unknown[]) => (asked.push(args), capabilities()) });
  createAdapter(await registryOf({ ...good, create }).definition("tts", "acme"), {}, host);
  assert.deepEqual(asked, [[]]);
});

Deno.test("Registry refuses import map keys that name no kind, and names that are taken", () => {
  assert.throws(() => new Registry({ imports: { "#adapters/voice/acme": "./a.ts" } }), {
    message:
      'import map key "#adapters/voice/acme": write it as #adapters/<kind>/<name>, kind one of realtime, llm, tts, avatar',
  });
  assert.throws(() => new Registry({ imports: { "#adapters/tts/acme": "./a.ts", "#adapters/llm/acme": "./b.ts" } }), {
    message: 'import map key "#adapters/llm/acme": the name is taken by #adapters/tts/acme, choose another',
  });
});
