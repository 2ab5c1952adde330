/**
 * Painted parts of the picture and their positions.
 *
 * @module
 */
import type { Compositor, Pen, Surface } from "./surface.ts";

/** A rectangle in units of the head. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A painted part and its position. */
export interface Sprite<Canvas extends Surface = Surface> {
  readonly surface: Canvas;
  readonly box: Box;
}

/** A box of the given half extents around a point. */
export function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

/** Size of a box in pixels at a given scale. */
export function pixelsOf(box: Box, scale: number): { width: number; height: number } {
  return { width: Math.ceil((box.right - box.left) * scale), height: Math.ceil((box.bottom - box.top) * scale) };
}

/** Sets the pen of a surface to units, so that the box fills the surface. */
export function enterBox(surface: Surface, box: Box): Pen {
  const { pen } = surface;
  const kx = surface.width / (box.right - box.left);
  const ky = surface.height / (box.bottom - box.top);
  pen.setTransform(kx, 0, 0, ky, -box.left * kx, -box.top * ky);
  return pen;
}

/** Draws a painted part where its box is, in the units of the pen. */
export function placeSprite(pen: Compositor, part: { readonly image: object }, box: Box): void {
  pen.drawImage(part.image, box.left, box.top, box.right - box.left, box.bottom - box.top);
}
