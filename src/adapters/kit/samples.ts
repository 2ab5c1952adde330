/**
 * PCM as it comes from providers, brought to TTH's format: whole samples, of its rate.
 *
 * @module
 */
import { setBounded } from "../../core/bounded_map.ts";
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ, samplesOf } from "../../contract/pcm.ts";
import { ResampleFilter, type Resampler } from "./resample.ts";

/** Filters that are kept: a provider has one rate, or two. */
const MAX_FILTERS = 4;

/** Full scale of a sample. */
const FULL_SCALE = 0x8000;

/** PCM as samples of -1..1. */
export function floatsOf(pcm: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return Float32Array.from(samplesOf(pcm), (sample) => sample / FULL_SCALE);
}

/** Samples of -1..1 as PCM; what is louder is clipped. */
export function pcmOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const rounded = Int16Array.from(samples, (sample) => {
    return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample * FULL_SCALE)));
  });
  return new Uint8Array(rounded.buffer);
}

/** Joins the bytes of a stream to whole samples: providers cut anywhere. */
export class WholeSamples {
  #held = new Uint8Array();

  /**
   * Takes bytes of signed 16-bit PCM.
   *
   * @returns All whole samples; half a sample is kept for its other half.
   */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#held.length + bytes.length);
    all.set(this.#held);
    all.set(bytes, this.#held.length);
    const whole = all.length - all.length % BYTES_PER_SAMPLE;
    this.#held = all.slice(whole);
    return all.subarray(0, whole);
  }
}

/** Brings streams of PCM to TTH's rate. Keeps the filters of the last few rates, as it takes time to design one. */
export class PcmResamplers {
  readonly #filters = new Map<number, ResampleFilter>();

  /**
   * Begins a stream.
   *
   * @param fromHz Its rate, in hertz.
   * @throws {RangeError} If the rate cannot be converted.
   */
  start(fromHz: number): PcmResampler {
    return new PcmResampler(fromHz === SAMPLE_RATE_HZ ? undefined : this.#filter(fromHz).start());
  }

  #filter(fromHz: number): ResampleFilter {
    const filter = this.#filters.get(fromHz) ?? new ResampleFilter(fromHz);
    this.#filters.delete(fromHz);
    return setBounded(this.#filters, fromHz, filter, MAX_FILTERS);
  }
}

/** Brings one stream of PCM to TTH's rate. */
export class PcmResampler {
  readonly #resampler: Resampler | undefined;

  /** Made by {@linkcode PcmResamplers.start}; without a resampler it passes on what it gets. */
  constructor(resampler: Resampler | undefined) {
    this.#resampler = resampler;
  }

  /**
   * Converts whole samples; the result lags behind by some milliseconds.
   *
   * @param pcm Signed 16-bit little-endian, mono.
   */
  push(pcm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return this.#resampler === undefined ? pcm : pcmOf(this.#resampler.push(floatsOf(pcm)));
  }

  /** The rest of the stream. */
  end(): Uint8Array<ArrayBuffer> {
    return this.#resampler === undefined ? new Uint8Array() : pcmOf(this.#resampler.end());
  }
}
