/**
 * Building blocks of hairstyles: locks of many fine strands between two guiding curves.
 *
 * @module
 */
import type { HairLook, Look } from "../../looks/look.ts";
import { chance } from "../../../contract/random.ts";
import {
  between,
  curveThrough,
  disc,
  linear,
  mirrored,
  outline,
  type Point,
  radial,
  stain,
  type Stop,
} from "../canvas/brush.ts";
import { BLACK, css, mix, WHITE } from "../../looks/color.ts";
import type { Gradient, Pen, Pieces } from "../canvas/surface.ts";

/** A hairstyle. */
export interface HairStyle {
  /** Whether the ears are visible. */
  readonly ears: boolean;
  /** Whether it hangs down behind the neck, so that the body has to be drawn over it. */
  readonly long: boolean;
  /** The height below which it hangs free and swings; absent if none does. */
  readonly freeFrom?: number;
  /**
   * Width and height, as shares of the hair behind the head, of the part that lies against the neck. It does not move
   * with the head, and must not show below the hair that does.
   */
  readonly nape?: Point;
  /** Paints it behind the head, in pieces. */
  back(pen: Pen, look: Look): Pieces | void;
  /** Paints it in front of the head, in pieces. */
  front(pen: Pen, look: Look): Pieces | void;
}

/** A lock of hair between two guiding curves with the same number of points, from root to tip. */
export interface Lock {
  readonly from: readonly Point[];
  readonly to: readonly Point[];
  /** Number of strands. */
  readonly strands: number;
  /** Seed of this lock. */
  readonly seed: number;
  /** Shade of the lock as a whole: -1 dark .. 1 light; 0 when absent. */
  readonly tone?: number;
}

function first(points: readonly Point[]): Point {
  return points[0] ?? [0, 0];
}

function last(points: readonly Point[]): Point {
  return points.at(-1) ?? [0, 0];
}

/** Share of the strokes that are painted of rough hair. */
const ROUGH = 0.12;
/** Share of the curls that are painted of rough hair … */
const ROUGH_CURLS = 0.3;
/** … and how much larger they are. */
const ROUGH_CURL = 1.35;

/** How many of `count` strokes are painted: of rough hair, a share of them. */
export function strokesOf(hair: HairLook, count: number, share = ROUGH): number {
  return hair.rough ? Math.ceil(count * share) : count;
}

/** The ring of light that lies around the crown of smooth hair. */
function shine(pen: Pen, hair: HairLook): Gradient {
  const stops: Stop[] = [
    [0, hair.light, 0],
    [0.66, hair.light, 0],
    [0.79, hair.light, 0.55],
    [0.86, mix(hair.light, WHITE, 0.25), 0.85],
    [0.93, hair.light, 0.45],
    [1, hair.light, 0],
  ];
  return radial(pen, [-14, 12], 158, stops);
}

/** Paints a lock: its body, then its strands in the three tones of the hair. */
export function paintLock(pen: Pen, hair: HairLook, lock: Lock): void {
  const tone = lock.tone ?? 0;
  const color = tone < 0 ? mix(hair.color, hair.shade, -tone) : mix(hair.color, hair.light, tone);
  outline(pen, lock.from, [...lock.to].reverse());
  pen.fillStyle = linear(pen, first(lock.from), last(lock.to), [
    [0, mix(color, hair.shade, 0.35)],
    [0.3, mix(color, hair.light, 0.16)],
    [0.65, color],
    [1, mix(color, hair.shade, 0.55)],
  ]);
  pen.fill();
  pen.save();
  // Strands lie between the guides, and end where the hair ends.
  pen.globalCompositeOperation = "source-atop";
  const ring = shine(pen, hair);
  const strands = strokesOf(hair, lock.strands);
  for (let i = 0; i < strands; i++) {
    const kind = chance(lock.seed, i, 1);
    const strand = wavy(between(lock.from, lock.to, chance(lock.seed, i, 2)), lock.seed * 31 + i);
    pen.beginPath();
    curveThrough(pen, strand);
    pen.lineWidth = 0.7 + 1.9 * chance(lock.seed, i, 3);
    if (kind < 0.4) pen.strokeStyle = css(mix(hair.shade, BLACK, 0.15), 0.14 + 0.2 * chance(lock.seed, i, 4));
    else if (kind < 0.62) pen.strokeStyle = css(hair.light, 0.1 + 0.14 * chance(lock.seed, i, 5));
    else pen.strokeStyle = ring;
    pen.globalAlpha = kind < 0.62 ? 1 : 0.3 + 0.4 * chance(lock.seed, i, 6);
    pen.stroke();
  }
  pen.restore();
}

