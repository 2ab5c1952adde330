/**
 * The camera of a film: makes pixels of what is on the stage.
 *
 * @module
 */
import { CaptionBand } from "../../../../src/film/caption_band.ts";
import { Painter, type PictureOptions, type Pixels } from "../../../../src/film/painter.ts";
import type { StagePicture } from "./stage.ts";

const BYTES_PER_PIXEL = 4;

/** Paints the pictures of a film: its people beside each other. */
export class Camera {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly #painter: Painter;
  readonly #band: CaptionBand;

  private constructor(width: number, height: number, painter: Painter, band: CaptionBand) {
    this.width = width;
    this.height = height;
    this.#painter = painter;
    this.#band = band;
  }

  /**
   * Loads what it paints with.
   *
   * @param options Its size is that of one person's picture.
   * @param people How many people are seen at the same time.
   */
  static async open(options: PictureOptions, people: number): Promise<Camera> {
    const { width, height } = options;
    const band = await CaptionBand.open(width * people, height);
    return new Camera(width * people, height, await Painter.open(options), band);
  }

  /**
   * Paints a picture.
   *
   * @param picture Who is seen.
   * @param caption What is written over the lower edge; empty: nothing.
   */
  paint({ shown }: StagePicture, caption = ""): Pixels {
    const parts = shown.map(({ pose, personaId }) => this.#painter.paint(pose, personaId));
    const pixels = parts.length === 1 && parts[0] !== undefined ? parts[0] : this.#sideBySide(parts);
    if (caption !== "") this.#band.write(caption, pixels);
    return pixels;
  }

  #sideBySide(parts: readonly Pixels[]): Pixels {
    const row = this.width * BYTES_PER_PIXEL;
    const pixels = new Uint8Array(row * this.height);
    const partRow = row / parts.length;
    parts.forEach((part, i) => {
      for (let y = 0; y < this.height; y++) {
        pixels.set(part.subarray(y * partRow, (y + 1) * partRow), y * row + i * partRow);
      }
    });
    return pixels;
  }
}
