/**
 * The project's own folder: where the configuration's files are read from.
 *
 * @module
 */
import type { ConfigFiles } from "./config.ts";

/** The folder that holds deno.json. */
export const PROJECT_ROOT: URL = new URL("../../", import.meta.url);

/**
 * Reads files below a folder.
 *
 * @param root The folder. Default: the project's.
 * @returns A reader; a file or folder that does not exist is no error.
 */
export function filesBelow(root: URL = PROJECT_ROOT): ConfigFiles {
  return {
    read: (path) => unlessMissing(Deno.readTextFile(new URL(path, root)), undefined),
    list: (folder) => unlessMissing(Array.fromAsync(Deno.readDir(new URL(folder, root)), (entry) => entry.name), []),
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
