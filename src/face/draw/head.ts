/**
 * Head attitude: how a pose moves parts at different depths, so that a flat drawing appears to turn.
 *
 * @module
 */
import type { FacePose } from "../../contract/pose.ts";
import type { Compositor } from "./canvas/surface.ts";

/** The fields of a pose that move the whole head. */
export type HeadState = Pick<FacePose, "headYaw" | "headPitch" | "headRoll" | "headX" | "headY" | "breath">;

/** Coordinate system of the picture: pixels per unit, and the pixel midway between the eyes at rest. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Depths of a layer at a height, in units in front of the neck axis. */
export interface Contour {
  readonly y: number;
  /** In the middle of the face: how far a turn to the side carries it. */
  readonly turn: number;
  /** How far a nod carries the row. */
  readonly nod: number;
}

/** What bending a band requires. */
export type Band = readonly [top: Contour, bottom: Contour];

/** Width of a head in units; `headX` and `headY` are multiples of it. */
export const HEAD_WIDTH = 200;
/** The head turns about the top of the spine, this far below the eyes. */
const PIVOT_Y = 132;
const RADIANS = Math.PI / 180;

/** Decrease of the face's depth per unit of distance from its middle. */
const ROUND = 0.42;

/** Depths of the parts in front of the neck axis, in units. */
export const DEPTH = {
  ear: -5,
  middle: 62,
  eye: 62,
  brow: 68,
  mouth: 70,
  nose: 92,
  glasses: 74,
  /** Everything on the front of the head. */
  mean: 46,
} as const;

/** Head rotation in degrees. */
export type Turned = Pick<HeadState, "headYaw" | "headPitch">;

/**
 * A plane of the head: the shift caused by its depth, in units, its scale, and its horizontal shear per unit downward.
 */
interface Plane {
  readonly dx: number;
  readonly dy: number;
  readonly wide: number;
  readonly tall: number;
  readonly shear: number;
}

/** A head's attitude, computed once for all parts. */
export class Attitude {
  readonly #yaw: number;
  readonly #pitch: number;
  readonly #cos: number;
  readonly #sin: number;
  readonly #dx: number;
  readonly #dy: number;
  readonly #view: View;

  constructor(view: View, head: HeadState) {
    this.#view = view;
    this.#yaw = Math.sin(head.headYaw * RADIANS);
    this.#pitch = Math.sin(head.headPitch * RADIANS);
    this.#cos = Math.cos(head.headRoll * RADIANS) * view.scale;
    this.#sin = Math.sin(head.headRoll * RADIANS) * view.scale;
    this.#dx = head.headX * HEAD_WIDTH;
    this.#dy = -head.headY * HEAD_WIDTH - 1.6 * head.breath;
  }

  /**
   * Sets the pen to the plane of a part: units of the head at the given depth.
   *
   * @param at Reference point on the face, and the side, -1 left .. 1 right of the picture: the far half of a turned
   *   face gets narrower.
   */
  enter(pen: Compositor, depth: number, at: { x?: number; y?: number; side?: number } = {}): void {
    const { x = 0, y = 0, side = 0 } = at;
    const yaw = this.#yaw;
    const tall = Math.sqrt(1 - this.#pitch * this.#pitch);
    const plane = { dx: depth * yaw, dy: -depth * this.#pitch, wide: this.#wide(side), tall, shear: 0.06 * yaw };
    this.#place(pen, plane, x, y);
  }

  /**
   * Sets the pen to the plane of a band of the head: units of the head, between two heights of different depth.
   *
   * @param side As for `enter`.
   */
  bend(pen: Compositor, [top, bottom]: Band, side: number): void {
    const height = bottom.y - top.y;
    const turn = (bottom.turn - top.turn) / height;
    const nod = (bottom.nod - top.nod) / height;
    const tall = Math.sqrt(1 - this.#pitch * this.#pitch) - nod * this.#pitch;
    const dx = (top.turn - turn * top.y) * this.#yaw;
    const dy = -(top.nod - nod * top.y) * this.#pitch;
    this.#place(pen, { dx, dy, wide: this.#wide(side), tall, shear: turn * this.#yaw }, 0, 0);
  }

  #wide(side: number): number {
    return Math.sqrt(1 - this.#yaw * this.#yaw) - side * ROUND * this.#yaw;
  }

  /**
   * Sets the pen to the position of a head that was drawn upright. A shift compensates for the difference between the
   * drawn turn and the attitude's.
   *
   * @param drawn The head rotation that it was drawn with.
   * @param swing Hair swing: horizontal shift in units per unit below `from`.
   */
  move(pen: Compositor, drawn: Turned, swing: { lean: number; from: number } = { lean: 0, from: 0 }): void {
    const { lean, from } = swing;
    const dx = DEPTH.mean * (this.#yaw - Math.sin(drawn.headYaw * RADIANS));
    const dy = -DEPTH.mean * (this.#pitch - Math.sin(drawn.headPitch * RADIANS));
    this.#place(pen, { dx: dx - lean * from, dy, wide: 1, tall: 1, shear: lean }, 0, 0);
  }

  /** Sets the pen to a plane, relative to a point on it. */
  #place(pen: Compositor, { dx, dy, wide, tall, shear }: Plane, x: number, y: number): void {
    const { scale } = this.#view;
    const cos = this.#cos;
    const sin = this.#sin;
    const px = this.#dx + dx + wide * x + shear * y;
    const py = this.#dy + dy + tall * y - PIVOT_Y;
    pen.setTransform(
      cos * wide,
      sin * wide,
      cos * shear - sin * tall,
      sin * shear + cos * tall,
      this.#view.x + cos * px - sin * py,
      this.#view.y + sin * px + cos * py + PIVOT_Y * scale,
    );
  }
}
