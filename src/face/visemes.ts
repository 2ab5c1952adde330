/**
 * The mouth shapes of the 15 visemes.
 *
 * @module
 */
import { type Viseme, VISEME_OPENING } from "../contract/visemes.ts";
import type { PoseFragment } from "../contract/pose.ts";

/** How far the jaw drops where a viseme opens the lips fully. */
const JAW_SPAN = 0.82;

/** A mouth shape: the jaw by how far the viseme opens the lips, and what the other muscles do. */
function shape(id: Viseme, muscles: Omit<PoseFragment, "jawOpen">): PoseFragment {
  return { jawOpen: JAW_SPAN * VISEME_OPENING[id], ...muscles };
}

/**
 * How the mouth looks in the middle of each viseme, spoken clearly and without emotion. Lips fully closed on PP, the lower
 * lip under the upper teeth on FF, the tongue between the teeth on TH.
 */
export const VISEME_SHAPES: Readonly<Record<Viseme, PoseFragment>> = {
  sil: shape("sil", {}),
  PP: shape("PP", { mouthClose: 1, mouthPressLeft: 0.6, mouthPressRight: 0.6, mouthPucker: 0.06 }),
  FF: shape("FF", { mouthRollLower: 1, mouthUpperUpLeft: 0.5, mouthUpperUpRight: 0.5 }),
  TH: shape("TH", {
    tongueOut: 1,
    mouthUpperUpLeft: 0.25,
    mouthUpperUpRight: 0.25,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  }),
  DD: shape("DD", {
    tongueOut: 0.6,
    mouthUpperUpLeft: 0.22,
    mouthUpperUpRight: 0.22,
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  }),
  kk: shape("kk", {
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
    mouthUpperUpLeft: 0.14,
    mouthUpperUpRight: 0.14,
    mouthLowerDownLeft: 0.15,
    mouthLowerDownRight: 0.15,
  }),
  CH: shape("CH", {
    mouthFunnel: 0.72,
    mouthPucker: 0.2,
    mouthUpperUpLeft: 0.3,
    mouthUpperUpRight: 0.3,
    mouthLowerDownLeft: 0.3,
    mouthLowerDownRight: 0.3,
  }),
  SS: shape("SS", {
    mouthStretchLeft: 0.38,
    mouthStretchRight: 0.38,
    mouthUpperUpLeft: 0.42,
    mouthUpperUpRight: 0.42,
    mouthLowerDownLeft: 0.5,
    mouthLowerDownRight: 0.5,
  }),
  nn: shape("nn", {
    tongueOut: 0.55,
    mouthUpperUpLeft: 0.18,
    mouthUpperUpRight: 0.18,
    mouthStretchLeft: 0.1,
    mouthStretchRight: 0.1,
  }),
  RR: shape("RR", { mouthFunnel: 0.45, mouthPucker: 0.28, tongueOut: 0.25 }),
  aa: shape("aa", {
    mouthStretchLeft: 0.12,
    mouthStretchRight: 0.12,
    mouthUpperUpLeft: 0.2,
    mouthUpperUpRight: 0.2,
    mouthLowerDownLeft: 0.2,
    mouthLowerDownRight: 0.2,
  }),
  E: shape("E", {
    mouthStretchLeft: 0.4,
    mouthStretchRight: 0.4,
    mouthUpperUpLeft: 0.3,
    mouthUpperUpRight: 0.3,
    mouthLowerDownLeft: 0.25,
    mouthLowerDownRight: 0.25,
    tongueOut: 0.2,
  }),
  I: shape("I", {
    mouthStretchLeft: 0.65,
    mouthStretchRight: 0.65,
    mouthUpperUpLeft: 0.38,
    mouthUpperUpRight: 0.38,
    mouthLowerDownLeft: 0.35,
    mouthLowerDownRight: 0.35,
    tongueOut: 0.3,
  }),
  O: shape("O", { mouthFunnel: 0.7, mouthPucker: 0.3 }),
  U: shape("U", { mouthFunnel: 0.42, mouthPucker: 0.85 }),
};
