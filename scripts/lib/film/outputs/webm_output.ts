/**
 * A film as WebM: VP8 and Opus.
 *
 * @module
 */
import { loadCodecs } from "../../../../src/film/codecs.ts";
import { type FilmTarget, WebmFile } from "../../../../src/film/webm_file.ts";
import { AudioTrack } from "./audio_track.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import { Pictures, type PicturesOptions } from "./pictures.ts";

/** Encodes a film while it is made; at most a few seconds of it are in memory. */
export class WebmOutput implements FilmOutput {
  readonly #pictures: Pictures;
  readonly #film: WebmFile;
  readonly #track = new AudioTrack();

  private constructor(pictures: Pictures, film: WebmFile) {
    this.#pictures = pictures;
    this.#film = film;
  }

  /**
   * Begins the film.
   *
   * @param target Where its bytes go.
   * @param options Its pictures.
   */
  static async open(target: FilmTarget, options: PicturesOptions): Promise<WebmOutput> {
    const pictures = await Pictures.open(options);
    const video = { ...pictures.size, fps: options.stage.fps };
    const format = { video, isTransparent: options.isTransparent };
    return new WebmOutput(pictures, await WebmFile.open(await loadCodecs(), target, format));
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    for (const samples of this.#track.add(part)) await this.#film.addAudio(samples);
    for (const { index, paint } of this.#pictures.take(part)) await this.#film.addPicture(index, paint);
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    await this.#film.end();
  }
}
