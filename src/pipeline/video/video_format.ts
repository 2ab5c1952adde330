/**
 * Which picture a session gets: what it asked for, as far as its avatar can.
 *
 * @module
 */
import type { VideoRequest } from "../../contract/protocol/messages.ts";
import type { Providers } from "../provider/providers.ts";

/** What a session sees: kind of video, its size and rate. */
export interface VideoFormat {
  readonly mode: "frames" | "pose";
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/**
 * The format that a request comes out as.
 *
 * @returns `undefined`: no picture, as none was asked for or there is no avatar.
 */
export function videoFormat(request: VideoRequest, providers: Providers): VideoFormat | undefined {
  const avatar = providers.avatar?.primary.adapter;
  if (request.mode === "none" || avatar === undefined) return undefined;
  const { mode, width, height, fps } = request;
  return { mode, ...avatar.fit({ ...defined({ width, height, fps }) }) };
}

/** Without the fields that are `undefined`. */
function defined<T extends object>(fields: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
  // What is left of T's fields are those that have a value.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
