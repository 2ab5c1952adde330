/**
 * Depths of the painted layers of a head, so that turning bends them: the chin moves further than the temples, the far
 * half of the face gets narrower, and the nose points in the direction of the head.
 *
 * A layer is bent in horizontal bands, each with one transform; adjacent bands match at their common edge.
 *
 * @module
 */
import type { Attitude, Band, Contour } from "./head.ts";
import type { Sprite } from "./canvas/sprite.ts";
import type { Pen } from "./canvas/surface.ts";

/** The shape of a layer. */
export interface Relief {
  /** From top to bottom; the first and the last extend beyond the layer. */
  readonly contours: readonly Contour[];
  /** Whether it gets shallower to both sides, like the face. */
  readonly round: boolean;
  /** Whether it is translucent in the middle, where an overlap of its halves would show. */
  readonly sheer?: boolean;
}

/** One piece from below the lips to the chin, because the chin is redrawn when the jaw drops. */
export const CHIN: Band = [{ y: 78, turn: 66, nod: 60 }, { y: 134, turn: 60, nod: 58 }];

export const SKIN: Relief = {
  contours: [
    { y: -126, turn: 4, nod: 2 },
    { y: -60, turn: 44, nod: 38 },
    { y: 0, turn: 57, nod: 42 },
    ...CHIN,
  ],
  round: true,
};

/** Eye sockets and cheeks. */
export const MIDDLE: Relief = {
  contours: [{ y: -60, turn: 62, nod: 62 }, { y: 100, turn: 62, nod: 62 }],
  round: true,
  sheer: true,
};

/** The bridge of the nose lies between the eyes, its tip before them. */
export const NOSE: Relief = { contours: [{ y: -26, turn: 58, nod: 60 }, { y: 46, turn: 96, nod: 86 }], round: false };

/** From the crown, which does not shift, to the forehead and the cheeks. */
export const HAIR_FRONT: Relief = {
  contours: [
    { y: -146, turn: 20, nod: 4 },
    { y: -50, turn: 64, nod: 48 },
    { y: 34, turn: 66, nod: 24 },
    // What hangs stays where it is in a nod.
    { y: 170, turn: 66, nod: 8 },
  ],
  round: true,
};

export const HAIR_BACK: Relief = {
  contours: [{ y: -146, turn: -6, nod: -6 }, { y: -40, turn: -44, nod: -40 }, { y: 170, turn: -46, nod: -16 }],
  round: false,
};

/** Bands overlap by this many pixels, so that no gap shows between their soft edges. */
const OVERLAP_PX = 1.5;

/** Where a bent layer is drawn. */
export interface BentOn {
  readonly pen: Pen;
  readonly attitude: Attitude;
  /** Pixels per unit. */
  readonly pixels: number;
}

/** Draws a layer bent to an attitude. */
export function placeRelief({ pen, attitude, pixels }: BentOn, sprite: Sprite, relief: Relief): void {
  const { surface, box } = sprite;
  const kx = surface.width / (box.right - box.left);
  const ky = surface.height / (box.bottom - box.top);
  const overlap = OVERLAP_PX / pixels;
  const { contours, round } = relief;
  for (let i = 0; i + 1 < contours.length; i++) {
    const [a, b] = [contours[i], contours[i + 1]];
    if (a === undefined || b === undefined) continue;
    const top = i === 0 ? box.top : Math.max(box.top, a.y - overlap);
    const bottom = i + 2 === contours.length ? box.bottom : Math.min(box.bottom, b.y);
    if (bottom <= top) continue;
    for (const side of round ? [-1, 1] as const : [0] as const) {
      const left = side > 0 ? (relief.sheer ? 0 : -overlap) : box.left;
      const right = side < 0 ? 0 : box.right;
      attitude.bend(pen, [a, b], side);
      const [x, y, width, height] = [left, top, right - left, bottom - top];
      pen.drawImage(
        surface.image,
        (x - box.left) * kx,
        (y - box.top) * ky,
        width * kx,
        height * ky,
        x,
        y,
        width,
        height,
      );
    }
  }
}
