/**
 * Pictures that wait for their media time: what is due is shown, what is late is skipped, what is early waits. Pure.
 *
 * @module
 */

/** What has a place in media time. */
export interface Timed {
  readonly turn: number;
  /** ms. */
  readonly timestampMs: number;
  /** Whether it can be shown now, e.g. is decoded. */
  readonly ready: boolean;
  /** Bytes that it holds. */
  readonly bytes: number;
}

/** More than this is not held; newer pictures are refused. */
const LARGEST_QUEUE_BYTES = 64 * 1024 * 1024;

/**
 * Pictures in the order in which they came.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const queue = new FrameQueue();
 * for (const timestampMs of [0, 40, 80]) queue.push({ turn: 1, timestampMs, ready: true, bytes: 1 });
 * const { due, skipped } = queue.takeDue(1, 50, 0);
 * assert.equal(due?.timestampMs, 40);
 * assert.equal(skipped.length, 1);
 * ```
 */
export class FrameQueue<T extends Timed> {
  #items: T[] = [];
  #bytes = 0;

  /** How many wait. */
  get length(): number {
    return this.#items.length;
  }

  /** Adds a picture behind the others. Returns whether there was room. */
  push(item: T): boolean {
    if (this.#bytes + item.bytes > LARGEST_QUEUE_BYTES) return false;
    this.#items.push(item);
    this.#bytes += item.bytes;
    return true;
  }

  /**
   * Takes the newest picture that is ready and due, and all before it.
   *
   * @param toleranceMs How early a picture may be shown.
   * @returns The picture, `null` when none is due; and those that came too late to be shown.
   */
  takeDue(turn: number, positionMs: number, toleranceMs: number): { due: T | null; skipped: T[] } {
    let index = -1;
    for (const [i, item] of this.#items.entries()) {
      if (item.turn > turn || (item.turn === turn && item.timestampMs > positionMs + toleranceMs)) break;
      if (item.turn < turn || item.ready) index = i;
    }
    const taken = this.#items.splice(0, index + 1);
    for (const item of taken) this.#bytes -= item.bytes;
    const last = taken.at(-1);
    if (!last || last.turn < turn) return { due: null, skipped: taken };
    return { due: last, skipped: taken.slice(0, -1) };
  }

  /** The first `count` that wait. */
  head(count: number): readonly T[] {
    return this.#items.slice(0, count);
  }

  /** Whether it waits here. */
  has(item: T): boolean {
    return this.#items.includes(item);
  }

  /** Takes one out, wherever it is. */
  remove(item: T): void {
    const index = this.#items.indexOf(item);
    if (index < 0) return;
    this.#items.splice(index, 1);
    this.#bytes -= item.bytes;
  }

  /** Takes all out. */
  clear(): T[] {
    this.#bytes = 0;
    return this.#items.splice(0);
  }
}
