/**
 * The JSON schema of the configuration's files, so that editors complete and check them.
 *
 * @module
 */
import type { AdapterKind } from "../../contract/adapter.ts";
import { ALIAS, USE } from "./adapter_names.ts";
import { AUTO } from "./local_provider.ts";
import { Config } from "./schema.ts";
import type { Registry } from "../registry/registry.ts";
import { type JsonSchema, jsonSchemaOf, schemasAt } from "../validation.ts";

const KINDS: readonly AdapterKind[] = ["realtime", "llm", "tts", "avatar"];

/**
 * Makes the schema: the fields of the configuration, the names of the registered adapters, their options.
 *
 * @param registry The adapters.
 * @returns The JSON schema, draft 2020-12. Nothing is required, because each file holds only a part.
 */
export async function configJsonSchema(registry: Registry): Promise<JsonSchema> {
  const json: JsonSchema = JSON.parse(JSON.stringify(jsonSchemaOf(Config)));
  for (const kind of KINDS) {
    const names = registry.list(kind).map(({ name }) => name);
    if (names.length === 0) continue;
    const nodes = [["primary"], ["fallback", 0]].flatMap((path) => schemasAt(json, ["components", kind, ...path]));
    for (const node of nodes) node.anyOf = [{ enum: names }, { pattern: ALIAS.source }];
  }
  for (const node of schemasAt(json, ["components", "llm"])) {
    node.anyOf?.push({ const: AUTO, description: "A model server on this machine, where one is found." });
  }
  const options: Record<string, JsonSchema> = {};
  for (const { kind, name } of registry.list()) options[name] = await optionsOf(registry, kind, name);
  for (const node of schemasAt(json, ["adapters"])) {
    node.properties = options;
    node.additionalProperties = {
      description: "An alias: another set of options for the adapter that `use` names.",
      anyOf: Object.keys(options).map((name) => ({ $ref: `#/properties/adapters/properties/${name}` })),
    };
  }
  return withoutRequired(json);
}

async function optionsOf(registry: Registry, kind: AdapterKind, name: string): Promise<JsonSchema> {
  const { summary, options } = await registry.definition(kind, name);
  const { $schema: _, properties, ...own } = jsonSchemaOf(options);
  const use: JsonSchema = { const: name, description: "In an alias: the adapter that it is for." };
  return { ...own, properties: { ...properties, [USE]: use }, description: summary };
}

function withoutRequired(json: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(json, (key, value) => key === "required" && Array.isArray(value) ? undefined : value),
  );
}
