/**
 * The arithmetic of a small transformer, in plain loops: a word of ten letters takes a few milliseconds.
 *
 * @module
 */

/** Rows of numbers, one after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const EPSILON = 1e-5;

/** Adds the second matrix to the first. */
export function addRows(to: Matrix, added: Matrix): void {
  for (let i = 0; i < to.values.length; i++) to.values[i] = (to.values[i] ?? 0) + (added.values[i] ?? 0);
}

/** Normalizes each row to mean 0 and variance 1, then scales and shifts it. */
export function layerNorm(x: Matrix, scale: Float32Array, shift: Float32Array): Matrix {
  const values = new Float32Array(x.values.length);
  const { rows, columns } = x;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let mean = 0;
    for (let i = 0; i < columns; i++) mean += x.values[start + i] ?? 0;
    mean /= columns;
    let variance = 0;
    for (let i = 0; i < columns; i++) variance += ((x.values[start + i] ?? 0) - mean) ** 2;
    const norm = 1 / Math.sqrt(variance / columns + EPSILON);
    for (let i = 0; i < columns; i++) {
      values[start + i] = ((x.values[start + i] ?? 0) - mean) * norm * (scale[i] ?? 0) + (shift[i] ?? 0);
    }
  }
  return { rows, columns, values };
}

/** Multiplies by weights of `x.columns` rows, a multiple of four, and adds a bias. */
export function dense(x: Matrix, weights: Float32Array, bias: Float32Array): Matrix {
  const columns = bias.length;
  const values = new Float32Array(x.rows * columns);
  for (let row = 0; row < x.rows; row++) {
    const out = values.subarray(row * columns, (row + 1) * columns);
    out.set(bias);
    // Four rows of weights at a time: the sums are stored a quarter as often.
    for (let k = 0; k < x.columns; k += 4) {
      const from = row * x.columns + k;
      const [a = 0, b = 0, c = 0, d = 0] = x.values.subarray(from, from + 4);
      const w0 = weights.subarray(k * columns, (k + 1) * columns);
      const w1 = weights.subarray((k + 1) * columns, (k + 2) * columns);
      const w2 = weights.subarray((k + 2) * columns, (k + 3) * columns);
      const w3 = weights.subarray((k + 3) * columns, (k + 4) * columns);
      for (let i = 0; i < columns; i++) {
        out[i] = (out[i] ?? 0) + a * (w0[i] ?? 0) + b * (w1[i] ?? 0) + c * (w2[i] ?? 0) + d * (w3[i] ?? 0);
      }
    }
  }
  return { rows: x.rows, columns, values };
}

/** Multi-head self-attention over rows of queries, keys and values. */
export function attend(qkv: Matrix, heads: number): Matrix {
  const { rows } = qkv;
  const columns = qkv.columns / 3;
  const width = columns / heads;
  const values = new Float32Array(rows * columns);
  const weights = new Float32Array(rows);
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < rows; row++) {
      scores(qkv, { row, query: head * width, key: columns + head * width, width }, weights);
      for (let other = 0; other < rows; other++) {
        const from = other * qkv.columns + 2 * columns + head * width;
        const to = row * columns + head * width;
        const weight = weights[other] ?? 0;
        for (let i = 0; i < width; i++) values[to + i] = (values[to + i] ?? 0) + weight * (qkv.values[from + i] ?? 0);
      }
    }
  }
  return { rows, columns, values };
}

/** How much a row attends to each row: the softmax of the scaled products of its query with their keys. */
function scores(
  qkv: Matrix,
  at: { readonly row: number; readonly query: number; readonly key: number; readonly width: number },
  weights: Float32Array,
): void {
  const { columns, values } = qkv;
  let top = -Infinity;
  for (let other = 0; other < qkv.rows; other++) {
    let product = 0;
    for (let i = 0; i < at.width; i++) {
      product += (values[at.row * columns + at.query + i] ?? 0) * (values[other * columns + at.key + i] ?? 0);
    }
    weights[other] = product / Math.sqrt(at.width);
    top = Math.max(top, weights[other] ?? 0);
  }
  let sum = 0;
  weights.forEach((weight, index) => {
    weights[index] = Math.exp(weight - top);
    sum += weights[index] ?? 0;
  });
  weights.forEach((weight, index) => weights[index] = weight / sum);
}

/** The Gaussian error linear unit, in place. */
export function gelu(x: Matrix): Matrix {
  x.values.forEach((value, index) => x.values[index] = value * 0.5 * (1 + erf(value / Math.SQRT2)));
  return x;
}

/** The error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - tail * Math.exp(-x * x));
}
