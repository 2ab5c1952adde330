/**
 * A convolution over frames that exploits repetition: all frames of a phoneme have the same features.
 *
 * A phoneme's features are multiplied with the weights of all taps once, and each frame sums the relevant
 * products.
 *
 * @module
 */
import { PUSH_ROWS } from "./conv_stack.ts";
import { packDense } from "./dense.ts";
import type { DenseKernel } from "./kernels.ts";
import type { Wiring } from "./wiring.ts";
import type { Workspace } from "./workspace.ts";

/** Features spread over frames. */
export interface FrameSource {
  /** A row of features for each phoneme. */
  readonly features: Float32Array;
  /** The phoneme of each frame. */
  readonly spread: Uint16Array;
}

/** The layer to read from a model file. */
export interface FrameConvInit {
  /** The name of the layer, such as `m.dec_in`. */
  name: string;
  /** Number of feature channels. */
  features: number;
  /** Number of curve channels after them, which differ in every frame. Default: 0. */
  curves?: number;
}

/** The first layer of a part of the model. */
export class FrameConv {
  /** Channels of the output rows. */
  readonly channels: number;
  readonly #dense: DenseKernel;
  readonly #space: Workspace;
  readonly #features: number;
  readonly #taps: number;
  readonly #matrix: number;
  readonly #bias: number;
  /** For each curve, the weights of each tap. */
  readonly #curveWeights: readonly number[];
  readonly #input: number;
  readonly #products: number;
  readonly #nothing: number;
  readonly #parts: number;
  readonly #curve: number;
  /** The features whose products are in memory, and the range of phonemes. */
  #source: FrameSource | undefined;
  #first = 0;
  #end = 0;

  constructor(dense: DenseKernel, space: Workspace, wiring: Wiring, init: FrameConvInit) {
    const { name, features, curves = 0 } = init;
    const weight = `${name}.weight`;
    const shape = [undefined, features + curves, undefined];
    const taps = wiring.size(weight, shape, 2);
    const channels = wiring.size(weight, shape, 0);
    const values = wiring.floats(weight, [channels, features + curves, taps]);
    this.channels = Math.ceil(channels / 8) * 8;
    this.#dense = dense;
    this.#space = space;
    this.#features = features;
    this.#taps = taps;
    const width = taps * this.channels;
    const weightAt = (channel: number, input: number, tap: number) =>
      channel < channels ? values[(channel * (features + curves) + input) * taps + tap] ?? 0 : 0;
    this.#matrix = packDense(
      space,
      features,
      width,
      (row, column) => weightAt(column % this.channels, row, Math.floor(column / this.channels)),
    );
    this.#bias = space.take(this.channels);
    space.floats.set(wiring.floats(`${name}.bias`, [channels]), this.#bias / 4);
    this.#curveWeights = Array.from(
      { length: curves },
      (_, curve) =>
        space.store(
          Float32Array.from({ length: width }, (_, at) =>
            weightAt(at % this.channels, features + curve, Math.floor(at / this.channels))),
        ),
    );
    const phonemes = PUSH_ROWS + taps;
    this.#input = space.take((phonemes + 3) * features);
    this.#products = space.take((phonemes + 3) * width);
    this.#nothing = space.take(width);
    this.#parts = space.take(PUSH_ROWS + taps);
    this.#curve = space.take(PUSH_ROWS + taps);
  }

  /** Computes up to `PUSH_ROWS` rows, those of the frames from `from` to `to`, of what lies behind `curves` in each frame. */
  convolve(source: FrameSource, { from, to, curves = [], out }: {
    from: number;
    to: number;
    curves?: readonly Float32Array[];
    out: number;
  }): void {
    const reach = (this.#taps - 1) / 2;
    const frames = source.spread.length;
    this.#prepare(source, Math.max(0, from - reach), Math.min(frames, to + reach));
    const width = this.#taps * this.channels * 4;
    for (let frame = from - reach; frame < to + reach; frame++) {
      const phoneme = source.spread[frame];
      this.#space.integers[this.#parts / 4 + frame - from + reach] = phoneme === undefined
        ? this.#nothing
        : this.#products + (phoneme - this.#first) * width;
    }
    this.#dense.sumTaps(this.#parts, to - from, this.#taps, this.channels, this.#bias, out);
    for (const [index, weights] of this.#curveWeights.entries()) {
      const curve = curves[index];
      for (let frame = from - reach; frame < to + reach; frame++) {
        this.#space.floats[this.#curve / 4 + frame - from + reach] = curve?.[frame] ?? 0;
      }
      this.#dense.addCurve(this.#curve, to - from, this.#taps, this.channels, weights, out);
    }
  }

  /** Makes sure that the products are there of all phonemes in frames from `from` to `to`. */
  #prepare(source: FrameSource, from: number, to: number): void {
    const first = source.spread[from] ?? 0;
    const end = (source.spread[to - 1] ?? 0) + 1;
    const width = this.#taps * this.channels * 4;
    if (source !== this.#source || first < this.#first || first > this.#end) {
      this.#source = source;
      this.#end = first;
    } else if (first > this.#first) {
      const begin = this.#products + (first - this.#first) * width;
      this.#space.bytes.copyWithin(this.#products, begin, this.#products + (this.#end - this.#first) * width);
    }
    this.#first = first;
    if (end <= this.#end) return;
    const wanted = source.features.subarray(this.#end * this.#features, end * this.#features);
    this.#space.floats.set(wanted, this.#input / 4);
    const to0 = this.#products + (this.#end - first) * width;
    this.#dense.multiply(this.#input, end - this.#end, this.#features, this.#matrix, this.#taps * this.channels, to0);
    this.#end = end;
  }
}
