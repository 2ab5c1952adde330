/**
 * The shape of the mouth: four curves over its width, the outer and the inner edge of both lips, in units of the head
 * around the middle of the line between them.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import type { FacePose } from "../../../contract/pose.ts";

/** The fields of a pose that the mouth shows. */
export type MouthState = Pick<
  FacePose,
  | "jawOpen"
  | "mouthClose"
  | "mouthFunnel"
  | "mouthPucker"
  | "mouthSmileLeft"
  | "mouthSmileRight"
  | "mouthFrownLeft"
  | "mouthFrownRight"
  | "mouthPressLeft"
  | "mouthPressRight"
  | "mouthStretchLeft"
  | "mouthStretchRight"
  | "mouthRollLower"
  | "mouthShrugLower"
  | "mouthUpperUpLeft"
  | "mouthUpperUpRight"
  | "mouthLowerDownLeft"
  | "mouthLowerDownRight"
  | "tongueOut"
>;

/** How far the chin drops when the jaw is wide open. */
export const JAW_DROP = 25;

/** How far a lip that is raised on one side only curls up there. */
const CURL = 10.5;

/** Number of columns; the curves have a point at each end of a column. */
export const COLUMNS = 20;

/** The curves of a mouth, from the left to the right corner of the picture. */
export interface Lips {
  readonly x: readonly number[];
  /** The outer edges reach around the corners of rounded and smiling lips. */
  readonly outerX: readonly number[];
  /** -1 at the left corner .. 1 at the right one. */
  readonly u: readonly number[];
  readonly outerUpper: readonly number[];
  readonly innerUpper: readonly number[];
  readonly innerLower: readonly number[];
  readonly outerLower: readonly number[];
  /** Distance between the lips in the middle. */
  readonly gap: number;
  /** Half width. */
  readonly half: number;
}

/** A bump of height 1 at 0. */
export function bell(u: number, width: number): number {
  return Math.exp(-((u / width) ** 2));
}

/** Blends a value between the two sides, without a step in the middle. */
function sided(u: number, left: number, right: number): number {
  const k = 0.5 + 0.5 * Math.tanh(u * 2.2);
  // The person's right is on the left of the picture.
  return right + (left - right) * k;
}

/** Distance between the lips in the middle of the mouth, in units of the head. */
export function lipGap(state: MouthState): number {
  const down = (state.mouthLowerDownLeft + state.mouthLowerDownRight) / 2;
  const up = (state.mouthUpperUpLeft + state.mouthUpperUpRight) / 2;
  const jaw = state.jawOpen * (40 - 9 * state.mouthPucker);
  const seal = 1 - state.mouthClose;
  const tuck = 1 - 0.72 * state.mouthRollLower;
  // A tucked lip leaves room for the upper teeth that it touches.
  const teeth = 3.8 * state.mouthRollLower * seal;
  return Math.max(0, (jaw + 4.6 * down + 4.4 * up + 2.6 * state.mouthFunnel) * seal * tuck + teeth - 1.4);
}

/** The share of a corner's shift at a distance from the middle: an arc, which levels off toward corners that hang. */
function bend(a: number, smile: number): number {
  const level = 0.5 * (1 - smile);
  return a * a * (1 + level - level * a * a);
}

/** Thickness of the upper and the lower lip at a column, as shares of the most: they end round, not in a point. */
function thickness(u: number, round: number, smile: number): { bow: number; plump: number } {
  const a = Math.abs(u);
  const peaks = 1 + 0.16 * bell(a - 0.26, 0.18) - 0.2 * bell(u, 0.15) * (1 - 0.5 * smile);
  return {
    bow: (1 - a ** (2.6 + 1.2 * round + 1.2 * smile)) ** (0.74 - 0.24 * smile) * peaks,
    plump: (1 - a ** (2.2 + 1.5 * round + 1.2 * smile)) ** (0.66 - 0.18 * smile) * (1 - 0.05 * bell(u, 0.16)),
  };
}

