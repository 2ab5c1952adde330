/**
 * Reads WAVE files.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { ascii, viewOf } from "../basics/bytes.ts";
import { FORMAT_BYTES, formatAt, formatWithin, isNotes } from "../basics/formats.ts";
import { isRough, LOOK_BYTES } from "./encoding.ts";
import { FrameWatch } from "./frame_watch.ts";
import { SoundGuard } from "./guard.ts";
import { TextGuard } from "./text_guard.ts";
import { arePlausible, firstChannel, frameBytes, type SampleFormat, toMono } from "../basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "../basics/sound.ts";
import { textIn } from "../basics/text.ts";
import { CHUNK_HEAD_BYTES, waveHeader } from "./wave_header.ts";

/** Maximum length of a skipped chunk after the samples: metadata, pictures, cue points. */
const MAX_CHUNK_BYTES = 1_048_576;

/** Reads one WAVE file; the bytes after it are its `rest`. */
export class WaveReader implements SoundReader {
  rest: Uint8Array<ArrayBuffer> | undefined;
  #state: "header" | "samples" | "behind" = "header";
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  #format: SampleFormat | undefined;
  #guard: SoundGuard | undefined;
  #text: TextGuard | undefined;
  readonly #frames = new FrameWatch();
  /** Remaining bytes of samples. */
  #left = 0;
  /** Whether the file's length is unknown, so that another file or metadata may follow anywhere. */
  #isOpen = false;
  #isPadded = false;
  /** An incomplete frame. */
  #odd: Uint8Array<ArrayBuffer> = new Uint8Array();

  push(bytes: Uint8Array): Sound[] {
    this.#held = concat([this.#held, bytes]);
    return this.#read(false);
  }

  end(): Sound[] {
    const sounds = this.#read(true);
    if (this.#state === "header") throw new NotSoundError("a WAVE file that is cut short in its header");
    return [...sounds, ...this.#finish()];
  }

  close(): void {}

  #read(isLast: boolean): Sound[] {
    const sounds: Sound[] = [];
    while (this.rest === undefined) {
      if (this.#state === "header" && !this.#readHeader()) return sounds;
      if (this.#state === "samples") {
        const isOver = this.#readSamples(isLast, sounds);
        if (!isOver) return sounds;
      }
      if (this.#state === "behind" && !this.#readBehind(isLast, sounds)) return sounds;
    }
    return [...sounds, ...this.#finish()];
  }

  #readHeader(): boolean {
    const header = waveHeader(this.#held);
    if (header === undefined) return false;
    this.#format = header.format;
    this.#guard = new SoundGuard(header.format);
    this.#text = new TextGuard(header.format);
    this.#held = this.#held.slice(header.start);
    this.#left = header.length;
    this.#isOpen = header.length === Infinity;
    this.#isPadded = header.length % 2 === 1;
    this.#state = "samples";
    return true;
  }

  /** @returns Whether the samples are complete. */
  #readSamples(isLast: boolean, sounds: Sound[]): boolean {
    const next = this.#isOpen ? formatWithin(this.#held) : -1;
    // The last bytes may be the beginning of another file's header.
    const known = next >= 0 ? next : this.#isOpen && !isLast ? this.#held.length - FORMAT_BYTES : this.#held.length;
    const taken = Math.max(0, Math.min(known, this.#left));
    const isOver = next >= 0 || this.#left <= this.#held.length;
    sounds.push(...this.#take(this.#held.subarray(0, taken)));
    this.#held = this.#held.slice(taken);
    this.#left -= taken;
    if (isOver) this.#state = "behind";
    return isOver;
  }

  #take(bytes: Uint8Array): Sound[] {
    const [format, guard, text] = [this.#format, this.#guard, this.#text];
    if (format === undefined || guard === undefined || text === undefined) return [];
    if (this.#isOpen) this.#frames.see(bytes);
    this.#odd = concat([this.#odd, this.#isOpen ? text.push(bytes) : bytes]);
    const whole = this.#odd.length - this.#odd.length % frameBytes(format);
    const frames = this.#odd.subarray(0, whole);
    this.#odd = this.#odd.slice(whole);
    if (!arePlausible(frames, format)) throw new NotSoundError("bytes of an unknown format in place of floats");
    const samples = toMono(frames, format);
    return this.#sound(guard.push(samples, format.channels > 1 ? firstChannel(frames, format) : samples));
  }

  #finish(): Sound[] {
    const last = this.#text?.end() ?? new Uint8Array();
    this.#isOpen = false;
    return [...this.#take(last), ...this.#sound(this.#guard?.end() ?? new Int16Array())];
  }

  /**
   * Handles the bytes after the samples: a chunk to skip, another file, or more than the header declared.
   *
   * @returns Whether there is more to read now.
   */
  #readBehind(isLast: boolean, sounds: Sound[]): boolean {
    if (this.#isPadded && this.#held.length === 0) return false;
    if (this.#isPadded && this.#held[0] === 0) this.#held = this.#held.slice(1);
    this.#isPadded = false;
    if (this.#held.length < FORMAT_BYTES) return false;
    const head = ascii(this.#held, 0, FORMAT_BYTES);
    const isText = textIn(this.#held, { isWhole: isLast }) !== undefined;
    if (formatAt(this.#held) !== undefined || isText) {
      this.rest = this.#held;
      return true;
    }
    const size = viewOf(this.#held).getUint32(4, true);
    if (!isNotes(head) && !(/^[A-Za-z][\w ]{3}$/.test(head.slice(0, 4)) && size <= MAX_CHUNK_BYTES)) {
      return this.#goOn(isLast, sounds);
    }
    const end = CHUNK_HEAD_BYTES + size + (size & 1);
    if (this.#held.length < end && !isLast) return false;
    this.#held = this.#held.slice(end);
    return true;
  }

  /** Some servers declare only the first sentence's length: more samples follow. Anything else is rejected. */
  #goOn(isLast: boolean, sounds: Sound[]): boolean {
    const format = this.#format;
    if (format === undefined) return false;
    sounds.push(...this.#sound(this.#guard?.end() ?? new Int16Array()));
    this.#guard = new SoundGuard(format);
    if (this.#held.length < LOOK_BYTES) {
      // A few bytes are not evidence of more speech.
      if (isLast) this.#held = new Uint8Array();
      return false;
    }
    // 8-bit samples cannot be distinguished from other bytes.
    if (format.bytes === 1 || isRough(this.#held, format)) throw new NotSoundError("more than one format in a body");
    this.#left = Infinity;
    this.#isOpen = true;
    this.#state = "samples";
    return true;
  }

  #sound(samples: Int16Array<ArrayBuffer>): Sound[] {
    return samples.length === 0 ? [] : [{ samples, rateHz: this.#format?.rateHz }];
  }
}
