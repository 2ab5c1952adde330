/**
 * The WebAssembly parts of the model. Their sources specify each operation exactly.
 *
 * @module
 */
import { KERNEL as ATTENTION } from "../kernel/attention.ts";
import { KERNEL as DENSE } from "../kernel/dense.ts";
import { KERNEL as LAYERS } from "../kernel/layers.ts";
import { instantiate } from "./workspace.ts";

/** Number of rows processed together, so that intermediate results stay in the L1 cache. */
export const GROUP_ROWS = 16;

/** The exports of `kernel/layers.wat`. Addresses are in bytes. */
export interface LayerKernel {
  convolve(
    x: number,
    rows: number,
    channels: number,
    taps: number,
    spacing: number,
    weights: number,
    out: number,
  ): void;
  normalize(x: number, rows: number, channels: number, weights: number, out: number): void;
  quantize(x: number, rows: number, channels: number, out: number, params: number): void;
  multiply(x: number, rows: number, k: number, matrix: number, n: number, out: number): void;
  scale(x: number, rows: number, n: number, params: number, scales: number): void;
  add(x: number, y: number, count: number, out: number): void;
  gelu(x: number, count: number): void;
}

/** The exports of `kernel/dense.wat`. */
export interface DenseKernel {
  multiply(x: number, rows: number, k: number, matrix: number, n: number, out: number): void;
  sumTaps(parts: number, rows: number, taps: number, n: number, bias: number, out: number): void;
  addCurve(x: number, rows: number, taps: number, n: number, weights: number, out: number): void;
}

/** The exports of `kernel/attention.wat`. */
export interface AttentionKernel {
  maxAbs(x: number, rows: number, n: number, stride: number): number;
  packQueries(x: number, rows: number, n: number, stride: number, factor: number, out: number): void;
  packKeys(x: number, rows: number, n: number, stride: number, factor: number, out: number): void;
  packValues(x: number, rows: number, n: number, stride: number, factor: number, space: number, out: number): void;
  multiply(
    x: number,
    rows: number,
    k: number,
    matrix: number,
    n: number,
    factor: number,
    out: number,
    stride: number,
  ): void;
  softmax(x: number, rows: number, used: number, n: number, out: number): void;
}

/** The kernels of one memory. */
export interface Kernels {
  readonly layers: LayerKernel;
  readonly dense: DenseKernel;
  readonly attention: AttentionKernel;
}

/** Instantiates the kernels on a memory. */
export function createKernels(memory: WebAssembly.Memory): Kernels {
  // Tests check that these are the exports of the sources.
  return {
    layers: instantiate(LAYERS, memory) as unknown as LayerKernel,
    dense: instantiate(DENSE, memory) as unknown as DenseKernel,
    attention: instantiate(ATTENTION, memory) as unknown as AttentionKernel,
  };
}
