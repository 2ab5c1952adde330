/**
 * Layers whose matrix is made of bytes.
 *
 * @module
 */
import { GROUP_ROWS, type LayerKernel } from "./kernels.ts";
import type { QuantizedLinear } from "./wiring.ts";
import type { Workspace } from "./workspace.ts";

/** Where a layer's numbers are, packed as `kernel/layers.wat` says. */
export interface PackedLinear {
  readonly inputs: number;
  /** Columns that are computed, a multiple of 8. */
  readonly outputs: number;
  readonly matrix: number;
  readonly scales: number;
}

/** How a layer is packed. */
export interface Packing {
  /** Factors of the outputs. Default: 1. */
  gains?: Float32Array;
  /** For each column that is computed, that of the matrix it is; -1 for one of zeros. Default: all in order. */
  columns?: Int32Array;
}

/** Writes a layer into the memory. */
export function packLinear(space: Workspace, layer: QuantizedLinear, { gains, columns }: Packing = {}): PackedLinear {
  const { inputs } = layer;
  const order = columns ??
    Int32Array.from({ length: Math.ceil(layer.outputs / 8) * 8 }, (_, c) => c < layer.outputs ? c : -1);
  const outputs = order.length;
  const matrix = space.takeBytes(inputs * outputs);
  const scales = space.take(3 * outputs);
  const bytes = new Int8Array(space.memory.buffer, matrix, inputs * outputs);
  for (const [place, column] of order.entries()) {
    if (column < 0) continue;
    const start = (place >> 3) * 8 * inputs + (place & 7) * 4;
    let sum = 0;
    for (let row = 0; row < inputs; row++) {
      const value = layer.matrix[row * layer.outputs + column] ?? 0;
      bytes[start + (row >> 2) * 32 + (row & 3)] = value;
      sum += value;
    }
    const gain = gains?.[column] ?? 1;
    const at = scales / 4 + (place >> 2) * 12 + (place & 3);
    space.floats[at] = layer.step * gain;
    space.floats[at + 4] = (layer.bias[column] ?? 0) * gain;
    space.integers[at + 8] = sum;
  }
  return { inputs, outputs, matrix, scales };
}

/** Room for up to `GROUP_ROWS` rows between two layers; all layers use the same. */
export interface LinearScratch {
  readonly quantized: number;
  readonly notes: number;
}

/** Takes room for layers with up to `channels` inputs. */
export function takeLinearScratch(space: Workspace, channels: number): LinearScratch {
  return { quantized: space.takeBytes(GROUP_ROWS * channels), notes: space.take(2 * GROUP_ROWS) };
}

/** Applies a layer to up to `GROUP_ROWS` rows at `x`; `out` has room for a multiple of 4 rows. */
export function applyLinear(
  layers: LayerKernel,
  layer: PackedLinear,
  scratch: LinearScratch,
  { x, rows, out }: { x: number; rows: number; out: number },
): void {
  const { inputs, outputs } = layer;
  layers.quantize(x, rows, inputs, scratch.quantized, scratch.notes);
  layers.multiply(scratch.quantized, rows, inputs, layer.matrix, outputs, out);
  layers.scale(out, rows, outputs, scratch.notes, layer.scales);
}
