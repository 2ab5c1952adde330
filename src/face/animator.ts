/**
 * From what a person says, feels and does to the pose of the face at a moment.
 *
 * @module
 */
import type { Control } from "../contract/controls.ts";
import type { SessionState } from "../contract/parts.ts";
import { Expression, mixSpeech } from "./expression.ts";
import { blinkAt, Life, type LifeMotion } from "./life.ts";
import { addPose, clampPose, type FacePose, neutralPose } from "../contract/pose.ts";
import { PhraseFollower, type PhraseMotion } from "./phrase_follower.ts";
import { chance } from "../contract/random.ts";
import { Spring } from "./spring.ts";
import { HairSway, sideways } from "./sway.ts";
import type { VisemeShare } from "../contract/visemes.ts";
import { VISEME_SHAPES } from "./visemes.ts";

/** How an animator begins. */
interface AnimatorOptions {
  /** Seeds all that looks random. */
  readonly seed: number;
  /** Time that the person has lived before the first moment, in ms. */
  readonly lifeMs: number;
  /** What the face shows at the first moment, settled. */
  readonly control: Control;
  /** What the person does at the first moment. */
  readonly state: SessionState;
  /** For how long, in ms: what has just begun does not show fully. Default: long since. */
  readonly forMs?: number;
}

/** What is heard at a moment. */
export interface SpeechMoment {
  /** The visemes that share the mouth; weights sum to at most 1, what is missing is silence. */
  readonly visemes: readonly VisemeShare[];
  /** Loudness, 0 (silence) .. 1 (a loud voice). */
  readonly level: number;
}

/** No sound. */
export const SILENCE: SpeechMoment = { visemes: [], level: 0 };

/** The person goes over from one doing to another in about this time, in ms. */
const STATE_MS = 600;
const LONG_MS = 60_000;

/** A jaw opens and closes at most so fast, in its whole range a second: closed to open takes two pictures or more. */
const JAW_OPENS_PER_S = 6;
const JAW_CLOSES_PER_S = 8;

/** How unlike the two sides of a face are. */
const ASYMMETRY = 0.12;

/** Speech has to have lasted this long for its end to be the end of a phrase, in ms. */
const PHRASE_MS = 700;

