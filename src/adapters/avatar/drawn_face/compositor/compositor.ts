/**
 * Composites pictures from painted sprites, several times as fast as the canvas: it uses WebAssembly's vector
 * instructions, while the canvas addon is built without any.
 *
 * @module
 */
import type { Compositor, SpriteStore, Surface } from "../../../../face/draw/canvas/surface.ts";
import { fromBase64 } from "../../../../contract/protocol/base64.ts";
import { Arena, type Block } from "./arena.ts";
import { KERNEL } from "./kernel.ts";
import { extentsOf, TRIM_ROWS, visible } from "./texels.ts";

/** The exports of `kernel.wat`; see there. */
interface Kernel {
  copy(to: number, toStride: number, from: number, fromStride: number, bytes: number, rows: number): void;
  blend(
    to: number,
    width: number,
    y: number,
    end: number,
    from: number,
    stride: number,
    u: number,
    v: number,
    du: number,
    dv: number,
    rowDu: number,
    rowDv: number,
    uEnd: number,
    vEnd: number,
  ): void;
}

/** A canvas whose texels can be read. */
interface ReadableSurface extends Surface {
  readonly image: { data(): Uint8Array };
}

/** The part of a painted surface that is not transparent. */
interface KeptSprite {
  /** Its texels, in a frame of transparent ones. */
  readonly block: Block;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of the whole surface. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly isOpaque: boolean;
  /** See {@linkcode extentsOf}. */
  readonly extents: Int16Array;
}

const PIXEL_BYTES = 4;
/** The kernel writes pixels two at a time, so it may write one past the last. */
const SLACK_BYTES = 16;
/** Maximum width, in pixels: the error of the kernel's fixed-point positions grows with it. */
const MAX_WIDTH = 2048;
/** The kernel's positions have 16 bits for whole texels, and so have its rows for bytes. */
const MAX_SPRITE_SIDE = 8000;
/** The kernel's margin at the far sides of a sprite's frame, for that error, in texels. */
const MARGIN = 1 / 32;
/**
 * Positions and steps that are larger, in texels, are those of sprites far too small to be seen; with them the kernel's
 * arithmetic would not be exact enough to stay within a sprite.
 */
const LARGEST_POSITION = 2 ** 29;
/** The kernel divides by the steps; one this small moves nothing. */
const SMALLEST_STEP = 1e-9;

/** Compiles the kernel; `undefined` if the engine lacks its vector instructions (SIMD and relaxed SIMD). */
export function compileKernel(): WebAssembly.Module | undefined {
  const bytes = fromBase64(KERNEL);
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}

/**
 * See the module.
 *
 * The picture and all sprites are in one memory, which is freed with the compositor. It never exceeds 4/3 of the
 * sprites kept at one time (of a painter: its cache, a background for each stage of a breath, the glasses) plus the
 * picture and one sprite.
 */
export class SimdCompositor implements Compositor, SpriteStore<ReadableSurface> {
  readonly width: number;
  readonly height: number;
  readonly #memory: WebAssembly.Memory;
  readonly #arena: Arena;
  readonly #kernel: Kernel;
  readonly #sprites = new WeakMap<object, KeptSprite>();
  #transform: Transform = [1, 0, 0, 1, 0, 0];

