/**
 * Reads ONNX model files: tensors with their numbers, and nodes with their attributes.
 *
 * Only what a network's weights and wiring need; see `onnx.proto3` of ONNX for the format. Nothing is executed here.
 *
 * @module
 */
import { TthError } from "../../contract/errors.ts";
import { ProtobufReader } from "./protobuf.ts";

/** The numbers of a tensor, in row-major order, in the type that the file stores. */
type OnnxValues = Float32Array | Float64Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

/** A tensor that is stored in the file. */
export interface OnnxTensor {
  readonly name: string;
  /** Sizes from the outermost dimension to the innermost; empty for a scalar. */
  readonly shape: readonly number[];
  readonly values: OnnxValues;
}

/** The value of an attribute; lists of strings and graphs are left out. */
type OnnxAttribute = number | readonly number[] | string | OnnxTensor;

/** One operation. */
export interface OnnxNode {
  readonly name: string;
  /** The operator, e.g. `Conv`. */
  readonly operator: string;
  /** Names of tensors; empty where an optional input is absent. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** A network. */
export interface OnnxGraph {
  /** In file order, which is a valid execution order. */
  readonly nodes: readonly OnnxNode[];
  /** The weights, by name. */
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
}

/** A file that is not an ONNX model, or not the expected one. */
export class OnnxError extends TthError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: "bad_model_file", ...(cause === undefined ? {} : { cause }) });
  }
}

/**
 * Reads a model file.
 *
 * @param bytes The file. Tensors of bytes are views of it.
 * @throws {OnnxError} When the bytes are not a complete ONNX model.
 */
export function readOnnx(bytes: Uint8Array<ArrayBuffer>): OnnxGraph {
  try {
    const model = new ProtobufReader(bytes);
    while (model.next()) {
      if (model.field === 7) return readGraph(model.message());
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new OnnxError(`Cannot read the ONNX model: ${error.message}. Fetch the file again`, error);
  }
  throw new OnnxError("Cannot read the ONNX model: the file contains no graph. Fetch the file again");
}

/**
 * Takes the floats of a tensor out of a graph.
 *
 * @param shape The sizes it must have; `undefined` stands for any.
 * @throws {OnnxError} When the tensor is missing, or has another type or shape.
 */
export function floatTensor(
  graph: OnnxGraph,
  name: string,
  shape: readonly (number | undefined)[],
): Float32Array {
  const tensor = tensorOf(graph, name, shape);
  if (tensor.values instanceof Float32Array) return tensor.values;
  throw new OnnxError(`Tensor '${name}' must hold float32: it holds ${typeName(tensor.values)}`);
}

/**
 * Takes a tensor out of a graph.
 *
 * @param shape The sizes it must have; `undefined` stands for any.
 * @throws {OnnxError} When the tensor is missing or has another shape.
 */
export function tensorOf(graph: OnnxGraph, name: string, shape: readonly (number | undefined)[]): OnnxTensor {
  const tensor = graph.tensors.get(name);
  if (tensor === undefined) {
    throw new OnnxError(`Tensor '${name}' is missing from the model file. Use a file of the model that is configured`);
  }
  const fits = tensor.shape.length === shape.length &&
    tensor.shape.every((size, index) => shape[index] === undefined || shape[index] === size);
  if (fits) return tensor;
  throw new OnnxError(
    `Tensor '${name}' must have the shape ${shapeName(shape)}: it has ${shapeName(tensor.shape)}`,
  );
}

function shapeName(shape: readonly (number | undefined)[]): string {
  return `[${shape.map((size) => size ?? "any").join(", ")}]`;
}

function typeName(values: OnnxValues): string {
  return values.constructor.name.replace("Array", "").toLowerCase();
}

function readGraph(graph: ProtobufReader): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  while (graph.next()) {
    if (graph.field === 1) {
      nodes.push(readNode(graph.message()));
    } else if (graph.field === 5) {
      const tensor = readTensor(graph.message());
      tensors.set(tensor.name, tensor);
    }
  }
  return { nodes, tensors };
}

