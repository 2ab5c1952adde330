import assert from "node:assert/strict";
import { createKernels } from "../../../../../../src/adapters/tts/neural_tts/model/layers/kernels.ts";
import {
  applyLinear,
  packLinear,
  takeLinearScratch,
} from "../../../../../../src/adapters/tts/neural_tts/model/layers/linear.ts";
import { Workspace } from "../../../../../../src/adapters/tts/neural_tts/model/layers/workspace.ts";
import { randomNumbers } from "../../random.ts";
import { distance } from "../support.ts";

const space = new Workspace();
const { layers } = createKernels(space.memory);

/** The numbers at an address. */
function read(at: number, count: number): Float32Array {
  return space.floats.slice(at / 4, at / 4 + count);
}

Deno.test("convolve() adds up each channel's taps", () => {
  const [rows, channels, taps, dilation] = [5, 16, 3, 2];
  const x = randomNumbers((rows + 4) * channels);
  const weights = randomNumbers((1 + taps) * channels, 2);
  const out = space.take(rows * channels);
  layers.convolve(space.store(x), rows, channels, taps, dilation, space.store(weights), out);
  const expected = Float32Array.from({ length: rows * channels }, (_, at) => {
    const [row, c] = [Math.floor(at / channels), at % channels];
    let sum = weights[c] ?? 0;
    for (let tap = 0; tap < taps; tap++) {
      sum += (weights[(1 + tap) * channels + c] ?? 0) * (x[(row + tap * dilation) * channels + c] ?? 0);
    }
    return sum;
  });
  assert.ok(distance(read(out, rows * channels), expected).most < 1e-6);
});

Deno.test("normalize() gives rows the mean 0 and the variance 1, then gains and biases", () => {
  const [rows, channels] = [3, 32];
  const x = randomNumbers(rows * channels).map((value, at) => value * 10 ** Math.floor(at / channels) + 3);
  const weights = randomNumbers(2 * channels, 2);
  const out = space.take(rows * channels);
  layers.normalize(space.store(x), rows, channels, space.store(weights), out);
  for (let row = 0; row < rows; row++) {
    const values = x.subarray(row * channels, (row + 1) * channels);
    const mean = values.reduce((sum, value) => sum + value, 0) / channels;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / channels;
    const expected = values.map((value, c) =>
      (value - mean) / Math.sqrt(variance + 1e-5) * (weights[c] ?? 0) + (weights[channels + c] ?? 0)
    );
    assert.ok(distance(read(out + row * channels * 4, channels), expected).most < 1e-5);
  }
});

Deno.test("quantize() keeps each row within half a step, and zero exactly", () => {
  const rows = [
    randomNumbers(64),
    randomNumbers(64, 2).map((value) => value * 1e-3 + 5e-3),
    randomNumbers(64, 3).map((value) => value * 300 - 400),
    new Float32Array(64),
    new Float32Array(64).fill(7),
  ];
  rows[0]?.set([0, -0], 10);
  const bytes = space.takeBytes(64 * rows.length);
  const params = space.take(2 * rows.length);
  layers.quantize(space.store(Float32Array.from(rows.flatMap((row) => [...row]))), rows.length, 64, bytes, params);
  for (const [index, row] of rows.entries()) {
    const step = space.floats[params / 4 + index * 2] ?? 0;
    const zero = space.integers[params / 4 + index * 2 + 1] ?? 0;
    for (const [c, value] of row.entries()) {
      const byte = space.bytes[bytes + index * 64 + c] ?? 0;
      assert.ok(byte <= 127, `${byte} has more than 7 bits`);
      assert.ok(Math.abs(step * (byte - zero) - value) <= step * 0.502, `${value} became ${step * (byte - zero)}`);
      if (value === 0) assert.equal(byte, zero);
    }
  }
});

