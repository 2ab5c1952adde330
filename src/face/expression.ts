/**
 * Facial expression of emotion: maps the control to part of a pose, eases it over time, and blends it with speech.
 *
 * Emotions follow the prototypes of the Facial Action Coding System (Ekman, Friesen and Hager 2002); for instance, a
 * genuine smile raises the cheeks as well as the corners of the mouth.
 *
 * @module
 */
import type { Control } from "../contract/controls.ts";
import type { EmotionLabel } from "../contract/emotions.ts";
import { addPose, bothSides, clampPose, type FacePose, neutralPose, type PoseFragment } from "../contract/pose.ts";
import { Spring } from "./spring.ts";

/** Each emotion at its strongest, with the mouth at rest. */
const EMOTION_SHAPES: Readonly<Record<EmotionLabel, PoseFragment>> = {
  neutral: {},
  happy: {
    ...bothSides("mouthSmile", 0.9),
    ...bothSides("cheekSquint", 0.9),
    ...bothSides("eyeSquint", 0.3),
    ...bothSides("browOuterUp", 0.3),
    browInnerUp: 0.16,
    blush: 0.36,
    headPitch: 1.6,
    headRoll: 1.6,
  },
  sad: {
    ...bothSides("mouthFrown", 0.95),
    ...bothSides("eyeBlink", 0.32),
    ...bothSides("browDown", 0.06),
    browInnerUp: 1,
    mouthShrugLower: 0.55,
    gazeY: -0.3,
    blush: -0.3,
    headPitch: -6,
    headRoll: 1.8,
    headY: -0.01,
  },
  // The head is lowered, and the eyes stay on the other.
  angry: {
    ...bothSides("browDown", 1),
    ...bothSides("eyeSquint", 0.85),
    ...bothSides("noseSneer", 0.2),
    ...bothSides("mouthPress", 0.55),
    ...bothSides("mouthFrown", 0.55),
    blush: 0.36,
    gazeY: 0.1,
    headPitch: -4.6,
  },
  // The head goes up and back, the brows arch, the jaw drops.
  surprised: {
    ...bothSides("browOuterUp", 1),
    ...bothSides("eyeWide", 1),
    ...bothSides("mouthSmile", 0.08),
    browInnerUp: 0.82,
    jawOpen: 0.46,
    mouthFunnel: 0.85,
    mouthPucker: 0.2,
    headPitch: 4.4,
    headY: 0.014,
  },
  // The brows are raised and drawn together, the mouth is stretched to the sides, the head sinks between the shoulders.
  fearful: {
    ...bothSides("eyeWide", 0.95),
    ...bothSides("mouthStretch", 0.95),
    ...bothSides("mouthFrown", 0.6),
    ...bothSides("mouthLowerDown", 0.5),
    ...bothSides("browDown", 0.3),
    browInnerUp: 1,
    jawOpen: 0.05,
    blush: -0.75,
    headYaw: -4,
    headPitch: -2,
    headRoll: -2,
    headY: -0.02,
  },
  // The nose wrinkles, and takes the upper lip along, more on one side; the head draws back from what it sees.
  disgusted: {
    ...bothSides("noseSneer", 1),
    ...bothSides("browDown", 0.34),
    ...bothSides("eyeSquint", 0.9),
    ...bothSides("eyeBlink", 0.18),
    ...bothSides("cheekSquint", 0.6),
    mouthUpperUpLeft: 1,
    mouthUpperUpRight: 0.45,
    ...bothSides("mouthFrown", 0.72),
    ...bothSides("mouthLowerDown", 0.26),
    mouthShrugLower: 0.5,
    blush: -0.4,
    headYaw: 5.5,
    headPitch: 3,
    headRoll: -2.4,
    headX: 0.012,
  },
};

/** The friendly resting face, without any control. */
const REST: PoseFragment = { ...bothSides("mouthSmile", 0.28), ...bothSides("cheekSquint", 0.12) };

/** What keeps a face friendly while it speaks without emotion: corners a touch up, lids at ease. */
const AT_EASE: PoseFragment = {
  ...bothSides("mouthSmile", 0.24),
  ...bothSides("cheekSquint", 0.12),
  ...bothSides("eyeBlink", 0.08),
};

