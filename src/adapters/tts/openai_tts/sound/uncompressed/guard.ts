/**
 * Keeps what is no sound out of uncompressed samples: bytes of another format would be noise at full scale.
 *
 * @module
 */
import type { SampleFormat } from "../basics/samples.ts";
import { NotSoundError } from "../basics/sound.ts";
import { isNoise, WINDOW } from "./noise.ts";

/** Windows that are held back until those behind them are known to be sound. */
const HELD = 3;

/** Noisy windows in a row that are noise: one alone may be a joint. */
const NOISY_WINDOWS = 2;

/** Fewer samples than these are not judged, as chance may make them look like anything. */
const MIN_SAMPLES = 48;

/** Lets samples pass that are sound. */
export class SoundGuard {
  readonly #isLogarithmic: boolean;
  /** What is held back, to be played and to be judged. */
  #held: Int16Array<ArrayBuffer> = new Int16Array();
  #judged: Int16Array<ArrayBuffer> = new Int16Array();
  #noisy = 0;

  /** @param format How the samples were written. */
  constructor({ encoding }: Pick<SampleFormat, "encoding">) {
    this.#isLogarithmic = encoding === "alaw" || encoding === "mulaw";
  }

  /**
   * Takes samples.
   *
   * @param samples What is to be played.
   * @param judged The same of one channel: channels of noise that are averaged look like sound.
   * @returns Those that may be played: all but the last few.
   * @throws {NotSoundError} When they are something else. What was held back is not played then.
   */
  push(samples: Int16Array, judged: Int16Array = samples): Int16Array<ArrayBuffer> {
    const done = Math.floor(this.#judged.length / WINDOW) * WINDOW;
    const [all, looked] = [joined(this.#held, samples), joined(this.#judged, judged)];
    const whole = Math.floor(looked.length / WINDOW) * WINDOW;
    for (let at = done; at < whole; at += WINDOW) {
      this.#noisy = isNoise(looked.subarray(at, at + WINDOW), this.#isLogarithmic) ? this.#noisy + 1 : 0;
      if (this.#noisy >= NOISY_WINDOWS) throw noise();
    }
    const passed = Math.max(0, whole - HELD * WINDOW);
    this.#held = all.slice(passed);
    this.#judged = looked.slice(passed);
    return all.slice(0, passed);
  }

  /**
   * Ends the samples.
   *
   * @returns What was held back.
   * @throws {NotSoundError} When it is something else.
   */
  end(): Int16Array<ArrayBuffer> {
    const [held, judged] = [this.#held, this.#judged];
    this.#held = this.#judged = new Int16Array();
    const rest = judged.subarray(Math.floor(judged.length / WINDOW) * WINDOW);
    const isShort = judged.length < NOISY_WINDOWS * WINDOW;
    const last = isShort || this.#noisy > 0 ? judged.subarray(-WINDOW) : rest;
    if (last.length >= MIN_SAMPLES && isNoise(last, this.#isLogarithmic)) throw noise();
    return held;
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
