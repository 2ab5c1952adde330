/**
 * Keeps what is no sound out of uncompressed samples: bytes of another format sound as noise at full scale, and text
 * as a loud click.
 *
 * @module
 */
import { NotSoundError } from "../basics/sound.ts";
import { joined } from "../basics/bytes.ts";
import type { SampleFormat } from "../basics/samples.ts";

/** Samples that are judged together: 5 ms at 24 kHz. */
const WINDOW = 128;

/** Windows that are held back until those behind them are known to be sound. */
const HELD = 3;

/**
 * Windows at the beginning, where more is expected of them, as nobody begins to speak at full scale: one jump is one too
 * many, and the first window must be good.
 */
const FIRST_WINDOWS = 8;

/** Bad windows in a row that are no sound: a single one may be the loudest sibilant. */
const BAD_WINDOWS = 2;

/** What noise is. Speech is never loud, without any likeness of neighbours, and near full scale, all at once. */
interface NoiseLimits {
  /** Root mean square. */
  readonly rms: number;
  /** Of neighbours. */
  readonly correlation: number;
  /** Samples beyond `loud` have at least this share. */
  readonly loud: number;
  readonly loudShare: number;
  /** Samples of 8, 24 or 32 bits, read as 16, jump so far at each change of sign. */
  readonly jump: number;
  readonly jumps: number;
}

/** Bytes of another format are uniformly distributed: their rms is 18900, and a quarter of them is beyond 24576. */
const LINEAR: NoiseLimits = { rms: 12_000, correlation: 0.35, loud: 24_576, loudShare: 0.12, jump: 26_000, jumps: 3 };

/** Codes of A-law and µ-law that are uniformly distributed: an eighth of them is beyond 16384. */
const LOGARITHMIC: NoiseLimits = {
  rms: 7000,
  correlation: 0.35,
  loud: 15_000,
  loudShare: 0.06,
  jump: 26_000,
  jumps: 3,
};

/** Lets samples pass that are sound. */
export class SoundGuard {
  readonly #limits: NoiseLimits;
  #held: Int16Array<ArrayBuffer> = new Int16Array();
  #bad = 0;
  #windows = 0;

  /** @param format How the samples were written. */
  constructor({ encoding, channels }: Pick<SampleFormat, "encoding" | "channels">) {
    const limits = encoding === "alaw" || encoding === "mulaw" ? LOGARITHMIC : LINEAR;
    // Channels of noise that are averaged are quieter.
    const share = 1 / Math.sqrt(channels);
    this.#limits = { ...limits, rms: limits.rms * share, loud: limits.loud * share };
  }

  /**
   * Takes samples.
   *
   * @returns Those that may be played: all but the last few.
   * @throws {NotSoundError} When they are something else. What was held back is not played then.
   */
  push(samples: Int16Array): Int16Array<ArrayBuffer> {
    const all = new Int16Array(this.#held.length + samples.length);
    all.set(this.#held);
    all.set(samples, this.#held.length);
    const judged = Math.floor(this.#held.length / WINDOW) * WINDOW;
    const whole = Math.floor(all.length / WINDOW) * WINDOW;
    for (let at = judged; at < whole; at += WINDOW) this.#judge(all.subarray(at, at + WINDOW));
    const passed = Math.max(0, whole - HELD * WINDOW);
    this.#held = all.slice(passed);
    return all.slice(0, passed);
  }

  /**
   * Ends the samples.
   *
   * @returns What was held back.
   * @throws {NotSoundError} When it is something else.
   */
  end(): Int16Array<ArrayBuffer> {
    const held = this.#held;
    this.#held = new Int16Array();
    const rest = held.subarray(held.length - held.length % WINDOW);
    // The end may be a single window, and a part of one.
    if (rest.length > 0 && isBad(rest, this.#limits)) this.#bad++;
    if (this.#bad > 0 && held.length <= HELD * WINDOW + WINDOW && isBad(held.subarray(-WINDOW), this.#limits)) {
      throw unknownBytes();
    }
    return held;
  }

  #judge(window: Int16Array): void {
    const isEarly = this.#windows++ < FIRST_WINDOWS;
    this.#bad = isBad(window, isEarly ? { ...this.#limits, jumps: 1 } : this.#limits) ? this.#bad + 1 : 0;
    if (this.#bad >= (this.#windows === 1 ? 1 : BAD_WINDOWS)) throw unknownBytes();
  }
}

function unknownBytes(): NotSoundError {
  return new NotSoundError("bytes of an unknown format, which would be noise");
}

function isBad(window: Int16Array, limits: NoiseLimits): boolean {
  let [energy, product, loud, jumps] = [0, 0, 0, 0];
  for (let n = 0; n < window.length; n++) {
    const sample = window[n] ?? 0;
    const next = window[n + 1] ?? sample;
    energy += sample * sample;
    product += sample * next;
    if (Math.abs(sample) > limits.loud) loud++;
    if (Math.abs(sample - next) > limits.jump) jumps++;
  }
  if (jumps >= limits.jumps) return true;
  const rms = Math.sqrt(energy / window.length);
  return rms > limits.rms && Math.abs(product / energy) < limits.correlation && loud / window.length > limits.loudShare;
}

/** Printable characters in a row that are text, not samples, and those that are at the end of a body; in bytes. */
const TEXT_BYTES = 40;
const LAST_TEXT_BYTES = 16;

/** Many samples of 8 bits are printable, but speech ends in silence, which is not; in bytes. */
const HELD_BYTES_OF_8_BITS = 512;
const LAST_TEXT_BYTES_OF_8_BITS = 32;

/** The most text that is kept for its words, in bytes. */
const MAX_TEXT_BYTES = 4096;

/** Lets bytes pass that are not text. */
export class TextGuard {
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Printable bytes up to the end of what has come. */
  #run = 0;
  readonly #limitBytes: number;
  readonly #heldBytes: number;
  readonly #lastBytes: number;

  /** @param bytes Bytes of a sample. */
  constructor(bytes: number) {
    const isWide = bytes > 1;
    this.#limitBytes = isWide ? TEXT_BYTES : Infinity;
    this.#heldBytes = isWide ? TEXT_BYTES : HELD_BYTES_OF_8_BITS;
    this.#lastBytes = isWide ? LAST_TEXT_BYTES : LAST_TEXT_BYTES_OF_8_BITS;
  }

  /**
   * Takes bytes.
   *
   * @returns Those that may be samples: all but the last few.
   * @throws {NotSoundError} With the text, when there is one.
   */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = joined(this.#held, bytes);
    for (let at = this.#held.length; at < all.length; at++) {
      this.#run = isPrintable(all[at] ?? 0) ? this.#run + 1 : 0;
      if (this.#run >= this.#limitBytes) throw textError(all.subarray(at + 1 - this.#run));
    }
    const passed = Math.max(0, all.length - this.#heldBytes);
    this.#held = all.slice(passed);
    return all.slice(0, passed);
  }

  /** Ends the bytes. @returns What was held back. @throws {NotSoundError} With the text, when they end in one. */
  end(): Uint8Array<ArrayBuffer> {
    const held = this.#held;
    this.#held = new Uint8Array();
    const run = Math.min(this.#run, held.length);
    this.#run = 0;
    if (run >= this.#lastBytes || (run > 0 && run === held.length)) throw textError(held.subarray(held.length - run));
    return held;
  }
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

function textError(bytes: Uint8Array): NotSoundError {
  return new NotSoundError("text", new TextDecoder().decode(bytes.subarray(0, MAX_TEXT_BYTES)));
}
