/**
 * Keeps what is no sound out of uncompressed samples: bytes of another format sound as noise at full scale, and text
 * as a loud click.
 *
 * @module
 */

/** The bytes are no sound that can be played. The message says what they are. */
export class NotSoundError extends Error {
  /** What the server said, where the bytes are text. */
  readonly text: string | undefined;

  constructor(what: string, text?: string) {
    super(what);
    this.text = text;
  }
}

/** Samples that are judged together: 5 ms at 24 kHz. */
const WINDOW = 128;

/** Windows that are held back until those behind them are known to be sound. */
const HELD = 3;

/** Noisy windows in a row that are noise: a single one may be the loudest sibilant. */
const NOISY_WINDOWS = 2;

/**
 * Bytes of another format are uniformly distributed: their root mean square is 18900, a quarter of them is beyond
 * 24576, and neighbours have nothing to do with each other. Speech is never all three.
 */
const NOISE_RMS = 12_000;
const NOISE_CORRELATION = 0.35;
const LOUD = 24_576;
const LOUD_SHARE = 0.12;

/** The share of printable characters from which a window is text, and the shortest text at the end of a body, in samples. */
const TEXT_SHARE = 0.95;
const MIN_TEXT_SAMPLES = 8;

/** The most text that is kept for its words, in bytes. */
const MAX_TEXT_BYTES = 2048;

/** Lets samples pass that are sound. */
export class SoundGuard {
  #held: Int16Array<ArrayBuffer> = new Int16Array();
  #noisy = 0;
  readonly #isText: boolean;

  /** @param isText Whether the samples are written so that text would show in them: 16 bits, little-endian. */
  constructor(isText: boolean) {
    this.#isText = isText;
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
    for (let at = judged; at < whole; at += WINDOW) this.#judge(all, at, at + WINDOW);
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
    const rest = held.length % WINDOW;
    if (held.length < WINDOW && isNoise(held)) throw new NotSoundError("noise");
    if (rest >= MIN_TEXT_SAMPLES) this.#judge(held, held.length - rest, held.length);
    const end = this.#isText ? textFrom(held) : held.length;
    if (held.length - end >= MIN_TEXT_SAMPLES || (end === 0 && held.length > 0)) throw textError(held.subarray(end));
    return held;
  }

  #judge(all: Int16Array<ArrayBuffer>, from: number, to: number): void {
    const window = all.subarray(from, to);
    if (this.#isText && isText(window)) {
      const before = textFrom(all.subarray(0, from));
      throw textError(all.subarray(before, before + MAX_TEXT_BYTES / 2));
    }
    this.#noisy = isNoise(window) ? this.#noisy + 1 : 0;
    if (this.#noisy >= NOISY_WINDOWS) throw new NotSoundError("bytes of an unknown format, which would be noise");
  }
}

function isNoise(window: Int16Array): boolean {
  let [energy, product, loud] = [0, 0, 0];
  for (let n = 0; n < window.length; n++) {
    const sample = window[n] ?? 0;
    energy += sample * sample;
    product += sample * (window[n + 1] ?? 0);
    if (Math.abs(sample) > LOUD) loud++;
  }
  const rms = Math.sqrt(energy / window.length);
  return rms > NOISE_RMS && Math.abs(product / energy) < NOISE_CORRELATION && loud / window.length > LOUD_SHARE;
}

function isText(window: Int16Array): boolean {
  let count = 0;
  for (const sample of window) count += printable(sample & 0xff) + printable(sample >> 8 & 0xff);
  return count >= window.length * 2 * TEXT_SHARE;
}

/** Where the text begins in which samples end. */
function textFrom(samples: Int16Array): number {
  let from = samples.length;
  while (from > 0 && printable((samples[from - 1] ?? 0) & 0xff) && printable((samples[from - 1] ?? 0) >> 8 & 0xff)) {
    from--;
  }
  return from;
}

function printable(byte: number): number {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0;
}

function textError(samples: Int16Array<ArrayBuffer>): NotSoundError {
  const bytes = new Uint8Array(samples.slice().buffer);
  return new NotSoundError("text", new TextDecoder().decode(bytes.subarray(0, MAX_TEXT_BYTES)));
}