Deno.test("a quantised layer gives the exact sums of bytes, scaled", () => {
  for (const [inputs, outputs, rows] of [[64, 8, 1], [128, 24, 4], [256, 13, 16], [192, 40, 7]] as const) {
    const matrix = Int8Array.from(randomNumbers(inputs * outputs), (value) => Math.round(value * 127));
    matrix.fill(-128, 0, 5);
    const bias = randomNumbers(outputs, 4);
    const gains = randomNumbers(outputs, 5);
    const layer = packLinear(space, { name: "w", inputs, outputs, matrix, step: 0.01, bias }, { gains });
    assert.equal(layer.outputs, Math.ceil(outputs / 8) * 8);
    const x = randomNumbers(inputs * rows, 6);
    // The extremes of a row in one pair: where narrower products would overflow.
    x.set([1, 1, -1, -1]);
    const scratch = takeLinearScratch(space, inputs);
    const out = space.take(16 * layer.outputs);
    applyLinear(layers, layer, scratch, { x: space.store(x), rows, out });
    for (let row = 0; row < rows; row++) {
      const step = space.floats[scratch.params / 4 + row * 2] ?? 0;
      const zero = space.integers[scratch.params / 4 + row * 2 + 1] ?? 0;
      for (let column = 0; column < outputs; column++) {
        let sum = 0;
        for (let k = 0; k < inputs; k++) {
          sum += ((space.bytes[scratch.quantized + row * inputs + k] ?? 0) - zero) *
            (matrix[k * outputs + column] ?? 0);
        }
        const expected = (sum * step * 0.01 + (bias[column] ?? 0)) * (gains[column] ?? 0);
        const actual = space.floats[out / 4 + row * layer.outputs + column] ?? NaN;
        assert.ok(Math.abs(actual - expected) < 1e-4, `${actual} instead of ${expected}`);
      }
    }
  }
});

Deno.test("packLinear() puts columns where they are wanted", () => {
  const matrix = Int8Array.from({ length: 64 * 3 }, (_, at) => at % 3 + 1);
  const bias = Float32Array.of(10, 20, 30);
  const columns = Int32Array.of(2, -1, 0, -1, -1, -1, 1, -1);
  const layer = packLinear(space, { name: "w", inputs: 64, outputs: 3, matrix, step: 1, bias }, { columns });
  const out = space.take(4 * 8);
  const x = space.store(new Float32Array(64).fill(1));
  applyLinear(layers, layer, takeLinearScratch(space, 64), { x, rows: 1, out });
  assert.ok(distance(read(out, 8), [64 * 3 + 30, 0, 64 + 10, 0, 0, 0, 64 * 2 + 20, 0]).most < 0.01);
});

Deno.test("packLinear() refuses rows that the kernel cannot take", () => {
  const layer = {
    name: "w",
    inputs: 24,
    outputs: 8,
    matrix: new Int8Array(24 * 8),
    step: 1,
    bias: new Float32Array(8),
  };
  assert.throws(() => packLinear(space, layer), {
    name: "OnnxError",
    message: /'w' must have a multiple of 16 rows: it has 24/,
  });
});

Deno.test("gelu() is off by at most 1e-4, and by little of large numbers", () => {
  const x = Float32Array.from({ length: 4000 }, (_, index) => (index - 2000) / 100);
  const at = space.store(x);
  layers.gelu(at, x.length);
  for (const [index, value] of read(at, x.length).entries()) {
    const input = x[index] ?? 0;
    const off = Math.abs(value - input * normal(input));
    assert.ok(off <= Math.max(1e-4, 1e-4 * Math.abs(input)), `off by ${off} at ${input}`);
  }
});

Deno.test("add() adds", () => {
  const [x, y] = [randomNumbers(16), randomNumbers(16, 2)];
  const out = space.take(16);
  layers.add(space.store(x), space.store(y), 16, out);
  assert.deepEqual(read(out, 16), x.map((value, index) => value + (y[index] ?? 0)));
});

/** The share of a normal distribution below x, by the trapezoidal rule. */
function normal(x: number): number {
  const steps = 2000;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const t = x * step / steps;
    sum += Math.exp(-t * t / 2) * (step === 0 || step === steps ? 0.5 : 1);
  }
  return 0.5 + sum * x / steps / Math.sqrt(2 * Math.PI);
}
