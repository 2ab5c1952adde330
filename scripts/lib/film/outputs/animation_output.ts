/**
 * A film without sound: an animation as GIF or WebP.
 *
 * @module
 */
import type { AnimationFile } from "../formats/animation.ts";
import { GifFile } from "../formats/gif_file.ts";
import { WebpFile } from "../formats/webp_file.ts";
import type { PartFile } from "../part_file.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import { Pictures, type PicturesOptions } from "./pictures.ts";

/** Writes an animation while it is made. */
export class AnimationOutput implements FilmOutput {
  readonly #pictures: Pictures;
  readonly #file: AnimationFile;

  private constructor(pictures: Pictures, file: AnimationFile) {
    this.#pictures = pictures;
    this.#file = file;
  }

  /** Begins the animation. */
  static async open(kind: "gif" | "webp", target: PartFile, options: PicturesOptions): Promise<AnimationOutput> {
    const pictures = await Pictures.open(options);
    const format = { target, ...pictures.size, fps: options.stage.fps, isTransparent: options.isTransparent };
    return new AnimationOutput(pictures, kind === "gif" ? new GifFile(format) : await WebpFile.open(format));
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    for (const { index, paint } of this.#pictures.take(part)) await this.#file.addPicture(index, paint());
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    await this.#file.end();
  }
}
