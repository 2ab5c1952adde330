/**
 * A film as WebM: VP8 and Opus.
 *
 * @module
 */
import { EncodedAudioPacketSource, EncodedPacket, EncodedVideoPacketSource, Output, StreamTarget } from "mediabunny";
import { type StreamTargetChunk, WebMOutputFormat } from "mediabunny";
import { SAMPLE_RATE_HZ, samplesToMs } from "../../../../src/contract/pcm.ts";
import type { PartFile } from "../part_file.ts";
import { AudioTrack } from "./audio_track.ts";
import { CaptionTrack } from "./captions.ts";
import { AudioEncoder, loadCodecs, type Packet, type PictureSize, VideoEncoder } from "./codecs.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import { Painter, type PictureOptions } from "./painter.ts";

/** How a WebM film is made. */
export interface WebmOptions extends PictureOptions, PictureSize {
  /** Whether the captions are written into the picture. */
  readonly burnsCaptions: boolean;
}

/** Encodes a film while it is made; in memory is never more than a second of it. */
export class WebmOutput implements FilmOutput {
  readonly #options: WebmOptions;
  readonly #painter: Painter;
  readonly #encoders: { readonly video: VideoEncoder; readonly audio: AudioEncoder };
  readonly #container: Output;
  readonly #video = new EncodedVideoPacketSource("vp8");
  readonly #audio = new EncodedAudioPacketSource("opus");
  readonly #track = new AudioTrack();
  readonly #captions = new CaptionTrack();
  /** Poses that wait for their sound. */
  #poses: FilmEvent[] = [];
  #lastFrame = -1;
  #isAudible = false;

  private constructor(
    file: PartFile,
    options: WebmOptions,
    tools: { painter: Painter; video: VideoEncoder; audio: AudioEncoder },
  ) {
    this.#options = options;
    this.#painter = tools.painter;
    this.#encoders = tools;
    const writable = new WritableStream<StreamTargetChunk>({
      write: ({ data, position }) => file.write(data, position),
    });
    this.#container = new Output({ format: new WebMOutputFormat(), target: new StreamTarget(writable) });
    this.#container.addVideoTrack(this.#video, { frameRate: options.fps });
    this.#container.addAudioTrack(this.#audio);
  }

  /** Begins the film. */
  static async open(file: PartFile, options: WebmOptions): Promise<WebmOutput> {
    const codecs = await loadCodecs();
    const output = new WebmOutput(file, options, {
      painter: await Painter.open(options),
      video: await VideoEncoder.open(codecs, options),
      audio: await AudioEncoder.open(codecs),
    });
    await output.#container.start();
    return output;
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    this.#captions.take(part);
    for (const samples of this.#track.add(part)) await this.#addAudio(await this.#encoders.audio.encode(samples));
    if (part.event.type === "pose" && part.event.turn_id !== null) this.#poses.push(part);
    await this.#addPictures();
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    await this.#addAudio(await this.#encoders.audio.close());
    await this.#encoders.video.close();
    await this.#container.finalize();
  }

  /** Adds the pictures that have their sound. Those of a film that is ended early may never get it. */
  async #addPictures(): Promise<void> {
    const heardMs = samplesToMs(this.#track.length);
    for (let [next] = this.#poses; next !== undefined && timeOf(next) < heardMs; [next] = this.#poses) {
      this.#poses.shift();
      await this.#addPicture(next, timeOf(next));
    }
  }

  async #addPicture(part: FilmEvent, timeMs: number): Promise<void> {
    const { fps, width, height, burnsCaptions } = this.#options;
    const frameIndex = Math.round(timeMs * fps / 1000);
    if (frameIndex <= this.#lastFrame) return;
    const isFirst = this.#lastFrame < 0;
    this.#lastFrame = frameIndex;
    const pixels = this.#painter.paint(part, burnsCaptions ? this.#captions.lineAt(timeMs) : "");
    const config = { decoderConfig: { codec: "vp8", codedWidth: width, codedHeight: height } };
    for (const packet of await this.#encoders.video.encode(pixels, frameIndex)) {
      await this.#video.add(packetOf(packet), isFirst ? config : undefined);
    }
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

function packetOf({ data, isKey, timestampMs, durationMs }: Packet): EncodedPacket {
  return new EncodedPacket(data, isKey ? "key" : "delta", timestampMs / 1000, durationMs / 1000);
}

/** When a pose is shown, ms in the film. */
function timeOf({ event, offsetMs }: FilmEvent): number {
  return event.type === "pose" ? offsetMs + event.timestamp_ms : offsetMs;
}
