/**
 * How the pictures of a session are generated and sent.
 *
 * @module
 */
import type { AvatarAdapter, AvatarFrame, AvatarPart } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import { PICTURE_CONTENT_TYPES } from "../../contract/parts.ts";
import type { Unsequenced, VideoRequest } from "../../contract/protocol/messages.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { VideoFormat } from "../load/ladder.ts";
import type { Quality } from "../load/quality.ts";
import type { ProviderChain } from "../provider/chain.ts";

/** Settings shared by all pictures of a session. */
export interface VideoStage {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly chain: ProviderChain<AvatarAdapter>;
  /** What the session asked for and was granted. */
  readonly asked: VideoFormat;
  /** What a turn that begins now shows. */
  readonly format: VideoFormat;
  /** The same, or `undefined` while the load leaves no video. */
  readonly shown: VideoFormat | undefined;
  /** Moves with the load. */
  readonly quality: Quality;
  /** Frames per second between turns; 0: none. */
  readonly idleFps: number;
  /** How long a due frame may be missing before the next avatar takes over, ms. */
  readonly stallMs: number;
  /** Seed of a face's random behaviour. */
  readonly seed: number;
}

/** Media times of a turn that decide what is done with a frame, ms. */
export interface VideoSpan {
  /** Where the listener is: earlier frames are useless. */
  readonly positionMs: number;
  /** Earlier frames are due. */
  readonly dueMs: number;
  /** Earlier frames may go with those that are due: their audio has left. */
  readonly limitMs: number;
}

/**
 * Resolves the video format: the requested one, as far as the avatar supports it.
 *
 * @returns `undefined`: no picture was requested.
 * @throws {ProviderError} `provider_protocol` if the avatar's answer is no size.
 */
export function videoFormat(request: VideoRequest, chain: ProviderChain<AvatarAdapter>): VideoFormat | undefined {
  const { mode, width, height, fps } = request;
  if (mode === "none") return undefined;
  const wanted = {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(fps === undefined ? {} : { fps }),
  };
  const { name: provider, adapter } = chain.primary;
  const fitted = adapter().fit(wanted);
  if (Object.values(sizeOf(fitted)).every((value) => Number.isFinite(value) && value > 0)) return { mode, ...fitted };
  const answer = JSON.stringify(sizeOf(fitted));
  throw new ProviderError(`${provider}: fit() must return numbers above 0, not ${answer}`, {
    code: "provider_protocol",
    provider,
  });
}

function sizeOf({ width, height, fps }: ReturnType<AvatarAdapter["fit"]>) {
  return { width, height, fps };
}

/**
 * Checks what an avatar has delivered: a malformed part is the failure of its avatar, not of the turn.
 *
 * @param part The frame or pose.
 * @param provider The avatar's name.
 * @returns The part.
 * @throws {ProviderError} `provider_protocol` if its times are not finite numbers, or its picture or pose is missing or
 *   malformed.
 */
export function checkedPart(part: AvatarPart, provider: string): AvatarPart {
  const isTimed = [part?.frameIndex, part?.timestampMs, part?.audioMs].every(Number.isFinite);
  if (isTimed && (part.type === "pose" ? typeof part.pose === "object" && part.pose !== null : isPicture(part))) {
    return part;
  }
  throw new ProviderError(
    `${provider} delivered a malformed frame; frameIndex, timestampMs and audioMs must be finite numbers, a pose needs ` +
      `its pose, and a frame its width, height, contentType (${PICTURE_CONTENT_TYPES.join(", ")}) and data as bytes, ` +
      "of raw_rgb 3 a pixel",
    { code: "provider_protocol", provider },
  );
}

function isPicture({ width, height, contentType, data }: AvatarFrame): boolean {
  const isSized = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!isSized || !(data instanceof Uint8Array) || !PICTURE_CONTENT_TYPES.includes(contentType)) return false;
  return contentType === "raw_rgb" ? data.length === 3 * width * height : data.length > 0;
}

/**
 * The event of a frame or pose.
 *
 * @param part The avatar's output.
 * @param isIdle Whether it is idle animation, which has no audio to drift from.
 */
export function frameEvent(part: AvatarPart, isIdle: boolean): Unsequenced {
  const { timestampMs: timestamp_ms, frameIndex: frame_index } = part;
  const drift_ms = isIdle ? 0 : timestamp_ms - part.audioMs;
  const idle = isIdle && { idle: true };
  if (part.type === "pose") {
    return { type: "pose", timestamp_ms, frame_index, drift_ms, ...idle, pose: { ...part.pose } };
  }
  const { data, width, height, contentType: content_type } = part;
  return { type: "video_frame", timestamp_ms, frame_index, drift_ms, ...idle, data, width, height, content_type };
}
