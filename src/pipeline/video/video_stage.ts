/**
 * What the pictures of a session are made with, and how they leave.
 *
 * @module
 */
import type { AvatarAdapter, AvatarPart } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Unsequenced, VideoRequest } from "../../contract/protocol/messages.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { ProviderChain } from "../provider/chain.ts";

/** What a session sees: kind of video, its size and rate. */
export interface VideoFormat {
  readonly mode: "frames" | "pose";
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What all pictures of a session have in common. */
export interface VideoStage {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly chain: ProviderChain<AvatarAdapter>;
  readonly format: VideoFormat;
  /** Frames a second between turns; 0: none. */
  readonly idleFps: number;
  /** How long an avatar may owe a frame before the next one takes over, ms. */
  readonly stallMs: number;
  /** Seeds what looks random in a face. */
  readonly seed: number;
}

/**
 * The format that a request comes out as: what was asked for, as far as the avatar can.
 *
 * @returns `undefined`: no picture, as none was asked for.
 */
export function videoFormat(request: VideoRequest, chain: ProviderChain<AvatarAdapter>): VideoFormat | undefined {
  const { mode, width, height, fps } = request;
  if (mode === "none") return undefined;
  const wanted = {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(fps === undefined ? {} : { fps }),
  };
  return { mode, ...chain.primary.adapter().fit(wanted) };
}

/**
 * The event of a frame or pose.
 *
 * @param part What the avatar brought.
 * @param isIdle Whether it is life between turns, which has no sound to drift from.
 */
export function frameEvent(part: AvatarPart, isIdle: boolean): Unsequenced {
  const { timestampMs: timestamp_ms, frameIndex: frame_index } = part;
  const drift_ms = isIdle ? 0 : timestamp_ms - part.audioMs;
  const common = { timestamp_ms, frame_index, drift_ms, ...(isIdle && { idle: true }) };
  if (part.type === "pose") return { type: "pose", ...common, pose: { ...part.pose } };
  const { data, width, height, contentType: content_type } = part;
  return { type: "video_frame", ...common, data, width, height, content_type };
}
