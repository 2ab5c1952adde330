/**
 * The decoder: features, pitch and energy to spectra.
 *
 * @module
 */
import { type ConvBlock, packNorm } from "./layers/conv_block.ts";
import { ConvStack, PUSH_ROWS, type StackScratch, type StackSequence } from "./layers/conv_stack.ts";
import { FrameConv, type FrameSource } from "./layers/frame_conv.ts";
import { GROUP_ROWS, type Kernels } from "./layers/kernels.ts";
import { applyLinear, type LinearScratch, type PackedLinear, packLinear } from "./layers/linear.ts";
import type { Wiring } from "./layers/wiring.ts";
import type { Workspace } from "./layers/workspace.ts";

/** Bins of a spectrum: a Fourier transform of 1200 samples. */
export const BINS = 601;
/** Numbers from the beginning of one spectrum to that of the next. */
export const BIN_STRIDE = 608;
/**
 * The spectra of a frame, in this order: logarithm of the harmonics' amplitude, their phase before tanh, logarithm of
 * the noise's amplitude, logarithm of the residual's amplitude, and its phase in radians.
 */
export const SPECTRA = 5;
/** Numbers from one frame to the next. */
export const FRAME_STRIDE = SPECTRA * BIN_STRIDE;

/** Curves that the decoder reads in addition to the features, one value per frame. */
export interface DecoderCurves {
  /** Hz. */
  readonly f0: Float32Array;
  readonly energy: Float32Array;
}

/** The parts of a decoder. */
export interface DecoderInit {
  kernels: Kernels;
  space: Workspace;
  wiring: Wiring;
  /** The prefix of its layers in the model file, such as `m`. */
  name: string;
  /** Numbers in a row of features. */
  features: number;
  blocks: readonly ConvBlock[];
  scratch: StackScratch;
}

/** The state of a decoding. */
export interface Decoding {
  readonly source: FrameSource;
  readonly sequence: StackSequence;
  readonly curves: DecoderCurves;
  /** The curves as the network reads them, up to frame `known`. */
  readonly inputs: readonly [Float32Array, Float32Array];
  known: number;
  readonly frames: number;
  pushed: number;
}

/** Receives the spectra of 1 to `LANES` frames, at an address that is valid until it returns; absent ones are 0. */
export type SpectraSink = (at: number, frames: number) => void;

/** Number of frames passed to the sink at a time; only the last group may have fewer. */
export const LANES = 4;

/** Computes spectra. */
export class Decoder {
  /** How many frames of pitch and energy must be known beyond a frame to compute its spectra. */
  readonly reach: number;
  readonly #kernels: Kernels;
  readonly #space: Workspace;
  readonly #input: FrameConv;
  readonly #stack: ConvStack;
  readonly #norm: number;
  readonly #head: PackedLinear;
  readonly #linear: LinearScratch;
  readonly #normed: number;
  readonly #spectra: number;

  constructor({ kernels, space, wiring, name, features, blocks, scratch }: DecoderInit) {
    this.#kernels = kernels;
    this.#space = space;
    this.#input = new FrameConv(kernels.dense, space, wiring, {
      name: `${name}.dec_in`,
      features,
      curves: 2,
    });
    this.#stack = new ConvStack(kernels.layers, space, scratch, blocks);
    const { channels } = this.#stack;
    this.reach = this.#stack.reach + 3;
    this.#norm = packNorm(space, wiring, `${name}.dec_norm`, channels);
    const columns = Int32Array.from({ length: FRAME_STRIDE }, (_, place) => {
      const bin = place % BIN_STRIDE;
      return bin < BINS ? Math.floor(place / BIN_STRIDE) * BINS + bin : -1;
    });
    this.#head = packLinear(space, wiring.linear(`${name}.head.bias`, channels, SPECTRA * BINS), { columns });
    this.#linear = scratch.block.linear;
    this.#normed = scratch.block.rows;
    this.#spectra = space.take((GROUP_ROWS + LANES - 1) * FRAME_STRIDE);
  }

  /** Starts to decode. */
  begin(source: FrameSource, curves: DecoderCurves): Decoding {
    const frames = source.spread.length;
    const inputs = [new Float32Array(frames), new Float32Array(frames)] as const;
    return { source, sequence: this.#stack.begin(), curves, inputs, known: 0, frames, pushed: 0 };
  }

  /**
   * Emits new spectra up to frame `to` (a multiple of `LANES`, or all). At the end, emits all
   * remaining ones.
   */
  decode(decoding: Decoding, to: number, sink: SpectraSink): void {
    const { source, sequence, frames } = decoding;
    const wanted = Math.min(frames, to + this.#stack.reach);
    this.#know(decoding, Math.min(frames, wanted + this.reach - this.#stack.reach));
    while (decoding.pushed < wanted) {
      const from = decoding.pushed;
      let end = Math.min(wanted, from + PUSH_ROWS);
      if (end < frames) end -= Math.max(0, end - this.#stack.reach) % LANES;
      this.#input.convolve(source, { from, to: end, curves: decoding.inputs, out: this.#stack.input });
      const { at, rows } = this.#stack.push(sequence, end - from, end === frames);
      decoding.pushed = end;
      this.#finish(at, rows, sink);
    }
  }

  #know(decoding: Decoding, to: number): void {
    const { curves, inputs: [f0, energy] } = decoding;
    for (let frame = decoding.known; frame < to; frame++) {
      f0[frame] = Math.log(Math.max(curves.f0[frame] ?? 0, 0) + 1) / CURVE_SCALE;
      energy[frame] = (curves.energy[frame] ?? 0) / CURVE_SCALE;
    }
    decoding.known = to;
  }

  #finish(at: number, rows: number, sink: SpectraSink): void {
    const { layers } = this.#kernels;
    const { channels } = this.#stack;
    for (let row = 0; row < rows; row += GROUP_ROWS) {
      const count = Math.min(GROUP_ROWS, rows - row);
      layers.normalize(at + row * channels * 4, count, channels, this.#norm, this.#normed);
      applyLinear(layers, this.#head, this.#linear, { x: this.#normed, rows: count, out: this.#spectra });
      const end = this.#spectra / 4 + count * FRAME_STRIDE;
      this.#space.floats.fill(0, end, end + (LANES - 1) * FRAME_STRIDE);
      for (let lane = 0; lane < count; lane += LANES) {
        sink(this.#spectra + lane * FRAME_STRIDE * 4, Math.min(LANES, count - lane));
      }
    }
  }
}

/** The curves are divided by this before the network reads them. */
const CURVE_SCALE = 5;
