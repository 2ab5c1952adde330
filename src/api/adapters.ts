/**
 * The adapters that a service can use.
 *
 * @module
 */
import type { Environment } from "../core/config/environment.ts";
import { IMPORT_MAP_VARIABLE, type ImportMap, readImportMap } from "../core/registry/import_map.ts";
import { Registry } from "../core/registry/registry.ts";

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
