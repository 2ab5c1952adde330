/**
 * Prints every registered adapter with its options and capabilities.
 *
 * @module
 */
import { type AdapterDefinition, type AdapterKind, type Capabilities, secretsOf } from "../src/contract/adapter.ts";
import { messageOf } from "../src/contract/errors.ts";
import { openRegistry } from "../src/api/project.ts";
import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";

import { createAdapter, type Registry } from "../src/core/registry/registry.ts";
import { type JsonSchema, jsonSchemaOf } from "../src/core/validation.ts";
import { hostOf } from "./lib/host.ts";
import { runCommand, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";

interface Option {
  name: string;
  type: string;
  default: unknown;
  description: string;
}

interface Row {
  kind: AdapterKind;
  name: string;
  summary: string;
  options: Option[];
  /** Environment variables it may read. */
  secrets: readonly string[];
  /** With default options; `null` if the adapter has required options. */
  capabilities: Capabilities | null;
}

async function rowOf(registry: Registry, kind: AdapterKind, name: string): Promise<Row> {
  const definition = await registry.definition(kind, name);
  const { summary, options } = definition;
  return {
    kind,
    name,
    summary,
    options: optionsOf(jsonSchemaOf(options)),
    secrets: secretsFor(definition),
    capabilities: await capabilitiesOf(registry, kind, name),
  };
}

/** With default options; none if the adapter has required options. */
function secretsFor(definition: AdapterDefinition): readonly string[] {
  const { success, data } = definition.options.safeParse({});
  return success ? secretsOf(definition, data, definition.name) : [];
}

async function capabilitiesOf(registry: Registry, kind: AdapterKind, name: string): Promise<Capabilities | null> {
  const host = hostOf(name);
  try {
    const adapter = createAdapter(await registry.definition(kind, name), {}, host);
    const capabilities = adapter.capabilities();
    await adapter.close();
    return capabilities;
  } catch {
    return null;
  }
}

function optionsOf(schema: JsonSchema): Option[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    if (typeof node !== "object") return [];
    const { description = "", enum: values, type = "any" } = node;
    const shown = values === undefined ? String(type) : values.join(" | ");
    return [{ name, type: shown, default: node.default ?? null, description }];
  });
}

function printRow({ kind, name, summary, options, secrets, capabilities }: Row): void {
  print(`${kind}/${name}`);
  print(`  ${summary}`);
  for (const option of options) {
    const initial = option.default === null ? "" : `, default ${JSON.stringify(option.default)}`;
    print(`  option ${option.name} (${option.type}${initial}): ${option.description}`);
  }
  if (secrets.length > 0) print(`  reads ${secrets.join(", ")}`);
  if (capabilities !== null) {
    const { streams, formats = [], languages = ["any"], controls, offline } = capabilities;
    print(`  streams ${streams.join(", ")}${formats.length > 0 ? ` as ${formats.join(", ")}` : ""}`);
    print(`  languages ${languages.join(", ")}; ${offline ? "works offline" : "needs a network"}`);
    for (const fidelity of ["native", "approximated"] as const) {
      const fields = Object.entries(controls).filter(([, value]) => value === fidelity).map(([field]) => field);
      if (fields.length > 0) print(`  ${fidelity} ${fields.join(", ")}`);
    }
  }
  print();
}

const HELP = `Prints every registered adapter with its options and capabilities.

  deno task adapters [--json]

  --json  print it for programs`;

const OPTIONS = { json: { type: "boolean", default: false } } as const;

async function main({ json }: Values<typeof OPTIONS>): Promise<number> {
  const registry = await openRegistry(await projectEnvironment(filesBelow()));
  const rows: Row[] = [];
  let failed = 0;
  for (const { kind, name } of registry.list()) {
    try {
      rows.push(await rowOf(registry, kind, name));
    } catch (error) {
      failed += 1;
      print(`${kind}/${name}\n  ${messageOf(error)}\n`);
    }
  }
  if (json) print(JSON.stringify(rows, null, 2));
  else rows.forEach(printRow);
  return failed > 0 ? 1 : 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
