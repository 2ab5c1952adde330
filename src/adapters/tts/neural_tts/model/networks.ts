/**
 * Loads the networks of a voice into one shared memory.
 *
 * @module
 */
import { OnnxError, readOnnx } from "../../../../core/onnx/onnx_file.ts";
import { takeAttentionScratch } from "./layers/attention.ts";
import { type ConvBlock, packBlock, takeBlockScratch } from "./layers/conv_block.ts";
import { reachOf, takeStackScratch } from "./layers/conv_stack.ts";
import { Decoder } from "./decoder.ts";
import { DurationPredictor, spreadDurations } from "./durations.ts";
import { createKernels, type Kernels } from "./layers/kernels.ts";
import { ProsodyPredictor } from "./prosody.ts";
import {
  encodePhonemes,
  type EncoderScratch,
  type PackedEncoder,
  packEncoder,
  takeEncoderScratch,
} from "./text_encoder.ts";
import { type Encoding, MAX_PHONEMES, type Prosody } from "./types.ts";
import { Wiring } from "./layers/wiring.ts";
import { Workspace } from "./layers/workspace.ts";

/** The three networks: phonemes to features and durations, features to pitch and energy, and all of them to spectra. */
export class Networks {
  /** Number of known phonemes. */
  readonly phonemes: number;
  /** The memory that holds the networks. */
  readonly space: Workspace;
  readonly kernels: Kernels;
  readonly decoder: Decoder;
  readonly #sound: PackedEncoder;
  readonly #prosody: PackedEncoder;
  readonly #scratch: EncoderScratch;
  readonly #durations: DurationPredictor;
  readonly #predictor: ProsodyPredictor;

  /**
   * @param files ONNX files that together hold the networks: one file with all of them, or one for each.
   * @throws {OnnxError} If they hold something else.
   */
  constructor(files: readonly Uint8Array<ArrayBuffer>[]) {
    const wiring = new Wiring(files.map(readOnnx));
    const space = new Workspace();
    this.space = space;
    this.kernels = createKernels(space.memory);
    this.#sound = packEncoder(space, wiring, "m.text");
    this.#prosody = packEncoder(space, wiring, "pn.text");
    this.phonemes = this.#sound.phonemes;
    if (this.#prosody.phonemes !== this.phonemes) {
      throw new OnnxError(
        `Tensors 'm.text.emb.weight' and 'pn.text.emb.weight' must know the same phonemes: ` +
          `they know ${this.phonemes} and ${this.#prosody.phonemes}`,
      );
    }
    const decoderBlocks = packBlocks(space, wiring, "m.dec");
    const prosodyBlocks = packBlocks(space, wiring, "pn.pro");
    const blocks = [...this.#sound.blocks, ...this.#prosody.blocks, ...decoderBlocks, ...prosodyBlocks];
    const channels = Math.max(...blocks.map((block) => block.channels));
    const hidden = Math.max(...blocks.map((block) => block.expand.outputs));
    const block = takeBlockScratch(space, channels, hidden);
    const stack = takeStackScratch(space, {
      channels,
      blockReach: Math.max(...blocks.map(({ reach }) => reach)),
      stackReach: Math.max(reachOf(decoderBlocks), reachOf(prosodyBlocks)),
      block,
    });
    const encoders = [this.#sound, this.#prosody];
    const rows = { channels: Math.max(...encoders.map((encoder) => encoder.channels)), rows: MAX_PHONEMES };
    this.#scratch = takeEncoderScratch(space, encoders, takeAttentionScratch(space, { ...rows, block }));
    const shared = { kernels: this.kernels, space, wiring, scratch: stack };
    const features = this.#prosody.channels;
    this.#durations = new DurationPredictor(this.kernels, space, wiring, { name: "pn.dur", features });
    this.#predictor = new ProsodyPredictor({ ...shared, name: "pn.pro", features, blocks: prosodyBlocks });
    this.decoder = new Decoder({ ...shared, name: "m", features: this.#sound.channels, blocks: decoderBlocks });
  }

  /** See `VoiceModel.encode`. */
  encode(ids: ArrayLike<number>): Encoding {
    this.#check(ids);
    const encode = (encoder: PackedEncoder) =>
      encodePhonemes(this.kernels, this.space, encoder, { ids, scratch: this.#scratch });
    const soundFeatures = encode(this.#sound);
    const prosodyFeatures = encode(this.#prosody);
    const logDurations = this.#durations.predict(prosodyFeatures, ids.length);
    return { length: ids.length, soundFeatures, prosodyFeatures, logDurations };
  }

  /** See `VoiceModel.prosody`. */
  prosody(encoding: Encoding, durations: ArrayLike<number>): Prosody {
    const spread = spreadDurations(durations, encoding.length);
    return this.#predictor.predict({ features: encoding.prosodyFeatures, spread });
  }

  #check(ids: ArrayLike<number>): void {
    if (ids.length < 1 || ids.length > MAX_PHONEMES) {
      throw new RangeError(`A sentence must have 1 to ${MAX_PHONEMES} phonemes: received ${ids.length}`);
    }
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] ?? -1;
      if (Number.isInteger(id) && id >= 0 && id < this.phonemes) continue;
      throw new RangeError(`Phoneme ${index} must be a whole number below ${this.phonemes}: received ${id}`);
    }
  }
}

function packBlocks(space: Workspace, wiring: Wiring, name: string): ConvBlock[] {
  const channels = wiring.size(`${name}_in.weight`, [undefined, undefined, undefined], 0);
  const blocks: ConvBlock[] = [];
  while (wiring.has(`${name}.${blocks.length}.dw.weight`)) {
    blocks.push(packBlock(space, wiring, `${name}.${blocks.length}`, channels));
  }
  if (blocks.length > 0) return blocks;
  throw new OnnxError(`Tensor '${name}.0.dw.weight' is missing from the model file`);
}
