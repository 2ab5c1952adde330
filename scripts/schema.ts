/**
 * Generates config/schema.json for editors, the reference of the protocol's messages, and the types of the Python client
 * from the schemas.
 *
 * @module
 */
import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { configJsonSchema } from "../src/core/config/json_schema.ts";
import { openRegistry } from "../src/api/project.ts";

import { runCommand, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";
import { protocolReference } from "./lib/reference/protocol_reference.ts";
import { pythonTypes } from "./lib/reference/python_types.ts";

const HELP = `Writes the files that are generated from the schemas: config/schema.json for editors, the reference of the
protocol's messages, and the types of the Python client.

  deno task schema

  --check   change nothing, and exit with 1 if a file is stale`;

const OPTIONS = { check: { type: "boolean", default: false } } as const;

async function main({ check: isCheck }: Values<typeof OPTIONS>): Promise<number> {
  const registry = await openRegistry(await projectEnvironment(filesBelow()));
  const generated = {
    "config/schema.json": `${JSON.stringify(await configJsonSchema(registry), null, 2)}\n`,
    "src/contract/MESSAGES.md": protocolReference(),
    "scripts/python/src/tth/events.py": pythonTypes(),
  };
  let stale = false;
  for (const [file, text] of Object.entries(generated)) {
    if (await filesBelow().read(file) === text) {
      print(`${file} is up to date`);
    } else if (isCheck) {
      print(`${file} is stale, run: deno task schema`);
      stale = true;
    } else {
      await Deno.writeTextFile(new URL(file, PROJECT_ROOT), text);
      print(`wrote ${file}`);
    }
  }
  return stale ? 1 : 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
