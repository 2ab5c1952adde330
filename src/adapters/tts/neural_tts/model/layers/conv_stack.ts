/**
 * A stack of blocks, computed incrementally.
 *
 * @module
 */
import { applyBlock, type BlockScratch, type ConvBlock } from "./conv_block.ts";
import type { LayerKernel } from "./kernels.ts";
import type { Workspace } from "./workspace.ts";

/** Maximum number of rows per push. */
export const PUSH_ROWS = 64;

/** Two buffers that all stacks share: each block reads one and writes the other. */
export interface StackScratch {
  /** Address of the first new row; rows of the past precede it. */
  readonly rows: readonly [number, number];
  readonly block: BlockScratch;
}

/** Allocates scratch for stacks of at most `channels` channels; a block reaches `blockReach` rows, a stack `stackReach`. */
export function takeStackScratch(
  space: Workspace,
  { channels, blockReach, stackReach, block }: {
    channels: number;
    blockReach: number;
    stackReach: number;
    block: BlockScratch;
  },
): StackScratch {
  const past = 2 * blockReach;
  // At the end, zeros are appended to release the rows held back. Blocks write a multiple of 4 rows.
  const rows = past + PUSH_ROWS + stackReach + blockReach + 3;
  const take = () => space.take(rows * channels) + past * channels * 4;
  return { rows: [take(), take()], block };
}

/** The state of a sequence between two pushes. */
export interface StackSequence {
  /** How many rows of the past each block keeps. */
  readonly kept: Int32Array;
  /** A copy of those rows, made when another sequence replaces them in memory. */
  past: Uint8Array<ArrayBuffer> | undefined;
  finished: boolean;
}

/**
 * Blocks that turn a sequence of rows into one of the same length, as if all rows were present: each block reads zeros
 * before the first row and after the last. Sequences may be interleaved.
 */
export class ConvStack {
  /** How many rows must be pushed beyond a row before it is returned. */
  readonly reach: number;
  readonly channels: number;
  readonly #layers: LayerKernel;
  readonly #space: Workspace;
  readonly #scratch: StackScratch;
  readonly #blocks: readonly ConvBlock[];
  /** Address of the rows that the blocks keep, block by block. */
  readonly #past: number;
  readonly #pastBytes: number;
  /** The sequence that these rows belong to. */
  #current: StackSequence | undefined;

  constructor(layers: LayerKernel, space: Workspace, scratch: StackScratch, blocks: readonly ConvBlock[]) {
    this.#layers = layers;
    this.#space = space;
    this.#scratch = scratch;
    this.#blocks = blocks;
    this.channels = blocks[0]?.channels ?? 0;
    this.reach = reachOf(blocks);
    this.#pastBytes = 2 * this.reach * this.channels * 4;
    this.#past = space.takeBytes(this.#pastBytes);
  }

  /** Begins a sequence. */
  begin(): StackSequence {
    return { kept: Int32Array.from(this.#blocks, ({ reach }) => reach), past: undefined, finished: false };
  }

  /** Address to write rows to before they are pushed. */
  get input(): number {
    return this.#scratch.rows[0];
  }

  /**
   * Pushes up to `PUSH_ROWS` rows of a sequence from `input`. Returns the number of output rows and their
   * address, valid until the next push; `last`: no more rows will be pushed.
   */
  push(sequence: StackSequence, rows: number, last: boolean): { at: number; rows: number } {
    this.#turnTo(sequence);
    let [at, other] = this.#scratch.rows;
    let past = this.#past;
    for (const [index, block] of this.#blocks.entries()) {
      rows = this.#step(block, { sequence, index, past, at, out: other, rows, last });
      [at, other] = [other, at];
      past += 2 * block.reach * block.channels * 4;
    }
    sequence.finished = last;
    return { at, rows };
  }

  #turnTo(sequence: StackSequence): void {
    if (sequence === this.#current) return;
    const { bytes } = this.#space;
    if (this.#current !== undefined && !this.#current.finished) {
      this.#current.past = bytes.slice(this.#past, this.#past + this.#pastBytes);
    }
    // A sequence that has not begun is preceded by zeros.
    if (sequence.past === undefined) bytes.fill(0, this.#past, this.#past + this.#pastBytes);
    else bytes.set(sequence.past, this.#past);
    sequence.past = undefined;
    this.#current = sequence;
  }

  #step(
    block: ConvBlock,
    { sequence, index, past, at, out, rows, last }: {
      sequence: StackSequence;
      index: number;
      past: number;
      at: number;
      out: number;
      rows: number;
      last: boolean;
    },
  ): number {
    const { bytes } = this.#space;
    const rowBytes = block.channels * 4;
    const kept = sequence.kept[index] ?? 0;
    const from = at - kept * rowBytes;
    bytes.copyWithin(from, past, past + kept * rowBytes);
    let have = kept + rows;
    if (last) {
      bytes.fill(0, from + have * rowBytes, from + (have + block.reach) * rowBytes);
      have += block.reach;
    }
    const made = Math.max(0, have - 2 * block.reach);
    if (made > 0) applyBlock(this.#layers, block, this.#scratch.block, { x: from, rows: made, out });
    bytes.copyWithin(past, from + made * rowBytes, from + have * rowBytes);
    sequence.kept[index] = have - made;
    return made;
  }
}

/** How many rows before and after a row all blocks together depend on. */
export function reachOf(blocks: readonly ConvBlock[]): number {
  return blocks.reduce((sum, { reach }) => sum + reach, 0);
}