/** The curves of a look's lips in a state. */
export function lipsOf(look: Look, s: MouthState): Lips {
  const smile = (s.mouthSmileLeft + s.mouthSmileRight) / 2;
  const frown = (s.mouthFrownLeft + s.mouthFrownRight) / 2;
  const press = (s.mouthPressLeft + s.mouthPressRight) / 2;
  const stretch = (s.mouthStretchLeft + s.mouthStretchRight) / 2;
  const up = (s.mouthUpperUpLeft + s.mouthUpperUpRight) / 2;
  const round = Math.min(1, s.mouthPucker + 0.6 * s.mouthFunnel);
  const gap = lipGap(s);
  const half = look.mouth.width *
    (1 + 0.25 * smile + 0.17 * stretch + 0.03 * frown - 0.4 * s.mouthPucker - 0.24 * s.mouthFunnel -
      0.05 * s.jawOpen * (1 - smile));
  const full = (1 + 0.34 * s.mouthPucker + 0.22 * s.mouthFunnel) * (1 - 0.4 * press) * (1 - 0.18 * smile) *
    (1 - 0.12 * stretch);
  const upper = look.mouth.upper * full * (1 - 0.16 * up);
  const lower = look.mouth.lower * full * (1 - 0.52 * s.mouthRollLower);
  // The upper lip contributes the smaller part of the gap, the jaw the rest.
  const shrug = -4.5 * s.mouthShrugLower;
  const flat = Math.min(gap * 0.3, 3.2 + 5 * up + 2.5 * smile * s.jawOpen);
  const top = -(flat + (gap * 0.38 - flat) * round) - 1.6 * up + shrug;
  const bottom = top + gap;
  // One side raised more than the other bares the canine on its side, as in disgust or scorn.
  const sneer = (s.mouthUpperUpLeft - s.mouthUpperUpRight) * (1 - s.mouthClose) * (1 - 0.6 * round);
  const parted = Math.max(0.15, 1 - gap / 9);
  const lips = {
    x: [] as number[],
    outerX: [] as number[],
    u: [] as number[],
    outerUpper: [] as number[],
    innerUpper: [] as number[],
    innerLower: [] as number[],
    outerLower: [] as number[],
  };
  for (let i = 0; i <= COLUMNS; i++) {
    // Columns stand closer together at the corners, where the curves bend most.
    const u = Math.sin((i / COLUMNS - 0.5) * Math.PI);
    const a = Math.abs(u);
    const corner = sided(
          u,
          -15 * s.mouthSmileLeft + (9 + 9 * s.jawOpen) * s.mouthFrownLeft,
          -15 * s.mouthSmileRight + (9 + 9 * s.jawOpen) * s.mouthFrownRight,
        ) * (1 - 0.3 * round) + 2 * stretch + 3.2 * s.jawOpen * (1 - s.mouthClose) - 2.6 * (1 - round);
    const lift = corner * bend(a, smile) + 2.2 * smile * (1 - a * a) - 3.4 * frown * (1 - a * a);
    // The line where the lips meet: a small bead in the middle, two hollows beside it.
    const seam = (1.1 * bell(u, 0.2) - 0.6 * bell(a - 0.42, 0.26)) * (1 - 0.6 * smile) * parted;
    const open = (1 - round) * (1 - a ** 2.3) + round * Math.sqrt(Math.max(0, 1 - u * u));
    const curl = CURL * Math.max(0, Math.sign(u) * sneer) * bell(a - 0.44, 0.36);
    const innerUpper = lift + seam + (top - shrug) * open + shrug * (1 - a * a) - curl;
    const sag = (1 - round) * (1 - a ** (2.7 + 0.3 * smile)) + round * Math.sqrt(Math.max(0, 1 - u * u));
    const innerLower = lift + seam + (bottom - shrug) * sag + shrug * (1 - a * a);
    const { bow, plump } = thickness(u, round, smile);
    lips.x.push(u * half);
    lips.outerX.push(u * half * (1 + 0.2 * round + 0.06 * smile));
    lips.u.push(u);
    lips.outerUpper.push(innerUpper - upper * bow);
    lips.innerUpper.push(innerUpper);
    lips.innerLower.push(Math.max(innerUpper, innerLower));
    lips.outerLower.push(Math.max(innerUpper, innerLower) + lower * plump);
  }
  return { ...lips, gap, half };
}
