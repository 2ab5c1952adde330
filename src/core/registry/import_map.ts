/**
 * A second import map, for adapters outside the project.
 *
 * @module
 */
import { messageOf, TthError } from "../../contract/errors.ts";
import { PROJECT_ROOT } from "../project_root.ts";

/** The environment variable with the path of its file. */
export const IMPORT_MAP_VARIABLE = "TTH_IMPORT_MAP";

const REMEDY = 'write {"imports": {"#adapters/<kind>/<name>": "./adapter.ts"}}';

/** The file of an import map, or a deno.json with `imports`. */
export interface ImportMap {
  /** The file as it was named. */
  readonly file: string;
  /** Where it is; targets that are paths are relative to it. */
  readonly url: URL;
  readonly imports: Readonly<Record<string, string>>;
  /** Permissions that its adapters need beyond those of the tasks: its `permissions.default`, as in a deno.json. */
  readonly permissions?: Permissions;
}

/** Permissions by name, such as `env`: all of a kind, or a list of allowed values. */
export type Permissions = Readonly<Record<string, boolean | readonly string[]>>;

/** The second import map cannot be read. */
export class ImportMapError extends TthError {
  constructor(file: string, what: string, cause?: unknown) {
    super(`environment ${IMPORT_MAP_VARIABLE}: ${file}: ${what}`, { code: "config_invalid", cause });
  }
}

/**
 * Reads an import map.
 *
 * @param file Its path, absolute or relative to the project.
 * @returns The map.
 * @throws {ImportMapError} If it cannot be read, or is not an import map.
 */
export async function readImportMap(file: string): Promise<ImportMap> {
  const url = new URL(file, PROJECT_ROOT);
  const json = await readJson(file, url);
  const found = objectAt(json, "imports");
  if (found === undefined) throw new ImportMapError(file, `it has no imports; ${REMEDY}`);
  const keys = Object.keys(found);
  if (keys.length > 0 && !keys.some((key) => key.startsWith("#adapters/"))) {
    throw new ImportMapError(file, `none of its imports begins with "#adapters/"; ${REMEDY}`);
  }
  const entries = Object.entries(found).map(([key, target]): [string, string] => {
    if (typeof target === "string") return [key, target];
    throw new ImportMapError(file, `the target of "${key}" must be a string`);
  });
  return { file, url, imports: Object.fromEntries(entries), permissions: permissionsIn(file, json) };
}

function permissionsIn(file: string, json: unknown): Permissions {
  const found = objectAt(objectAt(json, "permissions"), "default") ?? {};
  const entries = Object.entries(found).map(([kind, value]): [string, boolean | string[]] => {
    if (typeof value === "boolean") return [kind, value];
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return [kind, value];
    throw new ImportMapError(file, `permissions.default.${kind} must be true or a list of strings`);
  });
  return Object.fromEntries(entries);
}

function objectAt(json: unknown, key: string): object | undefined {
  const found: unknown = typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
  return typeof found === "object" && found !== null ? found : undefined;
}

async function readJson(file: string, url: URL): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(url);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) {
      throw new ImportMapError(file, `there is no ${url.pathname}; paths are relative to the project`, cause);
    }
    throw new ImportMapError(file, messageOf(cause), cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ImportMapError(file, `it is not JSON: ${messageOf(cause)}`, cause);
  }
}

/**
 * Resolves a target of an import map: a path becomes a file URL; `npm:` and other specifiers stay as they are.
 *
 * @param map The map that contains the target.
 * @param target The target.
 */
export function resolveTarget({ url }: Pick<ImportMap, "url">, target: string): string {
  return /^(\.{0,2}\/|file:)/.test(target) ? new URL(target, url).href : target;
}
