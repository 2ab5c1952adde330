/**
 * Sample rate conversion by a polyphase filter: a sinc under a Kaiser window, 128 taps to each output sample (more where
 * the rate goes down), flat to 0.1 dB up to 90 % of the lower rate's band, images and aliases about 100 dB down.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../contract/pcm.ts";

/** Zero crossings of the sinc to either side of its middle. */
const ZERO_CROSSINGS = 64;

/** Middle of the transition band, as a share of the lower rate's Nyquist frequency. */
const CUTOFF = 0.95;

/** The window's shape: 10 puts the stop band 100 dB down (Kaiser and Schafer 1980). */
const KAISER_BETA = 10;

/** Rates whose ratio needs more phases than this share them: the taps between two are interpolated. */
const MAX_PHASES = 1024;

/** Lowest and highest rate that can be converted, in hertz. */
const RESAMPLE_RANGE_HZ = { min: 4000, max: 192_000 } as const;

/** The filter from one rate to another. Costs some milliseconds to design; make one a rate, and a stream from it. */
export class ResampleFilter {
  /** Output samples for each input sample: `up / down`, in lowest terms. */
  readonly up: number;
  readonly down: number;
  /** How many input samples an output sample is made from. */
  readonly taps: number;
  readonly #phases: number;
  /** `taps` coefficients for each phase, and those of one phase more to interpolate to. */
  readonly #table: Float32Array;

  /**
   * @param fromHz Rate of the source, in hertz.
   * @param toHz Rate of the result, in hertz.
   * @throws {RangeError} If a rate is not a whole number of hertz within {@linkcode RESAMPLE_RANGE_HZ}.
   */
  constructor(fromHz: number, toHz: number = SAMPLE_RATE_HZ) {
    for (const hz of [fromHz, toHz]) {
      if (Number.isInteger(hz) && hz >= RESAMPLE_RANGE_HZ.min && hz <= RESAMPLE_RANGE_HZ.max) continue;
      const { min, max } = RESAMPLE_RANGE_HZ;
      throw new RangeError(`Cannot resample as the rate must be a whole number of ${min}..${max} Hz: received ${hz}`);
    }
    const divisor = greatestCommonDivisor(fromHz, toHz);
    this.up = toHz / divisor;
    this.down = fromHz / divisor;
    this.#phases = Math.min(this.up, MAX_PHASES);
    const bandwidth = CUTOFF * Math.min(1, toHz / fromHz);
    this.taps = 2 * Math.ceil(ZERO_CROSSINGS / Math.min(1, toHz / fromHz));
    this.#table = design(this.#phases, this.taps, bandwidth);
  }

  /** Begins a stream. */
  start(): Resampler {
    return new Resampler(this);
  }

  /**
   * One output sample.
   *
   * @param samples Input.
   * @param at The first input sample under the filter.
   * @param phase Where between two input samples the output lies: 0..`up` - 1.
   */
  at(samples: Float32Array, at: number, phase: number): number {
    const table = this.#table;
    const place = phase * this.#phases / this.up;
    let tap = Math.floor(place) * this.taps;
    const share = place - Math.floor(place);
    const end = at + this.taps;
    let sum = 0;
    if (share === 0) {
      for (let i = at; i < end; i++, tap++) sum += samples[i]! * table[tap]!;
      return sum;
    }
    for (let i = at, next = tap + this.taps; i < end; i++, tap++, next++) {
      sum += samples[i]! * (table[tap]! + share * (table[next]! - table[tap]!));
    }
    return sum;
  }
}

/** Converts one stream. The first sample out lies at the time of the first sample in. */
export class Resampler {
  readonly #filter: ResampleFilter;
  /** Input that is still needed, after silence for what was before the first sample. */
  #held: Float32Array;
  /** Phase of the next output sample. */
  #phase = 0;
  #taken = 0;
  #given = 0;

  /** Made by {@linkcode ResampleFilter.start}. */
  constructor(filter: ResampleFilter) {
    this.#filter = filter;
    this.#held = new Float32Array(filter.taps / 2 - 1);
  }

  /**
   * Converts samples.
   *
   * @param samples Of any number.
   * @returns What can be said so far: it lags by half the filter's length.
   */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    this.#taken += samples.length;
    return this.#convert(samples, Infinity);
  }

  /** The rest, so that in all there is as much sound as went in, rounded to a whole sample. */
  end(): Float32Array<ArrayBuffer> {
    const { up, down, taps } = this.#filter;
    return this.#convert(new Float32Array(taps / 2 + 1), Math.round(this.#taken * up / down) - this.#given);
  }

  #convert(samples: Float32Array, limit: number): Float32Array<ArrayBuffer> {
    const { up, down, taps } = this.#filter;
    const input = new Float32Array(this.#held.length + samples.length);
    input.set(this.#held);
    input.set(samples, this.#held.length);
    const ready = Math.ceil(((input.length - taps + 1) * up - this.#phase) / down);
    const output = new Float32Array(Math.max(0, Math.min(ready, limit)));
    let at = 0;
    for (let n = 0; n < output.length; n++) {
      output[n] = this.#filter.at(input, at, this.#phase);
      this.#phase += down;
      at += Math.floor(this.#phase / up);
      this.#phase %= up;
    }
    this.#given += output.length;
    this.#held = input.slice(at);
    return output;
  }
}

/** The coefficients of all phases: the weight of each input sample for an output sample at that phase. */
function design(phases: number, taps: number, bandwidth: number): Float32Array {
  const table = new Float32Array((phases + 1) * taps);
  const middle = taps / 2 - 1;
  for (let phase = 0; phase <= phases; phase++) {
    const row = table.subarray(phase * taps, (phase + 1) * taps);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - middle - phase / phases;
      const weight = sinc(bandwidth * distance) * kaiser(2 * distance / taps);
      row[tap] = weight;
      sum += weight;
    }
    // Each phase passes a constant unchanged: what is left of the window's ripple would be heard as a tone.
    for (let tap = 0; tap < taps; tap++) row[tap]! /= sum;
  }
  return table;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The window at -1..1. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** The modified Bessel function of the first kind, order 0, by its power series. */
function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
