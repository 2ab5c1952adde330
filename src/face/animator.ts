/**
 * Computes the pose of the face at a given time from speech, emotion and activity.
 *
 * @module
 */
import type { Control } from "../contract/controls.ts";
import type { Gesture, SessionState } from "../contract/parts.ts";
import { Expression, mixSpeech } from "./expression.ts";
import { Gestures } from "./gestures.ts";
import { blinkAt, Life, type LifeMotion } from "./life.ts";
import { addPose, bothSides, clampPose, type FacePose, neutralPose, type PoseFragment } from "../contract/pose.ts";
import { type PhraseAttitude, PhraseFollower } from "./phrase_follower.ts";
import { chance } from "../contract/random.ts";
import { smoothStep, Spring } from "./spring.ts";
import { HairSway, sideways } from "./sway.ts";
import type { VisemeShare } from "../contract/visemes.ts";
import { VISEME_SHAPES } from "./visemes.ts";

/** Initial state of an animator. */
interface AnimatorOptions {
  /** Seed of all random motion. */
  readonly seed: number;
  /** Life time of the person at the first pose, in ms. */
  readonly lifeMs: number;
  /** Control at the first pose, fully applied. */
  readonly control: Control;
  /** Activity at the first pose. */
  readonly state: SessionState;
  /** How long the activity has lasted, in ms; a recent one does not show fully. Default: long enough to show fully. */
  readonly forMs?: number;
  /** The bearing of the pose before; it goes on from there. Default: as after `forMs` of the activity, without speech. */
  readonly bearing?: Partial<FaceBearing> | undefined;
}

/** What a face goes on from, beside its control: how speech has moved it, and how far its activities show, 0..1. */
export interface FaceBearing extends PhraseAttitude {
  readonly thinking: number;
  readonly speaking: number;
  /** How the hair swings; see {@linkcode HairSway}. */
  readonly hairOffset: number;
  readonly hairVelocity: number;
}

/** The speech at a given time. */
export interface SpeechMoment {
  /** The visemes that share the mouth; weights sum to at most 1, the rest is silence. */
  readonly visemes: readonly VisemeShare[];
  /** Loudness, 0 (silence) .. 1 (a loud voice). */
  readonly level: number;
}

/** No sound. */
export const SILENCE: SpeechMoment = { visemes: [], level: 0 };

/** Duration of a transition between activities, approximately, in ms. */
const STATE_MS = 800;
const LONG_MS = 60_000;

/** Maximum speed of the jaw, in full ranges per second: opening takes at least two frames. */
const JAW_OPENS_PER_S = 6;
const JAW_CLOSES_PER_S = 8;

/** Asymmetry between the two sides of the face. Lowered corners have none: they would seem to hang. */
const ASYMMETRY = { mouthSmile: 0.1, mouthStretch: 0.06, browOuterUp: 0.16 } as const;

/** Attention: what a face shows while it listens. */
const LISTENING: PoseFragment = { ...bothSides("browOuterUp", 0.1), ...bothSides("eyeWide", 0.1), browInnerUp: 0.12 };

/** Minimum duration of speech before its end counts as the end of a phrase, in ms. */
const PHRASE_MS = 700;
/** After a blink, the next end of a phrase within this time brings no other one, in ms. */
const BLINK_GAP_MS = 1400;

/** Computes the poses of one person over time, in constant memory. */
export class FaceAnimator {
  readonly #seed: number;
  readonly #bornMs: number;
  readonly #life: Life;
  readonly #expression: Expression;
  readonly #follower: PhraseFollower;
  readonly #thinking: Spring;
  readonly #speaking: Spring;
  readonly #motion: Spring;
  readonly #hair: HairSway;
  readonly #gestures: Gestures;
  readonly #lopsided: number;
  #attitude: PhraseAttitude | undefined;
  #jaw = 0;
  #timeMs: number | undefined;
  #spokenMs = 0;
  #phrases = 0;
  #phraseBlinkMs = Number.NEGATIVE_INFINITY;
  #blinkedMs = Number.NEGATIVE_INFINITY;

  constructor(options: AnimatorOptions) {
    this.#seed = options.seed;
    this.#bornMs = -options.lifeMs;
    this.#life = new Life(options.seed);
    this.#hair = new HairSway(this.#life);
    this.#expression = new Expression(options.control);
    this.#gestures = new Gestures(options.seed);
    this.#follower = new PhraseFollower(options.seed);
    this.#lopsided = chance(options.seed, 21) * 2 - 1;
    const forMs = options.forMs ?? LONG_MS;
    this.#thinking = new Spring(0);
    this.#speaking = new Spring(0);
    this.state = options.state;
    this.#thinking.advance(forMs, STATE_MS);
    this.#speaking.advance(forMs, STATE_MS);
    if (options.bearing !== undefined) this.hold(options.bearing);
    this.#motion = new Spring(options.control.character.motion_gain);
  }

