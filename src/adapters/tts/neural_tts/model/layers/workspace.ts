/**
 * The WebAssembly memory for weights and intermediate results.
 *
 * @module
 */

import { fromBase64 } from "../../../../../contract/protocol/base64.ts";

const PAGE_BYTES = 65_536;
/** Minimum growth of the memory. */
const GROWTH_BYTES = 16 * PAGE_BYTES;
/** Allocations are aligned to a cache line. */
const UNIT_BYTES = 64;

/**
 * Allocates memory that is never freed: a model allocates everything while it loads.
 *
 * Addresses are in bytes. Allocation may replace the views, so read `bytes`, `floats` and `integers` again afterwards.
 */
export class Workspace {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  #top = UNIT_BYTES;
  #bytes = new Uint8Array(this.memory.buffer);
  #floats = new Float32Array(this.memory.buffer);
  #integers = new Int32Array(this.memory.buffer);

  /** Allocates `count` bytes, filled with 0. */
  takeBytes(count: number): number {
    const at = this.#top;
    this.#top += Math.ceil(count / UNIT_BYTES) * UNIT_BYTES;
    const missing = this.#top - this.memory.buffer.byteLength;
    if (missing > 0) {
      this.memory.grow(Math.ceil(Math.max(missing, GROWTH_BYTES) / PAGE_BYTES));
      this.#bytes = new Uint8Array(this.memory.buffer);
      this.#floats = new Float32Array(this.memory.buffer);
      this.#integers = new Int32Array(this.memory.buffer);
    }
    return at;
  }

  /** Allocates `count` 32-bit numbers, filled with 0. */
  take(count: number): number {
    return this.takeBytes(4 * count);
  }

  /** Allocates room for numbers and writes them. */
  store(numbers: Float32Array): number {
    const at = this.take(numbers.length);
    this.#floats.set(numbers, at / 4);
    return at;
  }

  /** The whole memory as bytes. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  /** The whole memory as f32: address / 4 is the index. */
  get floats(): Float32Array<ArrayBuffer> {
    return this.#floats;
  }

  /** The whole memory as i32: address / 4 is the index. */
  get integers(): Int32Array<ArrayBuffer> {
    return this.#integers;
  }

  /** Size of the memory in bytes. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }
}

/**
 * Instantiates a kernel on a memory.
 *
 * @param kernel A WebAssembly module as base64, which only imports the memory.
 */
export function instantiate(kernel: string, memory: WebAssembly.Memory): WebAssembly.Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(fromBase64(kernel)), { tth: { memory } }).exports;
}
