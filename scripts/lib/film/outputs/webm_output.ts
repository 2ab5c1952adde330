/**
 * A film as WebM: VP8 and Opus.
 *
 * @module
 */
import { samplesToMs } from "../../../../src/contract/pcm.ts";
import { unpackPose } from "../../../../src/contract/pose.ts";
import { loadCodecs, type PictureSize } from "../../../../src/film/codecs.ts";
import { Painter, type PictureOptions } from "../../../../src/film/painter.ts";
import { WebmFile } from "../../../../src/film/webm_file.ts";
import type { PartFile } from "../part_file.ts";
import { AudioTrack } from "./audio_track.ts";
import { CaptionTrack } from "./captions.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";

/** How a WebM film is made. */
export interface WebmOptions extends PictureOptions, PictureSize {
  /** Whether the captions are written into the picture. */
  readonly burnsCaptions: boolean;
}

/** Encodes a film while it is made; in memory is never more than a second of it. */
export class WebmOutput implements FilmOutput {
  readonly #options: WebmOptions;
  readonly #painter: Painter;
  readonly #film: WebmFile;
  readonly #track = new AudioTrack();
  readonly #captions = new CaptionTrack();
  /** Poses that wait for their sound. */
  #poses: FilmEvent[] = [];

  private constructor(options: WebmOptions, painter: Painter, film: WebmFile) {
    this.#options = options;
    this.#painter = painter;
    this.#film = film;
  }

  /** Begins the film. */
  static async open(file: PartFile, options: WebmOptions): Promise<WebmOutput> {
    const film = await WebmFile.open(await loadCodecs(), file, { video: options });
    return new WebmOutput(options, await Painter.open(options), film);
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    this.#captions.take(part);
    for (const samples of this.#track.add(part)) await this.#film.addAudio(samples);
    if (part.event.type === "pose" && part.event.turn_id !== null) this.#poses.push(part);
    await this.#addPictures();
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    await this.#film.end();
  }

  /** Adds the pictures that have their sound. Those of a film that is ended early may never get it. */
  async #addPictures(): Promise<void> {
    const heardMs = samplesToMs(this.#track.length);
    for (let [next] = this.#poses; next !== undefined && timeOf(next) < heardMs; [next] = this.#poses) {
      this.#poses.shift();
      await this.#addPicture(next, timeOf(next));
    }
  }

  async #addPicture({ event, personaId }: FilmEvent, timeMs: number): Promise<void> {
    if (event.type !== "pose") return;
    const { fps, burnsCaptions } = this.#options;
    const caption = burnsCaptions ? this.#captions.lineAt(timeMs) : "";
    const paint = () => this.#painter.paint(unpackPose(event.pose), personaId, caption);
    await this.#film.addPicture(Math.round(timeMs * fps / 1000), paint);
  }
}

/** When a pose is shown, ms in the film. */
function timeOf({ event, offsetMs }: FilmEvent): number {
  return event.type === "pose" ? offsetMs + event.timestamp_ms : offsetMs;
}
