/**
 * Linear layers with 8-bit matrices.
 *
 * @module
 */
import { OnnxError } from "../../../../../core/onnx/onnx_file.ts";
import { GROUP_ROWS, type LayerKernel } from "./kernels.ts";
import type { QuantizedLinear } from "./wiring.ts";
import type { Workspace } from "./workspace.ts";

/** The number of values in a row must be a multiple of this. */
const ROW_UNIT = 16;

/** Addresses of a layer's weights, packed as described in `kernel/layers.wat`. */
export interface PackedLinear {
  readonly inputs: number;
  /** Number of computed columns, a multiple of 8. */
  readonly outputs: number;
  readonly matrix: number;
  readonly scales: number;
}

/** How a layer is packed. */
export interface Packing {
  /** Factors of the outputs. Default: 1. */
  gains?: Float32Array;
  /** For each computed column, its column in the matrix; -1 for zeros. Default: all in order. */
  columns?: Int32Array;
}

/**
 * Writes a layer into the memory.
 *
 * @throws {OnnxError} If the kernel does not support the layer's number of inputs.
 */
export function packLinear(space: Workspace, layer: QuantizedLinear, { gains, columns }: Packing = {}): PackedLinear {
  const { inputs } = layer;
  if (inputs % ROW_UNIT !== 0) {
    throw new OnnxError(`Tensor '${layer.name}' must have a multiple of ${ROW_UNIT} rows: it has ${inputs}`);
  }
  const count = Math.ceil(layer.outputs / 8) * 8;
  const order = columns ?? Int32Array.from({ length: count }, (_, column) => column < layer.outputs ? column : -1);
  const outputs = order.length;
  const matrix = space.takeBytes(inputs * outputs);
  const scales = space.take(3 * outputs);
  const sums = packMatrix(space, matrix, layer, order);
  for (const [place, column] of order.entries()) {
    if (column < 0) continue;
    const gain = gains?.[column] ?? 1;
    const at = scales / 4 + (place >> 2) * 12 + (place & 3);
    space.floats[at] = layer.step * gain;
    space.floats[at + 4] = (layer.bias[column] ?? 0) * gain;
    space.integers[at + 8] = sums[place] ?? 0;
  }
  return { inputs, outputs, matrix, scales };
}

/** Writes the bytes of a matrix to `at`, four of a column at a time. Returns the sums of the columns. */
function packMatrix(
  space: Workspace,
  at: number,
  { matrix, inputs, outputs }: QuantizedLinear,
  order: Int32Array,
): Int32Array {
  const { integers } = space;
  return order.map((column, place) => {
    if (column < 0) return 0;
    let to = at / 4 + ((place >> 3) * inputs << 1) + (place & 7);
    let sum = 0;
    for (let from = column; from < inputs * outputs; from += 4 * outputs, to += 8) {
      const a = matrix[from] ?? 0;
      const b = matrix[from + outputs] ?? 0;
      const c = matrix[from + 2 * outputs] ?? 0;
      const d = matrix[from + 3 * outputs] ?? 0;
      integers[to] = (a & 255) | (b & 255) << 8 | (c & 255) << 16 | d << 24;
      sum += a + b + c + d;
    }
    return sum;
  });
}

/** Scratch memory for up to `GROUP_ROWS` quantised rows; all layers share it. */
export interface LinearScratch {
  readonly quantized: number;
  readonly params: number;
}

/** Allocates scratch for layers with at most `channels` inputs. */
export function takeLinearScratch(space: Workspace, channels: number): LinearScratch {
  return { quantized: space.takeBytes(GROUP_ROWS * channels), params: space.take(2 * GROUP_ROWS) };
}

/** Applies a layer to up to `GROUP_ROWS` rows at `x`; `out` has room for a multiple of 4 rows. */
export function applyLinear(
  layers: LayerKernel,
  layer: PackedLinear,
  scratch: LinearScratch,
  { x, rows, out }: { x: number; rows: number; out: number },
): void {
  const { inputs, outputs } = layer;
  layers.quantize(x, rows, inputs, scratch.quantized, scratch.params);
  layers.multiply(scratch.quantized, rows, inputs, layer.matrix, outputs, out);
  layers.scale(out, rows, outputs, scratch.params, layer.scales);
}
