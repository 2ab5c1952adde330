/**
 * The encoders of a film: VP8 for its pictures, Opus for its sound, both in WebAssembly.
 *
 * @module
 */
import LibAV from "@libav.js/variant-vp8-opus";
import { SAMPLE_RATE_HZ } from "../contract/pcm.ts";
import type { Pixels } from "./painter.ts";
import { PlaneMaker } from "./planes/planes.ts";

/** An encoded piece of a film. */
export interface Packet {
  readonly data: Uint8Array;
  readonly isKey: boolean;
  /** ms */
  readonly timestampMs: number;
  readonly durationMs: number;
}

/** The size and rate of pictures. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The encoders' library. */
export type Codecs = Awaited<ReturnType<typeof loadCodecs>>;

/** The least severe messages of the libraries that are shown: errors. */
const LOG_ERRORS = 16;
const FLAG_KEY = 1;
const CHANNEL_MONO = 4;
/** Maximum time between key frames, s: players seek to them. */
const KEY_SECONDS = 5;
/**
 * The quality of every picture (libvpx `cq-level`): no specks show on a drawn face, not even just after a key frame, where
 * a fixed bit rate would leave too few bits.
 */
const QUALITY = "22";
/** Bits per pixel at most: a person who moves a lot takes less than half as many. */
const MAX_BITS_PER_PIXEL = 1;
/** With fewer pictures a second, each differs more from the last one, and takes more bits. */
const USUAL_FPS = 25;
/** Effort (libvpx `cpu-used`), fixed: a positive one would depend on how busy the machine is. */
const SPEED = "-14";
/** Changes of a block below this do not show (libvpx `static-thresh`): not coding them saves a sixth of the time. */
const STILL_BLOCK = "1000";
const AUDIO_BITS = 48_000;
/** At this rate the general mode sounds like the one for speech, and half the effort does; together they cost a fifth. */
const AUDIO_OPTIONS = { application: "audio", compression_level: "5" };

/** The identification header of Opus (RFC 7845, section 5.1). */
const OPUS_HEAD_BYTES = 19;
const PRE_SKIP_AT = 10;
const OPUS_RATE_HZ = 48_000;

/** Options of the library's module: Emscripten's. */
interface ModuleOptions {
  instantiateWasm?(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): void;
}

/** The library's files without their ending. */
const LIBRARY = "libav-6.10.9.0-vp8-opus.wasm";

/** Loads the encoders. They need no permission: their WebAssembly is imported, not read, except by Deno before 2.6. */
export async function loadCodecs() {
  const pathOf = (ending: string) => new URL(`${LIBRARY}.${ending}`, import.meta.resolve("@libav.js/variant-vp8-opus"));
  const library: { default(options: ModuleOptions): Promise<unknown> } = await import(pathOf("mjs").href);
  const module = await loadWasm(pathOf("wasm"));
  const instantiateWasm: ModuleOptions["instantiateWasm"] = (imports, done) =>
    void WebAssembly.instantiate(module, imports).then(done);
  const factory = (options: ModuleOptions) => library.default({ ...options, instantiateWasm });
  const codecs = await LibAV.LibAV({ noworker: true, nothreads: true, factory });
  await codecs.av_log_set_level(LOG_ERRORS);
  return codecs;
}

async function loadWasm(url: URL): Promise<WebAssembly.Module> {
  // Deno before 2.6 cannot parse this module.
  const importer = await import("./wasm_module.js").catch(() => undefined);
  if (importer !== undefined) return await importer.importWasm(url.href);
  return await WebAssembly.compile(await Deno.readFile(url));
}

/** What a stream of VP8 holds of its pictures: their colours, or how opaque they are, as brightness. */
export type Channel = "color" | "alpha";

/** Encodes pictures as VP8. Disposing it releases its memory. */
export class VideoEncoder implements AsyncDisposable {
  readonly #codecs: Codecs;
  readonly #size: PictureSize;
  readonly #channel: Channel;
  readonly #handles: Awaited<ReturnType<Codecs["ff_init_encoder"]>>;
  readonly #planes: PlaneMaker;

  private constructor(
    codecs: Codecs,
    size: PictureSize,
    channel: Channel,
    handles: Awaited<ReturnType<Codecs["ff_init_encoder"]>>,
  ) {
    this.#codecs = codecs;
    this.#size = size;
    this.#channel = channel;
    this.#handles = handles;
    this.#planes = new PlaneMaker(size.width, size.height);
  }

  /** Opens the encoder. Sides must be even. */
  static async open(codecs: Codecs, size: PictureSize, channel: Channel = "color"): Promise<VideoEncoder> {
    const { width, height, fps } = size;
    const handles = await codecs.ff_init_encoder("libvpx", {
      ctx: {
        bit_rate: Math.round(width * height * Math.max(fps, USUAL_FPS) * MAX_BITS_PER_PIXEL),
        pix_fmt: codecs.AV_PIX_FMT_YUV420P,
        width,
        height,
        framerate_num: fps,
        framerate_den: 1,
        // As often as the greatest distance: at fixed places, the same in each channel.
        gop_size: KEY_SECONDS * fps,
        keyint_min: KEY_SECONDS * fps,
      },
      time_base: [1, fps],
      options: {
        ...{ crf: QUALITY, deadline: "realtime", "cpu-used": SPEED },
        ...{ "lag-in-frames": "0", "static-thresh": STILL_BLOCK },
      },
    });
    return new VideoEncoder(codecs, size, channel, handles);
  }

