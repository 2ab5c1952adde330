/**
 * Starts an example, with the service that it needs.
 *
 * @module
 */
import { choiceOf, runCommand, UsageError } from "./lib/command.ts";
import { EXAMPLES, folderOf } from "./lib/examples/list.ts";
import { openStage } from "./lib/examples/stage.ts";
import { print } from "./lib/print.ts";

const WIDTH = Math.max(...Object.keys(EXAMPLES).map((name) => name.length));

const LIST = Object.entries(EXAMPLES).map(([name, { summary, usage }]) => {
  const example = usage === undefined ? "" : `\n  ${" ".repeat(WIDTH)}  deno task example ${name} ${usage}`;
  return `  ${name.padEnd(WIDTH)}  ${summary}${example}`;
}).join("\n");

const HELP = `Starts an example, with the service that it needs on a free port. Ctrl-C ends both.

  deno task example NAME [argument …]

${LIST}

  --profile NAME  the profile of the service (default: embedded)
  -h, --help      this text

Each is a folder of scripts/examples that you can copy.
`;

const OPTIONS = { profile: { type: "string", default: "embedded" } } as const;

async function main({ profile }: { profile?: string }, [name, ...args]: string[]): Promise<void> {
  if (name === undefined) return print(HELP.trimEnd());
  const example = EXAMPLES[choiceOf("example", name, Object.keys(EXAMPLES))];
  if (example === undefined) throw new UsageError(`there is no example ${name}`);
  const interrupted = new Promise<void>((resolve) => Deno.addSignalListener("SIGINT", resolve));
  await using stage = openStage(folderOf(name), { args, profile: profile ?? "embedded" });
  const address = await Promise.race([example.start(stage), interrupted]);
  if (typeof address !== "string") return;
  print(`open ${address}`);
  await interrupted;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, main);
