/**
 * The project folder, from which the configuration files are read.
 *
 * @module
 */
import { PROJECT_ROOT } from "../project_root.ts";
import { ConfigError, type ConfigFiles } from "./config.ts";
import { DOTENV_VARIABLE, type Environment, systemEnvironment } from "./environment.ts";

/**
 * Reads files below a folder.
 *
 * @param root The folder. Default: the project folder.
 * @returns A reader; a file or folder that does not exist is no error. It throws {@linkcode ConfigError} for a file that
 * is not UTF-8.
 */
export function filesBelow(root: URL = PROJECT_ROOT): ConfigFiles {
  return {
    read: async (path) => {
      const bytes = await unlessMissing(Deno.readFile(new URL(path, root)), undefined);
      return bytes && decoded(path, bytes);
    },
    list: (folder) => unlessMissing(Array.fromAsync(Deno.readDir(new URL(folder, root)), (entry) => entry.name), []),
  };
}

/**
 * Reads each file from the first of two places that has it, and lists the files of both.
 *
 * @param first Where to look first.
 * @param second Where to look then.
 */
export function filesOver(first: ConfigFiles, second: ConfigFiles): ConfigFiles {
  return {
    read: async (path) => await first.read(path) ?? await second.read(path),
    list: async (folder) => [...new Set([...await first.list(folder), ...await second.list(folder)])],
  };
}

/**
 * The environment of a program of the project: the process's, over the file `.env`, unless `TTH_DOTENV` is `off`.
 *
 * @param files Reads the project's files.
 * @param known As for {@linkcode systemEnvironment}.
 * @throws {ConfigError} If `TTH_DOTENV` is neither `on` nor `off`.
 */
export async function projectEnvironment(
  files: Pick<ConfigFiles, "read">,
  known?: readonly string[],
): Promise<Environment> {
  const own = systemEnvironment(undefined, known);
  const choice = own.get(DOTENV_VARIABLE) ?? "on";
  if (choice === "on") return systemEnvironment(await files.read(".env"), known);
  if (choice === "off") return own;
  throw new ConfigError([`environment ${DOTENV_VARIABLE}: "${choice}" is not possible, set it to on or off`]);
}

/** Editors and shells of Windows write other encodings, and a byte order mark, which is left out. */
function decoded(path: string, bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([`${path}: not UTF-8, save it in that encoding`]);
  }
}

async function unlessMissing<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return otherwise;
    throw error;
  }
}
