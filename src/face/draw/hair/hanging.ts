/**
 * Hair that hangs free beneath where it lies on the head: a piece on each side, so that it can swing.
 *
 * The head's own hair fades out over some height, and the pieces, which lie behind the head, begin above that under it:
 * so no seam shows while they lean, but the hair seems to bend there.
 *
 * @module
 */
import type { Look } from "../../look.ts";
import { freeFrom } from "./hair.ts";
import { type Box, enterBox, pixelsOf, type Sprite } from "../canvas/sprite.ts";
import type { MakeSurface, Pen, Surface } from "../canvas/surface.ts";

/** The hair before the head, parted at the height from which on it hangs free. */
export interface Hanging {
  /** What stays with the head. */
  readonly cap: Sprite;
  /** What swings. */
  readonly free: Sprite;
}

/** The head's own hair fades out over this many units below the height … */
const FADE_OUT = 12;
/** … to which the swinging hair fades in over this many. */
const FADE_IN = 3;
/** A piece reaches from the neck, so far from the middle. */
const INNER = 28;
/** How far the layer before the head goes with a nod where it is parted. */
const FRONT_NOD = 24;
/** The layer behind the head is parted so much higher, or its darkness would show where the other fades out. */
const BEHIND = 6;

/** The height at which hair that hangs free bends when it swings. `headPitch`: degrees. */
export function pivotOf(look: Look, headPitch: number): number {
  return (freeFrom(look) ?? 0) - FRONT_NOD * Math.sin(headPitch * Math.PI / 180);
}

/** Leaves of the hair behind the head, which alone is on a surface that shows `box`, what stays with the head. */
export function keepCap(surface: Surface, box: Box, pivot: number): void {
  const pen = enterBox(surface, box);
  const from = pivot - BEHIND;
  erase(pen, box, from + FADE_OUT, from);
  pen.globalCompositeOperation = "destination-out";
  pen.fillRect(box.left, from + FADE_OUT - 1, box.right - box.left, box.bottom);
  pen.globalCompositeOperation = "source-over";
}

/** Leaves of the hair behind the head, which alone is on a surface that shows `box`, what swings. */
export function keepFree(surface: Surface, box: Box, pivot: number): void {
  const pen = enterBox(surface, box);
  const from = pivot - BEHIND;
  erase(pen, box, from - FADE_IN, from);
  pen.clearRect(box.left, box.top, box.right - box.left, from - FADE_IN + 0.5 - box.top);
}

/** Where the piece of hair that hangs on one side fits into; nothing where no hair hangs. `hair`: the box of all hair. */
export function hangingBox(look: Look, side: -1 | 1, hair: Box): Box | undefined {
  const from = freeFrom(look);
  if (from === undefined) return undefined;
  const [inner, outer] = [side * INNER, side * (hair.right + 10)];
  const top = from - BEHIND - FADE_IN - FRONT_NOD / 2;
  return { left: Math.min(inner, outer), top, right: Math.max(inner, outer), bottom: hair.bottom + 4 };
}

/** Parts the hair before the head at a height. */
export function partHair(whole: Sprite, at: number, make: MakeSurface): Hanging {
  return {
    cap: faded(whole, make, { ...whole.box, bottom: at + FADE_OUT }, [at + FADE_OUT, at]),
    free: faded(whole, make, { ...whole.box, top: at - FADE_IN }, [at - FADE_IN, at]),
  };
}

/** What of a layer lies in a box, from nothing at height `none` to all at `all`. */
function faded({ surface, box: whole }: Sprite, make: MakeSurface, box: Box, [none, all]: [number, number]): Sprite {
  const scale = surface.width / (whole.right - whole.left);
  const { width, height } = pixelsOf(box, scale);
  const part = make(width, height);
  const pen = enterBox(part, box);
  pen.drawImage(surface.image, whole.left, whole.top, whole.right - whole.left, whole.bottom - whole.top);
  erase(pen, box, none, all);
  return { surface: part, box };
}

/** Erases what is between two heights: wholly at `none`, nothing at `all`. */
function erase(pen: Pen, box: Box, none: number, all: number): void {
  const shade = pen.createLinearGradient(0, none, 0, all);
  shade.addColorStop(0, "rgba(0, 0, 0, 1)");
  shade.addColorStop(1, "rgba(0, 0, 0, 0)");
  pen.globalCompositeOperation = "destination-out";
  pen.fillStyle = shade;
  pen.fillRect(box.left, Math.min(none, all), box.right - box.left, Math.abs(all - none));
  pen.globalCompositeOperation = "source-over";
  pen.fillStyle = "#000";
}
