/**
 * What an avatar brings, as an event.
 *
 * @module
 */
import type { AvatarPart } from "../adapters/base.ts";
import type { Unsequenced } from "../core/types.ts";

/**
 * The event of a frame or pose.
 *
 * @param part What the avatar brought.
 * @param idle Whether it is life between turns, which has no sound to drift from.
 */
export function frameEvent(part: AvatarPart, idle: boolean): Unsequenced {
  const { timestampMs: timestamp_ms, frameIndex: frame_index } = part;
  const common = idle
    ? { timestamp_ms, frame_index, drift_ms: 0, idle }
    : { timestamp_ms, frame_index, drift_ms: timestamp_ms - part.audioMs };
  if (part.type === "pose") return { type: "pose", ...common, pose: { ...part.pose } };
  const { data, width, height, contentType: content_type } = part;
  return { type: "video_frame", ...common, data, width, height, content_type };
}
