/**
 * Trains the audio-to-viseme network. The target of a frame is the blend of the phone-driven timeline at that time, so
 * the network also learns coarticulation.
 *
 * @module
 */
import { createFeatureExtractor, FEATURES, FRAME_MS } from "../../src/lipsync/audio_features.ts";
import { CLASSES, softmax, type StoredLayer, type StoredModel } from "../../src/lipsync/audio_model.ts";
import { createPhoneVisemes } from "../../src/lipsync/from_phones.ts";
import { visemesAt } from "../../src/lipsync/mouth.ts";
import { VISEMES } from "../../src/contract/visemes.ts";
import { type Utterance, vary } from "./augment.ts";
import { createRandom, type Random } from "./random.ts";

/** Frames that the network sees, relative to the one that it classifies. */
const OFFSETS = [-4, -2, 0, 2];
const HIDDEN = 48;
/** How often each utterance is varied. */
const VARIANTS = 4;
const EPOCHS = 6;
const SEED = 1;
/** Extra weight of frames with closed lips, which are rare and visually most important. */
const CLOSURE_WEIGHT = 1.5;
/** Standard deviation of the noise added to the inputs. */
const INPUT_NOISE = 0.15;
const BATCH = 64;
const LEARNING_RATE = 0.003;
const ADAM = { first: 0.9, second: 0.999, tiny: 1e-8, decay: 1e-4 };

interface Example {
  readonly frames: readonly Float32Array[];
  readonly targets: readonly Float32Array[];
}

/**
 * Trains a network.
 *
 * @param utterances Speech with phone marks.
 * @param onEpoch Learns the loss of each epoch.
 * @returns The network in its stored form.
 */
export function trainModel(
  utterances: readonly Utterance[],
  onEpoch: (epoch: number, loss: number) => void,
): StoredModel {
  const random = createRandom(SEED);
  const examples = utterances.flatMap((utterance) => [
    exampleOf(utterance),
    ...Array.from({ length: VARIANTS }, () => exampleOf(vary(utterance, random))),
  ]);
  const order = examples.flatMap((example) => example.frames.map((_, index) => ({ example, index })));
  const network = createNetwork(OFFSETS.length * FEATURES, HIDDEN, random);
  const steps = EPOCHS * Math.floor(order.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    let loss = 0;
    order.forEach(({ example, index }, count) => {
      network.look(example.frames, index);
      loss += network.learn(example.targets[index] ?? new Float32Array(CLASSES));
      if ((count + 1) % BATCH !== 0) return;
      network.update(LEARNING_RATE * (0.5 + 0.5 * Math.cos(Math.PI * step / steps)) + 1e-5);
      step++;
    });
    onEpoch(epoch, loss / order.length);
  }
  return { offsets: OFFSETS, hidden: store(network.hidden), output: store(network.output) };
}

function exampleOf(utterance: Utterance): Example {
  const frames: Float32Array[] = [];
  createFeatureExtractor().push(utterance.samples, (features) => frames.push(features.slice()));
  const visemes = createPhoneVisemes(0);
  const timeline = [...utterance.phones.flatMap((phone) => visemes.push(phone)), ...visemes.flush()];
  const targets = frames.map((_, index) => {
    const target = new Float32Array(CLASSES);
    for (const { id, weight } of visemesAt(timeline, index * FRAME_MS)) target[VISEMES.indexOf(id)] = weight;
    return target;
  });
  return { frames, targets };
}

function shuffle<T>(items: T[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const [a, b] = [items[i], items[j]];
    if (a === undefined || b === undefined) continue;
    items[i] = b;
    items[j] = a;
  }
}

