/**
 * Reads samples without a header, as speech services are asked for.
 *
 * @module
 */
import { joined } from "./bytes.ts";
import { SoundGuard } from "./guard.ts";
import { frameBytes, S16_MONO, type SampleFormat, toMono } from "./samples.ts";
import type { Sound, SoundReader } from "./sound.ts";

/** Bytes by which the order of bytes is told: some servers write `audio/L16`, but little-endian. */
const ORDER_BYTES = 512;

/** Reads samples. */
export class PcmReader implements SoundReader {
  #format: SampleFormat;
  #guard: SoundGuard;
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  #isOrderKnown: boolean;

  /** @param format What is known of how they are written; the rest is as speech services write them. */
  constructor(format: Partial<SampleFormat> = {}) {
    this.#format = { ...S16_MONO, ...format };
    this.#isOrderKnown = this.#format.encoding !== "int" || this.#format.bytes !== 2;
    this.#guard = guardFor(this.#format);
  }

  push(bytes: Uint8Array): Sound[] {
    this.#held = joined(this.#held, bytes);
    if (!this.#isOrderKnown && this.#held.length < ORDER_BYTES) return [];
    return this.#take();
  }

  end(): Sound[] {
    const sounds = this.#take();
    return [...sounds, ...this.#sound(this.#guard.end())];
  }

  close(): void {}

  #take(): Sound[] {
    if (!this.#isOrderKnown) this.#findOrder();
    const size = frameBytes(this.#format);
    const whole = Math.floor(this.#held.length / size) * size;
    const samples = toMono(this.#held.subarray(0, whole), this.#format);
    this.#held = this.#held.slice(whole);
    return this.#sound(this.#guard.push(samples));
  }

  /** Silence is the same in both orders; what sounds is smooth in one of them. */
  #findOrder(): void {
    const swapped = { ...this.#format, isBigEndian: !this.#format.isBigEndian };
    const size = frameBytes(this.#format);
    const whole = this.#held.subarray(0, Math.floor(this.#held.length / size) * size);
    const [asTold, asSwapped] = [this.#format, swapped].map((format) => roughness(toMono(whole, format)));
    // Digital silence tells nothing yet.
    if (asTold === 0 && this.#held.length >= ORDER_BYTES) return;
    this.#isOrderKnown = true;
    if (asSwapped! * 2 >= asTold!) return;
    this.#format = swapped;
    this.#guard = guardFor(swapped);
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

function guardFor({ encoding, bytes, channels, isBigEndian }: SampleFormat): SoundGuard {
  return new SoundGuard(encoding === "int" && bytes === 2 && channels === 1 && !isBigEndian);
}
