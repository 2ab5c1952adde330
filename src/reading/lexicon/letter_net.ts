/**
 * The network that pronounces words from their letters: a character transformer with four layers, whose output of four
 * slots a letter is read like CTC (repeats collapsed, blanks dropped).
 *
 * @module
 */
import { floatTensor, type OnnxGraph } from "../../core/onnx/onnx_file.ts";
import { addRows, attend, dense, gelu, layerNorm, type Matrix } from "./transformer.ts";

/** The letters that the network knows and the phonemes that it can say. */
export interface LetterAlphabet {
  readonly in: readonly string[];
  readonly out: readonly string[];
  /** Outputs for each letter. */
  readonly slots: number;
  /** Maximum number of letters of a word. */
  readonly maxlen: number;
}

const WIDTH = 128;
const HEADS = 4;
const LAYERS = 4;
const HIDDEN = 384;

interface Layer {
  readonly norm1: readonly [Float32Array, Float32Array];
  readonly norm2: readonly [Float32Array, Float32Array];
  readonly qkv: readonly [Float32Array, Float32Array];
  readonly project: readonly [Float32Array, Float32Array];
  readonly expand: readonly [Float32Array, Float32Array];
  readonly contract: readonly [Float32Array, Float32Array];
}

/** Pronounces words from their letters. */
export class LetterNet {
  readonly #alphabet: LetterAlphabet;
  readonly #codes: ReadonlyMap<string, number>;
  readonly #embedding: Float32Array;
  readonly #positions: Float32Array;
  readonly #layers: readonly Layer[];
  readonly #norm: readonly [Float32Array, Float32Array];
  readonly #head: readonly [Float32Array, Float32Array];

  /**
   * @param graph The network as it was exported.
   * @param alphabet What its inputs and outputs mean.
   * @throws {OnnxError} When a weight is missing or has another shape.
   */
  constructor(graph: OnnxGraph, alphabet: LetterAlphabet) {
    this.#alphabet = alphabet;
    this.#codes = new Map(alphabet.in.map((letter, index) => [letter, index + 1]));
    const outputs = alphabet.slots * (alphabet.out.length + 1);
    const weights = matricesInOrder(graph);
    const next = (rows: number, columns: number) => floatTensor(graph, weights.shift() ?? "", [rows, columns]);
    const vector = (name: string, size: number) => floatTensor(graph, name, [size]);
    const pair = (name: string): [Float32Array, Float32Array] => [
      vector(`${name}.weight`, WIDTH),
      vector(`${name}.bias`, WIDTH),
    ];
    this.#embedding = floatTensor(graph, "m.emb.weight", [undefined, WIDTH]);
    this.#positions = floatTensor(graph, "m.pos", [alphabet.maxlen, WIDTH]);
    this.#layers = Array.from({ length: LAYERS }, (_, index) => {
      const name = `m.layers.${index}`;
      return {
        norm1: pair(`${name}.norm1`),
        norm2: pair(`${name}.norm2`),
        qkv: [next(WIDTH, 3 * WIDTH), vector(`${name}.self_attn.in_proj_bias`, 3 * WIDTH)],
        project: [next(WIDTH, WIDTH), vector(`${name}.self_attn.out_proj.bias`, WIDTH)],
        expand: [next(WIDTH, HIDDEN), vector(`${name}.linear1.bias`, HIDDEN)],
        contract: [next(HIDDEN, WIDTH), vector(`${name}.linear2.bias`, WIDTH)],
      };
    });
    this.#norm = pair("m.norm");
    this.#head = [next(WIDTH, outputs), vector("m.head.bias", outputs)];
  }

  /**
   * Pronounces a word.
   *
   * @param word Letters; those that the network does not know are left out, and so is what exceeds its length.
   * @returns Phonemes with stress marks; empty when it knows none of the letters.
   */
  pronounce(word: string): string {
    const codes = [...word].map((letter) => this.#codes.get(letter) ?? 0).filter((code) => code > 0)
      .slice(0, this.#alphabet.maxlen);
    return codes.length === 0 ? "" : this.#decode(this.#run(codes));
  }

  #run(codes: readonly number[]): Matrix {
    const rows = codes.length;
    const x: Matrix = { rows, columns: WIDTH, values: new Float32Array(rows * WIDTH) };
    codes.forEach((code, row) => {
      for (let i = 0; i < WIDTH; i++) {
        x.values[row * WIDTH + i] = (this.#embedding[code * WIDTH + i] ?? 0) + (this.#positions[row * WIDTH + i] ?? 0);
      }
    });
    for (const layer of this.#layers) {
      addRows(x, dense(attend(dense(layerNorm(x, ...layer.norm1), ...layer.qkv), HEADS), ...layer.project));
      addRows(x, dense(gelu(dense(layerNorm(x, ...layer.norm2), ...layer.expand)), ...layer.contract));
    }
    return dense(layerNorm(x, ...this.#norm), ...this.#head);
  }

  /** The likeliest output of each slot, without repeats and blanks. */
  #decode(scores: Matrix): string {
    const size = this.#alphabet.out.length + 1;
    let phonemes = "";
    let before = 0;
    for (let start = 0; start < scores.values.length; start += size) {
      const slot = scores.values.subarray(start, start + size);
      const best = slot.reduce((top, score, index) => score > (slot[top] ?? 0) ? index : top, 0);
      if (best !== before && best !== 0) phonemes += this.#alphabet.out[best - 1] ?? "";
      before = best;
    }
    return phonemes;
  }
}

/** The names of the weights of the dense layers, in the order in which the graph uses them. */
function matricesInOrder(graph: OnnxGraph): string[] {
  return graph.nodes.filter((node) => node.operator === "MatMul").flatMap((node) => node.inputs.slice(1))
    .filter((name) => graph.tensors.has(name));
}
