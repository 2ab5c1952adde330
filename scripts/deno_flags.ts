/**
 * Prints the flags that Deno needs for adapters outside the project: leave to read them, and a lock of their own for
 * what comes from npm. The tasks put them on their command line. Without `TTH_IMPORT_MAP` there are none.
 *
 *     deno run -P=flags scripts/deno_flags.ts [permission set]
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import denoJson from "../deno.json" with { type: "json" };
import { filesBelow } from "../src/core/config/files.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { systemEnvironment } from "../src/core/config/environment.ts";
import { IMPORT_MAP_VARIABLE, readImportMap, resolveTarget } from "../src/core/registry/import_map.ts";
import { print } from "./lib/print.ts";

/** What the adapters of an import map need. */
interface Needs {
  /** Folders to read. */
  readonly folders: readonly string[];
  /** Whether any comes from npm. */
  readonly npm: boolean;
}

/** Reads the import map; what is wrong with it is said by the program that the flags are for. */
async function needsOf(file: string): Promise<Needs> {
  const url = new URL(file, PROJECT_ROOT);
  const folderOf = (href: string | URL) => fileURLToPath(new URL(".", href));
  try {
    const { imports } = await readImportMap(file);
    const targets = Object.entries(imports).filter(([key]) => key.startsWith("#adapters/"))
      .map(([, target]) => resolveTarget({ url }, target));
    const files = targets.filter((target) => target.startsWith("file:"));
    return {
      folders: [...new Set([url, ...files].map(folderOf))],
      npm: targets.some((target) => target.startsWith("npm:")),
    };
  } catch {
    return { folders: [folderOf(url)], npm: false };
  }
}

/** What a permission set lets read; `undefined`: everything. */
function readableBy(set: string): readonly string[] | undefined {
  const sets: Readonly<Record<string, { read?: boolean | readonly string[] }>> = denoJson.permissions;
  const read = sets[set]?.read ?? [];
  return typeof read === "boolean" ? undefined : read;
}

/** The lock beside an import map; begins as a copy of the project's. */
async function lockBeside(file: string): Promise<string> {
  const lock = fileURLToPath(new URL(file.replace(/(\.\w+)?$/, ".lock"), PROJECT_ROOT));
  const project = await Deno.readTextFile(new URL("deno.lock", PROJECT_ROOT));
  await Deno.writeTextFile(lock, project, { createNew: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  });
  return lock;
}

async function flagsFor(file: string, set: string): Promise<string[]> {
  const { folders, npm } = await needsOf(file);
  const readable = readableBy(set);
  // A flag replaces what the permission set says of the same permission.
  const read = readable === undefined ? [] : [`--allow-read=${[...readable, ...folders].join(",")}`];
  const lock = npm ? [`--lock=${await lockBeside(file)}`, "--frozen=false"] : [];
  return [...read, ...lock];
}

if (import.meta.main) {
  const file = systemEnvironment(await filesBelow().read(".env")).get(IMPORT_MAP_VARIABLE);
  const flags = file === undefined ? [] : await flagsFor(file, Deno.args[0] ?? "default");
  const broken = flags.find((flag) => /\s/.test(flag));
  if (broken !== undefined) throw new Error(`${IMPORT_MAP_VARIABLE}: a path must be without spaces: ${broken}`);
  print(flags.join(" "));
}
