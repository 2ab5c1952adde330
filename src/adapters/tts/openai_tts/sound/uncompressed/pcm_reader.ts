/**
 * Reads raw samples, the format requested from speech services.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { cutHeadEnd, FORMAT_BYTES, formatAt, formatWithin } from "../basics/formats.ts";
import { ANY_FRAME_BYTES, likeliest, LOOK_BYTES } from "./encoding.ts";
import { FrameWatch } from "./frame_watch.ts";
import { SoundGuard } from "./guard.ts";
import { TextGuard } from "./text_guard.ts";
import { arePlausible, firstChannel, frameBytes, S16_MONO, type SampleFormat, toMono } from "../basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "../basics/sound.ts";

/** Minimum length of speech, in bytes: 5 ms of 16-bit samples at 24 kHz. */
const MIN_BYTES = 240;

/** Reads samples. */
export class PcmReader implements SoundReader {
  rest: Uint8Array<ArrayBuffer> | undefined;
  #format: SampleFormat;
  readonly #text: TextGuard;
  #guard: SoundGuard;
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** An incomplete frame. */
  #odd: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Bytes before it that were read as whole frames, and bytes to skip up to the next whole frame. */
  #framed = 0;
  #skip = 0;
  readonly #frames = new FrameWatch();
  #count = 0;
  #isBegun = false;
  #isOver = false;
  #isFormatKnown: boolean;

  /** @param format What is known of the encoding; the rest defaults to that of speech services. */
  constructor(format: Partial<SampleFormat> = {}) {
    this.#format = { ...S16_MONO, ...format };
    this.#text = new TextGuard(this.#format);
    this.#guard = new SoundGuard(this.#format, { isBare: true });
    this.#isFormatKnown = this.#format.encoding !== "int" || this.#format.bytes !== 2;
  }

  push(bytes: Uint8Array): Sound[] {
    if (this.#isOver) return [];
    let all = concat([this.#held, bytes]);
    const other = formatWithin(all);
    if (other >= 0) {
      this.#isOver = true;
      this.#held = all.slice(0, other);
      // The samples of a file without a header end at its metadata.
      if (formatAt(all, other) !== undefined) this.rest = all.slice(other);
      return this.end();
    }
    if (!this.#isBegun && all.length < LOOK_BYTES) {
      this.#held = all;
      return [];
    }
    all = this.#begun(all);
    // The last bytes may be the beginning of another format's header.
    const known = Math.max(0, all.length - FORMAT_BYTES);
    const unit = this.#isFormatKnown ? frameBytes(this.#format) : ANY_FRAME_BYTES * this.#format.channels;
    const whole = known - known % unit;
    this.#held = all.slice(whole);
    return this.#take(all.subarray(0, whole));
  }

  end(): Sound[] {
    const held = this.#begun(this.#held);
    this.#held = new Uint8Array();
    const sounds = this.#take(held, true);
    if (this.#count > 0 && this.#count < MIN_BYTES) {
      throw new NotSoundError(`${this.#count} bytes, which are too few to be speech`);
    }
    return [...sounds, ...this.#sound(this.#guard.end())];
  }

  close(): void {}

  /** The bytes without the truncated header of a file, if they are the first ones. */
  #begun(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const start = this.#isBegun ? 0 : cutHeadEnd(bytes);
    this.#isBegun = true;
    return bytes.slice(start);
  }

  #take(bytes: Uint8Array, isLast = false): Sound[] {
    this.#count += bytes.length;
    this.#frames.see(bytes);
    const before = this.#isFormatKnown ? [] : this.#findFormat(bytes);
    const passed = this.#text.push(bytes);
    const all = isLast ? concat([passed, this.#text.end()]) : passed;
    const size = frameBytes(this.#format);
    const skipped = Math.min(this.#skip, this.#odd.length + all.length);
    this.#skip -= skipped;
    this.#odd = concat([this.#odd, all]).slice(skipped);
    const whole = this.#odd.length - this.#odd.length % size;
    const frames = this.#odd.subarray(0, whole);
    this.#odd = this.#odd.slice(whole);
    this.#framed += whole;
    if (!arePlausible(frames, this.#format)) throw new NotSoundError("bytes of an unknown format behind floats");
    const samples = toMono(frames, this.#format);
    const judged = this.#format.channels > 1 ? firstChannel(frames, this.#format) : samples;
    return [...before, ...this.#sound(this.#guard.push(samples, judged))];
  }

  /** @returns The silence that precedes the samples by which the encoding was detected. */
  #findFormat(bytes: Uint8Array): Sound[] {
    const found = likeliest(bytes, this.#format);
    if (found === undefined) return [];
    if (found === "noise") throw new NotSoundError("bytes of an unknown format, which would be noise");
    this.#isFormatKnown = true;
    const { format, phase } = found;
    if (format === this.#format) return [];
    const silence = this.#sound(this.#guard.end());
    const size = frameBytes(format);
    this.#skip = (phase + size - this.#framed % size) % size;
    this.#format = format;
    this.#guard = new SoundGuard(format, { isBare: true });
    return silence;
  }

  #sound(samples: Int16Array<ArrayBuffer>): Sound[] {
    return samples.length === 0 ? [] : [{ samples, rateHz: this.#format.rateHz }];
  }
}
