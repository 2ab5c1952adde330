/**
 * A file that appears under its name only when it is complete.
 *
 * @module
 */
import { dirname } from "node:path";
import { messageOf } from "../../../src/contract/errors.ts";
import { UsageError } from "../command.ts";

/** A file that is written as `<path>.part`. */
export class PartFile {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #newFolders: readonly string[];
  #length = 0;
  #isOpen = true;

  private constructor(path: string, file: Deno.FsFile, newFolders: readonly string[]) {
    this.#path = path;
    this.#file = file;
    this.#newFolders = newFolders;
  }

  /**
   * Begins a file, in a new folder if needed.
   *
   * @throws {UsageError} If it cannot be written.
   */
  static async create(path: string): Promise<PartFile> {
    const newFolders = await missingFolders(dirname(path));
    try {
      if ((await Deno.stat(path).catch(() => undefined))?.isDirectory) throw new Error("it is a folder");
      for (const folder of newFolders.toReversed()) await Deno.mkdir(folder);
      const file = await Deno.open(`${path}.part`, { write: true, create: true, truncate: true });
      return new PartFile(path, file, newFolders);
    } catch (error) {
      await removeEmpty(newFolders);
      throw new UsageError(`cannot write ${path}: ${messageOf(error)}; give another file with -o`);
    }
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds bytes at the end, or writes them at a position. */
  async write(bytes: Uint8Array, position = this.#length): Promise<void> {
    await this.#file.seek(position, Deno.SeekMode.Start);
    for (let done = 0; done < bytes.length;) done += await this.#file.write(bytes.subarray(done));
    this.#length = Math.max(this.#length, position + bytes.length);
  }

  /** Gives the complete file its name. */
  async commit(): Promise<void> {
    this.#close();
    await Deno.rename(`${this.#path}.part`, this.#path);
  }

  /** Removes the file and the folders that were made for it, unless it is complete. */
  async discard(): Promise<void> {
    if (!this.#isOpen) return;
    this.#close();
    await Deno.remove(`${this.#path}.part`);
    await removeEmpty(this.#newFolders);
  }

  #close(): void {
    this.#isOpen = false;
    this.#file.close();
  }
}

/** The folders of a path that do not exist, the deepest first. */
async function missingFolders(folder: string): Promise<string[]> {
  if (await Deno.stat(folder).then(() => true, () => false)) return [];
  const parent = dirname(folder);
  return parent === folder ? [] : [folder, ...await missingFolders(parent)];
}

/** Removes folders, the deepest first; a folder with content stays. */
async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    if (!await Deno.remove(folder).then(() => true, () => false)) return;
  }
}
