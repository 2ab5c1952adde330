/**
 * The server's canvas: `@napi-rs/canvas`, loaded only when something is drawn.
 *
 * @module
 */
import type { Canvas } from "@napi-rs/canvas";
import type { Surface } from "../../../face/draw/canvas/surface.ts";

/** A surface with readable pixels. */
export interface NativeSurface extends Surface {
  readonly image: Canvas;
}

/** The functions of the addon. */
export interface CanvasKit {
  /** Makes a transparent canvas of whole pixels. */
  make(width: number, height: number): NativeSurface;
}

/**
 * Loads the addon.
 *
 * @throws When there is no build for the platform, or Deno may not load it (`--allow-ffi`).
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
