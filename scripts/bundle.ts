/**
 * Makes what browsers load from the service: the client, the element and the studio as bundles, the worklet, and the
 * types.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { bundle, bundleWorklet, WORKLET_SOURCE, workletSourceModule } from "./lib/bundle.ts";
import { runCommand, type Values } from "./lib/command.ts";
import { servedTypes } from "./lib/npm/archive.ts";
import { print } from "./lib/print.ts";

/** Where the service finds them. */
const FOLDER = "src/web/dist";

/** Ends the names of declarations, which `deno check` would otherwise take for sources of the project. */
const NO_SOURCE = ".txt";

const ENTRIES = ["client", "element", "studio"].map((name) => `src/web/entries/${name}.ts`);

/** One file without imports, so that the thread starts after one request. */
const PAINTER_WORKER = "src/web/entries/painter_worker.ts";
/** Lets Chromium compile the thread's functions as it starts, not one by one while it draws the first picture. */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad\n";

/** What the bundles are made of. */
const SOURCES = [
  "src/client",
  "src/contract",
  "src/face",
  "src/web/entries",
  "src/web/lib",
  "src/web/model",
  "src/web/parts",
];

/** Changes within this time are bundled together. */
const SETTLE_MS = 100;

const HELP = `Bundles what browsers load from the service: ${FOLDER}.

  deno task bundle

  --check   change nothing, and exit with 1 if a file is stale
  --watch   rebuild whenever a source changes, except the types`;

const OPTIONS = { check: { type: "boolean", default: false }, watch: { type: "boolean", default: false } } as const;

async function main({ check: isCheck, watch: isWatching }: Values<typeof OPTIONS>): Promise<number> {
  const stale = await update({ isCheck, types: await servedTypes() });
  print(`${FOLDER} ${!stale ? "is up to date" : isCheck ? "is stale, run: deno task bundle" : "is new"}`);
  if (isWatching) await watch();
  return isCheck && stale ? 1 : 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);

/**
 * Makes the files. Returns whether they differed.
 *
 * @param options `types`: declaration files; absent: those there are stay as they are.
 */
async function update({ isCheck, types }: { isCheck: boolean; types?: Map<string, string> }): Promise<boolean> {
  const worklet = await bundleWorklet();
  let stale = await put(WORKLET_SOURCE, workletSourceModule(worklet), isCheck);
  const files = await bundle({ entries: ENTRIES, minify: true });
  for (const [name, text] of await bundle({ entries: [PAINTER_WORKER], minify: true })) {
    files.set(name, COMPILE_AT_ONCE + text);
  }
  files.set("worklet.js", `${worklet}\n`);
  for (const [name, text] of types ?? []) files.set(name + NO_SOURCE, text);
  for (const [name, text] of files) stale = await put(`${FOLDER}/${name}`, text, isCheck) || stale;
  for (const name of await namesIn(FOLDER)) {
    if (files.has(name) || types === undefined && name.endsWith(NO_SOURCE)) continue;
    stale = true;
    if (!isCheck) await Deno.remove(new URL(`${FOLDER}/${name}`, PROJECT_ROOT));
  }
  return stale;
}

/** Makes the files anew whenever a source has changed, until the program ends. */
async function watch(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { kind } of Deno.watchFs(SOURCES.map((path) => fileURLToPath(new URL(path, PROJECT_ROOT))))) {
    if (kind === "access") continue;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      // The bundler reports errors in a source; the next change may fix them.
      const outcome = await update({ isCheck: false }).then((stale) => stale ? "is new" : "is up to date", String);
      print(`${FOLDER} ${outcome}`);
    }, SETTLE_MS);
  }
}

/** Writes a file unless it has this text already. Returns whether it had another one. */
async function put(path: string, text: string, isCheck: boolean): Promise<boolean> {
  const file = new URL(path, PROJECT_ROOT);
  const old = await Deno.readTextFile(file).catch(() => null);
  if (old === text) return false;
  if (!isCheck) {
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return true;
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(new URL(`${folder}/`, PROJECT_ROOT))).catch(() => []);
  return entries.map(({ name }) => name);
}
