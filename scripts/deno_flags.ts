/**
 * Prints the flags that Deno needs beside the permissions in deno.json. The tasks add them to their command line.
 *
 * `TTH_IMPORT_MAP` names adapters outside the project: read permission, other permissions from their import map, and a
 * separate lockfile for npm packages. `TTH_STORE__PATH` names the file of the session store and `TTH_RECORDING__DIR` the
 * folder of recordings, to be read and written.
 *
 * After a program it prints the names of the variables that are set for it: under narrow permissions the program cannot
 * list them, and would not see misspelt ones.
 *
 *     deno run -P=flags scripts/deno_flags.ts [permission set [program]]
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import denoJson from "../deno.json" with { type: "json" };
import { systemEnvironment } from "../src/core/config/environment.ts";
import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { PROJECT_ROOT } from "../src/core/project_root.ts";

import {
  IMPORT_MAP_VARIABLE,
  type ImportMap,
  type Permissions,
  readImportMap,
  resolveTarget,
} from "../src/core/registry/import_map.ts";
import { print } from "./lib/print.ts";

/** Names the file of the session store. */
const STORE_PATH_VARIABLE = "TTH_STORE__PATH";

/** Names the folder of recordings. */
const RECORDING_DIR_VARIABLE = "TTH_RECORDING__DIR";

/** Locations of the adapters in an import map; errors in the map are reported by the program that gets the flags. */
async function outside(file: string): Promise<{ map: ImportMap; targets: readonly string[] }> {
  const map = await readImportMap(file).catch((): ImportMap => {
    return { file, url: new URL(file, PROJECT_ROOT), imports: {} };
  });
  const adapters = Object.entries(map.imports).filter(([key]) => key.startsWith("#adapters/"));
  return { map, targets: adapters.map(([, target]) => resolveTarget(map, target)) };
}

/** Permissions that the adapters need in addition to the tasks' own, including the folders of their files. */
function extraPermissions({ url, permissions = {} }: ImportMap, targets: readonly string[]): Permissions {
  const pathOf = (path: string) => fileURLToPath(new URL(path, url));
  const files = targets.filter((target) => target.startsWith("file:"));
  const folders = new Set([url.href, ...files].map((href) => fileURLToPath(new URL(".", href))));
  const { read = [], write = [] } = permissions;
  return {
    ...permissions,
    read: typeof read === "boolean" ? read : [...folders, ...read.map(pathOf)],
    write: typeof write === "boolean" ? write : write.map(pathOf),
  };
}

/** Flags that add permissions to a set: a flag replaces the set's entry for the same permission. */
function permissionFlags(set: string, extra: Permissions): string[] {
  const sets: Readonly<Record<string, Permissions>> = denoJson.permissions;
  return Object.entries(extra).flatMap(([kind, more]) => {
    const given = sets[set]?.[kind] ?? [];
    if (given === true || more === false || (more !== true && more.length === 0)) return [];
    if (more === true) return [`--allow-${kind}`];
    return [`--allow-${kind}=${[...given === false ? [] : given, ...more].join(",")}`];
  });
}

/** The lockfile beside an import map; initially a copy of the project's. */
async function lockBeside(file: string): Promise<string> {
  const lock = fileURLToPath(new URL(file.replace(/(\.\w+)?$/, ".lock"), PROJECT_ROOT));
  const project = await Deno.readTextFile(new URL("deno.lock", PROJECT_ROOT));
  await Deno.writeTextFile(lock, project, { createNew: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  });
  return lock;
}

/** What adapters outside the project need: permissions, and a lockfile. */
async function forAdapters(file: string | undefined): Promise<{ permissions: Permissions; lock: string[] }> {
  if (file === undefined) return { permissions: {}, lock: [] };
  const { map, targets } = await outside(file);
  const isFromNpm = targets.some((target) => target.startsWith("npm:"));
  const lock = isFromNpm ? [`--lock=${await lockBeside(file)}`, "--frozen=false"] : [];
  return { permissions: extraPermissions(map, targets), lock };
}

/** Permissions with files and folders that may be read and written. */
function withPaths(permissions: Permissions, paths: readonly string[]): Permissions {
  const and = (given: Permissions[string] = []) =>
    typeof given === "boolean" && given ? given : [...given || [], ...paths];
  return { ...permissions, read: and(permissions.read), write: and(permissions.write) };
}

if (import.meta.main) {
  // The program that gets the flags reports what is wrong.
  const env = await projectEnvironment(filesBelow()).catch(() => systemEnvironment(undefined));
  const { permissions, lock } = await forAdapters(env.get(IMPORT_MAP_VARIABLE));
  const [set = "default", program] = Deno.args;
  const variables = [STORE_PATH_VARIABLE, RECORDING_DIR_VARIABLE];
  const paths = set === "default" ? variables.flatMap((variable) => env.get(variable) ?? []) : [];
  const flags = [...permissionFlags(set, withPaths(permissions, paths)), ...lock];
  const broken = flags.find((flag) => /\s/.test(flag));
  const sources = [IMPORT_MAP_VARIABLE, ...variables].join(" or ");
  if (broken !== undefined) throw new Error(`${sources}: a path must be without spaces: ${broken}`);
  const named = program === undefined ? [] : [program, ...env.names().filter((name) => /^TTH_\w+$/.test(name))];
  print([...flags, ...named].join(" "));
}
