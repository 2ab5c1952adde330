/**
 * The hair: a layer behind the head and one in front of it, each painted once.
 *
 * @module
 */
import type { HairLook, Look } from "../../looks/look.ts";
import { bob, curls, fringe } from "./hair_long.ts";
import { quiff, swept } from "./hair_short.ts";
import type { HairStyle } from "./strands.ts";
import type { Point } from "../canvas/brush.ts";
import type { Pen, Pieces } from "../canvas/surface.ts";

const styles: Readonly<Record<HairLook["style"], HairStyle>> = { bob, quiff, curls, swept, fringe };

/** Paints the hair behind the head, in pieces. */
export function paintHairBack(pen: Pen, look: Look): Pieces | void {
  return styles[look.hair.style].back(pen, look);
}

/** Paints the hair in front of the head, in pieces. */
export function paintHairFront(pen: Pen, look: Look): Pieces | void {
  return styles[look.hair.style].front(pen, look);
}

/** Whether the ears are visible. */
export function showsEars(look: Look): boolean {
  return styles[look.hair.style].ears;
}

/** Whether the hair hangs down behind the neck. */
export function hangsDown(look: Look): boolean {
  return styles[look.hair.style].long;
}

/** Width and height of long hair that lies against the neck, as shares of the hair behind the head. */
export function napeOf(look: Look): Point {
  return styles[look.hair.style].nape ?? [1, 1];
}

/** The height below which the hair hangs free and swings, if any does. */
export function freeFrom({ hair }: Look): number | undefined {
  return hair.rough ? undefined : styles[hair.style].freeFrom;
}
