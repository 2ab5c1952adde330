/**
 * Events that tests of the client send.
 *
 * @module
 */
import { CONTROL_FIELDS, type FidelityMap } from "../../src/contract/controls.ts";
import { type Unsequenced } from "../../src/contract/protocol/messages.ts";
import { NO_METRICS } from "../../src/pipeline/turn/turn_result.ts";

/** An event of one type. */
export type UnsequencedOf<Type extends Unsequenced["type"]> = Extract<Unsequenced, { type: Type }>;

const FIDELITY = Object.fromEntries(CONTROL_FIELDS.map((field) => [field, "native"])) as FidelityMap;

/** A `turn_started` with neutral controls. */
export function turnStarted(id?: string): UnsequencedOf<"turn_started"> {
  return {
    type: "turn_started",
    ...(id !== undefined && { id }),
    control: {
      emotion: { label: "neutral", intensity: 0.5, valence: 0, arousal: 0 },
      character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 0.5, motion_gain: 1 },
    },
    fidelity: FIDELITY,
  };
}

/** A piece of silence. */
export function audioChunk(timestampMs: number, durationMs = 40): UnsequencedOf<"audio_chunk"> {
  return {
    type: "audio_chunk",
    data: new Uint8Array(durationMs * 48),
    timestamp_ms: timestampMs,
    duration_ms: durationMs,
    encoding: "pcm",
    sample_rate: 24_000,
  };
}

/** A frame of raw pixels. */
export function videoFrame(frameIndex: number, options: { idle?: true } = {}): UnsequencedOf<"video_frame"> {
  return {
    type: "video_frame",
    data: new Uint8Array(4 * 4 * 3),
    timestamp_ms: frameIndex * 40,
    frame_index: frameIndex,
    width: 4,
    height: 4,
    content_type: "raw_rgb",
    drift_ms: 0,
    ...options,
  };
}

/** A `pose` of 40 ms that opens the jaw. */
export function pose(frameIndex: number): UnsequencedOf<"pose"> {
  return {
    type: "pose",
    pose: { jawOpen: 0.5 },
    timestamp_ms: frameIndex * 40,
    frame_index: frameIndex,
    drift_ms: 0,
  };
}

/** A `turn_complete` without measurements. */
export function turnComplete(
  status: "completed" | "interrupted" | "failed",
  id?: string,
): UnsequencedOf<"turn_complete"> {
  return {
    type: "turn_complete",
    ...(id !== undefined && { id }),
    finish: "stop",
    status,
    spoken_text: "",
    heard_text: "",
    heard_ms: 0,
    heard_source: "measured",
    metrics: NO_METRICS,
  };
}
