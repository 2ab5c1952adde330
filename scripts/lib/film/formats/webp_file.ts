/**
 * An animation as WebP: one encoded picture a frame, in the container of RFC 9649.
 *
 * @module
 */
import { concat } from "../../../../src/core/bytes.ts";
import { loadCanvas, type NativeSurface } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import type { Pixels } from "../../../../src/film/painter.ts";
import { type AnimationFile, type AnimationOptions, shownFor } from "./animation.ts";

/** Quality of a picture, 0 to 100: no blocks show on a drawn face. */
const QUALITY = 82;

/** Bits of the container's flags. */
const HAS_ALPHA = 0x10;
const HAS_ANIMATION = 0x02;

/** Each picture replaces the one before: nothing is blended. */
const NO_BLEND = 0x02;

const HEAD_BYTES = 12;
const RIFF_SIZE_AT = 4;

/** Writes a WebP animation picture by picture. */
export class WebpFile implements AnimationFile {
  readonly #options: AnimationOptions;
  readonly #surface: NativeSurface;
  #length = 0;

  private constructor(options: AnimationOptions, surface: NativeSurface) {
    this.#options = options;
    this.#surface = surface;
  }

  /** Begins an animation. */
  static async open(options: AnimationOptions): Promise<WebpFile> {
    const { width, height, isTransparent } = options;
    const file = new WebpFile(options, (await loadCanvas()).make(width, height));
    const flags = HAS_ANIMATION | (isTransparent ? HAS_ALPHA : 0);
    const extended = new Uint8Array([flags, 0, 0, 0, ...triple(width - 1), ...triple(height - 1)]);
    // A transparent background, and an animation that begins again at its end.
    await file.#write(ascii("RIFF\0\0\0\0WEBP"), chunk("VP8X", extended), chunk("ANIM", new Uint8Array(6)));
    return file;
  }

  /** See {@linkcode AnimationFile}. */
  async addPicture(index: number, pixels: Pixels): Promise<void> {
    const { width, height, fps } = this.#options;
    const { image } = this.#surface;
    const pen = image.getContext("2d");
    const picture = pen.createImageData(width, height);
    picture.data.set(pixels);
    pen.putImageData(picture, 0, 0);
    const place = [0, 0, 0, 0, 0, 0, ...triple(width - 1), ...triple(height - 1)];
    const head = [...place, ...triple(shownFor(index, fps, 1000)), NO_BLEND];
    await this.#write(chunk("ANMF", concat([new Uint8Array(head), pictureChunks(image.encodeSync("webp", QUALITY))])));
  }

  /** Writes the length into the header. */
  async end(): Promise<void> {
    const size = new DataView(new ArrayBuffer(4));
    size.setUint32(0, this.#length - RIFF_SIZE_AT - 4, true);
    await this.#options.target.write(new Uint8Array(size.buffer), RIFF_SIZE_AT);
  }

  async #write(...parts: Uint8Array[]): Promise<void> {
    for (const part of parts) {
      await this.#options.target.write(part, this.#length);
      this.#length += part.length;
    }
  }
}

/** The chunks of one WebP picture that a frame holds: its transparency and its pixels. */
function pictureChunks(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const kept: Uint8Array[] = [];
  for (let at = HEAD_BYTES; at + 8 <= file.length;) {
    const end = at + 8 + view.getUint32(at + 4, true);
    const name = String.fromCharCode(...file.subarray(at, at + 4));
    const next = end + end % 2;
    if (["ALPH", "VP8 ", "VP8L"].includes(name)) kept.push(file.subarray(at, next));
    at = next;
  }
  return concat(kept);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const size = new DataView(new ArrayBuffer(4));
  size.setUint32(0, data.length, true);
  return concat([ascii(name), new Uint8Array(size.buffer), data, new Uint8Array(data.length % 2)]);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A number as three bytes, the lowest first. */
function triple(value: number): [number, number, number] {
  return [value & 255, value >> 8 & 255, value >> 16 & 255];
}
