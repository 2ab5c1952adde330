/**
 * Keeps recordings within the bounds of age and size: the oldest turns are removed first.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import { messageOf } from "../contract/errors.ts";
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

/** Shortest time between two sweeps, ms. */
const SWEEP_MS = 10_000;

/** Sweeps after turns have ended, but not after each one. */
export class Sweeper {
  readonly #clock: Clock;
  readonly #sweep: () => void;
  #sweptAt = -Infinity;
  /** Cancels the sweep that waits. */
  #cancel: (() => void) | undefined;

  /**
   * @param clock Measures the time between sweeps.
   * @param sweep Keeps the bounds.
   */
  constructor(clock: Clock, sweep: () => void) {
    this.#clock = clock;
    this.#sweep = sweep;
  }

  /** Sweeps now. */
  run(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#sweptAt = this.#clock.now();
    this.#sweep();
  }

  /** Something was recorded: sweeps now, or {@linkcode SWEEP_MS} after the last time. */
  recorded(): void {
    const waitMs = this.#sweptAt + SWEEP_MS - this.#clock.now();
    if (waitMs <= 0) this.run();
    else this.#cancel ??= this.#clock.setTimer(waitMs, () => this.run());
  }

  /** Sweeps now if a sweep waits: none will follow. */
  close(): void {
    if (this.#cancel !== undefined) this.run();
  }
}

/**
 * Removes turns that are too old, and the oldest ones while all are too large together; then empty folders.
 *
 * @param dir The folder of all recordings.
 * @param now The time, ms since the Unix epoch.
 * @param isBusy Whether a turn's film is being written: it stays.
 * @throws {AggregateError} With what could not be removed, after all else was.
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
  const errors: unknown[] = [];
  for (const turn of turns) {
    const isTooOld = turn.writtenAt < now - maxAgeMs;
    if ((!isTooOld && bytes <= maxBytes) || turn.paths.some(isBusy)) continue;
    try {
      for (const path of turn.paths) ignoringAbsence(() => Deno.removeSync(path));
      bytes -= turn.bytes;
    } catch (error) {
      // A turn that others protect must not keep the ones after it.
      errors.push(error);
    }
  }
  for (const folder of foldersIn(dir)) removeIfUnused(folder, now - maxAgeMs);
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of them: ${messageOf(errors[0])}`);
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
