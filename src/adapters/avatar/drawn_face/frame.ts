/**
 * The two ways to put a picture together and encode it: on the canvas, or much faster in WebAssembly.
 *
 * @module
 */
import type { Compositor, SpriteStore } from "../../../face/draw/canvas/surface.ts";
import type { CanvasKit, NativeSurface } from "./canvas.ts";
import { SimdCompositor } from "./compositor.ts";
import type { Encoder } from "./encoder.ts";
import type { PictureFormat } from "./protocol.ts";

/** One picture after another, of one size and format. */
export interface Frame {
  /** What a painter draws with. */
  readonly pen: Compositor;
  /** Where the painter's sprites have to be for that; absent where its canvases will do. */
  readonly store: SpriteStore<NativeSurface> | undefined;
  /** Encodes what is drawn. Whoever calls owns the bytes. */
  encode(): Uint8Array<ArrayBuffer>;
}

/** What makes pictures here. */
export interface Tools {
  readonly kit: CanvasKit;
  readonly encoder: Encoder;
  /** The compiled kernel of the compositor, where the engine can run it. */
  readonly kernel: WebAssembly.Module | undefined;
}

/** How JPEG pictures are made with some tools, for people to read. */
export function describeTools({ encoder, kernel }: Tools): string {
  const compositor = encoder.encodePixels === undefined
    ? "put together by the canvas"
    : kernel === undefined
    ? "put together by the canvas, as WebAssembly has no relaxed SIMD here"
    : "put together with SIMD";
  return `${compositor}, JPEG by ${encoder.name}`;
}

/** Whether tools that {@linkcode describeTools} described make JPEG pictures slower than this project can. */
export function isSlow(description: string): boolean {
  return !(description.includes("with SIMD") && description.includes("jpeg-turbo"));
}

/** A frame for a format: the fastest that can be had. */
export function openFrame({ kit, encoder, kernel }: Tools, format: PictureFormat): Frame {
  const { width, height, contentType, quality } = format;
  const { encodePixels } = encoder;
  // The canvas's own encoder, which makes WebP, takes nothing but a canvas.
  if (kernel === undefined || encodePixels === undefined || contentType !== "jpeg") {
    const canvas = kit.make(width, height);
    return { pen: canvas.pen, store: undefined, encode: () => encoder.encode(canvas, format) };
  }
  const compositor = new SimdCompositor(kernel, width, height);
  return {
    pen: compositor,
    store: compositor,
    encode: () => encodePixels(compositor.pixels, { width, height, quality }),
  };
}
