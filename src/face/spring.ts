/**
 * Easing that does not depend on how often it is asked.
 *
 * @module
 */

/**
 * A value that follows its target like a critically damped spring: it starts and stops softly and never swings over.
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

  /** Where it is going. */
  get target(): number {
    return this.#target;
  }

  set target(target: number) {
    this.#target = target;
  }

  /**
   * Lets time pass.
   *
   * @param deltaMs How much, in ms.
   * @param settleMs After about this time 95 % of the way is done, in ms.
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

/** A swing takes this long, in ms: about as long as a pendulum of the length of hair. */
const PERIOD_MS = 620;
/** Share of critical damping: one swing over is still seen, a second hardly. */
const DAMPING = 0.34;
const OMEGA = 2 * Math.PI / PERIOD_MS;
const FADE = DAMPING * OMEGA;
const SWING = OMEGA * Math.sqrt(1 - DAMPING * DAMPING);

/**
 * Something that hangs from what moves: it stays behind when that starts, and swings on when it stops. A step is the
 * exact solution for a damped pendulum under something that moves evenly.
 */
export class Pendulum {
  #speed: number;
  #offset = 0;
  #velocity = 0;

  /** Hangs still beneath what moves at `speed`, in units a ms. */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /**
   * Lets time pass.
   *
   * @param deltaMs How much, in ms.
   * @param speed How fast what it hangs from moves meanwhile, in units a ms.
   */
  advance(deltaMs: number, speed: number): void {
    this.#velocity -= speed - this.#speed;
    this.#speed = speed;
    [this.#offset, this.#velocity] = this.#after(deltaMs);
  }

  /** How far it hangs off its rest, in units, when what it hangs from moves on evenly for `deltaMs`. */
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

/** The way from 0 to 1 with a soft start and end; clamped outside. */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * t * (t * (6 * t - 15) + 10);
}
