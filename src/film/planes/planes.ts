/**
 * Planes of brightness and colour, which encoders of video take in place of pixels.
 *
 * @module
 */
import { fromBase64 } from "../../contract/protocol/base64.ts";
import { KERNEL } from "./kernel.ts";

/** The exports of `kernel.wat`; see there. */
interface Kernel {
  planes(width: number, height: number): number;
}

const PIXEL_BYTES = 4;
const PAGE_BYTES = 65_536;
/** Pixels that the kernel converts at a time. */
const MIN_WIDTH = 4;
/** A pixel without colour, in the planes of colour. */
const NO_COLOR = 128;
/** Red and blue of a pixel, in the halves of its word. */
const SIDES = 0xff00ff;
const OPAQUE = 255;

/** Converts pictures of one size to planes: Y of each pixel, then U, then V of each square of four (BT.601, limited). */
export class PlaneMaker {
  readonly #width: number;
  readonly #height: number;
  readonly #kernel: Kernel;
  readonly #pixels: Uint8Array;
  /** The planes of the newest picture. */
  readonly #planes: Uint8Array<ArrayBuffer>;

  /**
   * @param width Pixels, even, at least 4.
   * @param height Pixels, even.
   * @throws {RangeError} When a side is not.
   */
  constructor(width: number, height: number) {
    if (width < MIN_WIDTH || height < 2 || width % 2 !== 0 || height % 2 !== 0) {
      throw new RangeError(
        `a film of ${width} x ${height} pixels: sides must be even, the width at least ${MIN_WIDTH}`,
      );
    }
    this.#width = width;
    this.#height = height;
    const area = width * height;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(area * (PIXEL_BYTES + 3 / 2) / PAGE_BYTES) });
    const module = new WebAssembly.Module(fromBase64(KERNEL));
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    // The compiler does not know the kernel; a test builds it from its source.
    this.#kernel = exports as unknown as Kernel;
    this.#pixels = new Uint8Array(memory.buffer, 0, area * PIXEL_BYTES);
    this.#planes = new Uint8Array(memory.buffer, area * PIXEL_BYTES, area * 3 / 2);
  }

  /**
   * The planes of a picture's colours: valid until the next picture.
   *
   * @param pixels R, G, B, A row by row; colours are not multiplied by their opacity.
   */
  colorsOf(pixels: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.#pixels.set(pixels);
    const all = this.#kernel.planes(this.#width, this.#height);
    if (all >>> 24 < OPAQUE) this.#colorBesideClear(pixels);
    return this.#planes;
  }

  /** The planes of how opaque a picture is, as brightness without colour: valid until the next picture. */
  opacityOf(pixels: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const area = this.#width * this.#height;
    for (let i = 0; i < area; i++) this.#planes[i] = pixels[i * PIXEL_BYTES + 3]!;
    this.#planes.fill(NO_COLOR, area);
    return this.#planes;
  }

  /** Gives what is transparent beside an outline the outline's colour, so that it has no dark edge. */
  #colorBesideClear(pixels: Uint8Array<ArrayBuffer>): void {
    const width = this.#width;
    const planes = this.#planes;
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * this.#height);
    let u = words.length;
    let v = u * 5 / 4;
    for (let y = 0; y < words.length; y += 2 * width) {
      for (let at = y, end = y + width; at < end; at += 2, u++, v++) {
        const square = [words[at]!, words[at + 1]!, words[at + width]!, words[at + width + 1]!];
        const seen = square.find((pixel) => pixel >>> 24 > 0);
        if (seen === undefined || square.every((pixel) => pixel >>> 24 > 0)) continue;
        const [a = 0, b = 0, c = 0, d = 0] = square.map((pixel) => pixel >>> 24 > 0 ? pixel : seen);
        planes[at] = lumaOf(a);
        planes[at + 1] = lumaOf(b);
        planes[at + width] = lumaOf(c);
        planes[at + width + 1] = lumaOf(d);
        // Red and blue are added up together: four of each fit into their half of the word.
        const sides = (a & SIDES) + (b & SIDES) + (c & SIDES) + (d & SIDES);
        const red = sides & 0xffff;
        const blue = sides >>> 16;
        const green = (a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255);
        planes[u] = (-38 * red - 74 * green + 112 * blue + 512 >> 10) + 128;
        planes[v] = (112 * red - 94 * green - 18 * blue + 512 >> 10) + 128;
      }
    }
  }
}

function lumaOf(pixel: number): number {
  return (66 * (pixel & 255) + 129 * (pixel >> 8 & 255) + 25 * (pixel >> 16 & 255) + 128 >> 8) + 16;
}
