/**
 * Rejects bytes that are not audio: another format played as raw samples is noise at full scale.
 *
 * @module
 */
import type { SampleFormat } from "../basics/samples.ts";
import { NotSoundError } from "../basics/sound.ts";
import { foreignEnd, foreignStart } from "./jumps.ts";
import { BLOCK, isNoise, isNoisyBlock, WINDOW } from "./noise.ts";

/** Windows held back until the following ones are known to be audio. */
const HELD = 3;

/** Consecutive noisy windows, or shorter blocks, that count as noise: a single one may be a splice. */
const NOISY_WINDOWS = 2;

/** Minimum number of samples to judge: fewer are inconclusive. */
const MIN_SAMPLES = 48;

/** Passes samples that are audio. */
export class SoundGuard {
  readonly #isLogarithmic: boolean;
  /** Samples held back: those to play, and those to judge. */
  #held: Int16Array<ArrayBuffer> = new Int16Array();
  #judged: Int16Array<ArrayBuffer> = new Int16Array();
  #noisy = 0;
  #noisyBlocks = 0;

  /** Whether foreign bytes may precede the samples. */
  #isBare: boolean;

  /**
   * @param format The original encoding of the samples.
   * @param options `isBare`: whether there is no header that says where they begin.
   */
  constructor({ encoding }: Pick<SampleFormat, "encoding">, { isBare = false }: { isBare?: boolean } = {}) {
    this.#isBare = isBare;
    this.#isLogarithmic = encoding === "alaw" || encoding === "mulaw";
  }

  /**
   * Adds samples.
   *
   * @param samples The samples to play.
   * @param judged The same samples of one channel: averaged channels of noise would look like audio.
   * @returns The samples that may be played: all but the last few.
   * @throws {NotSoundError} If they are not audio. The samples held back are then not played.
   */
  push(samples: Int16Array, judged: Int16Array = samples): Int16Array<ArrayBuffer> {
    const done = Math.floor(this.#judged.length / WINDOW) * WINDOW;
    let [all, looked] = [joined(this.#held, samples), joined(this.#judged, judged)];
    if (this.#isBare && looked.length >= WINDOW) {
      const foreign = foreignStart(looked);
      [all, looked, this.#isBare] = [all.slice(foreign), looked.slice(foreign), false];
    }
    const whole = Math.floor(looked.length / WINDOW) * WINDOW;
    for (let at = done; at < whole; at += WINDOW) {
      const window = looked.subarray(at, at + WINDOW);
      this.#noisy = isNoise(window, this.#isLogarithmic) ? this.#noisy + 1 : 0;
      if (this.#noisy >= NOISY_WINDOWS || this.#hasNoisyBlocks(window)) throw noise();
    }
    const passed = Math.max(0, whole - HELD * WINDOW);
    this.#held = all.slice(passed);
    this.#judged = looked.slice(passed);
    return all.slice(0, passed);
  }

  /**
   * Ends the input.
   *
   * @returns The samples held back.
   * @throws {NotSoundError} If they are not audio.
   */
  end(): Int16Array<ArrayBuffer> {
    const [held, judged] = [this.#held, this.#judged];
    this.#held = this.#judged = new Int16Array();
    const rest = judged.subarray(Math.floor(judged.length / WINDOW) * WINDOW);
    const isShort = judged.length < NOISY_WINDOWS * WINDOW;
    const last = isShort || this.#noisy > 0 ? judged.subarray(-WINDOW) : rest;
    if (last.length >= MIN_SAMPLES && isNoise(last, this.#isLogarithmic)) throw noise();
    const end = judged.subarray(-BLOCK);
    if (this.#hasNoisyBlocks(rest) || (end.length === BLOCK && isNoisyBlock(end, this.#isLogarithmic))) throw noise();
    const start = this.#isBare ? foreignStart(judged) : 0;
    return held.slice(start, Math.max(start, held.length - foreignEnd(judged)));
  }

  /** Whether two consecutive blocks are noise, the second of them among these samples. */
  #hasNoisyBlocks(samples: Int16Array): boolean {
    for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) {
      const isNoisy = isNoisyBlock(samples.subarray(at, at + BLOCK), this.#isLogarithmic);
      this.#noisyBlocks = isNoisy ? this.#noisyBlocks + 1 : 0;
      if (this.#noisyBlocks >= NOISY_WINDOWS) return true;
    }
    return false;
  }
}

function noise(): NotSoundError {
  return new NotSoundError("bytes of an unknown format, which would be noise");
}

function joined(a: Int16Array, b: Int16Array): Int16Array<ArrayBuffer> {
  const both = new Int16Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
