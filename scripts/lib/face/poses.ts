/**
 * Poses that show what a face can do: emotions, visemes, turns of the head, and strips of motion.
 *
 * @module
 */
import { type Control } from "../../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../../src/contract/emotions.ts";
import type { SessionState } from "../../../src/contract/parts.ts";
import type { FacePose } from "../../../src/contract/pose.ts";
import { type Viseme, VISEMES } from "../../../src/contract/visemes.ts";
import { FaceAnimator, SILENCE, type SpeechMoment } from "../../../src/face/animator.ts";

/** What the face shows. */
function controlFor(label: Control["emotion"]["label"], intensity = 1): Control {
  return {
    emotion: { label, intensity, valence: 0, arousal: 0 },
    character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 1, motion_gain: 1 },
  };
}

/** A life time without a blink. */
const SEED = 3;
const LIFE_MS = 8200;

/** A face settled on a control and a viseme. */
function settled(control: Control, viseme: Viseme | undefined, still: boolean): FacePose {
  const state: SessionState = viseme === undefined ? "idle" : "speaking";
  const character = { ...control.character, motion_gain: still ? 0 : 1 };
  const animator = new FaceAnimator({ seed: SEED, lifeMs: LIFE_MS, control: { ...control, character }, state });
  const speech: SpeechMoment = viseme === undefined ? SILENCE : { visemes: [{ id: viseme, weight: 1 }], level: 0.5 };
  const pose = animator.poseAt(0, speech);
  return { ...pose, gazeX: 0, gazeY: Math.min(0, pose.gazeY) };
}

/** What a sheet can show of each look. */
export const POSE_GROUPS: Readonly<Record<string, () => FacePose[]>> = {
  emotions: () => EMOTION_LABELS.map((label) => settled(controlFor(label), undefined, false)),
  speech: () =>
    (["happy", "sad", "angry", "surprised"] as const).map((label) => settled(controlFor(label), "E", false)),
  laugh: () => [settled(controlFor("happy"), "aa", false)],
  blink: () => [{ ...settled(controlFor("neutral"), undefined, true), eyeBlinkLeft: 1, eyeBlinkRight: 1 }],
  visemes: () => VISEMES.map((viseme) => settled(controlFor("neutral"), viseme, true)),
  turns: () =>
    ([[-11, 2, -2], [11, 0, 4], [0, -8, 0], [0, 8, -5], [-7, -4, 5]] as const).map(([yaw, pitch, roll]) => ({
      ...settled(controlFor("happy", 0.4), undefined, true),
      headYaw: yaw,
      headPitch: pitch,
      headRoll: roll,
    })),
};

/**
 * The poses of some groups.
 *
 * @throws {RangeError} If there is no such group.
 */
export function posesOf(groups: readonly string[]): FacePose[] {
  return groups.flatMap((group) => {
    const poses = POSE_GROUPS[group];
    if (poses === undefined) {
      throw new RangeError(`Cannot show "${group}": known are ${Object.keys(POSE_GROUPS).join(", ")}`);
    }
    return poses();
  });
}

/** The poses of a strip without speech. */
export function stripPoses(name: "blink" | "idle" | "thinking", fps: number): FacePose[] {
  const control = controlFor("neutral");
  // Just before a blink.
  const animator = new FaceAnimator({ seed: 5, lifeMs: name === "blink" ? 11_200 : 3000, control, state: "idle" });
  if (name === "thinking") animator.state = "thinking";
  return Array.from({ length: Math.round(3.6 * fps) }, (_, i) => animator.poseAt(i * 1000 / fps, SILENCE));
}
