/**
 * The pose of a face at one moment: a flat object of numbers, named after Apple's ARKit blend shapes where they have a
 * name for it. The animator creates it, the painter draws it, and the `pose` event carries it, so that a client can
 * draw the face itself or drive its own rig.
 *
 * Left and right are the person's own, as in ARKit: the person's left is on the right of the picture.
 *
 * @module
 */

/** A face at one moment. Weights go from 0 (at rest) to 1 (as far as it goes) unless a field says otherwise. */
export interface FacePose {
  /** The jaw drops. */
  jawOpen: number;
  /** The lips stay together however far the jaw is open: 1 closes them fully. */
  mouthClose: number;
  /** The lips make an open tube, as in "sh". */
  mouthFunnel: number;
  /** The lips come forward and together, as in "oo". */
  mouthPucker: number;
  mouthSmileLeft: number;
  mouthSmileRight: number;
  mouthFrownLeft: number;
  mouthFrownRight: number;
  /** The lips are pressed together and get thin. */
  mouthPressLeft: number;
  mouthPressRight: number;
  /** The corners are pulled outward, as in "ee". */
  mouthStretchLeft: number;
  mouthStretchRight: number;
  /** The lower lip is tucked under the upper teeth, as in "f". */
  mouthRollLower: number;
  /** The lower lip and the chin push up, as in a pout. */
  mouthShrugLower: number;
  /** The upper lip is raised, so that the upper teeth show. */
  mouthUpperUpLeft: number;
  mouthUpperUpRight: number;
  /** The lower lip is lowered, so that the lower teeth show. */
  mouthLowerDownLeft: number;
  mouthLowerDownRight: number;
  /** How far the tongue is raised toward the upper teeth; at 1 its tip shows between the teeth, as in "th". */
  tongueOut: number;
  /** Both brows go up at their inner ends. */
  browInnerUp: number;
  browDownLeft: number;
  browDownRight: number;
  browOuterUpLeft: number;
  browOuterUpRight: number;
  /** The lids are closed at 1. */
  eyeBlinkLeft: number;
  eyeBlinkRight: number;
  /** The lids narrow. */
  eyeSquintLeft: number;
  eyeSquintRight: number;
  /** The upper lid rises above its rest. */
  eyeWideLeft: number;
  eyeWideRight: number;
  /** The cheek goes up and pushes the lower lid, as in a true smile. */
  cheekSquintLeft: number;
  cheekSquintRight: number;
  noseSneerLeft: number;
  noseSneerRight: number;
  /** Where the eyes look, seen from the viewer: -1 left .. 1 right of the picture; 0 is at the viewer. */
  gazeX: number;
  /** -1 down .. 1 up. */
  gazeY: number;
  /** Degrees, -30..30; positive turns the face to the right of the picture. */
  headYaw: number;
  /** Degrees, -25..25; positive looks up. */
  headPitch: number;
  /** Degrees, -25..25; positive tilts the top of the head to the right of the picture. */
  headRoll: number;
  /** Shift of the head in widths of the head, -0.3..0.3; positive to the right of the picture. */
  headX: number;
  /** Shift of the head in widths of the head, -0.3..0.3; positive up. */
  headY: number;
  /** Colour in the cheeks, -1 (pale) .. 1 (flushed). */
  blush: number;
  /** The chest: 0 breathed out .. 1 breathed in. */
  breath: number;
  /** Where the tips of hanging hair swing to, seen from the viewer: -1 left .. 1 right of the picture; 0 hangs still. */
  hairSway: number;
}

/** The name of a field of a pose. */
type PoseField = keyof FacePose;

/** How an avatar holds itself beside what it shows at rest, in its own fields and units. */
export type Bearing = Readonly<Record<string, number>>;

/** Some fields of a pose. */
export type PoseFragment = Partial<FacePose>;

const weight = [0, 1] as const;
const signed = [-1, 1] as const;
const shift = [-0.3, 0.3] as const;

/** The smallest and the largest value of each field. */
export const POSE_RANGES: Readonly<Record<PoseField, readonly [min: number, max: number]>> = {
  jawOpen: weight,
  mouthClose: weight,
  mouthFunnel: weight,
  mouthPucker: weight,
  mouthSmileLeft: weight,
  mouthSmileRight: weight,
  mouthFrownLeft: weight,
  mouthFrownRight: weight,
  mouthPressLeft: weight,
  mouthPressRight: weight,
  mouthStretchLeft: weight,
  mouthStretchRight: weight,
  mouthRollLower: weight,
  mouthShrugLower: weight,
  mouthUpperUpLeft: weight,
  mouthUpperUpRight: weight,
  mouthLowerDownLeft: weight,
  mouthLowerDownRight: weight,
  tongueOut: weight,
  browInnerUp: weight,
  browDownLeft: weight,
  browDownRight: weight,
  browOuterUpLeft: weight,
  browOuterUpRight: weight,
  eyeBlinkLeft: weight,
  eyeBlinkRight: weight,
  eyeSquintLeft: weight,
  eyeSquintRight: weight,
  eyeWideLeft: weight,
  eyeWideRight: weight,
  cheekSquintLeft: weight,
  cheekSquintRight: weight,
  noseSneerLeft: weight,
  noseSneerRight: weight,
  gazeX: signed,
  gazeY: signed,
  headYaw: [-30, 30],
  headPitch: [-25, 25],
  headRoll: [-25, 25],
  headX: shift,
  headY: shift,
  blush: signed,
  breath: weight,
  hairSway: signed,
};

