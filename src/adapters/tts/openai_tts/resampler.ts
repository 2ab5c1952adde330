/**
 * Brings speech of any sample rate to TTH's, with libsamplerate's band-limited interpolation and its state kept from
 * chunk to chunk, so that no chunk begins with a click.
 *
 * @module
 */
import type libsamplerate from "@alexanderolsen/libsamplerate-js";

type Converter = Awaited<ReturnType<typeof libsamplerate.create>>;

/** TTH's rate, in hertz. */
export const TARGET_HZ = 24_000;

/** Silence that pushes the filter's last samples out, in samples of the source. */
const TAIL_SAMPLES = 256;

/** Converters that are kept for the next stream: making one takes about 15 ms. */
const MAX_IDLE = 4;

/** Lends out converters from one rate. */
export class ResamplerPool {
  readonly #fromHz: number;
  #idle: Converter[] = [];
  #closed = false;

  /** @param fromHz The rate of the source, in hertz. */
  constructor(fromHz: number) {
    this.#fromHz = fromHz;
  }

  /** A resampler for one stream of audio; dispose of it to give it back. */
  async lend(): Promise<Resampler> {
    const converter = this.#idle.pop() ?? await this.#create();
    return new Resampler(converter, TARGET_HZ / this.#fromHz, () => this.#takeBack(converter));
  }

  /** Frees all that is not lent out. */
  close(): void {
    this.#closed = true;
    for (const converter of this.#idle) converter.destroy();
    this.#idle = [];
  }

  async #create(): Promise<Converter> {
    const { default: { create, ConverterType } } = await import("@alexanderolsen/libsamplerate-js");
    return await create(1, this.#fromHz, TARGET_HZ, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  }

  #takeBack(converter: Converter): void {
    if (this.#closed || this.#idle.length >= MAX_IDLE) return converter.destroy();
    // Setting a rate, even to what it is, begins anew with an empty filter.
    converter.inputSampleRate = this.#fromHz;
    this.#idle.push(converter);
  }
}

/** Resamples one stream. */
export class Resampler implements Disposable {
  readonly #converter: Converter;
  readonly #ratio: number;
  readonly #giveBack: () => void;
  #taken = 0;
  #given = 0;
  #disposed = false;

  /** Made by {@linkcode ResamplerPool.lend}. */
  constructor(converter: Converter, ratio: number, giveBack: () => void) {
    this.#converter = converter;
    this.#ratio = ratio;
    this.#giveBack = giveBack;
  }

  /** Converts whole samples, s16le mono; the result lags a little behind. */
  push(pcm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (pcm.length === 0) return pcm;
    const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    const input = new Float32Array(pcm.byteLength / 2);
    for (let n = 0; n < input.length; n++) input[n] = view.getInt16(n * 2, true) / 32_768;
    this.#taken += input.length;
    return this.#convert(input, Infinity);
  }

  /** The rest, so that in all there is exactly as much sound as went in. */
  end(): Uint8Array<ArrayBuffer> {
    const due = Math.round(this.#taken * this.#ratio) - this.#given;
    return due > 0 ? this.#convert(new Float32Array(TAIL_SAMPLES), due) : new Uint8Array();
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#giveBack();
  }

  #convert(input: Float32Array, limit: number): Uint8Array<ArrayBuffer> {
    const output = this.#converter.full(input);
    const count = Math.min(output.length, limit);
    const pcm = new Uint8Array(count * 2);
    const view = new DataView(pcm.buffer);
    for (let n = 0; n < count; n++) {
      const sample = Math.round((output[n] ?? 0) * 32_768);
      view.setInt16(n * 2, Math.max(-32_768, Math.min(32_767, sample)), true);
    }
    this.#given += count;
    return pcm;
  }
}
