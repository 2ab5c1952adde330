/**
 * The file that a script makes.
 *
 * @module
 */
import { dirname } from "node:path";
import { messageOf } from "../../src/contract/errors.ts";
import { UsageError } from "./command.ts";

/**
 * Writes the file that `-o` names, in a new folder if needed.
 *
 * @param path Where to write it.
 * @param bytes Its content.
 * @throws {UsageError} If it cannot be written.
 */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, bytes);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${writeProblem(error)}; give another file with -o`);
  }
}

/** Why a file could not be written, without Deno's advice on flags: a task cannot take any. */
export function writeProblem(error: unknown): string {
  return error instanceof Deno.errors.NotCapable ? "Deno does not write there" : messageOf(error);
}
