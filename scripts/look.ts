/**
 * Shows the looks of the configuration on a local page, which follows every change of the files.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { openRegistry } from "../src/api/project.ts";
import { loadConfig } from "../src/core/config/config.ts";

import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { numberOf, runCommand, type Values } from "./lib/command.ts";
import { LookPreview } from "./lib/face/look_preview.ts";
import { print } from "./lib/print.ts";

const HELP = `Shows the looks of the configuration (its section "looks") on a local page, which follows every change.
Without a look of your own it shows the built-in ones.

  deno task look [options]

  --port N   where to listen on this machine (default: 8100)
`;

const OPTIONS = { port: { type: "string", default: "8100" } } as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const chosenPort = numberOf("--port", values.port, [0, 65_535], Number.isInteger);
  const files = filesBelow();
  const env = await projectEnvironment(files);
  const registry = await openRegistry(env);
  const preview = new LookPreview({
    looks: async () => (await loadConfig({ env, files, registry })).config.looks,
    changes: Deno.watchFs(fileURLToPath(new URL("config", PROJECT_ROOT))),
  });
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: chosenPort,
    onListen: ({ port }) => print(`open http://127.0.0.1:${port} and edit "looks" in config/`),
  }, (request) => preview.fetch(request));
  await server.finished;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
