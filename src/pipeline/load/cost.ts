/**
 * What sessions cost: processor time for each second, in cores, while they speak.
 *
 * @module
 */
import type { VideoFormat } from "./ladder.ts";

/** Costs as they were measured on this machine. */
export interface Costs {
  /** Processor time for one second of speech, ms. */
  readonly voiceMs: number;
  /** Processor time of a picture: a fixed part and one for each million pixels, ms. */
  readonly pictureMs: number;
  readonly megapixelMs: number;
  /** Processor time of a pose, ms. */
  readonly poseMs: number;
  /** How many cores draw pictures; `Infinity` if no limit is known. */
  readonly drawingCores: number;
}

/** Processor time for the messages, ticks and controls of a session in one second, ms. */
const BASE_MS = 3;

/**
 * The cost of a session that speaks.
 *
 * @param costs What its parts cost.
 * @param video Its video; absent: audio only.
 * @returns Cores.
 */
export function costOf(costs: Costs, video: VideoFormat | undefined): number {
  const posesMs = video?.mode === "pose" ? video.fps * costs.poseMs : 0;
  return (BASE_MS + costs.voiceMs + posesMs + drawingMs(costs, video)) / 1000;
}

/**
 * The part of a session's cost that is spent on drawing pictures.
 *
 * @returns Cores.
 */
export function drawingCostOf(costs: Costs, video: VideoFormat | undefined): number {
  return drawingMs(costs, video) / 1000;
}

function drawingMs({ pictureMs, megapixelMs }: Costs, video: VideoFormat | undefined): number {
  if (video?.mode !== "frames") return 0;
  return video.fps * (pictureMs + megapixelMs * video.width * video.height / 1e6);
}