  /** Sets the control; the face eases toward it. */
  set control(control: Control) {
    this.#expression.control = control;
    this.#motion.target = control.character.motion_gain;
  }

  /** Sets the activity. */
  set state(state: SessionState) {
    this.#thinking.target = state === "thinking" ? 1 : 0;
    this.#speaking.target = state === "speaking" ? 1 : 0;
  }

  /** Takes on the bearing of a pose that was shown; the next pose goes on from it. */
  hold(bearing: Partial<FaceBearing>): void {
    this.#follower.hold(bearing);
    this.#thinking.value = bearing.thinking ?? this.#thinking.value;
    this.#speaking.value = bearing.speaking ?? this.#speaking.value;
    const { hairOffset: offset, hairVelocity: velocity } = bearing;
    if (offset !== undefined && velocity !== undefined) this.#hair.hold({ offset, velocity });
  }

  /** The bearing of the last pose, for one that goes on from it. */
  get bearing(): Partial<FaceBearing> {
    const { offset = 0, velocity = 0 } = this.#hair.swing ?? {};
    const [thinking, speaking] = [this.#thinking.value, this.#speaking.value];
    return { ...this.#attitude, thinking, speaking, hairOffset: offset, hairVelocity: velocity };
  }

  /** Begins a gesture. `timeMs`: as for {@linkcode poseAt}. */
  begin(gesture: Gesture, timeMs: number): void {
    this.#gestures.begin(gesture, timeMs);
  }

  /**
   * The pose at a given time.
   *
   * @param timeMs Time in ms; 0 corresponds to `lifeMs` of the options. Must not decrease between calls.
   * @param speech The speech at that time.
   */
  poseAt(timeMs: number, speech: SpeechMoment): FacePose {
    const deltaMs = this.#timeMs === undefined ? 0 : Math.max(0, timeMs - this.#timeMs);
    this.#timeMs = timeMs;
    const { energy, ...attitude } = this.#follower.advance(deltaMs, speech.level);
    this.#attitude = attitude;
    const mouth = mouthPose(speech, energy);
    const pose = this.#expression.advance(deltaMs, mouth.speech);
    const thinking = this.#thinking.advance(deltaMs, STATE_MS);
    const speaking = this.#speaking.advance(deltaMs, STATE_MS) * (1 - thinking);
    const gain = this.#motion.advance(deltaMs, 500);
    const lifeMs = timeMs - this.#bornMs;
    const doing = { idle: Math.max(0, 1 - thinking - speaking), thinking, speaking };
    const life = this.#life.at(lifeMs, doing, this.#expression.arousal);

    mouth.pose.jawOpen = this.#moveJaw(mouth.pose.jawOpen, deltaMs);
    mixSpeech(pose, mouth.pose, mouth.speech);
    skew(pose, this.#lopsided);
    stir(pose, lifeMs, this.#seed);
    addPose(pose, LISTENING, doing.idle);
    this.#notePhrase(deltaMs, lifeMs, mouth.speech);
    const blink = Math.max(life.blink, blinkAt(lifeMs - this.#phraseBlinkMs));
    if (blink > 0.5) this.#blinkedMs = lifeMs;
    addMotion(pose, life, attitude, { gain, calm: this.#expression.calm });
    close(pose, blink);
    this.#gestures.apply(pose, timeMs, Math.min(1.2, gain));
    if (thinking > 0) ponder(pose, thinking, { seed: this.#seed, lifeMs });
    clampPose(pose);
    pose.hairSway = this.#hair.at(lifeMs, { doing, gain, aside: sideways(pose) - gain * sideways(life) });
    return pose;
  }

  #moveJaw(target: number, deltaMs: number): number {
    const rise = JAW_OPENS_PER_S * deltaMs / 1000;
    const fall = JAW_CLOSES_PER_S * deltaMs / 1000;
    // The first pose has no jaw speed limit.
    this.#jaw = deltaMs === 0 ? target : Math.min(this.#jaw + rise, Math.max(this.#jaw - fall, target));
    return this.#jaw;
  }

  /** People tend to blink where a phrase ends. */
  #notePhrase(deltaMs: number, lifeMs: number, speech: number): void {
    if (speech > 0.3) {
      this.#spokenMs += deltaMs;
      return;
    }
    if (speech > 0.1) return;
    const isDue = this.#spokenMs > PHRASE_MS && lifeMs - this.#blinkedMs > BLINK_GAP_MS;
    if (isDue && chance(this.#seed, this.#phrases++, 77) < 0.75) this.#phraseBlinkMs = lifeMs + 40;
    this.#spokenMs = 0;
  }
}

function mouthPose(speech: SpeechMoment, energy: number): { pose: FacePose; speech: number } {
  const pose = neutralPose();
  let share = 0;
  for (const { id, weight } of speech.visemes) {
    addPose(pose, VISEME_SHAPES[id], weight);
    if (id !== "sil") share += weight;
  }
  // A loud voice opens the mouth further than a quiet one.
  pose.jawOpen *= 0.8 + 0.35 * Math.min(1, energy * 1.4);
  return { pose, speech: Math.min(1, share) };
}

/** How much less a calm face looks away from the viewer, raises the brows on accents and tilts with phrases. */
const CALM = { gaze: 0.45, brows: 0.5, tilt: 0.4 } as const;

/** Adds spontaneous motion and that of the speech. `calm`: how calm the face is, 0..1. */
function addMotion(
  pose: FacePose,
  life: LifeMotion,
  phrase: PhraseAttitude,
  { gain, calm }: { readonly gain: number; readonly calm: number },
): void {
  const averted = (1 - phrase.attention) * (1 - CALM.gaze * calm);
  const browUp = phrase.browUp * (1 - CALM.brows * calm) * Math.min(1, gain);
  addPose(pose, {
    gazeX: life.gazeX * averted,
    gazeY: life.gazeY * averted,
    headYaw: (life.headYaw + phrase.headYaw) * gain,
    headPitch: (life.headPitch + phrase.headPitch) * gain,
    headRoll: (life.headRoll + phrase.headRoll * (1 - CALM.tilt * calm)) * gain,
    headX: (life.headX + phrase.headX) * gain,
    headY: (life.headY + phrase.headY) * gain,
    breath: life.breath,
    browInnerUp: 0.45 * browUp,
    browOuterUpLeft: browUp,
    browOuterUpRight: browUp,
  });
}

/** Mouth and brows move more on one side, as real faces do. */
function skew(pose: FacePose, lopsided: number): void {
  for (const name of ["mouthSmile", "mouthStretch", "browOuterUp"] as const) {
    pose[`${name}Left`] *= 1 + lopsided * ASYMMETRY[name];
    pose[`${name}Right`] *= 1 - lopsided * ASYMMETRY[name];
  }
}

/** Periods of the small movements that never stop, in ms: two for each, so that they hardly repeat. */
const STIRRING = {
  browOuterUpLeft: [2300, 3700, 0.06],
  browOuterUpRight: [2700, 4300, 0.06],
  mouthSmileLeft: [3100, 5300, 0.03],
  mouthSmileRight: [2900, 4700, 0.03],
  eyeSquintLeft: [3500, 6100, 0.05],
  eyeSquintRight: [3300, 5900, 0.05],
} as const;

/** A face at rest stirs a little, each side on its own. */
function stir(pose: FacePose, lifeMs: number, seed: number): void {
  let phase = chance(seed, 41) * 2 * Math.PI;
  for (const [name, [slow, slower, reach]] of Object.entries(STIRRING)) {
    phase += 1.7;
    const wave = Math.sin(lifeMs / slow * 2 * Math.PI + phase) * Math.sin(lifeMs / slower * 2 * Math.PI + 2 * phase);
    addPose(pose, { [name]: wave }, reach);
  }
}

/** A blink closes the lids from their current position and slightly lowers wide eyes and the brows. */
function close(pose: FacePose, blink: number): void {
  for (const side of ["Left", "Right"] as const) {
    pose[`eyeBlink${side}`] += (1 - pose[`eyeBlink${side}`]) * blink;
    pose[`eyeWide${side}`] *= 1 - blink;
  }
  // The lids follow the eyes down.
  const down = Math.max(0, -pose.gazeY) * 0.3 * (1 - blink);
  pose.eyeBlinkLeft = Math.min(1, pose.eyeBlinkLeft + down);
  pose.eyeBlinkRight = Math.min(1, pose.eyeBlinkRight + down);
}

/** A thinking person looks up to one side, and now and then back, in ms. */
const PONDER_MS = 2900;
const PONDER_AWAY_MS = 2200;
const PONDER_TURN_MS = 160;

/** Thought: the eyes leave, one brow rises, the lips close more firmly. */
function ponder(pose: FacePose, share: number, { seed, lifeMs }: { seed: number; lifeMs: number }): void {
  const left = chance(seed, 9) < 0.5;
  const side = left ? -1 : 1;
  const atMs = lifeMs % PONDER_MS;
  const away = share * smoothStep(atMs / PONDER_TURN_MS) * (1 - smoothStep((atMs - PONDER_AWAY_MS) / PONDER_TURN_MS));
  addPose(pose, { gazeX: 0.5 * side, gazeY: 0.62 }, away);
  addPose(pose, {
    [left ? "browOuterUpRight" : "browOuterUpLeft"]: 0.62,
    [left ? "browDownLeft" : "browDownRight"]: 0.4,
    [left ? "mouthSmileLeft" : "mouthSmileRight"]: -0.2,
    browInnerUp: 0.1,
    mouthPressLeft: 0.35,
    mouthPressRight: 0.35,
    mouthPucker: 0.24,
    headYaw: 3.5 * side,
    headPitch: 2.5,
  }, share);
}
