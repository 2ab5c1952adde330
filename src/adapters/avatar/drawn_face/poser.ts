/**
 * The poses of a stream: a face that moves with its speech and its directions.
 *
 * @module
 */
import type { AvatarContext } from "../../../contract/adapter.ts";
import type { Bearing, FacePose } from "../../../contract/pose.ts";
import { FaceAnimator, type SpeechMoment } from "../../../face/animator.ts";
import type { AvatarTimeline, FrameMoment } from "../../kit/frames.ts";

/** What the poses of a stream depend on. */
type PosedContext = Pick<AvatarContext, "lifeMs" | "before" | "control" | "mode">;

/** The level below which it is silent, and the range up to a loud voice, in dB of full scale. */
const SILENT_DB = -50;
const LOUD_DB = -10;

/** Loudness as it is felt, 0..1, from the root mean square of full scale. */
function loudness(rms: number): number {
  if (rms <= 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.max(0, Math.min(1, (db - SILENT_DB) / (LOUD_DB - SILENT_DB)));
}

function speechAt(timeline: AvatarTimeline, timeMs: number): SpeechMoment {
  return { visemes: timeline.mouthAt(timeMs), level: loudness(timeline.levelAt(timeMs)) };
}

/** An animator that continues from what was shown before. */
function animatorFor({ lifeMs, before, control }: PosedContext, seed: number): FaceAnimator {
  const { changedMs: _, ...shown } = before ?? { control, state: "idle" };
  return new FaceAnimator({ seed, lifeMs, ...shown });
}

/** How long a face has moved with its speech before a stream that continues a turn, ms, and in which steps. */
const REHEARSED_MS = 800;
const REHEARSAL_STEP_MS = 40;

/** An animator at the first frame of a stream. In the middle of a turn it has moved with the speech before. */
function animatorAt(
  timeMs: number,
  timeline: AvatarTimeline,
  { context, seed }: { context: PosedContext; seed: number },
): FaceAnimator {
  const animator = animatorFor(context, seed);
  if (context.mode === "idle") return animator;
  const changedAtMs = timeMs - (context.before?.changedMs ?? 0);
  for (let ms = Math.max(0, timeMs - REHEARSED_MS); ms < timeMs; ms += REHEARSAL_STEP_MS) {
    if (ms >= changedAtMs) animator.control = context.control;
    animator.poseAt(ms, speechAt(timeline, ms));
  }
  const { changedMs, bearing } = context.before ?? {};
  if (changedMs !== undefined && bearing !== undefined) animator.hold(bearing);
  return animator;
}

/** A pose, and what a later stream needs to go on from it. */
export interface HeldPose {
  readonly pose: FacePose;
  readonly bearing: Bearing;
}

/** Generates the poses of one stream. */
export function poser(
  context: PosedContext,
  seed: number,
): (moment: FrameMoment, timeline: AvatarTimeline) => HeldPose {
  let animator: FaceAnimator | undefined;
  return ({ timestampMs }, timeline) => {
    animator ??= animatorAt(timestampMs, timeline, { context, seed });
    animator.control = timeline.control;
    animator.state = timeline.state;
    for (const gesture of timeline.gestures) animator.begin(gesture, timestampMs);
    const speech = context.mode === "turn" ? speechAt(timeline, timestampMs) : { visemes: [], level: 0 };
    const pose = animator.poseAt(timestampMs, speech);
    return { pose, bearing: { ...animator.bearing } };
  };
}
