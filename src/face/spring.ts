/**
 * Easing that is independent of the frame rate.
 *
 * @module
 */

/**
 * A value that follows its target like a critically damped spring: it starts and stops smoothly and never overshoots.
 * The step is the exact solution of the differential equation, so many small steps end where one large step does.
 */
export class Spring {
  value: number;
  #velocity = 0;
  #target: number;

  constructor(value: number) {
    this.value = value;
    this.#target = value;
  }

  /** The target. */
  get target(): number {
    return this.#target;
  }

  set target(target: number) {
    this.#target = target;
  }

  /**
   * Advances time.
   *
   * @param deltaMs Elapsed time in ms.
   * @param settleMs Time in which 95 % of the distance is covered, in ms.
   */
  advance(deltaMs: number, settleMs: number): number {
    // (1 + ωt)·exp(-ωt) = 0.05 where ωt = 4.74.
    const omega = 4.74 / settleMs;
    const decay = Math.exp(-omega * deltaMs);
    const offset = this.value - this.#target;
    const slope = this.#velocity + omega * offset;
    this.value = this.#target + (offset + slope * deltaMs) * decay;
    this.#velocity = (this.#velocity - omega * slope * deltaMs) * decay;
    return this.value;
  }
}

/** Period of a swing in ms, about that of a pendulum of the length of hair. */
const PERIOD_MS = 620;
/** Damping ratio: one overshoot is visible, a second hardly. */
const DAMPING = 0.34;
const OMEGA = 2 * Math.PI / PERIOD_MS;
const FADE = DAMPING * OMEGA;
const SWING = OMEGA * Math.sqrt(1 - DAMPING * DAMPING);

/** Displacement of a pendulum in units, and its speed in units per ms. */
export interface Swing {
  readonly offset: number;
  readonly velocity: number;
}

/**
 * A pendulum that hangs from a moving point: it lags when the point starts and swings on when it stops. A step is the
 * exact solution for a damped pendulum under a point at constant speed.
 */
export class Pendulum {
  #speed: number;
  #offset = 0;
  #velocity = 0;

  /** Starts in equilibrium under a point that moves at `speed`, in units per ms. */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Where it hangs, and how fast it swings. */
  get swing(): Swing {
    return { offset: this.#offset, velocity: this.#velocity };
  }

  set swing({ offset, velocity }: Swing) {
    this.#offset = offset;
    this.#velocity = velocity;
  }

  /**
   * Advances time.
   *
   * @param deltaMs Elapsed time in ms.
   * @param speed Speed of the point during the step, in units per ms.
   */
  advance(deltaMs: number, speed: number): void {
    this.#velocity -= speed - this.#speed;
    this.#speed = speed;
    [this.#offset, this.#velocity] = this.#after(deltaMs);
  }

  /** Displacement in units if the point keeps its speed for `deltaMs`. */
  offsetAfter(deltaMs: number): number {
    return this.#after(deltaMs)[0];
  }

  #after(deltaMs: number): [offset: number, velocity: number] {
    const [cos, sin] = [Math.cos(SWING * deltaMs), Math.sin(SWING * deltaMs)];
    const decay = Math.exp(-FADE * deltaMs);
    const slope = (this.#velocity + FADE * this.#offset) / SWING;
    return [
      decay * (this.#offset * cos + slope * sin),
      decay * (this.#velocity * cos - (FADE * slope + SWING * this.#offset) * sin),
    ];
  }
}

/** Smoothstep from 0 to 1; clamped outside. */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * t * (t * (6 * t - 15) + 10);
}
