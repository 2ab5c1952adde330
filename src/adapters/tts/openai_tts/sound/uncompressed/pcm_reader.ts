/**
 * Reads samples without a header, as speech services are asked for.
 *
 * @module
 */
import { joined } from "../basics/bytes.ts";
import { FORMAT_BYTES, formatAt, formatWithin } from "../basics/formats.ts";
import { SoundGuard, TextGuard } from "./guard.ts";
import { frameBytes, S16_MONO, type SampleFormat, toMono } from "../basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "../basics/sound.ts";

/** Bytes by which the order of bytes is told: some servers write `audio/L16`, but little-endian. */
const ORDER_BYTES = 512;

/** Fewer bytes than these are no speech: 5 ms of samples of 16 bits at 24 kHz. */
const MIN_BYTES = 240;

/** Reads samples. */
export class PcmReader implements SoundReader {
  rest: Uint8Array<ArrayBuffer> | undefined;
  #format: SampleFormat;
  readonly #text: TextGuard;
  readonly #guard: SoundGuard;
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** A part of a frame, whose rest is still to come. */
  #odd: Uint8Array<ArrayBuffer> = new Uint8Array();
  #count = 0;
  #isOver = false;
  #isOrderKnown: boolean;

  /** @param format What is known of how they are written; the rest is as speech services write them. */
  constructor(format: Partial<SampleFormat> = {}) {
    this.#format = { ...S16_MONO, ...format };
    this.#text = new TextGuard(this.#format.bytes);
    this.#guard = new SoundGuard(this.#format);
    this.#isOrderKnown = this.#format.encoding !== "int" || this.#format.bytes !== 2;
  }

  push(bytes: Uint8Array): Sound[] {
    if (this.#isOver) return [];
    const all = joined(this.#held, bytes);
    const other = formatWithin(all);
    if (other >= 0) {
      this.#isOver = true;
      this.#held = new Uint8Array();
      // Notes of a file whose head was cut off are the end of it.
      if (formatAt(all, other) !== undefined) this.rest = all.slice(other);
      return [...this.#take(all.slice(0, other)), ...this.end()];
    }
    if (!this.#isOrderKnown && all.length < ORDER_BYTES) {
      this.#held = all;
      return [];
    }
    // The last bytes may be the beginning of another format's head.
    const known = Math.max(0, all.length - FORMAT_BYTES);
    const whole = known - known % frameBytes(this.#format);
    this.#held = all.slice(whole);
    return this.#take(all.subarray(0, whole));
  }

  end(): Sound[] {
    const held = this.#held;
    this.#held = new Uint8Array();
    const sounds = this.#take(held, true);
    if (this.#count > 0 && this.#count < MIN_BYTES) {
      throw new NotSoundError(`${this.#count} bytes, which are too few to be speech`);
    }
    return [...sounds, ...this.#sound(this.#guard.end())];
  }

  close(): void {}

  #take(bytes: Uint8Array, isLast = false): Sound[] {
    this.#count += bytes.length;
    if (!this.#isOrderKnown) this.#findOrder(bytes);
    const passed = this.#text.push(bytes);
    const all = isLast ? joined(passed, this.#text.end()) : passed;
    const size = frameBytes(this.#format);
    this.#odd = joined(this.#odd, all);
    const whole = this.#odd.length - this.#odd.length % size;
    const samples = toMono(this.#odd.subarray(0, whole), this.#format);
    this.#odd = this.#odd.slice(whole);
    return this.#sound(this.#guard.push(samples));
  }

  /** Silence is the same in both orders; what sounds is smooth in one of them. */
  #findOrder(bytes: Uint8Array): void {
    const swapped = { ...this.#format, isBigEndian: !this.#format.isBigEndian };
    const whole = bytes.subarray(0, bytes.length - bytes.length % frameBytes(this.#format));
    const [asTold = 0, asSwapped = 0] = [this.#format, swapped].map((format) => roughness(toMono(whole, format)));
    // Digital silence tells nothing yet.
    if (asTold === 0) return;
    this.#isOrderKnown = true;
    if (asSwapped * 2 < asTold) this.#format = swapped;
  }

  #sound(samples: Int16Array<ArrayBuffer>): Sound[] {
    return samples.length === 0 ? [] : [{ samples, rateHz: this.#format.rateHz }];
  }
}

/** How much neighbours differ on average. */
function roughness(samples: Int16Array): number {
  let sum = 0;
  for (let n = 1; n < samples.length; n++) sum += Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0));
  return samples.length === 0 ? 0 : sum / samples.length;
}
