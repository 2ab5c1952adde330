/**
 * The chin of an open mouth: the skin of the lower face, stretched downward over the face at rest. It is painted in
 * halves, because the halves of a turned head differ in width.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { JAW_DROP } from "./lips.ts";
import type { Box, Sprite } from "../canvas/sprite.ts";
import type { Pen } from "../canvas/surface.ts";

/** The halves overlap by this many units on each side, so that no gap shows between their soft edges. */
const SEAM = 2;
/** Margin for those edges. */
const MARGIN = 5;

/** Top of the chin. */
function topOf(look: Look): number {
  return look.mouth.height - 6;
}

/** Half the width of the stretched skin. */
function reachOf(look: Look): number {
  return look.head.jaw + 6;
}

/** Bounds of one half of the chin at any jaw position. */
export function chinBox(look: Look, side: -1 | 1): Box {
  const reach = reachOf(look);
  return {
    left: side < 0 ? -reach : -SEAM - MARGIN,
    top: topOf(look) - 2,
    right: side < 0 ? SEAM + MARGIN : reach,
    bottom: look.head.length + JAW_DROP + 6,
  };
}

/** Parameters for painting one half of the chin. */
interface ChinState {
  readonly side: -1 | 1;
  /** How far the chin is below its rest, in units. */
  readonly drop: number;
  /** Painting scale in pixels per unit. */
  readonly pixels: number;
}

/** Paints one half of the chin from the skin of the head at rest. */
export function paintChin(pen: Pen, look: Look, skin: Sprite, { side, drop, pixels }: ChinState): void {
  const { surface, box } = skin;
  const k = surface.width / (box.right - box.left);
  const reach = reachOf(look);
  const [left, right] = side < 0 ? [-reach, SEAM] : [-SEAM, reach];
  const top = topOf(look);
  // Columns narrow enough that edge smoothing hides the steps.
  const columns = Math.ceil((right - left) * pixels / 2);
  const width = (right - left) / columns;
  const height = look.head.length + 3 - top;
  for (let i = 0; i < columns; i++) {
    const x = left + i * width;
    const u = (x + width / 2) / reach;
    // The chin drops as a whole; the corners of the jaw hardly move.
    const fall = drop * (1 - u * u) ** 1.4;
    if (fall < 0.05) continue;
    pen.globalAlpha = Math.min(1, fall / 2);
    const from = [(x - box.left) * k, (top - box.top) * k, width * k, height * k] as const;
    pen.drawImage(surface.image, ...from, x, top, width + 0.35, height + fall);
  }
  pen.globalAlpha = 1;
}
