/**
 * What the stages bring, as events: sound, marks, pictures.
 *
 * @module
 */
import type { AvatarPart, TimedAudio, TimedViseme, TimedWord } from "../../contract/adapter.ts";
import { SAMPLE_RATE_HZ } from "../../contract/pcm.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";

/** The event of a piece of audio. */
export function audioEvent({ pcm: data, timestampMs, durationMs }: TimedAudio): Unsequenced {
  return {
    type: "audio_chunk",
    data,
    timestamp_ms: timestampMs,
    duration_ms: durationMs,
    encoding: "pcm",
    sample_rate: SAMPLE_RATE_HZ,
  };
}

/** The event of a word or viseme. */
export function markEvent(part: TimedWord | TimedViseme): Unsequenced {
  const times = { start_ms: part.startMs, end_ms: part.endMs };
  if (part.type === "viseme") return { type: "viseme", id: part.id, ...times, weight: part.weight };
  const { text, charStart: char_start, charEnd: char_end } = part;
  return { type: "word", text, ...times, char_start, char_end };
}

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