function readNode(node: ProtobufReader): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = "";
  let operator = "";
  while (node.next()) {
    if (node.field === 1) inputs.push(node.text());
    else if (node.field === 2) outputs.push(node.text());
    else if (node.field === 3) name = node.text();
    else if (node.field === 4) operator = node.text();
    else if (node.field === 5) {
      const [key, value] = readAttribute(node.message());
      if (value !== undefined) attributes.set(key, value);
    }
  }
  return { name, operator, inputs, outputs, attributes };
}

function readAttribute(attribute: ProtobufReader): [string, OnnxAttribute | undefined] {
  let name = "";
  let value: OnnxAttribute | undefined;
  const list: number[] = [];
  while (attribute.next()) {
    if (attribute.field === 1) name = attribute.text();
    else if (attribute.field === 2) value = attribute.float();
    else if (attribute.field === 3) value = attribute.integer();
    else if (attribute.field === 4) value = attribute.text();
    else if (attribute.field === 5) value = readTensor(attribute.message());
    else if (attribute.field === 7) list.push(...attribute.floats());
    else if (attribute.field === 8) list.push(...attribute.integers());
  }
  return [name, list.length > 0 ? list : value];
}

/** The ways in which a tensor's numbers may be stored. */
interface RawTensor {
  name: string;
  type: number;
  raw: Uint8Array<ArrayBuffer> | undefined;
  numbers: number[];
  shape: number[];
}

function readTensor(tensor: ProtobufReader): OnnxTensor {
  const read: RawTensor = { name: "", type: 0, raw: undefined, numbers: [], shape: [] };
  while (tensor.next()) {
    if (tensor.field === 1) read.shape.push(...tensor.integers());
    else if (tensor.field === 2) read.type = tensor.integer();
    else if (tensor.field === 4) read.numbers.push(...tensor.floats());
    else if (tensor.field === 5 || tensor.field === 7) read.numbers.push(...tensor.integers());
    else if (tensor.field === 8) read.name = tensor.text();
    else if (tensor.field === 9) read.raw = tensor.bytes();
    else if (tensor.field === 14 && tensor.integer() !== 0) {
      throw new OnnxError(`Tensor '${read.name}' lies in another file. Use a model that is one file`);
    }
  }
  const values = valuesOf(read);
  const wanted = read.shape.reduce((product, size) => product * size, 1);
  if (values.length === wanted) return { name: read.name, shape: read.shape, values };
  throw new OnnxError(
    `Tensor '${read.name}' holds ${values.length} numbers instead of ${wanted}. Fetch the file again`,
  );
}

function valuesOf(tensor: RawTensor): OnnxValues {
  const { name, type, raw, numbers } = tensor;
  // The numbers of the types are those of TensorProto.DataType.
  if (type === 2 || type === 9) return raw ?? Uint8Array.from(numbers);
  if (type === 3) {
    return raw === undefined ? Int8Array.from(numbers) : new Int8Array(raw.buffer, raw.byteOffset, raw.length);
  }
  if (type === 1) return raw === undefined ? Float32Array.from(numbers) : new Float32Array(aligned(name, raw, 4));
  if (type === 6) return raw === undefined ? Int32Array.from(numbers) : new Int32Array(aligned(name, raw, 4));
  if (type === 7) {
    return raw === undefined ? BigInt64Array.from(numbers, BigInt) : new BigInt64Array(aligned(name, raw, 8));
  }
  if (type === 11) return raw === undefined ? Float64Array.from(numbers) : new Float64Array(aligned(name, raw, 8));
  throw new OnnxError(`Tensor '${name}' has elements of type ${type}, which is not supported`);
}

/** An aligned copy of bytes, for typed views: in the file they can start at any offset. */
function aligned(name: string, raw: Uint8Array<ArrayBuffer>, size: number): ArrayBuffer {
  if (raw.length % size !== 0) throw new OnnxError(`Tensor '${name}' ends within a number. Fetch the file again`);
  return raw.slice().buffer;
}
