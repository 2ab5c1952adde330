import assert from "node:assert/strict";
import { z } from "zod";
import { systemClock } from "../../src/contract/clock.ts";
import { filesBelow, PROJECT_ROOT } from "../../src/core/config_files.ts";
import { Registry, RegistryError } from "../../src/core/registry.ts";
import { getLogger } from "@logtape/logtape";
import type { AdapterHost } from "../../src/contract/adapter.ts";

const host: AdapterHost = {
  clock: systemClock,
  log: getLogger("test"),
  name: "adapter",
  secret: () => undefined,
};

const good = {
  kind: "tts",
  name: "acme",
  summary: "Speaks.",
  options: z.strictObject({ voice: z.enum(["low", "high"]).default("low") }),
  create: (options: unknown) => ({ options }),
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

Deno.test("Registry.create() checks the options with the adapter's schema and fills in defaults", async () => {
  const registry = registryOf(good);
  assert.deepEqual(await registry.create("tts", "acme", {}, host), { options: { voice: "low" } });
  await assert.rejects(
    registry.create("tts", "acme", { voice: "hihg", speed: 2 }, host),
    new RegistryError(
      'adapter "acme" refuses its options: voice: unknown value "hihg", did you mean "high"?; speed: unknown field, known: voice',
    ),
  );
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
  ["summary must be a text", { ...good, summary: undefined }],
  ["create must be a function", { ...good, create: {} }],
  ["options must be a zod schema", { ...good, options: { voice: "low" } }],
];
for (const [fault, exported] of faults) {
  Deno.test(`Registry.definition() refuses a module with the fault: ${fault}`, async () => {
    await assert.rejects(registryOf(exported).definition("tts", "acme"), {
      name: "RegistryError",
      message: `#adapters/tts/acme does not export an adapter: ${fault}; make it with defineAdapter({…})`,
    });
  });
}

Deno.test("Registry refuses import map keys that name no kind, and names that are taken", () => {
  assert.throws(() => new Registry({ imports: { "#adapters/voice/acme": "./a.ts" } }), {
    message:
      'import map key "#adapters/voice/acme": write it as #adapters/<kind>/<name>, kind one of realtime, llm, tts, avatar',
  });
  assert.throws(() => new Registry({ imports: { "#adapters/tts/acme": "./a.ts", "#adapters/llm/acme": "./b.ts" } }), {
    message: 'import map key "#adapters/llm/acme": the name is taken by #adapters/tts/acme, choose another',
  });
});

Deno.test("an adapter outside of src/ is added by one import-map line and one line of configuration", async () => {
  const folder = await Deno.makeTempDir();
  const files = filesBelow();
  try {
    const project = JSON.parse(await files.read("deno.json") ?? "");
    const src = new URL("src/", PROJECT_ROOT);
    const imports = { ...project.imports, "#adapters/llm/parrot": "./parrot.ts", "tth/": src.href };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports, nodeModulesDir: "none" }));
    await Deno.copyFile(new URL("deno.lock", PROJECT_ROOT), `${folder}/deno.lock`);
    await Deno.writeTextFile(
      `${folder}/parrot.ts`,
      `import { z } from "zod";
       import { defineAdapter, StreamingAdapter } from "tth/contract/adapter.ts";
       class Parrot extends StreamingAdapter {
         constructor(prefix) { super(); this.prefix = prefix; }
         health() { return Promise.resolve({ healthy: true, latencyMs: null, detail: "awake" }); }
         capabilities() { return { streams: ["text"], controls: {}, formats: [], languages: ["*"], limits: {}, offline: true }; }
         inferStream(input) {
           const prefix = this.prefix;
           return input.pipeThrough(new TransformStream({ transform(m, c) { c.enqueue({ type: "text", text: prefix + m.content }); } }));
         }
       }
       export default defineAdapter({ kind: "llm", name: "parrot", summary: "Says it again.",
         options: z.strictObject({ prefix: z.string().default("") }), create: ({ prefix }) => new Parrot(prefix) });`,
    );
    await Deno.writeTextFile(
      `${folder}/main.ts`,
      `import deno from "./deno.json" with { type: "json" };
       import { Registry } from "tth/core/registry.ts";
       const registry = new Registry({ imports: deno.imports });
       const parrot = await registry.create("llm", "parrot", { prefix: "So: " }, {});
       const parts = await parrot.inferBatch([{ role: "user", content: "hello" }], {});
       console.log(JSON.stringify([registry.kindOf("parrot"), (await parrot.health()).detail, parts]));`,
    );
    const run = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", "--cached-only", "--quiet", `--allow-read=${folder},${src.pathname}`, "main.ts"],
      cwd: folder,
      stdout: "piped",
      stderr: "piped",
    }).output();
    const text = new TextDecoder();
    assert.equal(text.decode(run.stderr), "");
    assert.deepEqual(JSON.parse(text.decode(run.stdout)), ["llm", "awake", [{ type: "text", text: "So: hello" }]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
