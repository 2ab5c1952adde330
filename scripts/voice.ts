/**
 * Fetches published voice models, and lists them.
 *
 * @module
 */
import { messageOf } from "../src/contract/errors.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { nearest } from "../src/core/suggest.ts";
import { runCommand, UsageError, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";
import { BASE_URL, fetchVoice, PUBLISHED_VOICES } from "./lib/voice/published_voices.ts";

const HELP = `Adds a voice model to the project: a person other than the built-in voices, with the same controls.

  deno task voice list
  deno task voice add <name> [--from URL] [--sha256 HEX]

  add             fetches config/voices/<name>.onnx, checks its SHA-256, and says what to put into the configuration
  --from URL      a mirror's folder, ending in "/", or the address of a file; required for a name that is not listed
  --sha256 HEX    the expected hash of the file; known for listed voices
`;

const NAME = /^[a-z0-9_-]{1,64}$/;
const OPTIONS = { from: { type: "string" }, sha256: { type: "string" } } as const;

async function main(values: Values<typeof OPTIONS>, [command, name, ...rest]: readonly string[]): Promise<void> {
  if (command === undefined) return print(HELP);
  if (command === "list" && name === undefined) return list();
  if (command === "add" && name === undefined) {
    throw new UsageError(`name a voice: ${Object.keys(PUBLISHED_VOICES).join(", ")}, or one of your own with --from`);
  }
  if (command !== "add" || name === undefined || rest.length > 0) {
    throw new UsageError(`cannot do "${Deno.args.join(" ")}": see deno task voice --help`);
  }
  await add(name, values.from, values.sha256?.toLowerCase());
}

function list(): void {
  for (const [name, { summary, bytes }] of Object.entries(PUBLISHED_VOICES)) {
    print(`${name.padEnd(10)} ${summary.padEnd(20)} ${(bytes / 1e6).toFixed(1)} MB, Apache-2.0`);
  }
}

async function add(name: string, from: string | undefined, sha256: string | undefined): Promise<void> {
  if (!NAME.test(name)) throw new UsageError(`"${name}" is not a voice's name: use a-z, 0-9, "-" and "_", at most 64`);
  const path = `config/voices/${name}.onnx`;
  const target = new URL(path, PROJECT_ROOT);
  const published = PUBLISHED_VOICES[name];
  const url = addressOf(name, from);
  const found = await fetchVoice({ url, target, sha256: sha256 ?? published?.sha256, onProgress: progress() })
    .catch((error) => {
      throw new UsageError(messageOf(error));
    });
  print(`wrote ${path}, SHA-256 ${found}`);
  print(`\nPut this into config/base.yaml, and write \`voice: ${name}\` in a persona:\n`);
  print(`voices:\n  ${name}: { model: ${path}, summary: "${published?.summary ?? name}" }`);
  print(`\nListen to it: deno task speak "Hello, it is good to see you." --voice ${name} -o hello.wav`);
}

function addressOf(name: string, from: string | undefined): URL {
  const published = PUBLISHED_VOICES[name];
  if (from === undefined && published === undefined) {
    const near = nearest(name, Object.keys(PUBLISHED_VOICES));
    const hint = near === undefined
      ? `known are ${Object.keys(PUBLISHED_VOICES).join(", ")}`
      : `did you mean "${near}"?`;
    throw new UsageError(`no published voice is called "${name}": ${hint}; or say where it is with --from`);
  }
  if (from !== undefined && !URL.canParse(from)) throw new UsageError(`--from ${from} is not an address`);
  const base = new URL(from ?? BASE_URL);
  if (!base.pathname.endsWith("/")) return base;
  return new URL(published?.file ?? `${name}.onnx`, base);
}

/** Shows progress: one line that is overwritten on a terminal, otherwise a line for each 20 %. */
function progress(): (done: number, total: number | undefined) => void {
  let nextShare = 0;
  return (done, total) => {
    const share = total === undefined ? undefined : Math.floor(done / total * 100);
    const text = share === undefined ? `${(done / 1e6).toFixed(1)} MB` : `${share} %`;
    if (Deno.stdout.isTerminal()) {
      Deno.stdout.writeSync(new TextEncoder().encode(`\rfetching ${text}${done === total ? "\n" : ""}`));
    } else if (share !== undefined && share >= nextShare) {
      print(`fetching ${share} %`);
      nextShare = (Math.floor(share / 20) + 1) * 20;
    }
  };
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, main);