  /**
   * @param module The result of {@linkcode compileKernel}.
   * @throws {RangeError} When the picture is wider than 2048 pixels.
   */
  constructor(module: WebAssembly.Module, width: number, height: number) {
    if (width > MAX_WIDTH) {
      throw new RangeError(`Cannot compose a picture of ${width} pixels: ${MAX_WIDTH} at most`);
    }
    this.width = width;
    this.height = height;
    const pictureBytes = width * height * PIXEL_BYTES + SLACK_BYTES;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(pictureBytes / 65_536) });
    this.#arena = new Arena(this.#memory, pictureBytes);
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    // The compiler does not know the kernel; a test builds it from its source.
    this.#kernel = exports as unknown as Kernel;
  }

  /** Memory in use for the picture and all sprites, in bytes. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** The picture, R, G, B, A row by row: not a copy, and valid until the next `keep`. */
  get pixels(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, 0, this.width * this.height * PIXEL_BYTES);
  }

  /** @throws {RangeError} When the surface is larger than 8000 pixels, or the system has no more memory. */
  keep({ image, width: fullWidth, height: fullHeight }: ReadableSurface): { image: object; bytes: number } {
    if (Math.max(fullWidth, fullHeight) > MAX_SPRITE_SIDE) {
      throw new RangeError(`Cannot keep a sprite of ${fullWidth} x ${fullHeight} pixels: ${MAX_SPRITE_SIDE} at most`);
    }
    const data = image.data();
    const texels = new Uint32Array(data.buffer, data.byteOffset, fullWidth * fullHeight);
    const { left, top, width, height } = visible(texels, fullWidth);
    const isOpaque = texels.every((texel) => texel >>> 24 === 255);
    const stride = width + 1;
    const block = this.#arena.take((stride * (height + 2) + 1) * PIXEL_BYTES);
    const to = new Uint32Array(this.#memory.buffer, block.at, stride * (height + 2) + 1).fill(0);
    for (let y = 0; y < height; y++) {
      const from = (top + y) * fullWidth + left;
      to.set(texels.subarray(from, from + width), (y + 1) * stride + 1);
    }
    const extents = extentsOf(to, stride, height + 2);
    const sprite = {};
    this.#sprites.set(sprite, { block, left, top, width, height, fullWidth, fullHeight, isOpaque, extents });
    return { image: sprite, bytes: block.bytes };
  }

  drop(image: object): void {
    const sprite = this.#sprites.get(image);
    if (sprite !== undefined) this.#arena.free(sprite.block);
    this.#sprites.delete(image);
  }

  clearRect(x: number, y: number, width: number, height: number): void {
    for (let row = y; row < y + height; row++) {
      const from = (row * this.width + x) * PIXEL_BYTES;
      this.pixels.fill(0, from, from + width * PIXEL_BYTES);
    }
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#transform = [a, b, c, d, e, f];
  }

  /**
   * Draws a sprite returned by `keep`.
   *
   * @throws {TypeError} When it is not a kept sprite, or was dropped.
   */
  drawImage(image: object, x: number, y: number, width?: number, height?: number): void {
    const sprite = this.#sprites.get(image);
    if (sprite === undefined) throw new TypeError("Cannot draw the sprite as it is not kept here: keep it first");
    const kx = width === undefined ? 1 : width / sprite.fullWidth;
    const ky = height === undefined ? 1 : height / sprite.fullHeight;
    const [a, b, c, d, e, f] = this.#transform;
    const toX = a * x + c * y + e;
    const toY = b * x + d * y + f;
    const isMoved = a * kx === 1 && b === 0 && c === 0 && d * ky === 1;
    if (sprite.isOpaque && isMoved && Number.isInteger(toX) && Number.isInteger(toY)) this.#copy(sprite, toX, toY);
    else this.#blend(sprite, [a * kx, b * kx, c * ky, d * ky, toX, toY]);
  }

  #copy({ block, width, height }: KeptSprite, x: number, y: number): void {
    const left = Math.max(0, x);
    const top = Math.max(0, y);
    const columns = Math.min(this.width, x + width) - left;
    const rows = Math.min(this.height, y + height) - top;
    if (columns <= 0 || rows <= 0) return;
    const stride = width + 1;
    const to = (top * this.width + left) * PIXEL_BYTES;
    const from = block.at + ((top - y + 1) * stride + left - x + 1) * PIXEL_BYTES;
    this.#kernel.copy(to, this.width * PIXEL_BYTES, from, stride * PIXEL_BYTES, columns * PIXEL_BYTES, rows);
  }

  /** Draws a sprite through the transform from its surface's pixels to the picture's. */
  #blend(sprite: KeptSprite, [a, b, c, d, e, f]: Transform): void {
    const { left, top, width, height } = sprite;
    const determinant = a * d - b * c;
    const [du, dv] = [d / determinant, -b / determinant];
    const [rowDu, rowDv] = [-c / determinant, a / determinant];
    // Half a texel beyond each side the sprite has faded out.
    const y = f + b * (left + width / 2) + d * (top + height / 2) - 0.5;
    const reach = (Math.abs(b) * (width + 1) + Math.abs(d) * (height + 1)) / 2;
    const first = Math.max(0, Math.ceil(y - reach));
    const end = Math.min(this.height, Math.floor(y + reach) + 1);
    if (!(first < end)) return;
    // Where the middle of the first pixel of row `first` is, from the middle of the frame's first texel.
    const [px, py] = [0.5 - e, first + 0.5 - f];
    const u = px * du + py * rowDu - left + 0.5;
    const v = px * dv + py * rowDv - top + 0.5;
    const steps = Math.max(Math.abs(du), Math.abs(dv), Math.abs(rowDu), Math.abs(rowDv));
    if (!(Math.max(Math.abs(u), Math.abs(v), steps) < LARGEST_POSITION)) return;
    const step = { du: du || SMALLEST_STEP, dv: dv || SMALLEST_STEP, rowDu, rowDv };
    for (let row = first; row < end; row += TRIM_ROWS) {
      const rows = row - first;
      const strip = { first: row, end: Math.min(end, row + TRIM_ROWS), u: u + rows * rowDu, v: v + rows * rowDv };
      this.#blendRows(sprite, strip, step);
    }
  }

  /** Draws what of a sprite falls on a few rows of the picture, without what is transparent to both sides of it. */
  #blendRows(sprite: KeptSprite, { first, end, u, v }: Strip, step: TexelStep): void {
    const { block, width, height, extents } = sprite;
    const { du, dv, rowDu, rowDv } = step;
    const uEnd = width + 1;
    const vEnd = height + 1;
    // In which of the sprite's rows the picture's rows enter and leave its columns: they see none beyond these.
    const lean = dv / du;
    const top = v - u * lean;
    const across = uEnd * lean;
    const down = (end - 1 - first) * (rowDv - rowDu * lean);
    const from = Math.max(0, top + Math.min(0, across) + Math.min(0, down));
    const to = Math.min(vEnd, top + Math.max(0, across) + Math.max(0, down));
    let left = uEnd;
    let right = 0;
    // A position is between the row that it is in and the next; one more for what rounding may do.
    const last = Math.min(extents.length - 2, 2 * Math.floor((to + 2) / TRIM_ROWS));
    for (let i = Math.max(0, 2 * Math.floor((from - 1) / TRIM_ROWS)); i <= last; i += 2) {
      left = Math.min(left, extents[i] ?? left);
      right = Math.max(right, extents[i + 1] ?? right);
    }
    if (left > right) return;
    this.#kernel.blend(
      first * this.width * PIXEL_BYTES,
      this.width,
      first,
      end,
      block.at + (left - 1) * PIXEL_BYTES,
      uEnd * PIXEL_BYTES,
      u - (left - 1),
      v,
      du,
      dv,
      rowDu,
      rowDv,
      right - left + 2 - MARGIN,
      vEnd - MARGIN,
    );
  }
}

/** The arguments of `setTransform`. */
type Transform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Rows of the picture, and the position in the sprite of the first pixel of the first row, in texels. */
interface Strip {
  readonly first: number;
  readonly end: number;
  readonly u: number;
  readonly v: number;
}

/** How far a pixel to the right and a row down move what is seen of a sprite, in texels. */
interface TexelStep {
  readonly du: number;
  readonly dv: number;
  readonly rowDu: number;
  readonly rowDv: number;
}
