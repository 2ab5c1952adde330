/**
 * The picture of a film: poses painted as pixels.
 *
 * @module
 */
import { loadBackgrounds } from "../adapters/avatar/drawn_face/backgrounds.ts";
import { type CanvasKit, loadCanvas } from "../adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../adapters/avatar/drawn_face/compositor/compositor.ts";
import type { Encoder } from "../adapters/avatar/drawn_face/encoder.ts";
import { PictureMaker } from "../adapters/avatar/drawn_face/picture_maker.ts";
import type { PictureFormat } from "../adapters/avatar/drawn_face/protocol.ts";
import type { Persona } from "../contract/controls.ts";
import type { Background } from "../contract/persona/background.ts";
import { DEFAULT_LOOK, type LookDesigns } from "../contract/persona/look_design.ts";
import type { FacePose } from "../contract/pose.ts";

/** How a film looks. */
export interface PictureOptions {
  readonly personas: Readonly<Record<string, Pick<Persona, "look" | "background">>>;
  readonly looks: LookDesigns;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Absent: the persona's. */
  readonly background?: Background | undefined;
}

/** A person as a film shows it. */
export interface PersonShown {
  /** Absent: the default look. */
  readonly look?: string | undefined;
  /** Absent: the look's own. */
  readonly background?: Background | undefined;
  /** Looks in addition to the built-in ones. */
  readonly designs: LookDesigns;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels, R, G, B, A row by row. */
export type Pixels = Uint8Array<ArrayBuffer>;

const MEMORY_BYTES = 256 * 1024 * 1024;

/** Gives the pixels as they are, in place of an encoded picture; colours are not multiplied by their opacity. */
const RAW: Encoder = {
  name: "skia",
  encode: ({ image, width, height }) => {
    return new Uint8Array(image.getContext("2d").getImageData(0, 0, width, height).data);
  },
  encodePixels: (pixels) => pixels.slice(),
};

/** Makes pixels of poses, in place of encoded pictures. */
export async function openPixelMaker(kit: CanvasKit, looks: LookDesigns): Promise<PictureMaker> {
  const stock = { designs: looks, images: await loadBackgrounds() };
  return new PictureMaker({ kit, encoder: RAW, kernel: compileKernel() }, MEMORY_BYTES, stock);
}

/** The format of a person's pixels. */
export function pixelFormat({ look = DEFAULT_LOOK, background, designs, ...size }: PersonShown): PictureFormat {
  const behind = background ?? designs[look]?.background;
  // The fast compositor has no transparency.
  const contentType = behind?.transparent ? "png" : "jpeg";
  return { look, background, ...size, contentType, quality: 100 };
}

/** Draws a pose, never as a sketch: what is not painted yet, or was dropped, is painted first. */
export function drawSharp(
  maker: Pick<PictureMaker, "draw" | "isSketching" | "work">,
  pose: Readonly<FacePose>,
  format: PictureFormat,
): Pixels {
  const pixels = maker.draw(pose, format);
  if (!maker.isSketching) return pixels;
  while (maker.work());
  return maker.draw(pose, format);
}

/** Paints a film's pictures. */
export class Painter {
  readonly #options: PictureOptions;
  readonly #maker: PictureMaker;

  private constructor(options: PictureOptions, maker: PictureMaker) {
    this.#options = options;
    this.#maker = maker;
  }

  /** Loads what it paints with. */
  static async open(options: PictureOptions): Promise<Painter> {
    return new Painter(options, await openPixelMaker(await loadCanvas(), options.looks));
  }

  /**
   * Paints a pose.
   *
   * @param pose The pose.
   * @param personaId The person that is shown.
   */
  paint(pose: Readonly<FacePose>, personaId: string): Pixels {
    return drawSharp(this.#maker, pose, this.#formatOf(personaId));
  }

  #formatOf(personaId: string): PictureFormat {
    const { personas, width, height, looks, background } = this.#options;
    const { look, background: own } = personas[personaId] ?? {};
    return pixelFormat({ look, background: background ?? own, designs: looks, width, height });
  }
}
