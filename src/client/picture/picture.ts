/**
 * Decodes pictures from the wire with the browser's decoders.
 *
 * @module
 */
import type { EventOf } from "../net/events.ts";
import { setPixels } from "./canvas_size.ts";

/** A drawable picture. */
export type Picture = ImageBitmap | ImageData;

/**
 * Decodes the picture of a `video_frame`.
 *
 * @throws {RangeError} When raw pixels do not fill the picture.
 * @throws {DOMException} When the bytes do not match the format.
 */
export async function decodePicture(event: EventOf<"video_frame">): Promise<Picture> {
  const { content_type, data, width, height } = event;
  if (content_type === "raw_rgb") return rgbPicture(data, width, height);
  return await createImageBitmap(new Blob([data.slice()], { type: `image/${content_type}` }));
}

/**
 * Pixels of three bytes as `ImageData` of four.
 *
 * @throws {RangeError} When `rgb` does not hold `width × height` pixels.
 */
function rgbPicture(rgb: Uint8Array, width: number, height: number): ImageData {
  const pixels = width * height;
  if (rgb.length !== pixels * 3) {
    throw new RangeError(`Cannot draw raw_rgb frame as it holds ${rgb.length} bytes, not ${width} × ${height} × 3`);
  }
  const rgba = new Uint8ClampedArray(pixels * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
  }
  return new ImageData(rgba, width, height);
}

/** Draws over the whole canvas, which gets as many pixels as the picture. */
export function drawPicture(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, picture: Picture): void {
  setPixels(canvas, picture.width, picture.height);
  if (picture instanceof ImageData) pen.putImageData(picture, 0, 0);
  else pen.drawImage(picture, 0, 0);
}

/** Releases a picture. */
export function closePicture(picture: Picture | null): void {
  if (picture && "close" in picture) picture.close();
}
