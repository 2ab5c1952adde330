/**
 * A film as one picture, of the people while one speaks.
 *
 * @module
 */
import { loadCanvas } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import type { PartFile } from "../part_file.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import { type FilmPicture, Pictures, type PicturesOptions } from "./pictures.ts";

/** When the picture is taken, ms: a feeling shows by then. In a shorter film it is the last picture. */
const TAKEN_AT_MS = 1000;

/** Writes one picture. */
export class PngOutput implements FilmOutput {
  readonly #file: PartFile;
  readonly #pictures: Pictures;
  #picture: FilmPicture | undefined;

  private constructor(file: PartFile, pictures: Pictures) {
    this.#file = file;
    this.#pictures = pictures;
  }

  /** Loads what is needed. */
  static async open(file: PartFile, options: PicturesOptions): Promise<PngOutput> {
    return new PngOutput(file, await Pictures.open(options));
  }

  /** See {@linkcode FilmOutput}. */
  get done(): boolean {
    return (this.#picture?.timeMs ?? 0) >= TAKEN_AT_MS;
  }

  /** See {@linkcode FilmOutput}. */
  take(part: FilmEvent): void {
    for (const picture of this.#pictures.take(part)) if (!this.done) this.#picture = picture;
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    if (this.#picture === undefined) throw new Error("the avatar has shown no picture");
    const { width, height } = this.#pictures.size;
    const { image } = (await loadCanvas()).make(width, height);
    const pen = image.getContext("2d");
    const picture = pen.createImageData(width, height);
    picture.data.set(this.#picture.paint());
    pen.putImageData(picture, 0, 0);
    await this.#file.write(image.encodeSync("png"));
  }
}
