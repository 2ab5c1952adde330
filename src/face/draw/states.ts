/**
 * States of the moving parts, rounded to invisible steps. Equal states look the same, so a sprite can be reused.
 *
 * @module
 */
import type { FacePose } from "../../contract/pose.ts";
import type { BrowState } from "./parts/brows.ts";
import type { EyeState } from "./parts/eyes.ts";
import type { FoldState } from "./parts/folds.ts";
import type { MouthState } from "./parts/lips.ts";

/** Rounds to whole steps. */
export function step(value: number, size: number): number {
  return Math.round(value / size) * size;
}

/** A key for a state: the same for equal states, and for no others. */
export function keyOf(state: object): string {
  let key = "";
  for (const value of Object.values(state)) key += " " + Math.round(value * 10_000);
  return key;
}

/** The eye on the right (1) or the left (-1) of the picture. */
export function eyeState(pose: Readonly<FacePose>, side: 1 | -1): EyeState {
  const left = side === 1;
  const blink = step(left ? pose.eyeBlinkLeft : pose.eyeBlinkRight, 1 / 12);
  // The gaze of a closed eye is invisible.
  const seen = blink > 0.95 ? 0 : 1;
  return {
    blink,
    squint: step(left ? pose.eyeSquintLeft : pose.eyeSquintRight, 1 / 8) * seen,
    wide: step(left ? pose.eyeWideLeft : pose.eyeWideRight, 1 / 8) * seen,
    cheek: step(left ? pose.cheekSquintLeft : pose.cheekSquintRight, 1 / 8),
    slant: step(slantOf(pose, left ? "Left" : "Right"), 1 / 4),
    gazeX: step(pose.gazeX, 1 / 14) * seen,
    gazeY: step(pose.gazeY, 1 / 10) * seen,
  };
}

/** How far a brow carries the inner end of its lid up or down more than the outer one, -1..1. */
function slantOf(pose: Readonly<FacePose>, side: "Left" | "Right"): number {
  return Math.max(-1, pose.browInnerUp - 0.9 * pose[`browOuterUp${side}`] - pose[`browDown${side}`]);
}

/** The brow on the right (1) or the left (-1) of the picture. */
export function browState(pose: Readonly<FacePose>, side: 1 | -1): BrowState {
  const left = side === 1;
  return {
    inner: step(pose.browInnerUp, 1 / 12),
    down: step(left ? pose.browDownLeft : pose.browDownRight, 1 / 12),
    outer: step(left ? pose.browOuterUpLeft : pose.browOuterUpRight, 1 / 12),
  };
}

/** The skin. */
export function foldState(pose: Readonly<FacePose>): FoldState {
  return {
    blush: step(pose.blush, 0.2),
    cheek: step((pose.cheekSquintLeft + pose.cheekSquintRight) / 2, 0.2),
    sneer: step((pose.noseSneerLeft + pose.noseSneerRight) / 2, 0.25),
    frown: step((pose.mouthFrownLeft + pose.mouthFrownRight) / 2, 0.25),
    knit: step((pose.browDownLeft + pose.browDownRight) / 2, 0.25),
    raise: step(Math.max(pose.browInnerUp, (pose.browOuterUpLeft + pose.browOuterUpRight) / 2), 1 / 3),
  };
}

/** Maximum lean of swinging hair, in units per unit of length. */
const SWAY = 0.16;
/** Share of the head's tilt that hair compensates for; the rest is stiffness. */
const FALL = 0.5;

/** The lean of free-hanging hair, in units to the right of the picture per unit downward. */
export function leanOf(pose: Readonly<FacePose>): number {
  return SWAY * step(pose.hairSway, 1 / 24) + FALL * Math.tan(step(pose.headRoll, 0.25) * Math.PI / 180);
}

/** Rounds the mean of the sides to whole steps, and their difference to finer ones: rounding tilts no mouth. */
function evenStep(left: number, right: number, size: number): { left: number; right: number } {
  const mean = step((left + right) / 2, size);
  const half = Math.max(-mean, Math.min(mean, step((left - right) / 2, size / 4)));
  return { left: mean + half, right: mean - half };
}

/** The mouth. `scale`: pixels per unit; larger pictures show smaller steps. */
export function mouthState(pose: Readonly<FacePose>, scale: number): MouthState {
  const finer = scale < 0.9 ? 1 : 1.6;
  const fine = 1 / (18 * finer);
  const middle = 1 / (8 * finer);
  const coarse = 1 / (5 * finer);
  const smile = evenStep(pose.mouthSmileLeft, pose.mouthSmileRight, middle);
  return {
    jawOpen: step(pose.jawOpen, fine),
    mouthClose: step(pose.mouthClose, middle),
    mouthFunnel: step(pose.mouthFunnel, middle),
    mouthPucker: step(pose.mouthPucker, middle),
    mouthSmileLeft: smile.left,
    mouthSmileRight: smile.right,
    mouthFrownLeft: step(pose.mouthFrownLeft, middle),
    mouthFrownRight: step(pose.mouthFrownRight, middle),
    mouthPressLeft: step(pose.mouthPressLeft, 0.25),
    mouthPressRight: step(pose.mouthPressRight, 0.25),
    mouthStretchLeft: step(pose.mouthStretchLeft, coarse),
    mouthStretchRight: step(pose.mouthStretchRight, coarse),
    mouthRollLower: step(pose.mouthRollLower, coarse),
    mouthShrugLower: step(pose.mouthShrugLower, 0.25),
    mouthUpperUpLeft: step(pose.mouthUpperUpLeft, coarse),
    mouthUpperUpRight: step(pose.mouthUpperUpRight, coarse),
    mouthLowerDownLeft: step(pose.mouthLowerDownLeft, coarse),
    mouthLowerDownRight: step(pose.mouthLowerDownRight, coarse),
    tongueOut: step(pose.tongueOut, coarse),
  };
}
