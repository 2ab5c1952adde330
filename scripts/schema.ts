/**
 * Writes config/schema.json. With `--check` it only says whether the file is up to date.
 *
 * @module
 */
import { filesBelow, PROJECT_ROOT } from "../src/core/config_files.ts";
import { configJsonSchema } from "../src/core/config_json.ts";
import { Registry } from "../src/core/registry.ts";
import { print } from "./lib/print.ts";

const FILE = "config/schema.json";

if (import.meta.main) {
  const text = `${JSON.stringify(await configJsonSchema(new Registry()), null, 2)}\n`;
  if (Deno.args.includes("--check")) {
    const fresh = await filesBelow().read(FILE) === text;
    print(fresh ? `${FILE} is up to date` : `${FILE} is stale, run: deno task schema`);
    Deno.exit(fresh ? 0 : 1);
  }
  await Deno.writeTextFile(new URL(FILE, PROJECT_ROOT), text);
  print(`wrote ${FILE}`);
}
