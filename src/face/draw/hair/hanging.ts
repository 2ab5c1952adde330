/**
 * Hair that hangs free below the head: one piece on each side, so that it can swing.
 *
 * The hair on the head fades out over some height. The pieces lie behind it and start higher up, so that no seam shows
 * while they lean and the hair appears to bend.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { freeFrom } from "./hair.ts";
import { type Box, enterBox, pixelsOf, type Sprite } from "../canvas/sprite.ts";
import type { MakeSurface, Pen, Surface } from "../canvas/surface.ts";

/** The hair in front of the head, split at the height below which it hangs free. */
export interface Hanging {
  /** The part that stays with the head. */
  readonly cap: Sprite;
  /** The part that swings. */
  readonly free: Sprite;
}

/** The hair on the head fades out over this many units below the height … */
const FADE_OUT = 12;
/** … above which the swinging hair fades in over this many. */
const FADE_IN = 3;
/** Distance of a piece's inner edge from the middle, at the neck. */
const INNER = 28;
/** How far the front layer moves with a nod at the split. */
const FRONT_NOD = 17;
/** The back layer is split this much higher, so that it does not show where the front layer fades out. */
const BEHIND = 6;

/** The height at which hair that hangs free bends when it swings. `headPitch`: degrees. */
export function pivotOf(look: Look, headPitch: number): number {
  return (freeFrom(look) ?? 0) - FRONT_NOD * Math.sin(headPitch * Math.PI / 180);
}

/** On a surface of `box` that holds only the hair behind the head, keeps the part that stays with the head. */
export function keepCap(surface: Surface, box: Box, pivot: number): void {
  const pen = enterBox(surface, box);
  const from = pivot - BEHIND;
  erase(pen, box, from + FADE_OUT, from);
  pen.globalCompositeOperation = "destination-out";
  pen.fillRect(box.left, from + FADE_OUT - 1, box.right - box.left, box.bottom);
  pen.globalCompositeOperation = "source-over";
}

/** On a surface of `box` that holds only the hair behind the head, keeps the part that swings. */
export function keepFree(surface: Surface, box: Box, pivot: number): void {
  const pen = enterBox(surface, box);
  const from = pivot - BEHIND;
  erase(pen, box, from - FADE_IN, from);
  pen.clearRect(box.left, box.top, box.right - box.left, from - FADE_IN + 0.5 - box.top);
}

/** Bounds of the hanging hair on one side; `undefined` if no hair hangs. `hair`: the box of all hair. */
export function hangingBox(look: Look, side: -1 | 1, hair: Box): Box | undefined {
  const from = freeFrom(look);
  if (from === undefined) return undefined;
  const [inner, outer] = [side * INNER, side * (hair.right + 10)];
  const top = from - BEHIND - FADE_IN - FRONT_NOD / 2;
  return { left: Math.min(inner, outer), top, right: Math.max(inner, outer), bottom: hair.bottom + 4 };
}

/** Splits the hair in front of the head at a height. */
export function partHair(whole: Sprite, at: number, make: MakeSurface): Hanging {
  return {
    cap: faded(whole, make, { ...whole.box, bottom: at + FADE_OUT }, [at + FADE_OUT, at]),
    free: faded(whole, make, { ...whole.box, top: at - FADE_IN }, [at - FADE_IN, at]),
  };
}

/** The part of a layer in a box, fading from nothing at height `none` to everything at `all`. */
function faded({ surface, box: whole }: Sprite, make: MakeSurface, box: Box, [none, all]: [number, number]): Sprite {
  const scale = surface.width / (whole.right - whole.left);
  const { width, height } = pixelsOf(box, scale);
  const part = make(width, height);
  const pen = enterBox(part, box);
  pen.drawImage(surface.image, whole.left, whole.top, whole.right - whole.left, whole.bottom - whole.top);
  erase(pen, box, none, all);
  return { surface: part, box };
}

/** Erases between two heights, completely at `none` and not at all at `all`. */
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
