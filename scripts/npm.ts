/**
 * Makes the npm package of the client, the element and the React component: `out/npm/*.tgz`, ready to publish.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { packageFiles, packed } from "./lib/npm/archive.ts";
import { runCommand } from "./lib/command.ts";
import { print } from "./lib/print.ts";

const HELP = `Makes the npm package of the client, the element and the React component: out/npm/*.tgz, ready to publish.

  deno task npm`;

async function main(): Promise<void> {
  const files = await packageFiles((step) => print(`${step} …`));
  const folder = new URL("out/npm/", PROJECT_ROOT);
  await Deno.mkdir(folder, { recursive: true });
  const file = new URL(`${config.name.replace(/^@/, "").replace("/", "-")}-${config.version}.tgz`, folder);
  await Deno.writeFile(file, await packed(files));
  const { size } = await Deno.stat(file);
  print(`${file.pathname}: ${files.size} files, ${Math.round(size / 1000)} KB`);
  print("use it in a project: npm install " + file.pathname);
  print("publish it: npm publish " + file.pathname);
}

if (import.meta.main) await runCommand({ help: HELP, options: {} }, main);
