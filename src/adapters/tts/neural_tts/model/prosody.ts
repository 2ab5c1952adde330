/**
 * The prosody predictor: features to pitch and energy.
 *
 * @module
 */
import type { ConvBlock } from "./layers/conv_block.ts";
import { ConvStack, PUSH_ROWS, type StackScratch, type StackSequence } from "./layers/conv_stack.ts";
import { packDense } from "./layers/dense.ts";
import { FrameConv, type FrameSource } from "./layers/frame_conv.ts";
import type { Kernels } from "./layers/kernels.ts";
import { FRAMES_PER_DURATION, type Prosody } from "./types.ts";
import type { Wiring } from "./layers/wiring.ts";
import type { Workspace } from "./layers/workspace.ts";

/** Factors of the outputs, which the graph applies last. */
const F0_SCALE = 100;
const ENERGY_SCALE = 5;
/** Outputs per unit of duration: the pitch of its frames, then their energy. */
const OUTPUTS = 2 * FRAMES_PER_DURATION;
/** Computed outputs: matrices have a multiple of 8 columns. */
const COLUMNS = 8;

/** The parts of a predictor. */
export interface ProsodyInit {
  kernels: Kernels;
  space: Workspace;
  wiring: Wiring;
  /** The name of its layers in the model file, such as `pn.pro`. */
  name: string;
  /** Numbers in a row of features. */
  features: number;
  blocks: readonly ConvBlock[];
  scratch: StackScratch;
}

/** Predicts pitch and energy from features spread over time. */
export class ProsodyPredictor {
  readonly #kernels: Kernels;
  readonly #space: Workspace;
  readonly #input: FrameConv;
  readonly #stack: ConvStack;
  readonly #matrix: number;
  readonly #bias: Float32Array;
  readonly #rows: number;

  constructor({ kernels, space, wiring, name, features, blocks, scratch }: ProsodyInit) {
    this.#kernels = kernels;
    this.#space = space;
    this.#input = new FrameConv(kernels.dense, space, wiring, { name: `${name}_in`, features });
    this.#stack = new ConvStack(kernels.layers, space, scratch, blocks);
    const { channels } = this.#stack;
    const weights = wiring.floats(`${name}_out.weight`, [OUTPUTS, channels, 1]);
    this.#matrix = packDense(space, channels, COLUMNS, (row, column) => weights[column * channels + row] ?? 0);
    this.#bias = wiring.floats(`${name}_out.bias`, [OUTPUTS]);
    this.#rows = space.take((PUSH_ROWS + this.#stack.reach + 3) * COLUMNS);
  }

  /** Starts to predict. */
  predict(source: FrameSource): Prosody {
    return new PredictedProsody(source, this.#stack.begin(), this.#extend);
  }

  /** Computes pitch and energy of the first `units` units of duration. */
  readonly #extend = (state: ProsodyState, units: number): void => {
    const { source, sequence } = state;
    const all = source.spread.length;
    const wanted = Math.min(all, units + this.#stack.reach);
    while (state.pushed < wanted) {
      const to = Math.min(wanted, state.pushed + PUSH_ROWS);
      this.#input.convolve(source, { from: state.pushed, to, out: this.#stack.input });
      const { at, rows } = this.#stack.push(sequence, to - state.pushed, to === all);
      state.pushed = to;
      if (rows > 0) this.#finish(state, at, rows);
    }
  };

  #finish(state: ProsodyState, at: number, rows: number): void {
    this.#kernels.dense.multiply(at, rows, this.#stack.channels, this.#matrix, COLUMNS, this.#rows);
    const { floats } = this.#space;
    const value = (row: number, output: number) =>
      (floats[this.#rows / 4 + row * COLUMNS + output] ?? 0) + (this.#bias[output] ?? 0);
    for (let row = 0; row < rows; row++) {
      for (let half = 0; half < FRAMES_PER_DURATION; half++) {
        state.f0[state.ready] = F0_SCALE * value(row, half);
        state.energy[state.ready] = ENERGY_SCALE * value(row, FRAMES_PER_DURATION + half);
        state.ready++;
      }
    }
  }
}

/** The state of a prediction. */
interface ProsodyState {
  readonly source: FrameSource;
  readonly sequence: StackSequence;
  readonly f0: Float32Array;
  readonly energy: Float32Array;
  /** Units of duration pushed so far. */
  pushed: number;
  /** Frames computed so far. */
  ready: number;
}

class PredictedProsody implements Prosody {
  readonly frames: number;
  readonly #state: ProsodyState;
  readonly #extend: (state: ProsodyState, units: number) => void;

  constructor(
    source: FrameSource,
    sequence: StackSequence,
    extend: (state: ProsodyState, units: number) => void,
  ) {
    this.frames = source.spread.length * FRAMES_PER_DURATION;
    this.#extend = extend;
    const [f0, energy] = [new Float32Array(this.frames), new Float32Array(this.frames)];
    this.#state = { source, sequence, f0, energy, pushed: 0, ready: 0 };
  }

  get ready(): number {
    return this.#state.ready;
  }

  get f0(): Float32Array {
    return this.#state.f0;
  }

  get energy(): Float32Array {
    return this.#state.energy;
  }

  read(to: number): void {
    this.#extend(this.#state, Math.ceil(to / FRAMES_PER_DURATION));
  }
}
