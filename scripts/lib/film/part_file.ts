/**
 * A file that appears under its name only when it is complete.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { messageOf } from "../../../src/contract/errors.ts";
import { UsageError } from "../command.ts";
import { writeProblem } from "../output_file.ts";
import { FilmFailure } from "./performers/performers.ts";

/** Bytes written at a time: a film comes in many small pieces. */
const WAITING_BYTES = 65_536;

/** A film is written continuously: a part that was not written for this long is from a program that was killed, ms. */
const STALE_MS = 3_600_000;

/** A file that is written beside its place, under a name that no other program uses, and ends in `.part`. */
export class PartFile {
  /** Where it is written, for another program that does. */
  readonly partPath: string;
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #newFolders: readonly string[];
  #length = 0;
  /** Bytes that wait to be written, and where they belong. */
  readonly #waiting = new Uint8Array(WAITING_BYTES);
  #filled = 0;
  #waitingAt = 0;
  #isOpen = true;

  private constructor(path: string, partPath: string, file: Deno.FsFile, newFolders: readonly string[]) {
    this.#path = path;
    this.partPath = partPath;
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
      const partPath = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
      const file = await Deno.open(partPath, { write: true, createNew: true });
      await removeStale(path);
      return new PartFile(path, partPath, file, newFolders);
    } catch (error) {
      await removeEmpty(newFolders);
      throw new UsageError(`cannot write ${path}: ${writeProblem(error)}; give another file with -o`);
    }
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds bytes at the end, or writes them at a position. They may wait in memory until there are enough of them.
   *
   * @throws {FilmFailure} If the disk is full.
   */
  async write(bytes: Uint8Array, position = this.#length): Promise<void> {
    const isNext = position === this.#waitingAt + this.#filled;
    if (!isNext || this.#filled + bytes.length > this.#waiting.length) await this.#flush(position);
    this.#length = Math.max(this.#length, position + bytes.length);
    if (bytes.length > this.#waiting.length) {
      await this.#put(bytes, position);
      this.#waitingAt = position + bytes.length;
      return;
    }
    this.#waiting.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  /** Writes what waits; what comes next belongs to a position. */
  async #flush(next: number): Promise<void> {
    await this.#put(this.#waiting.subarray(0, this.#filled), this.#waitingAt);
    this.#filled = 0;
    this.#waitingAt = next;
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    if (bytes.length === 0) return;
    await this.#tried(this.#file.seek(position, Deno.SeekMode.Start));
    for (let done = 0; done < bytes.length;) done += await this.#tried(this.#file.write(bytes.subarray(done)));
  }

  async #tried<T>(step: Promise<T>): Promise<T> {
    try {
      return await step;
    } catch (error) {
      throw new FilmFailure(`cannot write ${this.#path}: ${messageOf(error)}`, { cause: error });
    }
  }

  /**
   * Gives the complete file its name.
   *
   * @throws {FilmFailure} If the disk is full, or another program has moved the file away.
   */
  async commit(): Promise<void> {
    await this.#flush(this.#length);
    this.#close();
    await this.#tried(Deno.rename(this.partPath, this.#path));
  }

  /** Removes the file and the folders that were made for it, unless it is complete. */
  async discard(): Promise<void> {
    if (!this.#isOpen) return;
    this.#close();
    // Another program may have moved it away.
    await Deno.remove(this.partPath).catch(() => {});
    await removeEmpty(this.#newFolders);
  }

  #close(): void {
    this.#isOpen = false;
    this.#file.close();
  }
}

/** Removes what killed programs left of a film. */
async function removeStale(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const parts = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  for (const part of parts) {
    const isOurs = part.isFile && part.name.startsWith(`${name}.`) &&
      /^[0-9a-f]{8}\.part$/.test(part.name.slice(name.length + 1));
    if (!isOurs) continue;
    const place = join(folder, part.name);
    const { mtime } = await Deno.stat(place).catch(() => ({ mtime: null }));
    if (mtime !== null && Date.now() - mtime.getTime() > STALE_MS) await Deno.remove(place).catch(() => {});
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
