/**
 * What the pool and its workers say to each other.
 *
 * @module
 */
import { type FacePose, neutralPose, POSE_FIELDS } from "../../../contract/pose.ts";
import type { ContentType } from "./encoder.ts";

/** Who is drawn, and how the pictures come out. */
export interface PictureFormat {
  readonly look: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly contentType: ContentType;
  /** 1..100. */
  readonly quality: number;
}

/** To a worker. */
export type ToWorker =
  /** The first message. `memoryBytes`: what the drawings of all looks and sizes may take together. */
  | { readonly type: "open"; readonly memoryBytes: number }
  /** Paint what is still and rehearse, so that the first pictures are not late. */
  | { readonly type: "prepare"; readonly id: number; readonly format: PictureFormat }
  /** Draw a pose: its fields in the order of `POSE_FIELDS`. */
  | { readonly type: "draw"; readonly id: number; readonly format: PictureFormat; readonly pose: Float64Array };

/** From a worker. */
export type FromWorker =
  /** `how`: what makes its pictures, for people to read. */
  | { readonly type: "ready"; readonly how: string }
  /** The addon does not load here. */
  | { readonly type: "unable"; readonly reason: string }
  | { readonly type: "done"; readonly id: number; readonly data?: Uint8Array<ArrayBuffer> }
  | { readonly type: "failed"; readonly id: number; readonly reason: string };

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
