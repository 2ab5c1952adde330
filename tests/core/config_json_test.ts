import assert from "node:assert/strict";
import { z } from "zod";
import { filesBelow } from "../../src/core/config_files.ts";
import { configJsonSchema } from "../../src/core/config_json.ts";
import { Registry } from "../../src/core/registry.ts";
import { schemasAt } from "../../src/core/validation.ts";

Deno.test("config/schema.json is what `deno task schema` writes", async () => {
  const text = await filesBelow().read("config/schema.json");
  assert.deepEqual(JSON.parse(text ?? "{}"), JSON.parse(JSON.stringify(await configJsonSchema(new Registry()))));
});

Deno.test("configJsonSchema() completes adapters by kind, and their options", async () => {
  const registry = new Registry({
    imports: { "#adapters/tts/acme": "./acme.ts" },
    importModule: () =>
      Promise.resolve({
        default: {
          kind: "tts",
          name: "acme",
          summary: "Speaks.",
          options: z.strictObject({ voice: z.enum(["low", "high"]).describe("Which voice.") }),
          create: () => ({}),
        },
      }),
  });
  const schema = await configJsonSchema(registry);
  const at = (...path: (string | number)[]) => schemasAt(schema, path)[0];
  assert.deepEqual(at("components", "tts", "primary")?.enum, ["acme"]);
  assert.deepEqual(at("components", "tts", "fallback", 0)?.enum, ["acme"]);
  assert.equal(at("components", "llm", "primary")?.enum, undefined);
  assert.deepEqual(at("adapters", "acme", "voice")?.enum, ["low", "high"]);
  assert.equal(at("adapters")?.additionalProperties, false);
  assert.equal(at("pacing", "chunk_ms")?.maximum, 100);
  assert.doesNotMatch(JSON.stringify(schema), /"required"/);
});