/** Every strand differs slightly. */
function wavy(points: readonly Point[], seed: number): Point[] {
  return points.map(([x, y], i): Point => {
    const reach = i === 0 ? 0.6 : 1.6;
    return [x + (chance(seed, i, 7) - 0.5) * reach, y + (chance(seed, i, 8) - 0.5) * reach];
  });
}

/** A head of curls: many small spirals, dark in the depth and lit where they face the light. */
export function paintCurls(
  pen: Pen,
  hair: HairLook,
  options: {
    readonly seed: number;
    readonly count: number;
    /** Position of a curl, from two random numbers in [0, 1). */
    readonly place: (u: number, v: number) => Point;
    /** Radius of a curl. */
    readonly size: number;
  },
): void {
  const { seed, place } = options;
  const size = options.size * (hair.rough ? ROUGH_CURL : 1);
  const count = strokesOf(hair, options.count, ROUGH_CURLS);
  for (let i = 0; i < count; i++) {
    const at = place(chance(seed, i, 1), chance(seed, i, 2));
    const depth = i / count;
    const lit = Math.max(0, Math.min(1, 0.5 - at[0] / 330 - (at[1] + 40) / 260));
    const radius = size * (0.62 + 0.55 * chance(seed, i, 3));
    const body = mix(hair.shade, mix(hair.color, hair.light, 0.65 * lit), 0.25 + 0.75 * depth);
    disc(pen, at, [radius, radius * 0.9], css(body, 0.95), chance(seed, i, 4) * 3);
    if (!hair.rough) {
      stain(pen, [at[0] + radius * 0.3, at[1] + radius * 0.4], [radius * 0.8, radius * 0.7], hair.shade, 0.5);
    }
    pen.lineCap = "round";
    pen.lineWidth = Math.max(0.9, radius * 0.14);
    for (let turn = 0; turn < (hair.rough ? 1 : 3); turn++) {
      const r = radius * (0.84 - 0.26 * turn);
      const start = chance(seed, i, 5 + turn) * 6.28;
      pen.strokeStyle = turn === 1
        ? css(hair.shade, 0.5)
        : css(mix(hair.color, hair.light, 0.35 + 0.65 * lit), 0.2 + 0.5 * lit * depth);
      pen.beginPath();
      pen.ellipse(at[0], at[1], r, r * 0.85, 0, start, start + 2.6 + chance(seed, i, 9) * 1.6);
      pen.stroke();
    }
  }
}

/** Paints locks in order, a piece each. */
export function* paintLocks(pen: Pen, hair: HairLook, locks: readonly Lock[]): Pieces {
  for (const lock of locks) {
    paintLock(pen, hair, lock);
    yield;
  }
}

/** Paints the mass of the hair between an outline on the right, from the top down, and its mirror. */
export function paintMass(pen: Pen, hair: HairLook, right: readonly Point[]): void {
  outline(pen, right, mirrored(right).reverse());
  pen.fillStyle = linear(pen, [0, -140], [0, 150], [
    [0, hair.color],
    [0.4, mix(hair.color, hair.shade, 0.6)],
    [1, hair.shade],
  ]);
  pen.fill();
}
