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

/** The way from 0 to 1 with a soft start and end; clamped outside. */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * t * (t * (6 * t - 15) + 10);
}
