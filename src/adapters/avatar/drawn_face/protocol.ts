/**
 * The messages between the adapter and its drawing threads.
 *
 * @module
 */
import type { Background } from "../../../contract/persona/background.ts";
import type { LookDesigns } from "../../../contract/persona/look_design.ts";
import { type FacePose, neutralPose, POSE_FIELDS } from "../../../contract/pose.ts";
import type { ContentType } from "./encoder.ts";

/** The look, and the format of the pictures. */
export interface PictureFormat {
  readonly look: string;
  /** Absent: the look's own. */
  readonly background?: Background | undefined;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly contentType: ContentType;
  /** 1..100. */
  readonly quality: number;
}

/** A thread's first message. */
export interface DrawingSetup {
  /** Memory for the drawings of all looks and sizes together. */
  readonly memoryBytes: number;
  /** Looks in addition to the built-in ones. */
  readonly looks: LookDesigns;
  /** What to paint after the first picture, so that sessions with other looks have their first picture at once. */
  readonly ahead: readonly PictureFormat[];
}

/** A picture to draw. */
export interface DrawingTask {
  readonly format: PictureFormat;
  /** The pose, its fields in the order of `POSE_FIELDS`; absent: a rehearsal, so that the first pictures are not late. */
  readonly pose?: Float64Array;
}

/** An encoded picture; the receiver owns the bytes. */
export type EncodedPicture = Uint8Array<ArrayBuffer>;

/** The fields of a pose as plain numbers. */
export function flattenPose(pose: Readonly<FacePose>): Float64Array {
  return Float64Array.from(POSE_FIELDS, (name) => pose[name]);
}

/** The pose from its plain numbers. */
export function restorePose(numbers: Float64Array): FacePose {
  const pose = neutralPose();
  POSE_FIELDS.forEach((name, i) => pose[name] = numbers[i] ?? 0);
  return pose;
}
