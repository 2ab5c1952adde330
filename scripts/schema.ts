/**
 * Generates config/schema.json for editors, the reference of the protocol's messages, and the types of the Python client
 * from the schemas. With `--check` it only reports whether the files are up to date.
 *
 * @module
 */
import { filesBelow } from "../src/core/config/files.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { configJsonSchema } from "../src/core/config/json_schema.ts";
import { openRegistry } from "../src/api/project.ts";
import { systemEnvironment } from "../src/core/config/environment.ts";
import { print } from "./lib/print.ts";
import { protocolReference } from "./lib/reference/protocol_reference.ts";
import { pythonTypes } from "./lib/reference/python_types.ts";

if (import.meta.main) {
  const registry = await openRegistry(systemEnvironment(await filesBelow().read(".env")));
  const generated = {
    "config/schema.json": `${JSON.stringify(await configJsonSchema(registry), null, 2)}\n`,
    "src/contract/MESSAGES.md": protocolReference(),
    "scripts/python/src/tth/events.py": pythonTypes(),
  };
  let stale = false;
  for (const [file, text] of Object.entries(generated)) {
    if (await filesBelow().read(file) === text) {
      print(`${file} is up to date`);
    } else if (Deno.args.includes("--check")) {
      print(`${file} is stale, run: deno task schema`);
      stale = true;
    } else {
      await Deno.writeTextFile(new URL(file, PROJECT_ROOT), text);
      print(`wrote ${file}`);
    }
  }
  Deno.exit(stale ? 1 : 0);
}
