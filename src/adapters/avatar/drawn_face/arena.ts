/**
 * Blocks of a WebAssembly memory, for things that come and go.
 *
 * @module
 */

/** A piece of memory; only the arena writes to its fields. */
export interface Block {
  /** Where it is now: blocks move when room is made, so look each time. */
  at: number;
  readonly bytes: number;
}

const PAGE_BYTES = 65_536;
/** Sizes are rounded up to this, so that few are in use and blocks fit others that come later. */
const UNIT_BYTES = 1024;
/** Blocks are moved together once this share of the memory is free, but not in one piece. */
const LOOSE = 1 / 4;

/**
 * Hands out blocks of a memory from a given address on.
 *
 * A free block is used again for the next of its size. Where there is none the memory grows, unless a quarter of it is
 * free, in which case the blocks in use are moved together. So the memory is never larger than 4/3 of the most that was
 * ever in use, and one block more.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;
  /** All blocks in use, and the free ones by their size. */
  readonly #used = new Set<Block>();
  readonly #free = new Map<number, Block[]>();
  #freeBytes = 0;
  /** Where what was never handed out begins. */
  #top: number;

  /** `start`: the first address that is the arena's; what is beneath it never moves. */
  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#start = this.#top = aligned(start);
  }

  /**
   * Gives a block, with whatever was in it before. The memory may grow: views of its buffer are then detached.
   *
   * @throws {RangeError} When the system has no more memory.
   */
  take(bytes: number): Block {
    const size = aligned(bytes);
    const known = this.#free.get(size)?.pop();
    if (known !== undefined) {
      this.#freeBytes -= size;
      this.#used.add(known);
      return known;
    }
    const capacity = this.#memory.buffer.byteLength;
    if (this.#top + size > capacity && this.#freeBytes >= Math.max(size, (capacity - this.#start) * LOOSE)) {
      this.#compact();
    }
    const missing = this.#top + size - capacity;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    const block = { at: this.#top, bytes: size };
    this.#used.add(block);
    this.#top += size;
    return block;
  }

  /** Takes a block back; once. */
  free(block: Block): void {
    if (!this.#used.delete(block)) return;
    this.#freeBytes += block.bytes;
    const same = this.#free.get(block.bytes);
    if (same === undefined) this.#free.set(block.bytes, [block]);
    else same.push(block);
  }

  #compact(): void {
    const memory = new Uint8Array(this.#memory.buffer);
    let top = this.#start;
    for (const block of [...this.#used].sort((a, b) => a.at - b.at)) {
      memory.copyWithin(top, block.at, block.at + block.bytes);
      block.at = top;
      top += block.bytes;
    }
    this.#top = top;
    this.#free.clear();
    this.#freeBytes = 0;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / UNIT_BYTES) * UNIT_BYTES;
}
