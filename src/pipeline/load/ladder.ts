/**
 * The ladder of video quality: what a session gives up, step by step, so that the audio of all sessions stays complete.
 * First the frame rate goes, then the size, then the pictures (poses remain), finally the poses. Audio never goes.
 *
 * @module
 */

/** A session's video: kind, size and rate. */
export interface VideoFormat {
  readonly mode: "frames" | "pose";
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The steps, from full quality to none. */
export const STEPS = ["full", "less_fps", "least_fps", "half_size", "quarter_size", "poses", "audio_only"] as const;

/** One of {@linkcode STEPS}. */
export type Step = (typeof STEPS)[number];

/** Rate that a step aims at, frames per second. */
const LESS_FPS = 15;
const LEAST_FPS = 10;

/** Sides below this are not halved, pixels: a face is no longer legible. */
const LEAST_SIDE_PX = 128;

/**
 * A format at a step of the ladder.
 *
 * @param asked The format at full quality.
 * @param step The step's index in {@linkcode STEPS}.
 * @returns The format; `undefined`: audio only.
 */
export function formatAt(asked: VideoFormat, step: number): VideoFormat | undefined {
  const name = STEPS[step];
  if (name === "audio_only") return undefined;
  const fps = Math.round(asked.fps / strideAt(asked.fps, step));
  if (asked.mode === "pose" || name === "poses") return { ...asked, mode: "pose", fps };
  const shrink = name === "quarter_size" ? 4 : name === "half_size" ? 2 : 1;
  return { mode: "frames", fps, ...shrunk(asked, shrink) };
}

/**
 * How many frames of a running turn's grid make one that is drawn: the turn keeps its size, and draws fewer frames to
 * cost as much as the step allows. Of poses, only the rate is lowered.
 *
 * @param format The turn's format.
 * @param began The step at which the turn began.
 * @param now The current step.
 * @returns At least 1; `Infinity`: none is drawn.
 */
export function strideSince({ mode, fps }: Pick<VideoFormat, "mode" | "fps">, began: number, now: number): number {
  if (now <= began) return 1;
  if (STEPS[now] === "audio_only") return Infinity;
  const rate = strideAt(fps, now);
  if (mode === "pose") return rate;
  const smaller = Math.max(0, now - Math.max(began, STEPS.indexOf("least_fps")));
  return Math.ceil(rate * 2 ** smaller);
}

function strideAt(fps: number, step: number): number {
  if (step === 0) return 1;
  return Math.max(1, Math.ceil(fps / (step === 1 ? LESS_FPS : LEAST_FPS)));
}

/** A size divided evenly, as far as its shorter side allows; both sides even, as encoders want them. */
function shrunk({ width, height }: VideoFormat, by: number): { width: number; height: number } {
  const factor = Math.max(1, Math.min(by, Math.min(width, height) / LEAST_SIDE_PX));
  const side = (px: number) => factor === 1 ? px : 2 * Math.round(px / factor / 2);
  return { width: side(width), height: side(height) };
}
