/**
 * The mouth shapes of the 15 visemes, and their mixture.
 *
 * @module
 */
import type { Viseme } from "../core/types.ts";
import type { PoseFragment } from "./pose.ts";

/** A viseme with its share of the mouth, 0..1. */
export interface WeightedViseme {
  readonly id: Viseme;
  readonly weight: number;
}

/**
 * How the mouth looks in the middle of each viseme, spoken clearly and without emotion. Lips fully closed on PP, the lower
 * lip under the upper teeth on FF, the tongue between the teeth on TH.
 */
export const VISEME_SHAPES: Readonly<Record<Viseme, PoseFragment>> = {
  sil: {},
  PP: { mouthClose: 1, mouthPressLeft: 0.6, mouthPressRight: 0.6, mouthPucker: 0.06, jawOpen: 0.03 },
  FF: { jawOpen: 0.1, mouthRollLower: 1, mouthUpperUpLeft: 0.5, mouthUpperUpRight: 0.5 },
  TH: {
    jawOpen: 0.2,
    tongueOut: 1,
    mouthUpperUpLeft: 0.25,
    mouthUpperUpRight: 0.25,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  },
  DD: {
    jawOpen: 0.19,
    tongueOut: 0.6,
    mouthUpperUpLeft: 0.22,
    mouthUpperUpRight: 0.22,
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  },
  kk: {
    jawOpen: 0.27,
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
    mouthUpperUpLeft: 0.14,
    mouthUpperUpRight: 0.14,
    mouthLowerDownLeft: 0.15,
    mouthLowerDownRight: 0.15,
  },
  CH: {
    jawOpen: 0.15,
    mouthFunnel: 0.72,
    mouthPucker: 0.2,
    mouthUpperUpLeft: 0.3,
    mouthUpperUpRight: 0.3,
    mouthLowerDownLeft: 0.3,
    mouthLowerDownRight: 0.3,
  },
  SS: {
    jawOpen: 0.07,
    mouthStretchLeft: 0.38,
    mouthStretchRight: 0.38,
    mouthUpperUpLeft: 0.42,
    mouthUpperUpRight: 0.42,
    mouthLowerDownLeft: 0.5,
    mouthLowerDownRight: 0.5,
  },
  nn: {
    jawOpen: 0.15,
    tongueOut: 0.55,
    mouthUpperUpLeft: 0.18,
    mouthUpperUpRight: 0.18,
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
  },
  RR: { jawOpen: 0.2, mouthFunnel: 0.45, mouthPucker: 0.28, tongueOut: 0.25 },
  aa: {
    jawOpen: 0.82,
    mouthStretchLeft: 0.12,
    mouthStretchRight: 0.12,
    mouthUpperUpLeft: 0.2,
    mouthUpperUpRight: 0.2,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  },
  E: {
    jawOpen: 0.44,
    mouthStretchLeft: 0.4,
    mouthStretchRight: 0.4,
    mouthUpperUpLeft: 0.3,
    mouthUpperUpRight: 0.3,
    mouthLowerDownLeft: 0.25,
    mouthLowerDownRight: 0.25,
    tongueOut: 0.2,
  },
  I: {
    jawOpen: 0.22,
    mouthStretchLeft: 0.65,
    mouthStretchRight: 0.65,
    mouthUpperUpLeft: 0.38,
    mouthUpperUpRight: 0.38,
    mouthLowerDownLeft: 0.35,
    mouthLowerDownRight: 0.35,
    tongueOut: 0.3,
  },
  O: { jawOpen: 0.52, mouthFunnel: 0.7, mouthPucker: 0.3 },
  U: { jawOpen: 0.22, mouthFunnel: 0.42, mouthPucker: 0.85 },
};
