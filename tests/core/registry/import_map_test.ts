import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readImportMap } from "../../../src/core/registry/import_map.ts";

async function withFile(text: string, run: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(path, text);
    await run(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("an import map is read from a separate file, or from a deno.json", async () => {
  await withFile(
    '{"name": "@me/mine", "imports": {"#adapters/tts/acme": "./acme.ts", "zod": "npm:zod"}}',
    async (path) => {
      const map = await readImportMap(path);
      assert.deepEqual(map.imports, { "#adapters/tts/acme": "./acme.ts", zod: "npm:zod" });
      assert.deepEqual([map.file, fileURLToPath(map.url)], [path, path]);
      assert.deepEqual(map.permissions, {});
    },
  );
});

Deno.test("an import map says what its adapters need of Deno, as a deno.json does", async () => {
  const permissions = { default: { env: ["NODE_ENV"], run: true } };
  await withFile(JSON.stringify({ imports: {}, permissions }), async (path) => {
    assert.deepEqual((await readImportMap(path)).permissions, permissions.default);
  });
});

Deno.test("an import map that cannot be read is named with its variable, and with what to do", async () => {
  await assert.rejects(readImportMap("no/such.json"), {
    message:
      /^environment TTH_IMPORT_MAP: no\/such\.json: there is no \/.*\/no\/such\.json; paths are relative to the project$/,
    code: "config_invalid",
  });
  const cases = {
    "{": /: it is not JSON: /,
    "[]": /: it has no imports; write \{"imports": \{"#adapters\/<kind>\/<name>": "\.\/adapter\.ts"\}\}$/,
    '{"imports": null}': /: it has no imports; /,
    '{"imports": {"adapters/tts/acme": "./acme.ts"}}': /: none of its imports begins with "#adapters\/"; write /,
    '{"imports": {}, "permissions": {"default": {"env": "NODE_ENV"}}}':
      /: permissions\.default\.env must be true or a list of strings$/,
    '{"imports": {"#adapters/tts/acme": 1}}': /: the target of "#adapters\/tts\/acme" must be a string$/,
  };
  for (const [text, message] of Object.entries(cases)) {
    await withFile(text, (path) => assert.rejects(readImportMap(path), { message }));
  }
});
