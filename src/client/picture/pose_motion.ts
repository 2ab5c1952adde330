/**
 * Turns single poses into continuous movement: blends between poses, and eases between speech and idle animation.
 *
 * @module
 */

/** The weights of a pose by name. */
export type PoseWeights = Readonly<Record<string, number>>;

/** A pose at its media time. */
export interface TimedPose {
  readonly turn: number;
  /** ms. */
  readonly timestampMs: number;
  readonly idle: boolean;
  readonly weights: PoseWeights;
}

/** How long it takes to draw a pose on another thread. */
export interface PaintTiming {
  /** Average time that drawing takes there, ms. */
  readonly drawMs: number;
  /** How much later than a pose that is drawn at once it is seen, ms. */
  readonly delayMs: number;
}

/** If drawing a pose takes longer than this, ms, no poses are interpolated. */
const BLEND_BUDGET_MS = 6;
/** Pictures over which the time to draw one is averaged. */
const AVERAGED_PICTURES = 8;
/** Duration of the transition between speech and idle animation, ms. */
const EASE_MS = 120;

/** Duration of the transition to a closed mouth when speech is cut off, ms. */
const CLOSE_MS = 64;
/** The fields of a mouth that speaks. */
const SPEAKING_FIELDS = new Set([
  "jawOpen",
  "mouthFunnel",
  "mouthPucker",
  "mouthRollLower",
  "mouthStretchLeft",
  "mouthStretchRight",
  "mouthUpperUpLeft",
  "mouthUpperUpRight",
  "mouthLowerDownLeft",
  "mouthLowerDownRight",
  "tongueOut",
]);

/** Draws poses one after the other. */
export class PoseMotion {
  readonly #paint: (weights: PoseWeights) => void;
  readonly #now: () => number;
  readonly #elsewhereMs: () => number;
  #pose: TimedPose | null = null;
  #painted: PoseWeights | null = null;
  #paintMs = 0;
  #ease: { readonly from: PoseWeights; readonly startMs: number } | null = null;
  #closing: { readonly from: PoseWeights; readonly to: PoseWeights; readonly startMs: number } | null = null;

  /**
   * @param now Milliseconds since an arbitrary origin.
   * @param elsewhereMs Average time that another thread takes to draw a pose, ms.
   */
  constructor(paint: (weights: PoseWeights) => void, now: () => number, elsewhereMs: () => number = () => 0) {
    this.#paint = paint;
    this.#now = now;
    this.#elsewhereMs = elsewhereMs;
  }

  /** Draws a due pose. */
  show(pose: TimedPose): void {
    const goesOn = this.#pose !== null && this.#pose.idle === pose.idle && this.#pose.turn === pose.turn;
    if (!pose.idle) this.#closing = null;
    if (!goesOn && this.#painted) {
      const from = this.#closing ? withoutSpeech(this.#painted) : this.#painted;
      this.#ease = { from, startMs: this.#now() };
    }
    this.#pose = pose;
    this.#draw(pose.weights);
  }

  /**
   * Draws an interpolation between the last pose and `next`. Returns whether there was something to draw.
   *
   * @param positionMs Media time in the stream of both poses.
   */
  blend(next: TimedPose, positionMs: number): boolean {
    const from = this.#pose;
    if (!from || from.turn !== next.turn || from.idle !== next.idle) return false;
    if (Math.max(this.#paintMs, this.#elsewhereMs()) > BLEND_BUDGET_MS) return false;
    // A pose that replaces the one on the screen is shown as it is.
    if (next.timestampMs <= from.timestampMs) return false;
    const share = (positionMs - from.timestampMs) / (next.timestampMs - from.timestampMs);
    this.#draw(blendWeights(from.weights, next.weights, Math.min(1, Math.max(0, share))));
    return true;
  }

  /** Draws what was drawn last once more. Returns whether there was something. */
  redraw(): boolean {
    if (this.#painted) this.#paint(this.#painted);
    return this.#painted !== null;
  }

  /** Begins to close the mouth, as the speech was cut off. */
  hush(): void {
    const from = this.#painted;
    if (from === null || this.#pose === null || this.#pose.idle) return;
    this.#closing = { from, to: withoutSpeech(from), startMs: this.#now() };
  }

  /** Whether the mouth is being closed. */
  get hushing(): boolean {
    return this.#closing !== null;
  }

  /** Draws the next state of a mouth that is being closed, if one is. */
  close(): void {
    if (this.#closing === null) return;
    const { from, to, startMs } = this.#closing;
    const share = Math.min(1, (this.#now() - startMs) / CLOSE_MS);
    if (share === 1) this.#closing = null;
    this.#painted = blendWeights(from, to, share);
    this.#paint(this.#painted);
  }

  #draw(target: PoseWeights): void {
    const startMs = this.#now();
    const share = this.#ease ? (startMs - this.#ease.startMs) / EASE_MS : 1;
    let weights = this.#ease && share < 1 ? blendWeights(this.#ease.from, target, share) : target;
    if (share >= 1) this.#ease = null;
    if (this.#closing) {
      // The mouth goes on closing, faster than the rest of the face changes.
      const closed = (startMs - this.#closing.startMs) / CLOSE_MS;
      const mouth = Object.entries(blendWeights(this.#closing.from, target, Math.min(1, closed)));
      weights = { ...weights, ...Object.fromEntries(mouth.filter(([name]) => SPEAKING_FIELDS.has(name))) };
      if (closed >= 1) this.#closing = null;
    }
    this.#painted = weights;
    this.#paint(weights);
    this.#paintMs += (this.#now() - startMs - this.#paintMs) / AVERAGED_PICTURES;
  }
}

/** Weights of a mouth that does not speak. */
function withoutSpeech(weights: PoseWeights): PoseWeights {
  return Object.fromEntries(Object.entries(weights).filter(([name]) => !SPEAKING_FIELDS.has(name)));
}

/** Weights interpolated from `from` to `to` by `share`. An absent weight is 0. */
export function blendWeights(from: PoseWeights, to: PoseWeights, share: number): Record<string, number> {
  const weights: Record<string, number> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const start = from[name] ?? 0;
    weights[name] = start + ((to[name] ?? 0) - start) * share;
  }
  return weights;
}
