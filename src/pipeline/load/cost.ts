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

/** What makes a session's cost. */
export interface SessionNeeds {
  /** Its video; absent: audio only. */
  readonly video: VideoFormat | undefined;
  /** Whether its turns are recorded as films. */
  readonly isRecorded: boolean;
}

/** Processor time for the messages, ticks and controls of a session in one second, ms. */
const BASE_MS = 3;

/**
 * Processor time of a recording: for a second of sound, for a picture, and for each million pixels of it, ms. Measured by
 * `deno task bench:recording`: a film is encoded everywhere with the same code, so that it is not measured at start.
 */
const FILM = { soundMs: 45, pictureMs: 1.5, megapixelMs: 70 };

/**
 * The cost of a session that speaks.
 *
 * @param costs What its parts cost.
 * @param needs What it needs.
 * @returns Cores.
 */
export function costOf(costs: Costs, { video, isRecorded }: SessionNeeds): number {
  const posesMs = video?.mode === "pose" ? video.fps * costs.poseMs : 0;
  const filmMs = isRecorded ? filmingMs(video) : 0;
  return (BASE_MS + costs.voiceMs + posesMs + drawingMs(costs, video) + filmMs) / 1000;
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

function filmingMs(video: VideoFormat | undefined): number {
  if (video === undefined) return FILM.soundMs;
  return FILM.soundMs + video.fps * (FILM.pictureMs + FILM.megapixelMs * video.width * video.height / 1e6);
}
