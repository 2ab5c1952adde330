/**
 * Keeps recordings within the bounds of age and size: the oldest turns are removed first.
 *
 * @module
 */
import { fileOf, SESSION_FILE } from "./layout.ts";

/** Bounds of all recordings together. */
export interface DiskBounds {
  /** Bytes of all files. */
  readonly maxBytes: number;
  /** Age of a turn since it was last written, ms. */
  readonly maxAgeMs: number;
}

/** A recorded turn on the disk. */
interface StoredTurn {
  readonly paths: string[];
  bytes: number;
  /** When one of its files was last written, ms since the Unix epoch. */
  writtenAt: number;
}

/**
 * Removes turns that are too old, and the oldest ones while all are too large together; then empty folders.
 *
 * @param dir The folder of all recordings.
 * @param now The time, ms since the Unix epoch.
 * @param isBusy Whether a turn's film is being written: it stays.
 */
export function sweep(
  dir: string,
  { maxBytes, maxAgeMs }: DiskBounds,
  now: number,
  isBusy: (path: string) => boolean = () => false,
): void {
  const turns = foldersIn(dir).flatMap((folder) => turnsIn(folder));
  turns.sort((a, b) => a.writtenAt - b.writtenAt);
  let bytes = turns.reduce((sum, turn) => sum + turn.bytes, 0);
  for (const turn of turns) {
    const isTooOld = turn.writtenAt < now - maxAgeMs;
    if ((!isTooOld && bytes <= maxBytes) || turn.paths.some(isBusy)) continue;
    for (const path of turn.paths) ignoringAbsence(() => Deno.removeSync(path));
    bytes -= turn.bytes;
  }
  for (const folder of foldersIn(dir)) removeIfUnused(folder, now - maxAgeMs);
}

function foldersIn(dir: string): string[] {
  return entriesOf(dir).flatMap(({ name, isDirectory }) => isDirectory ? [`${dir}/${name}`] : []);
}

function turnsIn(folder: string): StoredTurn[] {
  const turns = new Map<number, StoredTurn>();
  for (const { name } of entriesOf(folder)) {
    const file = fileOf(name.replace(/\.part$/, ""));
    const path = `${folder}/${name}`;
    const info = file && ignoringAbsence(() => Deno.statSync(path));
    if (file === undefined || info === undefined) continue;
    const turn = turns.get(file.turn) ?? { paths: [], bytes: 0, writtenAt: 0 };
    turn.paths.push(path);
    turn.bytes += info.size;
    turn.writtenAt = Math.max(turn.writtenAt, info.mtime?.getTime() ?? 0);
    turns.set(file.turn, turn);
  }
  return [...turns.values()];
}

/** A folder without turns belongs to a session that has not spoken yet, or whose turns are gone. */
function removeIfUnused(folder: string, before: number): void {
  const names = entriesOf(folder).map(({ name }) => name);
  if (names.some((name) => name !== SESSION_FILE)) return;
  const writtenAt = ignoringAbsence(() => Deno.statSync(`${folder}/${SESSION_FILE}`))?.mtime?.getTime() ?? 0;
  if (writtenAt < before) ignoringAbsence(() => Deno.removeSync(folder, { recursive: true }));
}

function entriesOf(dir: string): Deno.DirEntry[] {
  return ignoringAbsence(() => [...Deno.readDirSync(dir)]) ?? [];
}

/** Others may remove files at the same time. */
function ignoringAbsence<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
