/**
 * A film as one picture, of the person while it speaks.
 *
 * @module
 */
import { loadCanvas } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { unpackPose } from "../../../../src/contract/pose.ts";
import { Painter, type PictureOptions } from "../../../../src/film/painter.ts";
import type { PartFile } from "../part_file.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";

/** When the picture is taken, ms: a feeling shows by then. In a shorter film it is the last picture. */
const TAKEN_AT_MS = 1000;

/** Writes one picture. */
export class PngOutput implements FilmOutput {
  readonly #file: PartFile;
  readonly #options: PictureOptions;
  #part: FilmEvent | undefined;

  constructor(file: PartFile, options: PictureOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** See {@linkcode FilmOutput}. */
  get done(): boolean {
    const part = this.#part;
    return part?.event.type === "pose" && part.offsetMs + part.event.timestamp_ms >= TAKEN_AT_MS;
  }

  /** See {@linkcode FilmOutput}. */
  take(part: FilmEvent): void {
    if (!this.done && part.event.type === "pose" && part.event.turn_id !== null) this.#part = part;
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    const { event, personaId } = this.#part ?? {};
    if (event?.type !== "pose" || personaId === undefined) throw new Error("the avatar has shown no picture");
    const { width, height } = this.#options;
    const { image } = (await loadCanvas()).make(width, height);
    const pen = image.getContext("2d");
    const picture = pen.createImageData(width, height);
    picture.data.set((await Painter.open(this.#options)).paint(unpackPose(event.pose), personaId));
    pen.putImageData(picture, 0, 0);
    await this.#file.write(image.encodeSync("png"));
  }
}
