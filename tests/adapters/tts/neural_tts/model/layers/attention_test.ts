import assert from "node:assert/strict";
import { createKernels } from "../../../../../../src/adapters/tts/neural_tts/model/layers/kernels.ts";
import { Workspace } from "../../../../../../src/adapters/tts/neural_tts/model/layers/workspace.ts";
import { randomNumbers } from "../../random.ts";
import { distance } from "../support.ts";

const space = new Workspace();
const { attention, dense } = createKernels(space.memory);

Deno.test("maxAbs() finds the largest magnitude in rows that lie apart", () => {
  const x = randomNumbers(5 * 24);
  x[2 * 24 + 5] = -7;
  x[2 * 24 + 20] = 99;
  assert.equal(attention.maxAbs(space.store(x), 5, 16, 24 * 4), 7);
});

Deno.test("scores, shares and values make attention as floats do", () => {
  const [count, size, columns] = [11, 64, 16];
  const [q, k, v] = [1, 2, 3].map((seed) => randomNumbers((columns + 4) * size, seed).map((value) => value * 2));
  assert.ok(q !== undefined && k !== undefined && v !== undefined);
  const expected = plainAttention({ q, k, v, count, size });

  const stride = size * 4;
  const [queries, keys] = [space.takeBytes(16 * size * 2), space.takeBytes(columns * size * 2)];
  const [values, scores] = [space.takeBytes(columns * size * 2), space.take(16 * columns)];
  const [shares, out] = [space.takeBytes(16 * columns * 2), space.take(16 * size)];
  attention.packQueries(space.store(q), count, size, stride, 2000, queries);
  attention.packKeys(space.store(k), count, size, stride, 2000, keys);
  attention.packValues(space.store(v), columns, size, stride, 16_000, columns * 16, values);
  attention.multiply(queries, count, size, keys, columns, 1 / (4e6 * Math.sqrt(size)), scores, columns * 4);
  attention.softmax(scores, count, count, columns, shares);
  attention.multiply(shares, count, columns, values, size, 1 / (32_767 * 16_000), out, stride);
  const actual = space.floats.slice(out / 4, out / 4 + count * size);
  assert.ok(distance(actual, expected).most < 2e-3, `off by ${distance(actual, expected).most}`);
});

Deno.test("softmax() gives nothing to what is behind the last, and all to what stands out", () => {
  const x = space.store(Float32Array.of(0, 500, 0, 0, 0, 1e9, 1e9, 1e9));
  const out = space.takeBytes(16);
  attention.softmax(x, 1, 5, 8, out);
  assert.deepEqual([...new Int16Array(space.memory.buffer, out, 8)], [0, 32_767, 0, 0, 0, 0, 0, 0]);
});

Deno.test("dense.multiply() and sumTaps() make a convolution, addCurve() adds a curve to it", () => {
  const [rows, k, n, taps] = [3, 12, 16, 3];
  const x = randomNumbers(4 * k);
  const matrix = randomNumbers(k * taps * n, 2);
  const packed = new Float32Array(matrix.length);
  for (let column = 0; column < taps * n; column++) {
    for (let row = 0; row < k; row++) {
      packed[(column >> 3) * k * 8 + row * 8 + (column & 7)] = matrix[row * taps * n + column] ?? 0;
    }
  }
  const products = space.take(8 * taps * n);
  dense.multiply(space.store(x), 4, k, space.store(packed), taps * n, products);
  const order = [0, 0, 1, 3, 3];
  const parts = space.take(5);
  space.integers.set(order.map((product) => products + product * taps * n * 4), parts / 4);
  const [bias, curve, weights] = [randomNumbers(n, 3), randomNumbers(5, 4), randomNumbers(taps * n, 5)];
  const out = space.take(rows * n);
  dense.sumTaps(parts, rows, taps, n, space.store(bias), out);
  dense.addCurve(space.store(curve), rows, taps, n, space.store(weights), out);
  const expected = Float32Array.from({ length: rows * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    let sum = bias[column] ?? 0;
    for (let tap = 0; tap < taps; tap++) {
      const from = (order[row + tap] ?? 0) * k;
      for (let i = 0; i < k; i++) sum += (x[from + i] ?? 0) * (matrix[i * taps * n + tap * n + column] ?? 0);
      sum += (curve[row + tap] ?? 0) * (weights[tap * n + column] ?? 0);
    }
    return sum;
  });
  assert.ok(distance(space.floats.slice(out / 4, out / 4 + rows * n), expected).most < 1e-5);
});

interface Heads {
  q: Float32Array;
  k: Float32Array;
  v: Float32Array;
  count: number;
  size: number;
}

function plainAttention({ q, k, v, count, size }: Heads): Float32Array {
  const out = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const scores = Array.from({ length: count }, (_, key) => {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += (q[row * size + c] ?? 0) * (k[key * size + c] ?? 0);
      return Math.exp(sum / Math.sqrt(size));
    });
    const all = scores.reduce((sum, score) => sum + score, 0);
    for (const [key, score] of scores.entries()) {
      for (let c = 0; c < size; c++) {
        out[row * size + c] = (out[row * size + c] ?? 0) + score / all * (v[key * size + c] ?? 0);
      }
    }
  }
  return out;
}
