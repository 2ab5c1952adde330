import assert from "node:assert/strict";
import { z } from "zod";
import { filesBelow } from "../../../src/core/config/files.ts";
import { configJsonSchema } from "../../../src/core/config/json_schema.ts";
import { Registry } from "../../../src/core/registry/registry.ts";
import { schemasAt } from "../../../src/core/validation.ts";

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
  const names = (kind: string, ...path: (string | number)[]) => {
    return schemasAt(schema, ["components", kind, ...path]).flatMap((node) => node.enum ?? []);
  };
  assert.deepEqual(names("tts", "primary"), ["acme"]);
  assert.deepEqual(names("tts", "fallback", 0), ["acme"]);
  assert.deepEqual(names("llm", "primary"), []);
  assert.deepEqual(at("adapters", "acme", "voice")?.enum, ["low", "high"]);
  assert.equal(at("adapters", "acme", "use")?.const, "acme");
  assert.match(
    JSON.stringify(at("adapters")?.additionalProperties),
    /"anyOf":\[\{"\$ref":"#\/properties\/adapters\/properties\/acme"\}\]/,
  );
  assert.equal(at("pacing", "chunk_ms")?.maximum, 100);
  assert.doesNotMatch(JSON.stringify(schema), /"required"/);
});
