/**
 * Checks the configuration against the live servers, stage by stage, runs a turn, and suggests fixes.
 *
 * @module
 */
import { openRegistry } from "../src/api/project.ts";

import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { runCommand, type Values } from "./lib/command.ts";
import { examine } from "./lib/doctor.ts";
import { print } from "./lib/print.ts";

const HELP = `deno task doctor [--profile=NAME] [--text="What to say"]

Loads the configuration as the service would, checks every provider (address, key, model, voice), then lets a
person reply and speak a sentence, and prints the result of each step and what to do.

Exit codes: 0 all is well, 1 something does not work, 2 the configuration has errors.`;

const TEXT = "Hello, can you hear me?";

const OPTIONS = { profile: { type: "string" }, text: { type: "string", default: TEXT } } as const;

async function main({ profile, text }: Values<typeof OPTIONS>): Promise<number> {
  const files = filesBelow();
  const env = await projectEnvironment(files);
  return await examine({ env, files, registry: await openRegistry(env), profile, text, findLocal: true, print });
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