const PLEASANT: PoseFragment = { ...bothSides("mouthSmile", 0.26), ...bothSides("cheekSquint", 0.22), blush: 0.14 };
const UNPLEASANT: PoseFragment = {
  ...bothSides("mouthFrown", 0.22),
  ...bothSides("browDown", 0.16),
  browInnerUp: 0.14,
};
const EXCITED: PoseFragment = { ...bothSides("eyeWide", 0.26), ...bothSides("browOuterUp", 0.24), blush: 0.12 };
const CALM: PoseFragment = { ...bothSides("eyeBlink", 0.14), ...bothSides("browOuterUp", -0.06), headPitch: -0.6 };

const LABELS = Object.keys(EMOTION_SHAPES) as readonly EmotionLabel[];

/** Approximate times in which an expression appears and fades, in ms. */
const RISE_MS = 420;
const FALL_MS = 700;

/** How strongly the face shows an emotion for a character's expressivity: 0 at 0, 1 at 1, most of it in the middle. */
function expressionGain(expressivity: number): number {
  return (1.3 * expressivity) / (0.3 + expressivity);
}

/** The share of the control that shapes the face. */
type Feeling = Pick<Control, "emotion" | "character">;

/** The expression, eased toward the control. */
export class Expression {
  readonly #labels = new Map<EmotionLabel, Spring>();
  readonly #valence: Spring;
  readonly #arousal: Spring;
  #ease = 0;

  /** Begins settled on `control`. */
  constructor(control: Feeling) {
    for (const label of LABELS) this.#labels.set(label, new Spring(strength(control, label)));
    const gain = expressionGain(control.character.expressivity);
    this.#valence = new Spring(control.emotion.valence * gain);
    this.#arousal = new Spring(control.emotion.arousal * gain);
  }

