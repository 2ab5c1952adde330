/**
 * Rejects text among samples, which would be heard as a loud click.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { frameBytes, type SampleFormat } from "../basics/samples.ts";
import { NotSoundError } from "../basics/sound.ts";

/** Length of a printable run that counts as text, within a body and at its end, in bytes. */
const TEXT_BYTES = 40;
const LAST_TEXT_BYTES = 16;

/** Many samples of 8 bits are printable, but they are smooth, and speech ends in silence, which is not printable. */
const TEXT_BYTES_OF_8_BITS = 160;
const LAST_TEXT_BYTES_OF_8_BITS = 12;

/** Minimum average difference between adjacent characters of a text, among samples of 8 bits. */
const ROUGH_LETTERS = 10;

/**
 * Minimum average difference between every nth character of a text, n being the bytes of a frame. The high bytes of
 * loud samples of 44.1 kHz and more are printable for as long, but differ by 1 at most (10 min of speech of 16 to 96 kHz).
 */
const ROUGH_HIGH_BYTES = 1.5;

/** Maximum length of the text kept for the error, in bytes. */
const MAX_TEXT_BYTES = 4096;

/** Passes bytes that are not text. */
export class TextGuard {
  readonly #isWide: boolean;
  readonly #frameBytes: number;
  readonly #limitBytes: number;
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Length of the printable run at the end of the input. */
  #run = 0;

  /** @param format The encoding of the samples. */
  constructor(format: SampleFormat) {
    this.#isWide = format.bytes > 1;
    this.#frameBytes = frameBytes(format);
    this.#limitBytes = this.#isWide ? TEXT_BYTES : TEXT_BYTES_OF_8_BITS;
  }

  /**
   * Adds bytes.
   *
   * @returns The bytes that may be samples: all but the last few.
   * @throws {NotSoundError} With the text, if there is one.
   */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = concat([this.#held, bytes]);
    for (let at = this.#held.length; at < all.length; at++) {
      this.#run = isPrintable(all[at] ?? 0) ? this.#run + 1 : 0;
      if (this.#run < this.#limitBytes || this.#run % this.#limitBytes !== 0) continue;
      const from = at + 1 - this.#limitBytes;
      if (this.#isRough(all.subarray(from, at + 1))) throw textError(all.subarray(from));
    }
    const passed = Math.max(0, all.length - this.#limitBytes);
    this.#held = all.slice(passed);
    return all.slice(0, passed);
  }

  /** Ends the input. @returns The bytes held back. @throws {NotSoundError} With the text, if they end in one. */
  end(): Uint8Array<ArrayBuffer> {
    const held = this.#held;
    this.#held = new Uint8Array();
    const run = Math.min(this.#run, held.length);
    this.#run = 0;
    const least = this.#isWide ? LAST_TEXT_BYTES : LAST_TEXT_BYTES_OF_8_BITS;
    const last = held.subarray(held.length - run);
    const isText = run >= least && this.#isRough(last);
    if (isText || (run > 0 && run === held.length)) throw textError(last);
    return held;
  }

  #isRough(bytes: Uint8Array): boolean {
    if (!this.#isWide) return roughness(bytes) > ROUGH_LETTERS;
    const places = Array.from({ length: this.#frameBytes }, (_, place) => place);
    return places.every((place) =>
      roughness(bytes.filter((_, n) => n % this.#frameBytes === place)) > ROUGH_HIGH_BYTES
    );
  }
}

/** The average difference between adjacent bytes. */
function roughness(bytes: Uint8Array): number {
  let steps = 0;
  for (let n = 1; n < bytes.length; n++) steps += Math.abs((bytes[n] ?? 0) - (bytes[n - 1] ?? 0));
  return steps / bytes.length;
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

function textError(bytes: Uint8Array): NotSoundError {
  return new NotSoundError("text", new TextDecoder().decode(bytes.subarray(0, MAX_TEXT_BYTES)));
}
