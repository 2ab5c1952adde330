/**
 * The server's canvas: `@napi-rs/canvas`, brought in only when somebody draws.
 *
 * @module
 */
import type { Canvas } from "@napi-rs/canvas";
import type { Surface } from "../../../face/draw/canvas/surface.ts";

/** A surface whose pixels can be had. */
export interface NativeSurface extends Surface {
  readonly image: Canvas;
}

/** What the addon offers. */
export interface CanvasKit {
  /** Makes a transparent canvas of whole pixels. */
  make(width: number, height: number): NativeSurface;
}

/**
 * Loads the addon.
 *
 * @throws When the platform has no build of it, or Deno may not load it (`--allow-ffi`).
 */
export async function loadCanvas(): Promise<CanvasKit> {
  const { createCanvas } = await import("@napi-rs/canvas");
  return {
    make(width, height) {
      const image = createCanvas(width, height);
      return { image, pen: image.getContext("2d"), width, height };
    },
  };
}
