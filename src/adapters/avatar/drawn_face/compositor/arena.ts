/**
 * An allocator for blocks of a WebAssembly memory.
 *
 * @module
 */

/** A piece of memory; only the arena writes to its fields. */
export interface Block {
  /** Its current address: blocks move during compaction, so read it each time. */
  at: number;
  readonly bytes: number;
}

const PAGE_BYTES = 65_536;
/** Sizes are rounded up to this, so that there are few sizes and freed blocks can be reused. */
const UNIT_BYTES = 1024;
/** The memory is compacted once this share of it is free, but fragmented. */
const LOOSE = 1 / 4;

/**
 * Allocates blocks of a memory from a given address on.
 *
 * A free block is used again for the next of its size. If there is none, the memory grows, unless a quarter of it is
 * free, in which case it is compacted. So the memory never exceeds 4/3 of its peak use plus one block.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;
  /** All blocks in use, and the free ones by their size. */
  readonly #used = new Set<Block>();
  readonly #free = new Map<number, Block[]>();
  #freeBytes = 0;
  /** Where never allocated memory begins. */
  #top: number;

  /** `start`: the arena's first address; memory below it never moves. */
  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#start = this.#top = aligned(start);
  }

  /**
   * Allocates a block, uninitialised. The memory may grow: views of its buffer are then detached.
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

  /** Frees a block; MUST be called only once per block. */
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
