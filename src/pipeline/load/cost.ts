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
  return (BASE_MS + costs.voiceMs + videoMs(costs, video)) / 1000;
}

function videoMs({ pictureMs, megapixelMs, poseMs }: Costs, video: VideoFormat | undefined): number {
  if (video === undefined) return 0;
  const { mode, width, height, fps } = video;
  return fps * (mode === "pose" ? poseMs : pictureMs + megapixelMs * width * height / 1e6);
}
