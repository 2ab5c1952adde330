/**
 * A project that runs the service: its environment, files and adapters.
 *
 * @module
 */
import type { ConfigFiles } from "../core/config/config.ts";
import type { Environment } from "../core/config/environment.ts";
import { filesBelow, filesOver, projectEnvironment } from "../core/config/files.ts";
import { PROJECT_ROOT } from "../core/project_root.ts";
import { IMPORT_MAP_VARIABLE, type ImportMap, readImportMap } from "../core/registry/import_map.ts";
import { Registry } from "../core/registry/registry.ts";

/** A project that runs the service with its own adapters and configuration. */
export interface ProgramOptions {
  /** The project's folder, with `.env` and `config/`; missing files are taken from TTH. Default: TTH's folder. */
  readonly root?: URL;
  /** The `imports` of the project's deno.json: keys `#adapters/<kind>/<name>` register adapters. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Names of variables that are set, for a program that may not list them: misspelt ones are then reported. */
  readonly variables?: readonly string[];
}

/** What a project brings to a service. */
interface Project {
  readonly env: Environment;
  readonly files: ConfigFiles;
  readonly registry: Registry;
}

/**
 * Opens a project: its environment, files and adapters.
 *
 * @throws {ImportMapError} If the environment names an import map that cannot be read.
 * @throws {RegistryError} If it holds an invalid or duplicate key.
 */
export async function openProject({ root = PROJECT_ROOT, imports, variables }: ProgramOptions): Promise<Project> {
  const own = filesBelow(root);
  const env = await projectEnvironment(own, variables);
  const outside = imports && { file: "deno.json", url: new URL("deno.json", root), imports };
  return { env, files: filesOver(own, filesBelow()), registry: await openRegistry(env, outside) };
}

/**
 * Opens the registry: the adapters of the project, and those of a second import map.
 *
 * @param env Its `TTH_IMPORT_MAP` names the second import map.
 * @param outside The second import map; overrides the environment.
 * @returns The registry.
 * @throws {ImportMapError} If the import map cannot be read.
 * @throws {RegistryError} If it holds an invalid or duplicate key.
 */
export async function openRegistry(env: Environment, outside?: ImportMap): Promise<Registry> {
  const file = env.get(IMPORT_MAP_VARIABLE);
  const map = outside ?? (file === undefined ? undefined : await readImportMap(file));
  return new Registry({ outside: map, loadKit: () => import("../adapters/kit/mod.ts") });
}
