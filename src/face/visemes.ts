/**
 * The mouth shapes of the 15 visemes.
 *
 * @module
 */
import { type Viseme, VISEME_OPENING } from "../contract/visemes.ts";
import { bothSides, type PoseFragment } from "../contract/pose.ts";

/** Jaw opening of a fully open viseme; ordinary speech uses little more than half of the range. */
const JAW_SPAN = 0.54;

/** A mouth shape: the jaw from the lip opening of the viseme, and the other muscles. */
function shape(id: Viseme, muscles: Omit<PoseFragment, "jawOpen">): PoseFragment {
  return { jawOpen: JAW_SPAN * VISEME_OPENING[id], ...muscles };
}

/**
 * The mouth in the middle of each viseme, spoken clearly and without emotion. Lips fully closed on PP, the lower lip
 * under the upper teeth on FF, the tongue between the teeth on TH.
 */
export const VISEME_SHAPES: Readonly<Record<Viseme, PoseFragment>> = {
  sil: shape("sil", {}),
  PP: shape("PP", { mouthClose: 1, ...bothSides("mouthPress", 0.6), mouthPucker: 0.06 }),
  FF: shape("FF", { mouthRollLower: 1, ...bothSides("mouthUpperUp", 0.42) }),
  TH: shape("TH", { tongueOut: 1, ...bothSides("mouthUpperUp", 0.2), ...bothSides("mouthLowerDown", 0.2) }),
  DD: shape("DD", {
    tongueOut: 0.6,
    ...bothSides("mouthStretch", 0.08),
    ...bothSides("mouthUpperUp", 0.14),
    ...bothSides("mouthLowerDown", 0.18),
  }),
  kk: shape("kk", {
    ...bothSides("mouthStretch", 0.08),
    ...bothSides("mouthUpperUp", 0.08),
    ...bothSides("mouthLowerDown", 0.12),
  }),
  CH: shape("CH", {
    mouthFunnel: 0.72,
    mouthPucker: 0.2,
    ...bothSides("mouthUpperUp", 0.24),
    ...bothSides("mouthLowerDown", 0.28),
  }),
  SS: shape("SS", {
    ...bothSides("mouthStretch", 0.18),
    ...bothSides("mouthUpperUp", 0.3),
    ...bothSides("mouthLowerDown", 0.42),
  }),
  nn: shape("nn", {
    tongueOut: 0.55,
    ...bothSides("mouthStretch", 0.08),
    ...bothSides("mouthUpperUp", 0.12),
    ...bothSides("mouthLowerDown", 0.06),
  }),
  RR: shape("RR", { mouthFunnel: 0.45, mouthPucker: 0.28, tongueOut: 0.25 }),
  aa: shape("aa", { ...bothSides("mouthUpperUp", 0.06), ...bothSides("mouthLowerDown", 0.16) }),
  E: shape("E", {
    tongueOut: 0.2,
    ...bothSides("mouthStretch", 0.12),
    ...bothSides("mouthUpperUp", 0.1),
    ...bothSides("mouthLowerDown", 0.16),
  }),
  I: shape("I", {
    tongueOut: 0.3,
    ...bothSides("mouthStretch", 0.28),
    ...bothSides("mouthUpperUp", 0.14),
    ...bothSides("mouthLowerDown", 0.22),
  }),
  O: shape("O", { mouthFunnel: 0.7, mouthPucker: 0.3 }),
  U: shape("U", { mouthFunnel: 0.42, mouthPucker: 0.85 }),
};
