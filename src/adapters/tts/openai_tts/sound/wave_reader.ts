/**
 * Reads WAVE files, as many as stand one behind the other.
 *
 * @module
 */
import { ascii, joined, viewOf } from "./bytes.ts";
import { NotSoundError, SoundGuard } from "./guard.ts";
import { frameBytes, type SampleFormat, toMono } from "./samples.ts";
import type { Sound, SoundReader } from "./sound.ts";
import { CHUNK_HEAD_BYTES, isWave, RIFF_BYTES, waveHeader } from "./wave_header.ts";

/** The longest chunk behind the samples that is skipped: notes, pictures, cue points. */
const MAX_CHUNK_BYTES = 1_048_576;

/** Reads WAVE files. */
export class WaveReader implements SoundReader {
  #state: "header" | "samples" | "behind" = "header";
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  #format: SampleFormat | undefined;
  #guard = new SoundGuard(false);
  /** Bytes of samples that are still to come. */
  #left = 0;
  /** Whether the file's length is unknown, so that another file, or notes, may follow anywhere. */
  #isOpen = false;
  #padded = false;

  push(bytes: Uint8Array): Sound[] {
    this.#held = joined(this.#held, bytes);
    return this.#read(false);
  }

  end(): Sound[] {
    const sounds = this.#read(true);
    // A second file that is cut short does not undo the first.
    if (this.#format === undefined) throw new NotSoundError("a WAVE file that is cut short in its header");
    return [...sounds, ...this.#sound(this.#guard.end())];
  }

  close(): void {}

  #read(isLast: boolean): Sound[] {
    const sounds: Sound[] = [];
    while (true) {
      if (this.#state === "header" && !this.#readHeader()) return sounds;
      if (this.#state === "samples") {
        const { read, isOver } = this.#readSamples(isLast);
        sounds.push(...read);
        if (!isOver) return sounds;
      }
      if (this.#state === "behind") {
        const ended = this.#skipChunk(isLast);
        if (ended === "wait") return sounds;
        if (ended === "next") sounds.push(...this.#sound(this.#guard.end()));
      }
    }
  }

  #readHeader(): boolean {
    const header = waveHeader(this.#held);
    if (header === undefined) return false;
    const { encoding, bytes, channels, isBigEndian } = this.#format = header.format;
    this.#guard = new SoundGuard(encoding === "int" && bytes === 2 && channels === 1 && !isBigEndian);
    this.#held = this.#held.slice(header.start);
    this.#left = header.length;
    this.#isOpen = header.length === Infinity;
    this.#padded = header.length % 2 === 1;
    this.#state = "samples";
    return true;
  }

  #readSamples(isLast: boolean): { read: Sound[]; isOver: boolean } {
    const format = this.#format!;
    const next = this.#isOpen ? nextFile(this.#held) : -1;
    // The last bytes may be the beginning of another file's header.
    const known = next >= 0 ? next : this.#isOpen && !isLast ? this.#held.length - RIFF_BYTES : this.#held.length;
    const size = frameBytes(format);
    const isOver = next >= 0 || this.#left <= this.#held.length;
    const whole = Math.floor(Math.max(0, Math.min(known, this.#left)) / size) * size;
    const samples = toMono(this.#held.subarray(0, whole), format);
    const taken = isOver ? Math.min(known, this.#left) : whole;
    this.#held = this.#held.slice(taken);
    this.#left -= taken;
    if (isOver) this.#state = "behind";
    return { read: this.#sound(this.#guard.push(samples)), isOver };
  }

  /** What stands behind the samples: another file, a chunk to skip, or more than the header told of. */
  #skipChunk(isLast: boolean): "wait" | "next" | "again" {
    if (this.#padded && this.#held[0] === 0) this.#held = this.#held.slice(1);
    else if (this.#padded && this.#held.length === 0) return "wait";
    this.#padded = false;
    if (this.#held.length < RIFF_BYTES) return "wait";
    if (isWave(this.#held)) {
      this.#state = "header";
      return "next";
    }
    const size = viewOf(this.#held).getUint32(4, true);
    const isChunk = /^[A-Za-z][\w ]{3}$/.test(ascii(this.#held, 0, 4)) && size <= MAX_CHUNK_BYTES;
    if (!isChunk) return this.#goOn();
    const end = CHUNK_HEAD_BYTES + size + (size & 1);
    if (this.#held.length < end && !isLast) return "wait";
    this.#held = this.#held.slice(end);
    return "again";
  }

  /** Some servers write the length of the first sentence, and go on: what follows is more of the same, or refused. */
  #goOn(): "wait" | "again" {
    // Notes that are longer than notes are: nothing behind them is known to be samples.
    if (nextFile(this.#held) === 0) {
      this.#held = new Uint8Array();
      return "wait";
    }
    this.#left = Infinity;
    this.#isOpen = true;
    this.#state = "samples";
    return "again";
  }

  #sound(samples: Int16Array<ArrayBuffer>): Sound[] {
    return samples.length === 0 ? [] : [{ samples, rateHz: this.#format?.rateHz }];
  }
}

/** Where another file, or the notes of one, begins within samples; -1 if nowhere. */
function nextFile(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x52); at >= 0; at = bytes.indexOf(0x52, at + 1)) if (isWave(bytes, at)) return at;
  for (let at = bytes.indexOf(0x4c); at >= 0; at = bytes.indexOf(0x4c, at + 1)) {
    if (ascii(bytes, at, 4) === "LIST" && /^(INFO|adtl)$/.test(ascii(bytes, at + 8, 4))) return at;
  }
  return -1;
}
