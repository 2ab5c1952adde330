/**
 * A layer of a transformer: attention, then two layers with a Gaussian unit between them, each added to its input.
 *
 * @module
 */
import { OnnxError } from "../../../../../core/onnx/onnx_file.ts";
import { applyFeedForward, type BlockScratch, type FeedForward, packNorm } from "./conv_block.ts";
import { GROUP_ROWS, type Kernels } from "./kernels.ts";
import { applyLinear, type PackedLinear, packLinear } from "./linear.ts";
import type { Wiring } from "./wiring.ts";
import type { Workspace } from "./workspace.ts";

/** Maximum of integer queries and keys: sums of 100 products stay below 2^31. */
const KEY_PEAK = 4095;
/** Maximum of integer values, and the sum of their attention weights. */
const VALUE_PEAK = 32_767;

/** Addresses of a layer's weights. */
export interface AttentionLayer {
  readonly channels: number;
  readonly heads: number;
  readonly norms: readonly [number, number];
  readonly project: PackedLinear;
  readonly output: PackedLinear;
  readonly feedForward: FeedForward;
}

/** Scratch memory for sequences of a maximum number of rows. */
export interface AttentionScratch {
  readonly projected: number;
  readonly keys: number;
  readonly values: number;
  readonly queries: number;
  readonly scores: number;
  readonly shares: number;
  readonly heads: number;
  readonly block: BlockScratch;
}

/** Writes the layer with a name such as `m.text.attn` into the memory. */
export function packAttention(space: Workspace, wiring: Wiring, name: string, channels: number): AttentionLayer {
  const linear = (bias: string, inputs: number, outputs: number | undefined) =>
    packLinear(space, wiring.linear(bias, inputs, outputs));
  const expand = linear(`${name}.linear1.bias`, channels, undefined);
  const heads = countHeads(wiring, `${name}.self_attn.in_proj_bias`);
  if (channels % (8 * heads) !== 0) {
    throw new OnnxError(`The heads of '${name}' must have a multiple of 8 channels: they have ${channels / heads}`);
  }
  return {
    channels,
    heads,
    norms: [packNorm(space, wiring, `${name}.norm1`, channels), packNorm(space, wiring, `${name}.norm2`, channels)],
    project: linear(`${name}.self_attn.in_proj_bias`, channels, 3 * channels),
    output: linear(`${name}.self_attn.out_proj.bias`, channels, channels),
    feedForward: { expand, contract: linear(`${name}.linear2.bias`, expand.outputs, channels) },
  };
}

/** The number of heads is not in a tensor, only in the shape of the queries. */
function countHeads(wiring: Wiring, bias: string): number {
  // Add -> Slice -> Reshape to [1, phonemes, heads, channels of a head]
  const sum = wiring.users(bias)[0]?.outputs[0] ?? "";
  const slice = wiring.users(sum).find(({ operator }) => operator === "Slice")?.outputs[0] ?? "";
  const reshape = wiring.users(slice).find(({ operator }) => operator === "Reshape");
  const shape = wiring.maker(reshape?.inputs[1], "Concat");
  return wiring.scalar(wiring.maker(shape.inputs[2], "Unsqueeze").inputs[0]);
}

/** Allocates scratch for layers of at most `channels` channels and sequences of at most `rows` rows. */
export function takeAttentionScratch(
  space: Workspace,
  { channels, rows, block }: { channels: number; rows: number; block: BlockScratch },
): AttentionScratch {
  const group = rows + GROUP_ROWS;
  return {
    projected: space.take(group * 3 * channels),
    keys: space.takeBytes(group * channels * 2),
    values: space.takeBytes(group * channels * 2),
    queries: space.takeBytes(GROUP_ROWS * channels * 2),
    scores: space.take(GROUP_ROWS * group),
    shares: space.takeBytes(GROUP_ROWS * group * 2),
    heads: space.take(group * channels),
    block,
  };
}

/** Applies a layer to rows at `x`, in place; `x` has room for a multiple of 4 rows. */
export function applyAttention(
  kernels: Kernels,
  layer: AttentionLayer,
  scratch: AttentionScratch,
  { x, rows }: { x: number; rows: number },
): void {
  const { layers } = kernels;
  const { channels } = layer;
  const { block, projected } = scratch;
  for (let row = 0; row < rows; row += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - row);
    layers.normalize(x + row * channels * 4, count, channels, layer.norms[0], block.rows);
    const out = projected + row * 3 * channels * 4;
    applyLinear(layers, layer.project, block.linear, { x: block.rows, rows: count, out });
  }
  for (let head = 0; head < layer.heads; head++) attend(kernels, layer, scratch, { head, rows });
  for (let row = 0; row < rows; row += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - row);
    const at = x + row * channels * 4;
    const attended = scratch.heads + row * channels * 4;
    applyLinear(layers, layer.output, block.linear, { x: attended, rows: count, out: block.rows });
    layers.add(at, block.rows, count * channels, at);
    layers.normalize(at, count, channels, layer.norms[1], block.rows);
    applyFeedForward(layers, layer.feedForward, block, { x: block.rows, rows: count, out: attended });
    layers.add(at, attended, count * channels, at);
  }
}

/** Computes the channels of one head, into `scratch.heads`. */
function attend(
  { attention }: Kernels,
  { channels, heads }: AttentionLayer,
  scratch: AttentionScratch,
  { head, rows }: { head: number; rows: number },
): void {
  const size = channels / heads;
  const stride = 3 * channels * 4;
  const [q, k, v] = [0, 1, 2].map((part) => scratch.projected + (part * channels + head * size) * 4);
  if (q === undefined || k === undefined || v === undefined) return;
  const columns = Math.ceil(rows / 8) * 8;
  const factor = (at: number, peak: number) => peak / Math.max(1e-20, attention.maxAbs(at, rows, size, stride));
  const [qFactor, kFactor, vFactor] = [factor(q, KEY_PEAK), factor(k, KEY_PEAK), factor(v, VALUE_PEAK)];
  attention.packKeys(k, rows, size, stride, kFactor, scratch.keys);
  // Rows after the last have a weight of 0.
  attention.packValues(v, columns, size, stride, vFactor, columns * 16, scratch.values);
  const scoreFactor = 1 / (qFactor * kFactor * Math.sqrt(size));
  const valueFactor = 1 / (vFactor * VALUE_PEAK);
  for (let row = 0; row < rows; row += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - row);
    attention.packQueries(q + row * stride, count, size, stride, qFactor, scratch.queries);
    attention.multiply(scratch.queries, count, size, scratch.keys, columns, scoreFactor, scratch.scores, columns * 4);
    attention.softmax(scratch.scores, count, rows, columns, scratch.shares);
    const out = scratch.heads + (row * channels + head * size) * 4;
    attention.multiply(scratch.shares, count, columns, scratch.values, size, valueFactor, out, channels * 4);
  }
}
