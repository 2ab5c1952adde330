/**
 * The block that all parts of the model are built of: a convolution over time in each channel, normalisation, and two layers
 * with a Gaussian unit between them, added to the input. (ConvNeXt's block, in one dimension.)
 *
 * @module
 */
import { OnnxError } from "../../../../../core/onnx/onnx_file.ts";
import { GROUP_ROWS, type LayerKernel } from "./kernels.ts";
import { applyLinear, type LinearScratch, type PackedLinear, packLinear, takeLinearScratch } from "./linear.ts";
import type { Wiring } from "./wiring.ts";
import type { Workspace } from "./workspace.ts";

/** Two layers with a Gaussian unit between them. */
export interface FeedForward {
  readonly expand: PackedLinear;
  readonly contract: PackedLinear;
}

/** Addresses of a block's weights. */
export interface ConvBlock extends FeedForward {
  readonly channels: number;
  readonly taps: number;
  /** Rows from one tap to the next. */
  readonly dilation: number;
  /** How many rows before and after a row it depends on. */
  readonly reach: number;
  /** Biases, then the weights of each tap. */
  readonly convolution: number;
  /** Gains, then biases. */
  readonly norm: number;
}

/** Scratch memory for up to `GROUP_ROWS` rows between operations. */
export interface BlockScratch {
  readonly linear: LinearScratch;
  readonly rows: number;
  readonly hidden: number;
}

/** Writes the block with a name such as `m.dec.0` into the memory. */
export function packBlock(space: Workspace, wiring: Wiring, name: string, channels: number): ConvBlock {
  const weight = `${name}.dw.weight`;
  const taps = wiring.size(weight, [channels, 1, undefined], 2);
  const conv = wiring.users(weight).find(({ operator }) => operator === "Conv");
  const dilations = conv?.attributes.get("dilations");
  const dilation = Array.isArray(dilations) ? dilations[0] : undefined;
  if (typeof dilation !== "number") {
    throw new OnnxError(`Tensor '${weight}' must be used by a Conv node with dilations`);
  }
  const gains = wiring.floats(`${name}.gamma`, [channels]);
  const expand = packLinear(space, wiring.linear(`${name}.pw1.bias`, channels, undefined));
  return {
    channels,
    taps,
    dilation,
    reach: (taps - 1) / 2 * dilation,
    convolution: space.store(
      tapRows(wiring.floats(weight, [channels, 1, taps]), wiring.floats(`${name}.dw.bias`, [channels]), taps),
    ),
    norm: packNorm(space, wiring, `${name}.norm`, channels),
    expand,
    contract: packLinear(space, wiring.linear(`${name}.pw2.bias`, expand.outputs, channels), { gains }),
  };
}

/** Writes the gains and biases of a normalisation into the memory. */
export function packNorm(space: Workspace, wiring: Wiring, name: string, channels: number): number {
  const both = new Float32Array(2 * channels);
  both.set(wiring.floats(`${name}.weight`, [channels]));
  both.set(wiring.floats(`${name}.bias`, [channels]), channels);
  return space.store(both);
}

function tapRows(weights: Float32Array, biases: Float32Array, taps: number): Float32Array {
  const channels = biases.length;
  const rows = new Float32Array((taps + 1) * channels);
  rows.set(biases);
  for (let tap = 0; tap < taps; tap++) {
    for (let c = 0; c < channels; c++) rows[(tap + 1) * channels + c] = weights[c * taps + tap] ?? 0;
  }
  return rows;
}

/** Allocates scratch for blocks of at most `channels` channels, and `hidden` channels between the two layers. */
export function takeBlockScratch(space: Workspace, channels: number, hidden: number): BlockScratch {
  return {
    linear: takeLinearScratch(space, Math.max(channels, hidden)),
    rows: space.take(GROUP_ROWS * channels),
    hidden: space.take(GROUP_ROWS * hidden),
  };
}

/**
 * Computes rows of a block: `out` has room for a multiple of 4 rows. The first of them belongs to the row
 * `block.reach` rows after `x`.
 */
export function applyBlock(
  layers: LayerKernel,
  block: ConvBlock,
  scratch: BlockScratch,
  { x, rows, out }: { x: number; rows: number; out: number },
): void {
  const { channels } = block;
  for (let row = 0; row < rows; row += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - row);
    const from = x + row * channels * 4;
    const to = out + row * channels * 4;
    layers.convolve(from, count, channels, block.taps, block.dilation, block.convolution, scratch.rows);
    layers.normalize(scratch.rows, count, channels, block.norm, scratch.rows);
    applyFeedForward(layers, block, scratch, { x: scratch.rows, rows: count, out: to });
    layers.add(from + block.reach * channels * 4, to, count * channels, to);
  }
}

/** Applies two layers to up to `GROUP_ROWS` rows; `out` has room for a multiple of 4 rows. */
export function applyFeedForward(
  layers: LayerKernel,
  { expand, contract }: FeedForward,
  scratch: BlockScratch,
  { x, rows, out }: { x: number; rows: number; out: number },
): void {
  applyLinear(layers, expand, scratch.linear, { x, rows, out: scratch.hidden });
  layers.gelu(scratch.hidden, rows * expand.outputs);
  applyLinear(layers, contract, scratch.linear, { x: scratch.hidden, rows, out });
}
