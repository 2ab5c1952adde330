import assert from "node:assert/strict";
import { floatTensor, OnnxError, readOnnx, tensorOf } from "../../../src/core/onnx/onnx_file.ts";
import { type Field, floatBytes, message, packed } from "../protobuf_writer.ts";

function model(...graph: Field[]): Uint8Array<ArrayBuffer> {
  return message([1, 8], [2, "a test"], [7, message(...graph)]);
}

function tensor(...fields: Field[]): Field {
  return [5, message(...fields)];
}

const MATRIX = tensor([1, packed(2, 3)], [2, 1], [8, "matrix"], [9, floatBytes(1, 2, 3, 4, 5, -6.5)]);

Deno.test("readOnnx() reads tensors of raw bytes, at any address", () => {
  for (const name of ["a", "ab", "abc", "abcd"]) {
    const graph = readOnnx(model(tensor([8, name], [1, 2], [1, 1], [2, 1], [9, floatBytes(0.5, -2)])));
    assert.deepEqual(graph.tensors.get(name), { name, shape: [2, 1], values: Float32Array.of(0.5, -2) });
  }
});

Deno.test("readOnnx() reads every supported element type, raw and not", () => {
  const raw = (type: number, bytes: Uint8Array<ArrayBuffer>, length: number) =>
    readOnnx(model(tensor([1, length], [2, type], [8, "t"], [9, bytes]))).tensors.get("t")?.values;
  assert.deepEqual(raw(2, Uint8Array.of(1, 255), 2), Uint8Array.of(1, 255));
  assert.deepEqual(raw(3, Uint8Array.of(1, 255), 2), Int8Array.of(1, -1));
  assert.deepEqual(raw(6, new Uint8Array(Int32Array.of(-7).buffer), 1), Int32Array.of(-7));
  assert.deepEqual(raw(7, new Uint8Array(BigInt64Array.of(-7n).buffer), 1), BigInt64Array.of(-7n));
  assert.deepEqual(raw(11, new Uint8Array(Float64Array.of(0.1).buffer), 1), Float64Array.of(0.1));
  const written = (type: number, ...fields: Field[]) =>
    readOnnx(model(tensor([1, 2], [2, type], [8, "t"], ...fields))).tensors.get("t")?.values;
  assert.deepEqual(written(1, [4, floatBytes(1.5, 2.5)]), Float32Array.of(1.5, 2.5));
  assert.deepEqual(written(1, [4, Float32Array.of(1.5)], [4, Float32Array.of(2.5)]), Float32Array.of(1.5, 2.5));
  assert.deepEqual(written(3, [5, -3], [5, 4]), Int8Array.of(-3, 4));
  assert.deepEqual(written(7, [7, -3n], [7, 1n << 40n]), BigInt64Array.of(-3n, 1n << 40n));
});

Deno.test("readOnnx() reads nodes with their attributes", () => {
  const attribute = (name: string, ...fields: Field[]): Field => [5, message([1, name], ...fields)];
  const scalar = message([2, 1], [9, floatBytes(1.25)]);
  const { nodes } = readOnnx(model(
    [
      1,
      message(
        [1, "x"],
        [1, ""],
        [1, "w"],
        [2, "y"],
        [3, "/dw"],
        [4, "Conv"],
        attribute("dilations", [8, packed(4, 300)]),
        attribute("group", [3, 256]),
        attribute("axis", [3, -1]),
        attribute("epsilon", [2, Float32Array.of(0.5)]),
        attribute("scales", [7, floatBytes(1, 2)]),
        attribute("mode", [4, "linear"]),
        attribute("value", [5, scalar]),
      ),
    ],
    [1, message([2, "z"], [4, "Constant"])],
  ));
  assert.equal(nodes.length, 2);
  assert.deepEqual(nodes[0], {
    name: "/dw",
    operator: "Conv",
    inputs: ["x", "", "w"],
    outputs: ["y"],
    attributes: new Map<string, unknown>([
      ["dilations", [4, 300]],
      ["group", 256],
      ["axis", -1],
      ["epsilon", 0.5],
      ["scales", [1, 2]],
      ["mode", "linear"],
      ["value", { name: "", shape: [], values: Float32Array.of(1.25) }],
    ]),
  });
});

Deno.test("floatTensor() says which tensor is missing, or which shape or type it has", () => {
  const bytes = tensor([1, 1], [2, 3], [8, "bytes"], [9, Uint8Array.of(1)]);
  const graph = readOnnx(model(MATRIX, bytes));
  assert.deepEqual(floatTensor(graph, "matrix", [2, undefined]), Float32Array.of(1, 2, 3, 4, 5, -6.5));
  assert.equal(tensorOf(graph, "bytes", [1]).values.length, 1);
  assert.throws(() => floatTensor(graph, "gone", [2]), { name: "OnnxError", message: /'gone' is missing/ });
  assert.throws(() => floatTensor(graph, "matrix", [2, 4]), { message: /\[2, 4\]: it has \[2, 3\]/ });
  assert.throws(() => floatTensor(graph, "matrix", [undefined]), { message: /\[any\]: it has \[2, 3\]/ });
  assert.throws(() => floatTensor(graph, "bytes", [1]), { message: /'bytes' must hold float32: it holds int8/ });
});

Deno.test("readOnnx() refuses what is no complete model", () => {
  const whole = model(MATRIX);
  readOnnx(whole);
  assert.throws(() => readOnnx(new Uint8Array()), OnnxError);
  assert.throws(() => readOnnx(new TextEncoder().encode("<!doctype html><p>Not found")), OnnxError);
  assert.throws(() => readOnnx(message([7, Uint8Array.of(1, 2, 3)])), OnnxError);
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => readOnnx(whole.slice(0, length)), OnnxError, `${length} bytes were taken for a model`);
  }
});

Deno.test("readOnnx() refuses tensors that are not whole, not here, or of an unknown type", () => {
  const refused = (...fields: Field[]) => () => readOnnx(model(tensor([8, "t"], ...fields)));
  assert.throws(refused([1, 3], [2, 1], [9, floatBytes(1, 2)]), { message: /'t' holds 2 numbers instead of 3/ });
  assert.throws(refused([1, 1], [2, 1], [9, Uint8Array.of(1, 2, 3)]), { message: /'t' ends within a number/ });
  assert.throws(refused([1, 1], [2, 1], [14, 1]), { message: /'t' lies in another file/ });
  assert.throws(refused([1, 1], [2, 8], [9, Uint8Array.of(1)]), { message: /'t' has elements of type 8/ });
});
