/**
 * A film as WebM: pictures as VP8, sound as Opus.
 *
 * @module
 */
import { EncodedAudioPacketSource, EncodedPacket, EncodedVideoPacketSource, Output, StreamTarget } from "mediabunny";
import { type StreamTargetChunk, WebMOutputFormat } from "mediabunny";
import { SAMPLE_RATE_HZ, samplesToMs } from "../contract/pcm.ts";
import { AudioEncoder, type Codecs, type Packet, type PictureSize, VideoEncoder } from "./codecs.ts";
import type { Pixels } from "./painter.ts";

/** Where the bytes of a film go. */
export interface FilmTarget {
  /** Writes bytes at a position. */
  write(bytes: Uint8Array, position: number): Promise<void>;
}

/** What a film is. */
export interface FilmFormat {
  /** Its pictures, with even sides; absent: it has sound only. */
  readonly video?: PictureSize | undefined;
  /**
   * Whether it is only ever appended to: then it can be played while it is made, and after a crash, but players do not
   * know its length and cannot seek.
   */
  readonly isAppended?: boolean;
  /** Whether its pictures have transparent parts. */
  readonly isTransparent?: boolean;
}

interface Encoders {
  readonly audio: AudioEncoder;
  readonly video: VideoEncoder | undefined;
  readonly alpha: VideoEncoder | undefined;
}

/**
 * Encodes a film while it is made; in memory is never more than a second of it. Disposing it releases the encoders; the
 * film stays as it is.
 */
export class WebmFile implements AsyncDisposable {
  readonly #size: PictureSize | undefined;
  readonly #encoders: Encoders;
  readonly #opened: AsyncDisposableStack;
  readonly #container: Output;
  readonly #video = new EncodedVideoPacketSource("vp8");
  readonly #audio = new EncodedAudioPacketSource("opus");
  #lastFrame = -1;
  #samples = 0;
  #isAudible = false;

  private constructor(
    target: FilmTarget,
    { video, isAppended = false }: FilmFormat,
    encoders: Encoders,
    opened: AsyncDisposableStack,
  ) {
    this.#size = video;
    this.#encoders = encoders;
    this.#opened = opened;
    const writable = new WritableStream<StreamTargetChunk>({
      write: ({ data, position }) => target.write(data, position),
    });
    const format = new WebMOutputFormat({ appendOnly: isAppended });
    this.#container = new Output({ format, target: new StreamTarget(writable) });
    if (video !== undefined) this.#container.addVideoTrack(this.#video, { frameRate: video.fps });
    this.#container.addAudioTrack(this.#audio);
  }

  /** Begins a film. */
  static async open(codecs: Codecs, target: FilmTarget, format: FilmFormat): Promise<WebmFile> {
    const { video, isTransparent = false } = format;
    const opened = new AsyncDisposableStack();
    try {
      const encoders = {
        audio: opened.use(await AudioEncoder.open(codecs)),
        video: video && opened.use(await VideoEncoder.open(codecs, video)),
        alpha: video && isTransparent ? opened.use(await VideoEncoder.open(codecs, video, "alpha")) : undefined,
      };
      const film = new WebmFile(target, format, encoders, opened);
      await film.#container.start();
      return film;
    } catch (error) {
      await opened.disposeAsync();
      throw error;
    }
  }

  /** Sound so far, ms. */
  get soundMs(): number {
    return samplesToMs(this.#samples);
  }

  /** Adds a picture at its place on the grid of the frame rate; a picture that is not later than the last is left out. */
  async addPicture(frameIndex: number, paint: () => Pixels): Promise<void> {
    const { video, alpha } = this.#encoders;
    if (this.#size === undefined || video === undefined || frameIndex <= this.#lastFrame) return;
    const isFirst = this.#lastFrame < 0;
    this.#lastFrame = frameIndex;
    const { width, height } = this.#size;
    const config = { decoderConfig: { codec: "vp8", codedWidth: width, codedHeight: height } };
    const pixels = paint();
    const opaque = await alpha?.encode(pixels, frameIndex);
    for (const [i, packet] of (await video.encode(pixels, frameIndex)).entries()) {
      await this.#video.add(packetOf(packet, opaque?.[i]), isFirst ? config : undefined);
    }
  }

  /** Adds samples after the last ones, at 24 kHz. */
  async addAudio(samples: Int16Array): Promise<void> {
    this.#samples += samples.length;
    await this.#addAudio(await this.#encoders.audio.encode(samples));
  }

  /** Completes the film, and releases the encoders. */
  async end(): Promise<void> {
    try {
      await this.#addAudio(await this.#encoders.audio.end());
      await this.#container.finalize();
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }

  async #addAudio(packets: readonly Packet[]): Promise<void> {
    for (const packet of packets) {
      const description = this.#encoders.audio.header;
      const config = { decoderConfig: { codec: "opus", sampleRate: SAMPLE_RATE_HZ, numberOfChannels: 1, description } };
      await this.#audio.add(packetOf(packet), this.#isAudible ? undefined : config);
      this.#isAudible = true;
    }
  }
}

function packetOf({ data, isKey, timestampMs, durationMs }: Packet, alpha?: Packet): EncodedPacket {
  const sideData = alpha === undefined ? {} : { alpha: alpha.data };
  const kind = isKey ? "key" : "delta";
  return new EncodedPacket(data, kind, timestampMs / 1000, durationMs / 1000, undefined, undefined, sideData);
}
