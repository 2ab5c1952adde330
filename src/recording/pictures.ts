/**
 * Pixels of what a session shows: its pictures decoded, its poses painted.
 *
 * @module
 */
import type { CanvasKit, NativeSurface } from "../adapters/avatar/drawn_face/canvas.ts";
import { loadCanvas } from "../adapters/avatar/drawn_face/canvas.ts";
import type { PictureMaker } from "../adapters/avatar/drawn_face/picture_maker.ts";
import type { LookDesigns } from "../contract/persona/look_design.ts";
import { unpackPose } from "../contract/pose.ts";
import { drawSharp, openPixelMaker, type PersonShown, pixelFormat, type Pixels } from "../film/painter.ts";
import type { RecordedPicture } from "./protocol.ts";

/** The size of pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Makes pixels, for all films of a thread. */
export class Pictures {
  readonly #kit: CanvasKit;
  readonly #designs: LookDesigns;
  #maker: Promise<PictureMaker> | undefined;

  private constructor(kit: CanvasKit, designs: LookDesigns) {
    this.#kit = kit;
    this.#designs = designs;
  }

  /** @throws When there is no canvas on this machine. */
  static async open(designs: LookDesigns): Promise<Pictures> {
    return new Pictures(await loadCanvas(), designs);
  }

  /** Decodes a picture, and scales it to a size. */
  async decode(picture: RecordedPicture, { width, height }: Size): Promise<Pixels> {
    if (picture.contentType === "raw_rgb" && picture.width === width && picture.height === height) {
      return withAlpha(picture.data);
    }
    const { image, pen } = this.#surface(width, height);
    const source = picture.contentType === "raw_rgb" ? this.#surfaceOf(picture).image : await decoded(picture.data);
    pen.clearRect(0, 0, width, height);
    image.getContext("2d").drawImage(source, 0, 0, width, height);
    return new Uint8Array(image.data());
  }

  /**
   * Paints a pose. It is a sketch only if more people are recorded at a time than there is memory for.
   *
   * @param person Who is shown. `isFirst`: its film has no picture yet; what does not move is then painted before, if it
   *   is missing.
   */
  async paint(
    pose: Readonly<Record<string, number>>,
    { isFirst, ...person }: Omit<PersonShown, "designs"> & { readonly isFirst: boolean },
  ): Promise<Pixels> {
    const maker = await (this.#maker ??= openPixelMaker(this.#kit, this.#designs));
    const format = pixelFormat({ ...person, designs: this.#designs });
    return isFirst ? drawSharp(maker, unpackPose(pose), format) : maker.draw(unpackPose(pose), format);
  }

  #last: NativeSurface | undefined;

  #surface(width: number, height: number): NativeSurface {
    if (this.#last?.width !== width || this.#last.height !== height) this.#last = this.#kit.make(width, height);
    return this.#last;
  }

  #surfaceOf({ data, width, height }: RecordedPicture): NativeSurface {
    const surface = this.#kit.make(width, height);
    const pen = surface.image.getContext("2d");
    const pixels = pen.createImageData(width, height);
    pixels.data.set(withAlpha(data));
    pen.putImageData(pixels, 0, 0);
    return surface;
  }
}

async function decoded(data: Uint8Array<ArrayBuffer>) {
  const { loadImage } = await import("@napi-rs/canvas");
  return await loadImage(data);
}

/** R, G, B as R, G, B, A. */
function withAlpha(rgb: Uint8Array): Pixels {
  const pixels = new Uint8Array(rgb.length / 3 * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    pixels[to] = rgb[from]!;
    pixels[to + 1] = rgb[from + 1]!;
    pixels[to + 2] = rgb[from + 2]!;
  }
  return pixels;
}
