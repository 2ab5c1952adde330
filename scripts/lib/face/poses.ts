/**
 * Poses that show what a face can do: emotions, visemes, turns of the head, and strips of motion.
 *
 * @module
 */
import { type Control } from "../../../src/contract/controls.ts";
import { EMOTION_LABELS, type EmotionLabel } from "../../../src/contract/emotions.ts";
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

const PHRASE: readonly (readonly [Viseme, number])[] = [
  ["sil", 200],
  ["kk", 60],
  ["E", 120],
  ["nn", 60],
  ["O", 160],
  ["sil", 90],
  ["aa", 130],
  ["I", 90],
  ["PP", 90],
  ["aa", 150],
  ["DD", 60],
  ["FF", 90],
  ["RR", 70],
  ["E", 140],
  ["nn", 80],
  ["U", 170],
  ["sil", 400],
];

/** Silent speech: visemes that blend over 60 ms. */
function phraseAt(timeMs: number): SpeechMoment {
  let startMs = 0;
  let loud = 0;
  const visemes: { id: Viseme; weight: number }[] = [];
  for (const [id, lengthMs] of PHRASE) {
    const endMs = startMs + lengthMs;
    const weight = Math.max(0, Math.min(1, (timeMs - startMs + 30) / 60, (endMs - timeMs + 30) / 60));
    if (weight > 0) visemes.push({ id, weight });
    if (weight > 0 && "aaEIOU".includes(id)) loud = Math.max(loud, weight);
    startMs = endMs;
  }
  const sum = visemes.reduce((total, { weight }) => total + weight, 0) || 1;
  return { visemes: visemes.map(({ id, weight }) => ({ id, weight: weight / sum })), level: 0.15 + 0.55 * loud };
}

/** How the jaw moves in speech at 25 pictures a second. */
export interface JawStatistics {
  /** The largest change of `jawOpen` from picture to picture. */
  readonly largestStep: number;
  /** Share of the pictures in which it is open by more than 60 % of its range. */
  readonly shareAbove60: number;
}

/** Measures the jaw of a minute of speech. */
export function jawStatistics(label: EmotionLabel, intensity: number): JawStatistics {
  const animator = new FaceAnimator({
    seed: 5,
    lifeMs: 3000,
    control: controlFor(label, intensity),
    state: "speaking",
  });
  const lengthMs = PHRASE.reduce((sum, [, ms]) => sum + ms, 0);
  const jaws = Array.from(
    { length: 60 * 25 },
    (_, i) => animator.poseAt(i * 40, phraseAt((i * 40) % lengthMs)).jawOpen,
  );
  const steps = jaws.slice(1).map((jaw, i) => Math.abs(jaw - (jaws[i] ?? 0)));
  return { largestStep: Math.max(...steps), shareAbove60: jaws.filter((jaw) => jaw > 0.6).length / jaws.length };
}

/** A strip of motion. */
export interface Strip {
  /** `blink`, `idle`, `thinking`, or an emotion, which is spoken. */
  readonly name: string;
  readonly fps: number;
  readonly intensity: number;
}

/** The poses of a strip. */
export function stripPoses({ name, fps, intensity }: Strip): FacePose[] {
  const label = EMOTION_LABELS.find((label) => label === name);
  const control = controlFor(label ?? "neutral", intensity);
  const state: SessionState = label === undefined ? "idle" : "speaking";
  // Just before a blink.
  const animator = new FaceAnimator({ seed: 5, lifeMs: name === "blink" ? 11_200 : 3000, control, state });
  if (name === "thinking") animator.state = "thinking";
  const durationMs = label === undefined ? 3600 : 2160;
  return Array.from({ length: Math.round(durationMs * fps / 1000) }, (_, i) => {
    const timeMs = i * 1000 / fps;
    return animator.poseAt(timeMs, label === undefined ? SILENCE : phraseAt(timeMs));
  });
}
