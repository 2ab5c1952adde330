/**
 * Pictures that wait for their media time: due ones are shown, late ones skipped, early ones wait. Pure.
 *
 * @module
 */

/** An item with a media time. */
export interface Timed {
  readonly turn: number;
  /** ms. */
  readonly timestampMs: number;
  /** Whether it can be shown now, e.g. is decoded. */
  readonly ready: boolean;
  /** Bytes that it holds. */
  readonly bytes: number;
}

/** Maximum bytes held; newer pictures are refused. */
const LARGEST_QUEUE_BYTES = 64 * 1024 * 1024;

/**
 * Pictures in order of arrival.
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

  /** Takes out the pictures that one of the same turn replaces: those of its time and later. */
  takeReplaced(turn: number, timestampMs: number): T[] {
    const index = this.#items.findIndex((item) => item.turn === turn && item.timestampMs >= timestampMs);
    const replaced = index < 0 ? [] : this.#items.splice(index);
    for (const item of replaced) this.#bytes -= item.bytes;
    return replaced;
  }

  /** Appends a picture. Returns whether there was room. */
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
   * @returns The picture, `null` when none is due; and those that were too late to be shown.
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

  /** The first `count` pictures. */
  head(count: number): readonly T[] {
    return this.#items.slice(0, count);
  }

  /** Whether the queue contains it. */
  has(item: T): boolean {
    return this.#items.includes(item);
  }

  /** Removes a picture. */
  remove(item: T): void {
    const index = this.#items.indexOf(item);
    if (index < 0) return;
    this.#items.splice(index, 1);
    this.#bytes -= item.bytes;
  }

  /** Removes all. */
  clear(): T[] {
    this.#bytes = 0;
    return this.#items.splice(0);
  }
}