  /** Encodes a picture at a place of the grid. */
  async encode(pixels: Pixels, frameIndex: number): Promise<Packet[]> {
    const { width, height, fps } = this.#size;
    const [, context, frame, packet] = this.#handles;
    const area = width * height;
    const data = this.#channel === "color" ? this.#planes.colorsOf(pixels) : this.#planes.opacityOf(pixels);
    const layout = [
      { offset: 0, stride: width },
      { offset: area, stride: width / 2 },
      { offset: area * 5 / 4, stride: width / 2 },
    ];
    const picture = { data, layout, format: this.#codecs.AV_PIX_FMT_YUV420P, pts: frameIndex };
    const packets = await this.#codecs.ff_encode_multi(context, frame, packet, [{ ...picture, width, height }]);
    return packets.map(({ data, flags = 0, pts = 0 }) => ({
      data,
      isKey: (flags & FLAG_KEY) !== 0,
      timestampMs: pts * 1000 / fps,
      durationMs: 1000 / fps,
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const [, context, frame, packet] = this.#handles;
    await this.#codecs.ff_free_encoder(context, frame, packet);
  }
}

/** Encodes speech as Opus. Disposing it releases its memory. */
export class AudioEncoder implements AsyncDisposable {
  readonly #codecs: Codecs;
  readonly #handles: Awaited<ReturnType<Codecs["ff_init_encoder"]>>;
  readonly #waiting: Int16Array;
  #filled = 0;
  #pts = 0;
  /** Length of the packets so far, ms. */
  #sentMs = 0;
  /** Samples still to be left out at the beginning. */
  #skip: number;

  private constructor(codecs: Codecs, handles: Awaited<ReturnType<Codecs["ff_init_encoder"]>>, skip: number) {
    this.#codecs = codecs;
    this.#handles = handles;
    this.#waiting = new Int16Array(handles[4]);
    this.#skip = skip;
  }

  /** Opens the encoder. */
  static async open(codecs: Codecs): Promise<AudioEncoder> {
    const handles = await codecs.ff_init_encoder("libopus", {
      ctx: {
        bit_rate: AUDIO_BITS,
        sample_fmt: codecs.AV_SAMPLE_FMT_S16,
        sample_rate: SAMPLE_RATE_HZ,
        channel_layout: CHANNEL_MONO,
        channels: 1,
      },
      time_base: [1, SAMPLE_RATE_HZ],
      options: AUDIO_OPTIONS,
    });
    const header = await codecs.copyout_u8(await codecs.AVCodecContext_extradata(handles[1]), OPUS_HEAD_BYTES);
    const delay = new DataView(header.buffer, header.byteOffset).getUint16(PRE_SKIP_AT, true);
    return new AudioEncoder(codecs, handles, delay * SAMPLE_RATE_HZ / OPUS_RATE_HZ);
  }

  /**
   * The header for the container. It declares no delay: the encoder's own is made up for by leaving out as much of the
   * beginning, 6.5 ms, so that sound and picture begin at the same time in every player.
   */
  get header(): Uint8Array<ArrayBuffer> {
    const header = new Uint8Array(OPUS_HEAD_BYTES);
    header.set(new TextEncoder().encode("OpusHead"));
    header.set([1, 1], 8);
    new DataView(header.buffer).setUint32(12, SAMPLE_RATE_HZ, true);
    return header;
  }

  /** Encodes samples, at 24 kHz. */
  async encode(samples: Int16Array): Promise<Packet[]> {
    const left = Math.min(this.#skip, samples.length);
    this.#skip -= left;
    const packets: Packet[] = [];
    for (let at = left; at < samples.length;) {
      const piece = samples.subarray(at, at + this.#waiting.length - this.#filled);
      this.#waiting.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === this.#waiting.length) packets.push(...await this.#send(false));
    }
    return packets;
  }

  /** Encodes the rest; nothing follows. */
  async end(): Promise<Packet[]> {
    return await this.#send(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const [, context, frame, packet] = this.#handles;
    await this.#codecs.ff_free_encoder(context, frame, packet);
  }

  async #send(isLast: boolean): Promise<Packet[]> {
    const [, context, frame, packet] = this.#handles;
    const data = this.#waiting.slice(0, this.#filled);
    const sound = { sample_rate: SAMPLE_RATE_HZ, channels: 1, channel_layout: CHANNEL_MONO };
    const format = this.#codecs.AV_SAMPLE_FMT_S16;
    const frames = data.length === 0 ? [] : [{ data, format, pts: this.#pts, nb_samples: data.length, ...sound }];
    this.#pts += data.length;
    this.#filled = 0;
    const packets = await this.#codecs.ff_encode_multi(context, frame, packet, frames, isLast);
    return packets.map(({ data, duration = 0 }) => {
      const timestampMs = this.#sentMs;
      this.#sentMs += duration * 1000 / SAMPLE_RATE_HZ;
      return { data, isKey: true, timestampMs, durationMs: duration * 1000 / SAMPLE_RATE_HZ };
    });
  }
}
