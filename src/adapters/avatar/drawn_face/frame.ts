/**
 * The two ways to composite and encode a picture: on the canvas, or much faster in WebAssembly.
 *
 * @module
 */
import type { Compositor, SpriteStore } from "../../../face/draw/canvas/surface.ts";
import type { CanvasKit, NativeSurface } from "./canvas.ts";
import { SimdCompositor } from "./compositor/compositor.ts";
import type { Encoder } from "./encoder.ts";
import type { PictureFormat } from "./protocol.ts";

/** A series of pictures of one size and format. */
export interface Frame {
  /** The surface that a painter draws on. */
  readonly pen: Compositor;
  /** Where the painter's sprites must be stored for that; absent if its canvases suffice. */
  readonly store: SpriteStore<NativeSurface> | undefined;
  /** Encodes the picture. The caller owns the bytes. */
  encode(): Uint8Array<ArrayBuffer>;
}

/** The tools that make pictures on this system. */
export interface Tools {
  readonly kit: CanvasKit;
  readonly encoder: Encoder;
  /** The compiled kernel of the compositor, if the engine can run it. */
  readonly kernel: WebAssembly.Module | undefined;
}

/** Describes how tools make JPEG pictures, for people. */
export function describeTools({ encoder, kernel }: Tools): string {
  const compositor = encoder.encodePixels === undefined
    ? "composited by the canvas"
    : kernel === undefined
    ? "composited by the canvas, as WebAssembly has no relaxed SIMD here"
    : "composited with SIMD";
  return `${compositor}, JPEG by ${encoder.name}`;
}

/** Whether tools that {@linkcode describeTools} described make JPEG pictures slower than this project can. */
export function isSlow(description: string): boolean {
  return !(description.includes("with SIMD") && description.includes("jpeg-turbo"));
}

/** The fastest available frame for a format. */
export function openFrame({ kit, encoder, kernel }: Tools, format: PictureFormat): Frame {
  const { width, height, contentType, quality } = format;
  const { encodePixels } = encoder;
  // The canvas's own encoder, which makes WebP, accepts only a canvas.
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
