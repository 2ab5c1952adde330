/**
 * The project folder, from which the configuration files are read.
 *
 * @module
 */
import { PROJECT_ROOT } from "../project_root.ts";
import type { ConfigFiles } from "./config.ts";

/**
 * Reads files below a folder.
 *
 * @param root The folder. Default: the project folder.
 * @returns A reader; a file or folder that does not exist is no error.
 */
export function filesBelow(root: URL = PROJECT_ROOT): ConfigFiles {
  return {
    read: (path) => unlessMissing(Deno.readTextFile(new URL(path, root)), undefined),
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

async function unlessMissing<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return otherwise;
    throw error;
  }
}