/** All fields, in a fixed order. */
export const POSE_FIELDS: readonly PoseField[] = Object.keys(POSE_RANGES).filter(isPoseField);

function isPoseField(name: string): name is PoseField {
  return Object.hasOwn(POSE_RANGES, name);
}

/** A face at rest that looks at the viewer: every field 0. */
export function neutralPose(): FacePose {
  return {
    jawOpen: 0,
    mouthClose: 0,
    mouthFunnel: 0,
    mouthPucker: 0,
    mouthSmileLeft: 0,
    mouthSmileRight: 0,
    mouthFrownLeft: 0,
    mouthFrownRight: 0,
    mouthPressLeft: 0,
    mouthPressRight: 0,
    mouthStretchLeft: 0,
    mouthStretchRight: 0,
    mouthRollLower: 0,
    mouthShrugLower: 0,
    mouthUpperUpLeft: 0,
    mouthUpperUpRight: 0,
    mouthLowerDownLeft: 0,
    mouthLowerDownRight: 0,
    tongueOut: 0,
    browInnerUp: 0,
    browDownLeft: 0,
    browDownRight: 0,
    browOuterUpLeft: 0,
    browOuterUpRight: 0,
    eyeBlinkLeft: 0,
    eyeBlinkRight: 0,
    eyeSquintLeft: 0,
    eyeSquintRight: 0,
    eyeWideLeft: 0,
    eyeWideRight: 0,
    cheekSquintLeft: 0,
    cheekSquintRight: 0,
    noseSneerLeft: 0,
    noseSneerRight: 0,
    gazeX: 0,
    gazeY: 0,
    headYaw: 0,
    headPitch: 0,
    headRoll: 0,
    headX: 0,
    headY: 0,
    blush: 0,
    breath: 0,
    hairSway: 0,
  };
}

/** A smaller weight moves nothing by a pixel: most emotions, most of the time. */
const NEGLIGIBLE = 1e-4;

/** Adds `fragment × weight` to `pose`, in place, without clamping. */
export function addPose(pose: FacePose, fragment: Readonly<PoseFragment>, weight = 1): void {
  if (Math.abs(weight) < NEGLIGIBLE) return;
  // Fragments hold only own fields of poses, and the loop runs a dozen times per frame.
  for (const name in fragment) {
    const field = name as PoseField;
    pose[field] += (fragment[field] ?? 0) * weight;
  }
}

/** Brings every field into its range, in place. */
export function clampPose(pose: FacePose): FacePose {
  for (const name of POSE_FIELDS) {
    const range = POSE_RANGES[name];
    const value = pose[name];
    if (value < range[0]) pose[name] = range[0];
    else if (value > range[1]) pose[name] = range[1];
  }
  return pose;
}

/** The pose as sent: three decimals, and fields that are 0 left out. */
export function packPose(pose: Readonly<FacePose>): Partial<Record<PoseField, number>> {
  const packed: PoseFragment = {};
  for (const name of POSE_FIELDS) {
    const value = Math.round(pose[name] * 1000) / 1000;
    if (value !== 0) packed[name] = value;
  }
  return packed;
}

/** The pose from its wire form: an absent field is 0, unknown fields are ignored, values are clamped. */
export function unpackPose(packed: Readonly<Record<string, number>>): FacePose {
  const pose = neutralPose();
  for (const name in packed) {
    const value = packed[name];
    if (isPoseField(name) && value !== undefined && Number.isFinite(value)) pose[name] = value;
  }
  return clampPose(pose);
}

/** Sets a field for both sides. `name` is the field's name without `Left` or `Right`. */
export function bothSides<Name extends SidedField>(name: Name, value: number): PoseFragment {
  const sided: PoseFragment = {};
  sided[`${name}Left`] = value;
  sided[`${name}Right`] = value;
  return sided;
}

/** The stem of every field that has a left and a right form. */
type SidedField = PoseField extends infer F ? F extends `${infer Stem}Left` ? Stem : never : never;
