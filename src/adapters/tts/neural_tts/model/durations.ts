/**
 * How long phonemes last.
 *
 * @module
 */
import { PUSH_ROWS } from "./layers/conv_stack.ts";
import { FrameConv, type FrameSource } from "./layers/frame_conv.ts";
import type { Kernels } from "./layers/kernels.ts";
import type { Wiring } from "./layers/wiring.ts";
import type { Workspace } from "./layers/workspace.ts";

/** Predicts durations from features: a convolution over phonemes, a Gaussian unit, and a weighted sum. */
export class DurationPredictor {
  readonly #kernels: Kernels;
  readonly #space: Workspace;
  readonly #conv: FrameConv;
  readonly #rows: number;
  readonly #weights: Float32Array;
  readonly #bias: number;

  /** `name`: such as `pn.dur`; `features`: numbers in a row of features. */
  constructor(
    kernels: Kernels,
    space: Workspace,
    wiring: Wiring,
    { name, features }: { name: string; features: number },
  ) {
    this.#kernels = kernels;
    this.#space = space;
    this.#conv = new FrameConv(kernels.dense, space, wiring, { name: `${name}.0`, features });
    const { channels } = this.#conv;
    this.#rows = space.take(PUSH_ROWS * channels);
    this.#weights = wiring.floats(`${name}.2.weight`, [1, channels, 1]);
    this.#bias = wiring.floats(`${name}.2.bias`, [1])[0] ?? 0;
  }

  /** For each row of features, log(1 + duration), in units of 25 ms. */
  predict(features: Float32Array, phonemes: number): Float32Array {
    const { channels } = this.#conv;
    const source: FrameSource = { features, spread: Uint16Array.from({ length: phonemes }, (_, index) => index) };
    const durations = new Float32Array(phonemes);
    for (let from = 0; from < phonemes; from += PUSH_ROWS) {
      const to = Math.min(phonemes, from + PUSH_ROWS);
      this.#conv.convolve(source, { from, to, out: this.#rows });
      this.#kernels.layers.gelu(this.#rows, (to - from) * channels);
      for (let row = from; row < to; row++) {
        const at = this.#rows / 4 + (row - from) * channels;
        let sum = this.#bias;
        for (let c = 0; c < channels; c++) sum += (this.#space.floats[at + c] ?? 0) * (this.#weights[c] ?? 0);
        durations[row] = sum;
      }
    }
    return durations;
  }
}

/** The longest duration: 10 s in units of 25 ms. */
const MAX_DURATION = 400;

/**
 * Spreads phonemes over time.
 *
 * @param durations How many units each phoneme lasts.
 * @returns The phoneme of each unit.
 * @throws {RangeError} If there is not one duration per phoneme, or one is not an integer from 1 to 400.
 */
export function spreadDurations(durations: ArrayLike<number>, phonemes: number): Uint16Array {
  if (durations.length !== phonemes) {
    throw new RangeError(`There must be one duration for each phoneme: received ${durations.length} for ${phonemes}`);
  }
  let units = 0;
  for (let phoneme = 0; phoneme < phonemes; phoneme++) {
    const duration = durations[phoneme] ?? 0;
    if (!Number.isInteger(duration) || duration < 1 || duration > MAX_DURATION) {
      throw new RangeError(`A duration must be a whole number from 1 to ${MAX_DURATION}: received ${duration}`);
    }
    units += duration;
  }
  const spread = new Uint16Array(units);
  let at = 0;
  for (let phoneme = 0; phoneme < phonemes; phoneme++) {
    const end = at + (durations[phoneme] ?? 0);
    spread.fill(phoneme, at, end);
    at = end;
  }
  return spread;
}
