/**
 * The picture of a film: poses painted as pixels, with captions if they are asked for.
 *
 * @module
 */
import { loadBackgrounds } from "../adapters/avatar/drawn_face/backgrounds.ts";
import { type CanvasKit, loadCanvas, type NativeSurface } from "../adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../adapters/avatar/drawn_face/compositor.ts";
import type { Encoder } from "../adapters/avatar/drawn_face/encoder.ts";
import { PictureMaker } from "../adapters/avatar/drawn_face/picture_maker.ts";
import type { PictureFormat } from "../adapters/avatar/drawn_face/protocol.ts";
import type { Persona } from "../contract/controls.ts";
import type { Background } from "../contract/persona/background.ts";
import type { LookDesigns } from "../contract/persona/look_design.ts";
import { type FacePose, neutralPose } from "../contract/pose.ts";

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

const DEFAULT_LOOK = "ava";
const MEMORY_BYTES = 256 * 1024 * 1024;

/** Gives the pixels as they are, in place of an encoded picture. */
const RAW: Encoder = {
  name: "skia",
  encode: ({ image }) => new Uint8Array(image.data()),
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

/** Paints a film's pictures. */
export class Painter {
  readonly #options: PictureOptions;
  readonly #maker: PictureMaker;
  readonly #caption: NativeSurface;
  readonly #prepared = new Set<string>();

  private constructor(options: PictureOptions, maker: PictureMaker, caption: NativeSurface) {
    this.#options = options;
    this.#maker = maker;
    this.#caption = caption;
  }

  /** Loads what it paints with. */
  static async open(options: PictureOptions): Promise<Painter> {
    const kit = await loadCanvas();
    return new Painter(options, await openPixelMaker(kit, options.looks), kit.make(options.width, options.height));
  }

  /**
   * Paints a pose.
   *
   * @param pose The pose.
   * @param personaId The person that is shown.
   * @param caption What is written over the lower edge; empty: nothing.
   */
  paint(pose: Readonly<FacePose>, personaId: string, caption = ""): Pixels {
    const format = this.#formatOf(personaId);
    if (!this.#prepared.has(personaId)) this.#prepare(personaId, format);
    const pixels = this.#maker.draw(pose, format);
    return caption === "" ? pixels : this.#write(caption, pixels);
  }

  /** Paints what does not move, so that no picture is a sketch. */
  #prepare(personaId: string, format: PictureFormat): void {
    this.#maker.draw(neutralPose(), format);
    while (this.#maker.work());
    this.#prepared.add(personaId);
  }

  #formatOf(personaId: string): PictureFormat {
    const { personas, width, height, looks, background } = this.#options;
    const { look, background: own } = personas[personaId] ?? {};
    return pixelFormat({ look, background: background ?? own, designs: looks, width, height });
  }

  #write(text: string, pixels: Pixels): Pixels {
    const { image, width, height } = this.#caption;
    const pen = image.getContext("2d");
    const picture = pen.createImageData(width, height);
    picture.data.set(pixels);
    pen.putImageData(picture, 0, 0);
    const size = Math.max(10, Math.round(height / 18));
    pen.font = `600 ${size}px sans-serif`;
    pen.textAlign = "center";
    const rows = wrap(text, (row) => pen.measureText(row).width <= width * 0.92);
    const lineHeight = Math.round(size * 1.25);
    pen.fillStyle = "rgba(0, 0, 0, 0.6)";
    pen.fillRect(0, height - rows.length * lineHeight - size, width, rows.length * lineHeight + size);
    pen.fillStyle = "#ffffff";
    rows.forEach((row, i) => {
      pen.fillText(row, width / 2, height - size * 0.75 - (rows.length - 1 - i) * lineHeight);
    });
    return new Uint8Array(image.data());
  }
}

function wrap(text: string, fits: (row: string) => boolean): string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && fits(longer)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}
