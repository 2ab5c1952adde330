/**
 * The recordings on the disk, for those who read and remove them.
 *
 * @module
 */
import { RecordedTranscript, type RecordedTurn } from "../contract/protocol/http.ts";
import {
  contentTypeOf,
  FILE_MODE,
  type FileKind,
  fileOf,
  FOLDER_MODE,
  folderOf,
  nameOf,
  type RecordedSession,
  SESSION_FILE,
} from "./layout.ts";

/** A file of a recording, to be read. */
export interface StoredFile {
  readonly path: string;
  readonly contentType: string;
  readonly bytes: number;
  /** When it was last written, ms since the Unix epoch. */
  readonly writtenAt: number;
}

/** A recorded turn and its files. */
export interface StoredTurn extends Omit<RecordedTurn, "files"> {
  readonly files: Partial<Record<FileKind, StoredFile>>;
}

/** Finds recordings. */
export class RecordingFiles {
  readonly #dir: string;

  /** @param dir The folder of all recordings. */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Makes the folder of all recordings, and checks that it can be written.
   *
   * @throws If it cannot.
   */
  static check(dir: string): void {
    Deno.mkdirSync(dir, { recursive: true, mode: FOLDER_MODE });
    const probe = `${dir}/.probe-${crypto.randomUUID()}`;
    Deno.writeTextFileSync(probe, "", { mode: FILE_MODE });
    Deno.removeSync(probe);
    for (const _ of Deno.readDirSync(dir)) break;
  }

  /**
   * Begins the recording of a session.
   *
   * @throws If it cannot be written.
   */
  async begin(session: RecordedSession): Promise<void> {
    const folder = this.#folder(session.session_id);
    await Deno.mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    try {
      await Deno.writeTextFile(`${folder}/${SESSION_FILE}`, JSON.stringify(session), { mode: FILE_MODE });
    } catch (error) {
      await this.remove(session.session_id).catch(() => {});
      throw error;
    }
  }

  /** Whose recording it is; `undefined`: there is no recording. */
  async session(sessionId: string): Promise<RecordedSession | undefined> {
    const folder = folderOf(this.#dir, sessionId);
    if (folder === undefined) return undefined;
    // Only the recorder writes this file.
    return await parsed(`${folder}/${SESSION_FILE}`) as RecordedSession | undefined;
  }

  /** The turns of a session, oldest first. */
  async turns(sessionId: string): Promise<StoredTurn[]> {
    const folder = folderOf(this.#dir, sessionId);
    if (folder === undefined) return [];
    const names = await present(Array.fromAsync(Deno.readDir(folder), ({ name }) => name)) ?? [];
    const numbers = new Set(names.flatMap((name) => fileOf(name)?.turn ?? []));
    const turns: StoredTurn[] = [];
    for (const number of [...numbers].toSorted((a, b) => a - b)) {
      const turn = await turnIn(folder, number);
      if (turn !== undefined) turns.push(turn);
    }
    return turns;
  }

  /** A file of a session; `undefined`: there is none of this name. */
  async file(sessionId: string, name: string): Promise<StoredFile | undefined> {
    const folder = folderOf(this.#dir, sessionId);
    const file = fileOf(name);
    return folder === undefined || file === undefined ? undefined : await storedFile(folder, file.turn, file.kind);
  }

  /** Removes what is kept of a session. */
  async remove(sessionId: string): Promise<void> {
    const folder = folderOf(this.#dir, sessionId);
    if (folder !== undefined) await present(Deno.remove(folder, { recursive: true }));
  }

  #folder(sessionId: string): string {
    const folder = folderOf(this.#dir, sessionId);
    if (folder === undefined) throw new RangeError(`Cannot record a session with the id ${JSON.stringify(sessionId)}`);
    return folder;
  }
}

async function turnIn(folder: string, turn: number): Promise<StoredTurn | undefined> {
  const [film, transcript, captions] = await Promise.all([
    storedFile(folder, turn, "film"),
    storedFile(folder, turn, "transcript"),
    storedFile(folder, turn, "captions"),
  ]);
  const known = RecordedTranscript.safeParse(transcript && await parsed(transcript.path)).data;
  if (known === undefined) return undefined;
  const { turn_id, status, started_at, heard_ms, film: made } = known;
  const files = { ...(film && { film }), ...(transcript && { transcript }), ...(captions && { captions }) };
  return { turn, turn_id, status, started_at, heard_ms, film: made, files };
}

async function storedFile(folder: string, turn: number, kind: FileKind): Promise<StoredFile | undefined> {
  const path = `${folder}/${nameOf({ turn, kind })}`;
  const info = await present(Deno.stat(path));
  if (info?.isFile !== true) return undefined;
  return { path, contentType: contentTypeOf(kind), bytes: info.size, writtenAt: info.mtime?.getTime() ?? 0 };
}

/** What a file of JSON holds; `undefined`: there is none, or a machine that lost its power left it empty. */
async function parsed(path: string): Promise<unknown> {
  const text = await present(Deno.readTextFile(path));
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a call finds; `undefined` if the file or folder does not exist. */
async function present<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
