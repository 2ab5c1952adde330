/**
 * The text encoder: phonemes to features of each phoneme in its sentence.
 *
 * @module
 */
import { applyAttention, type AttentionLayer, type AttentionScratch, packAttention } from "./layers/attention.ts";
import { applyBlock, type ConvBlock, packBlock, packNorm } from "./layers/conv_block.ts";
import { GROUP_ROWS, type Kernels } from "./layers/kernels.ts";
import { MAX_PHONEMES } from "./types.ts";
import type { Wiring } from "./layers/wiring.ts";
import type { Workspace } from "./layers/workspace.ts";

/** Addresses of an encoder's weights. */
export interface PackedEncoder {
  /** Number of phonemes that have an embedding. */
  readonly phonemes: number;
  readonly channels: number;
  readonly embeddings: number;
  readonly blocks: readonly ConvBlock[];
  readonly attention: AttentionLayer;
  /** How many times the layer is applied, each time with the same weights. */
  readonly depth: number;
  readonly norm: number;
}

/** Scratch memory: two buffers for the rows of a sentence, because blocks do not work in place. */
export interface EncoderScratch {
  readonly rows: readonly [number, number];
  readonly attention: AttentionScratch;
}

/** Writes the encoder with a name such as `m.text` into the memory. */
export function packEncoder(space: Workspace, wiring: Wiring, name: string): PackedEncoder {
  const weight = `${name}.emb.weight`;
  const phonemes = wiring.size(weight, [undefined, undefined], 0);
  const channels = wiring.size(weight, [undefined, undefined], 1);
  const blocks: ConvBlock[] = [];
  while (wiring.has(`${name}.convs.${blocks.length}.dw.weight`)) {
    blocks.push(packBlock(space, wiring, `${name}.convs.${blocks.length}`, channels));
  }
  return {
    phonemes,
    channels,
    embeddings: space.store(wiring.floats(weight, [phonemes, channels])),
    blocks,
    attention: packAttention(space, wiring, `${name}.attn`, channels),
    depth: wiring.users(`${name}.attn.self_attn.in_proj_bias`).length,
    norm: packNorm(space, wiring, `${name}.norm`, channels),
  };
}

/** Allocates scratch for encoders. */
export function takeEncoderScratch(
  space: Workspace,
  encoders: readonly PackedEncoder[],
  attention: AttentionScratch,
): EncoderScratch {
  const channels = Math.max(...encoders.map((encoder) => encoder.channels));
  const reach = Math.max(...encoders.flatMap(({ blocks }) => blocks.map((block) => block.reach)));
  const take = () => space.take((reach + MAX_PHONEMES + reach + GROUP_ROWS) * channels) + reach * channels * 4;
  return { rows: [take(), take()], attention };
}

/** Computes the features of phonemes, one row each. `ids` are below `encoder.phonemes`, at most `MAX_PHONEMES`. */
export function encodePhonemes(
  kernels: Kernels,
  space: Workspace,
  encoder: PackedEncoder,
  { ids, scratch }: { ids: ArrayLike<number>; scratch: EncoderScratch },
): Float32Array<ArrayBuffer> {
  const { channels, embeddings } = encoder;
  const { floats } = space;
  const rows = ids.length;
  let [at, other] = scratch.rows;
  for (let row = 0; row < rows; row++) {
    const from = embeddings / 4 + (ids[row] ?? 0) * channels;
    floats.copyWithin(at / 4 + row * channels, from, from + channels);
  }
  for (const block of encoder.blocks) {
    const margin = block.reach * channels;
    floats.fill(0, at / 4 - margin, at / 4);
    floats.fill(0, at / 4 + rows * channels, at / 4 + rows * channels + margin);
    applyBlock(kernels.layers, block, scratch.attention.block, { x: at - margin * 4, rows, out: other });
    [at, other] = [other, at];
  }
  for (let time = 0; time < encoder.depth; time++) {
    applyAttention(kernels, encoder.attention, scratch.attention, { x: at, rows });
  }
  kernels.layers.normalize(at, rows, channels, encoder.norm, at);
  return floats.slice(at / 4, at / 4 + rows * channels);
}