/** A layer in training: rows of weights, the last of each its bias, with Adam's state. */
interface TrainedLayer {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

function createLayer(rows: number, columns: number, random: Random): TrainedLayer {
  const size = rows * columns;
  const scale = 1 / Math.sqrt(columns);
  const weights = Float32Array.from({ length: size }, (_, i) => (i + 1) % columns === 0 ? 0 : random.normal() * scale);
  const zeros = () => new Float32Array(size);
  return { rows, columns, weights, gradients: zeros(), first: zeros(), second: zeros() };
}

function createNetwork(inputCount: number, hiddenCount: number, random: Random) {
  const hidden = createLayer(hiddenCount, inputCount + 1, random);
  const output = createLayer(CLASSES, hiddenCount + 1, random);
  const inputs = new Float32Array(inputCount + 1).fill(1);
  const activations = new Float32Array(hiddenCount + 1).fill(1);
  const backward = new Float32Array(hiddenCount + 1);
  const shares = new Float32Array(CLASSES);
  let updates = 0;
  return {
    hidden,
    output,
    look(frames: readonly Float32Array[], index: number): void {
      OFFSETS.forEach((offset, i) => {
        const frame = frames[Math.max(0, Math.min(frames.length - 1, index + offset))];
        if (frame !== undefined) inputs.set(frame, i * FEATURES);
      });
      for (let i = 0; i < inputCount; i++) inputs[i] = (inputs[i] ?? 0) + INPUT_NOISE * random.normal();
      forward(hidden, inputs, activations);
      for (let i = 0; i < hiddenCount; i++) activations[i] = Math.tanh(activations[i] ?? 0);
      forward(output, activations, shares);
      softmax(shares);
    },
    learn(target: Float32Array): number {
      const weight = 1 + CLOSURE_WEIGHT * (target[VISEMES.indexOf("PP")] ?? 0);
      let loss = 0;
      backward.fill(0);
      for (let row = 0; row < CLASSES; row++) {
        loss -= (target[row] ?? 0) * Math.log((shares[row] ?? 0) + 1e-9);
        accumulate(output, row, weight * ((shares[row] ?? 0) - (target[row] ?? 0)), activations, backward);
      }
      for (let row = 0; row < hiddenCount; row++) {
        const slope = 1 - (activations[row] ?? 0) ** 2;
        accumulate(hidden, row, (backward[row] ?? 0) * slope, inputs);
      }
      return loss;
    },
    update(rate: number): void {
      updates++;
      for (const layer of [hidden, output]) adam(layer, rate, updates);
    },
  };
}

function forward({ columns, weights }: TrainedLayer, input: Float32Array, output: Float32Array): void {
  const rows = weights.length / columns;
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += weights[at + i]! * input[i]!;
    output[row] = sum;
  }
}

function accumulate(
  { columns, weights, gradients }: TrainedLayer,
  row: number,
  delta: number,
  input: Float32Array,
  backward?: Float32Array,
): void {
  const at = row * columns;
  for (let i = 0; i < columns; i++) gradients[at + i]! += delta * input[i]!;
  if (backward === undefined) return;
  for (let i = 0; i < columns; i++) backward[i]! += delta * weights[at + i]!;
}

/** Kingma and Ba, "Adam: a method for stochastic optimization" (2015), with decoupled weight decay. */
function adam({ weights, gradients, first, second }: TrainedLayer, rate: number, updates: number): void {
  const firstBias = 1 - ADAM.first ** updates;
  const secondBias = 1 - ADAM.second ** updates;
  for (let i = 0; i < weights.length; i++) {
    const gradient = gradients[i]! / BATCH;
    const m = first[i] = ADAM.first * first[i]! + (1 - ADAM.first) * gradient;
    const v = second[i] = ADAM.second * second[i]! + (1 - ADAM.second) * gradient * gradient;
    weights[i]! -= rate * (m / firstBias / (Math.sqrt(v / secondBias) + ADAM.tiny) + ADAM.decay * weights[i]!);
    gradients[i] = 0;
  }
}

function store({ rows, columns, weights }: TrainedLayer): StoredLayer {
  const scales: number[] = [];
  let text = "";
  for (let row = 0; row < rows; row++) {
    const values = weights.subarray(row * columns, (row + 1) * columns);
    const scale = Number((values.reduce((a, w) => Math.max(a, Math.abs(w)), 0) / 127).toPrecision(5));
    scales.push(scale);
    for (const value of values) {
      text += String.fromCharCode(Math.max(-127, Math.min(127, Math.round(value / scale))) & 255);
    }
  }
  return { rows, columns, scales, bytes: btoa(text) };
}
