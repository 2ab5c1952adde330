/**
 * The JSON schema of the configuration's files, so that editors complete and check them.
 *
 * @module
 */
import { Config } from "./config_schema.ts";
import type { Registry } from "./registry.ts";
import { type JsonSchema, jsonSchemaOf, schemasAt } from "./validation.ts";

/**
 * Makes the schema: the fields of the configuration, the names of the registered adapters, their options.
 *
 * @param registry The adapters.
 * @returns The JSON schema, draft 2020-12. Nothing is required in it, as each file holds only a part.
 */
export async function configJsonSchema(registry: Registry): Promise<JsonSchema> {
  const json: JsonSchema = JSON.parse(JSON.stringify(jsonSchemaOf(Config)));
  const options: Record<string, JsonSchema> = {};
  for (const { kind, name } of registry.list()) {
    const { summary, options: schema } = await registry.definition(kind, name);
    const { $schema: _, ...own } = jsonSchemaOf(schema);
    options[name] = { ...own, description: summary };
    for (const node of schemasAt(json, ["components", kind, "primary"])) (node.enum ??= []).push(name);
    for (const node of schemasAt(json, ["components", kind, "fallback", 0])) (node.enum ??= []).push(name);
  }
  for (const node of schemasAt(json, ["adapters"])) {
    node.properties = options;
    node.additionalProperties = false;
  }
  return withoutRequired(json);
}

function withoutRequired(json: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(json, (key, value) => key === "required" && Array.isArray(value) ? undefined : value),
  );
}