  /** Sets the target control. */
  set control(control: Feeling) {
    for (const [label, spring] of this.#labels) spring.target = strength(control, label);
    const gain = expressionGain(control.character.expressivity);
    this.#valence.target = control.emotion.valence * gain;
    this.#arousal.target = control.emotion.arousal * gain;
  }

  /** Current arousal of the face, -1..1. */
  get arousal(): number {
    return this.#arousal.value;
  }

  /** How calm the face is: 1 without emotion and excitement, 0 with a clear emotion or much excitement. */
  get calm(): number {
    return this.#ease * (1 - Math.max(0, this.arousal));
  }

  /**
   * Advances time and returns the expression.
   *
   * @param deltaMs Elapsed time in ms.
   * @param speech Share of speech as opposed to silence, 0..1: a mild emotion outweighs the friendly smile of a speaker.
   */
  advance(deltaMs: number, speech = 0): FacePose {
    const pose = neutralPose();
    let felt = 0;
    for (const [label, spring] of this.#labels) {
      const weight = spring.advance(deltaMs, spring.target > spring.value ? RISE_MS : FALL_MS);
      if (label === "neutral") continue;
      felt += weight;
      addPose(pose, EMOTION_SHAPES[label], weight);
    }
    const valence = this.#valence.advance(deltaMs, FALL_MS);
    const arousal = this.#arousal.advance(deltaMs, FALL_MS);
    this.#ease = Math.max(0, 1 - 2 * felt);
    // A label already covers most of what valence and arousal express.
    const free = 1 - 0.55 * Math.min(1, felt);
    const friendly = Math.max(0, 1 + Math.min(0, valence));
    addPose(pose, REST, Math.max(0, 1 - 1.3 * felt) * friendly * (1 - 0.7 * speech));
    addPose(pose, AT_EASE, this.#ease * friendly * speech);
    addPose(pose, valence > 0 ? PLEASANT : UNPLEASANT, Math.abs(valence) * free);
    addPose(pose, arousal > 0 ? EXCITED : CALM, Math.abs(arousal) * free);
    return clampPose(pose);
  }
}

/** Below 1, so that an emotion of low intensity reads as a mild form of it rather than as nothing. */
const INTENSITY_EXPONENT = 0.55;

function strength(control: Feeling, label: EmotionLabel): number {
  if (control.emotion.label !== label) return 0;
  return control.emotion.intensity ** INTENSITY_EXPONENT * expressionGain(control.character.expressivity);
}

/** How far the jaw of a surprised face stays down while it speaks, and where that no longer adds to a vowel. */
const DROPPED_JAW = 0.3;
const WIDE_JAW = 0.58;

/**
 * Blends speech into an expression, in place: a happy face still looks happy while speaking, a sad one does not grin,
 * and a surprised one keeps its mouth round. Rounded lips hold back a smile rather than end it, low corners keep the
 * upper lip over the teeth and the lips from stretching, pressed lips of anger bare the lower teeth once they speak,
 * and lips that must close do so in any emotion.
 *
 * @param face The expression, changed in place.
 * @param mouth The mouth shape of the visemes.
 * @param speech Share of speech as opposed to silence, 0..1.
 */
export function mixSpeech(face: FacePose, mouth: Readonly<FacePose>, speech: number): void {
  const round = Math.min(1, mouth.mouthPucker + 0.6 * mouth.mouthFunnel);
  const close = Math.min(1, mouth.mouthClose * 1.2);
  const smile = (face.mouthSmileLeft + face.mouthSmileRight) / 2;
  const gloom = (face.mouthFrownLeft + face.mouthFrownRight) / 2;
  const sneer = (face.mouthUpperUpLeft + face.mouthUpperUpRight) / 2;
  const awe = face.mouthFunnel;
  const tension = (face.mouthPressLeft + face.mouthPressRight) / 2 * speech * (1 - round);
  // Lips that are stretched in fear stay so while they speak.
  const fear = Math.max(0, (face.mouthStretchLeft + face.mouthStretchRight) / 2 - 0.2);
  const held = (1 - 0.42 * round) * (1 - 0.12 * speech);
  for (const side of ["Left", "Right"] as const) {
    face[`mouthSmile${side}`] *= held;
    face[`mouthFrown${side}`] = Math.min(1, face[`mouthFrown${side}`] * (1 - 0.35 * round) * (1 + 0.2 * speech));
    face[`mouthPress${side}`] = Math.max(face[`mouthPress${side}`] * (1 - speech), mouth[`mouthPress${side}`]);
    face[`mouthStretch${side}`] = face[`mouthStretch${side}`] * (1 - 0.7 * round) * (1 - (0.4 - 0.3 * fear) * speech) +
      mouth[`mouthStretch${side}`] * (1 - 0.5 * smile) * (1 - 0.75 * gloom) * (1 - awe) + 0.25 * tension;
    face[`mouthUpperUp${side}`] = Math.min(
      1,
      (face[`mouthUpperUp${side}`] + (sneer - face[`mouthUpperUp${side}`]) * 0.5 * speech) * (1 - 0.3 * speech) +
        mouth[`mouthUpperUp${side}`] * Math.max(0, 1 - 1.1 * gloom) +
        0.45 * smile * mouth.jawOpen,
    );
    face[`mouthLowerDown${side}`] = Math.min(
      1,
      face[`mouthLowerDown${side}`] * (1 - 0.3 * speech) + mouth[`mouthLowerDown${side}`] * (1 + 0.3 * gloom) +
        0.8 * tension,
    );
  }
  face.mouthShrugLower *= 1 - 0.8 * speech;
  // Sad people hardly open their mouths; a jaw that has dropped in surprise does not quite come up for consonants.
  const mumbled = mouth.jawOpen * (1 - 0.12 * gloom);
  const dropped = DROPPED_JAW * awe * speech * (1 - 0.6 * close) * Math.max(0, 1 - mumbled / WIDE_JAW);
  face.jawOpen = Math.max(mumbled + dropped, face.jawOpen * (1 - 0.75 * speech));
  face.mouthFunnel = Math.max(mouth.mouthFunnel * (1 - 0.2 * smile), awe * (1 - 0.2 * speech) * (1 - close));
  face.mouthPucker = Math.max(
    mouth.mouthPucker * (1 - 0.3 * smile),
    face.mouthPucker * (1 - 0.4 * speech) * (1 - close),
  );
  face.mouthRollLower = Math.max(face.mouthRollLower, mouth.mouthRollLower);
  face.tongueOut = Math.max(face.tongueOut, mouth.tongueOut);
  face.mouthClose = close;
  // Lips that meet are not drawn back from the teeth.
  for (const side of ["Left", "Right"] as const) {
    face[`mouthUpperUp${side}`] *= 1 - 0.85 * close;
    face[`mouthLowerDown${side}`] *= 1 - close;
  }
}