/** Makes the poses of one person, moment after moment. Its memory does not grow. */
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
  readonly #lopsided: number;
  #jaw = 0;
  #timeMs: number | undefined;
  #spokenMs = 0;
  #phrases = 0;
  #phraseBlinkMs = Number.NEGATIVE_INFINITY;

  constructor(options: AnimatorOptions) {
    this.#seed = options.seed;
    this.#bornMs = -options.lifeMs;
    this.#life = new Life(options.seed);
    this.#hair = new HairSway(this.#life);
    this.#expression = new Expression(options.control);
    this.#follower = new PhraseFollower(options.seed);
    this.#lopsided = (chance(options.seed, 21) * 2 - 1) * ASYMMETRY;
    const forMs = options.forMs ?? LONG_MS;
    this.#thinking = new Spring(0);
    this.#speaking = new Spring(0);
    this.state = options.state;
    this.#thinking.advance(forMs, STATE_MS);
    this.#speaking.advance(forMs, STATE_MS);
    this.#motion = new Spring(options.control.character.motion_gain);
  }

  /** What to show from now on; the face gets there softly. */
  set control(control: Control) {
    this.#expression.control = control;
    this.#motion.target = control.character.motion_gain;
  }

  /** What the person does from now on. */
  set state(state: SessionState) {
    this.#thinking.target = state === "thinking" ? 1 : 0;
    this.#speaking.target = state === "speaking" ? 1 : 0;
  }

  /**
   * The pose at a moment.
   *
   * @param timeMs The moment in ms; 0 is where `lifeMs` of the options was. Not before the moment asked for last.
   * @param speech What is heard then.
   */
  poseAt(timeMs: number, speech: SpeechMoment): FacePose {
    const deltaMs = this.#timeMs === undefined ? 0 : Math.max(0, timeMs - this.#timeMs);
    this.#timeMs = timeMs;
    const pose = this.#expression.advance(deltaMs);
    const phrase = this.#follower.advance(deltaMs, speech.level);
    const thinking = this.#thinking.advance(deltaMs, STATE_MS);
    const speaking = this.#speaking.advance(deltaMs, STATE_MS) * (1 - thinking);
    const gain = this.#motion.advance(deltaMs, 500);
    const lifeMs = timeMs - this.#bornMs;
    const doing = { idle: Math.max(0, 1 - thinking - speaking), thinking, speaking };
    const life = this.#life.at(lifeMs, doing, this.#expression.arousal);

    const mouth = mouthPose(speech, phrase.energy);
    mouth.pose.jawOpen = this.#moveJaw(mouth.pose.jawOpen, deltaMs);
    mixSpeech(pose, mouth.pose, mouth.speech);
    skew(pose, this.#lopsided);
    this.#notePhrase(deltaMs, lifeMs, mouth.speech);
    const blink = Math.max(life.blink, blinkAt(lifeMs - this.#phraseBlinkMs));
    addMotion(pose, life, phrase, gain);
    close(pose, blink);
    if (thinking > 0) ponder(pose, thinking, this.#seed);
    clampPose(pose);
    pose.hairSway = this.#hair.at(lifeMs, { doing, gain, aside: sideways(pose) - gain * sideways(life) });
    return pose;
  }

  #moveJaw(target: number, deltaMs: number): number {
    const rise = JAW_OPENS_PER_S * deltaMs / 1000;
    const fall = JAW_CLOSES_PER_S * deltaMs / 1000;
    // At the first moment the jaw is where it is.
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
    if (this.#spokenMs > PHRASE_MS && chance(this.#seed, this.#phrases++, 77) < 0.6) this.#phraseBlinkMs = lifeMs + 40;
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
  // A loud voice opens the mouth further than a low one.
  pose.jawOpen *= 0.8 + 0.35 * Math.min(1, energy * 1.4);
  return { pose, speech: Math.min(1, share) };
}

function addMotion(pose: FacePose, life: LifeMotion, phrase: PhraseMotion, gain: number): void {
  addPose(pose, {
    gazeX: life.gazeX,
    gazeY: life.gazeY,
    headYaw: (life.headYaw + phrase.headYaw) * gain,
    headPitch: (life.headPitch + phrase.headPitch) * gain,
    headRoll: (life.headRoll + phrase.headRoll) * gain,
    headX: (life.headX + phrase.headX) * gain,
    headY: (life.headY + phrase.headY) * gain,
    breath: life.breath,
    browInnerUp: phrase.browUp * 0.7 * Math.min(1, gain),
    browOuterUpLeft: phrase.browUp * Math.min(1, gain),
    browOuterUpRight: phrase.browUp * Math.min(1, gain),
  });
}

/** Mouth and brows do more on one side, as people's do. */
function skew(pose: FacePose, lopsided: number): void {
  for (const name of ["mouthSmile", "mouthFrown", "mouthStretch", "browOuterUp"] as const) {
    pose[`${name}Left`] *= 1 + lopsided;
    pose[`${name}Right`] *= 1 - lopsided;
  }
}

/** Lids that blink close from wherever they are, and take wide eyes and the brows along a little. */
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

function ponder(pose: FacePose, share: number, seed: number): void {
  const left = chance(seed, 9) < 0.5;
  addPose(pose, {
    [left ? "browOuterUpLeft" : "browOuterUpRight"]: 0.42 * share,
    [left ? "browDownRight" : "browDownLeft"]: 0.22 * share,
    mouthPressLeft: 0.2 * share,
    mouthPressRight: 0.2 * share,
    mouthPucker: 0.1 * share,
  });
}
