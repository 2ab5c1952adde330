/**
 * A file that appears under its name only when it is complete.
 *
 * @module
 */
import { messageOf } from "../../../src/contract/errors.ts";
import { UsageError } from "../command.ts";

/** A file that is written as `<path>.part`. */
export class PartFile {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  #length = 0;
  #isOpen = true;

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Begins a file, in a new folder if needed.
   *
   * @throws {UsageError} If it cannot be written.
   */
  static async create(path: string): Promise<PartFile> {
    try {
      if (path.includes("/")) await Deno.mkdir(path.slice(0, path.lastIndexOf("/")) || "/", { recursive: true });
      if ((await Deno.stat(path).catch(() => undefined))?.isDirectory) throw new Error("it is a folder");
      return new PartFile(path, await Deno.open(`${path}.part`, { write: true, create: true, truncate: true }));
    } catch (error) {
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

  /** Removes the file, unless it is complete. */
  async discard(): Promise<void> {
    if (!this.#isOpen) return;
    this.#close();
    await Deno.remove(`${this.#path}.part`);
  }

  #close(): void {
    this.#isOpen = false;
    this.#file.close();
  }
}
