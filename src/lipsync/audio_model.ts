/**
 * A small neural network (one hidden layer) that recognises the mouth shapes in a frame of speech.
 *
 * @module
 */
import { VISEMES } from "../contract/visemes.ts";

/** A layer as it is stored: rows of signed bytes, each with a scale; a row's last number is its bias. */
export interface StoredLayer {
  readonly rows: number;
  readonly columns: number;
  readonly scales: readonly number[];
  /** Base64 of `rows * columns` signed bytes. */
  readonly bytes: string;
}

/** The network as it is stored. */
export interface StoredModel {
  /** The frames that it uses, relative to the one that it classifies. */
  readonly offsets: readonly number[];
  readonly hidden: StoredLayer;
  readonly output: StoredLayer;
}

/** The network, ready to be used by one stream. */
interface MouthModel {
  readonly offsets: readonly number[];
  /**
   * Classifies a frame.
   *
   * @param frames The features of the frames at `offsets`.
   * @param shares Where to write the share of each viseme, in the order of `VISEMES`; they add up to 1.
   */
  judge(frames: readonly Float32Array[], shares: Float32Array): void;
}

/**
 * Unpacks a stored network.
 *
 * @param stored The network.
 * @returns The network in memory, about 12 kB.
 */
export function createMouthModel(stored: StoredModel): MouthModel {
  const hidden = unpack(stored.hidden);
  const output = unpack(stored.output);
  const inputs = new Float32Array(stored.hidden.columns - 1);
  const activations = new Float32Array(stored.hidden.rows);
  return {
    offsets: stored.offsets,
    judge(frames, shares) {
      let at = 0;
      for (const frame of frames) {
        inputs.set(frame, at);
        at += frame.length;
      }
      apply(hidden, inputs, activations);
      for (let i = 0; i < activations.length; i++) activations[i] = Math.tanh(activations[i] ?? 0);
      apply(output, activations, shares);
      softmax(shares);
    },
  };
}

/** How many visemes the network distinguishes. */
export const CLASSES = VISEMES.length;

/** Turns numbers into shares that add up to 1 (softmax), in place. */
export function softmax(values: Float32Array): void {
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp((values[i] ?? 0) - largest);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / sum;
}

interface Layer {
  readonly columns: number;
  readonly weights: Float32Array;
}

function apply({ columns, weights }: Layer, input: Float32Array, output: Float32Array): void {
  for (let row = 0, at = 0; row < output.length; row++, at += columns) {
    let sum = weights[at + columns - 1] ?? 0;
    for (let i = 0; i < columns - 1; i++) sum += (weights[at + i] ?? 0) * (input[i] ?? 0);
    output[row] = sum;
  }
}

function unpack({ rows, columns, scales, bytes }: StoredLayer): Layer {
  const text = atob(bytes);
  const weights = Float32Array.from({ length: rows * columns }, (_, i) => {
    const byte = text.charCodeAt(i);
    return (byte < 128 ? byte : byte - 256) * (scales[Math.floor(i / columns)] ?? 0);
  });
  return { columns, weights };
}
