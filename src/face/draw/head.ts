/**
 * Where the head is: how a pose moves things of different depth, so that a flat drawing seems to turn.
 *
 * @module
 */
import type { FacePose } from "../pose.ts";
import type { Pen } from "./surface.ts";

/** What of a pose moves the head as a whole. */
export type HeadState = Pick<FacePose, "headYaw" | "headPitch" | "headRoll" | "headX" | "headY" | "breath">;

/** Where the picture's units are: pixels a unit, and the pixel of the middle between the eyes at rest. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Width of a head in units: what `headX` and `headY` count in. */
export const HEAD_WIDTH = 200;
/** The head turns about the top of the spine, this far beneath the eyes. */
const PIVOT_Y = 132;
const RADIANS = Math.PI / 180;

/** Depths of the parts before the axis of the neck, in units. */
export const DEPTH = {
  hairBack: -46,
  ear: -16,
  skin: 14,
  hairFront: 34,
  middle: 62,
  eye: 62,
  brow: 68,
  mouth: 70,
  nose: 92,
  glasses: 84,
  /** Of all that is seen of the front of the head. */
  mean: 46,
} as const;

/** Tilts and shifts the pen's plane with the head. */
function tilt(pen: Pen, view: View, head: HeadState, dx: number, dy: number): void {
  const roll = head.headRoll * RADIANS;
  const cos = Math.cos(roll) * view.scale;
  const sin = Math.sin(roll) * view.scale;
  const px = head.headX * HEAD_WIDTH + dx;
  const py = -head.headY * HEAD_WIDTH - 1.6 * head.breath + dy - PIVOT_Y;
  pen.setTransform(
    cos,
    sin,
    -sin,
    cos,
    view.x + cos * px - sin * py,
    view.y + sin * px + cos * py + PIVOT_Y * view.scale,
  );
}

/**
 * Sets the pen to the plane of a part: units of the head at the given depth.
 *
 * @param side Where on the face, -1 left .. 1 right of the picture: the far half of a turned face gets narrower.
 */
export function enterHead(pen: Pen, view: View, head: HeadState, depth: number, side = 0): void {
  const yaw = Math.sin(head.headYaw * RADIANS);
  const pitch = Math.sin(head.headPitch * RADIANS);
  tilt(pen, view, head, depth * yaw, -depth * pitch);
  const wide = Math.sqrt(1 - yaw * yaw) - side * 0.42 * yaw;
  // Below the eyes the face comes forward, so a turn carries the chin further than the temples.
  const shear = (depth < 40 ? 0.2 : 0.06) * yaw;
  pen.transform(wide, 0, shear, Math.sqrt(1 - pitch * pitch), 0, 0);
}

/**
 * Sets the pen to where a head belongs that was drawn upright at `yaw` and `pitch`: what is missing to the pose's own
 * turn is made up for by a shift.
 */
export function moveHead(pen: Pen, view: View, head: HeadState, yaw: number, pitch: number): void {
  const dx = DEPTH.mean * (Math.sin(head.headYaw * RADIANS) - Math.sin(yaw * RADIANS));
  const dy = -DEPTH.mean * (Math.sin(head.headPitch * RADIANS) - Math.sin(pitch * RADIANS));
  tilt(pen, view, head, dx, dy);
}
