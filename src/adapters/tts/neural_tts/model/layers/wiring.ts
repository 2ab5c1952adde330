/**
 * Finds the weights of a network by what its nodes do with them.
 *
 * Parameters have the names that they had in training (`m.dec.0.dw.weight`), but matrices that were quantised later have names
 * made up by the exporter. So those are found from the parameter that stands beside them.
 *
 * @module
 */
import {
  floatTensor,
  OnnxError,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  tensorOf,
} from "../../../../../core/onnx_file.ts";

/** A layer y = x * matrix * step + bias. */
export interface QuantizedLinear {
  /** The name of the matrix in the file. */
  readonly name: string;
  /** Rows of the matrix. */
  readonly inputs: number;
  /** Columns of the matrix. */
  readonly outputs: number;
  /** Row-major. */
  readonly matrix: Int8Array;
  readonly step: number;
  readonly bias: Float32Array;
}

/** One or several graphs, and which nodes make and use each tensor. */
export class Wiring implements OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly #makers = new Map<string, OnnxNode>();
  readonly #users = new Map<string, OnnxNode[]>();

  /** `graphs`: parts of one network, or the whole of it. */
  constructor(graphs: readonly OnnxGraph[]) {
    this.nodes = graphs.flatMap((graph) => graph.nodes);
    this.tensors = new Map(graphs.flatMap((graph) => [...graph.tensors]));
    for (const node of this.nodes) {
      for (const name of node.outputs) this.#makers.set(name, node);
      for (const name of node.inputs) {
        const users = this.#users.get(name);
        if (users === undefined) this.#users.set(name, [node]);
        else users.push(node);
      }
    }
  }

  /** Whether there is a tensor of this name. */
  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** The floats of a tensor; see `floatTensor`. */
  floats(name: string, shape: readonly (number | undefined)[]): Float32Array {
    return floatTensor(this, name, shape);
  }

  /** The size of a tensor in one of its dimensions. */
  size(name: string, shape: readonly (number | undefined)[], dimension: number): number {
    return tensorOf(this, name, shape).shape[dimension] ?? 0;
  }

  /** The nodes that use a tensor. */
  users(tensor: string): readonly OnnxNode[] {
    return this.#users.get(tensor) ?? [];
  }

  /** The node of the given operator that makes a tensor. */
  maker(tensor: string | undefined, operator: string): OnnxNode {
    const node = this.#makers.get(tensor ?? "");
    if (node?.operator === operator) return node;
    throw new OnnxError(
      `Tensor '${tensor}' must come from a ${operator} node: ${
        node === undefined ? "no node makes it" : `it comes from a ${node.operator} node`
      }. Use a model with the wiring of hibari 0.2`,
    );
  }

  /** The quantised layer that ends with adding the given bias. */
  linear(bias: string, inputs: number | undefined, outputs: number | undefined): QuantizedLinear {
    const biases = this.floats(bias, [outputs]);
    const sum = this.users(bias).find(({ operator }) => operator === "Add");
    if (sum === undefined) throw new OnnxError(`Tensor '${bias}' must be added to a product: no Add node uses it`);
    // x -> MatMulInteger -> Cast -> Mul by (the step of x times the step of the matrix) -> Add
    const scaled = this.maker(sum.inputs.find((name) => name !== bias), "Mul");
    const product = this.maker(this.maker(scaled.inputs[0], "Cast").inputs[0], "MatMulInteger");
    const steps = this.maker(scaled.inputs[1], "Mul");
    const name = product.inputs[1] ?? "";
    const { values, shape } = tensorOf(this, name, [inputs, outputs]);
    if (!(values instanceof Int8Array)) throw new OnnxError(`Tensor '${name}' must hold int8`);
    if (this.scalar(product.inputs[3]) !== 0) throw new OnnxError(`Tensor '${product.inputs[3]}' must be 0`);
    const step = this.scalar(steps.inputs.find((input) => this.has(input)));
    return { name, inputs: shape[0] ?? 0, outputs: shape[1] ?? 0, matrix: values, step, bias: biases };
  }

  /** The only number of a tensor that is stored or made by a Constant node. */
  scalar(name: string | undefined): number {
    const stored = this.tensors.get(name ?? "") ?? this.#makers.get(name ?? "")?.attributes.get("value");
    if (typeof stored === "object" && "shape" in stored && stored.values.length === 1) return Number(stored.values[0]);
    throw new OnnxError(`Tensor '${name}' must be a single number`);
  }
}
