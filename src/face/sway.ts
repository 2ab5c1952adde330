/**
 * How free-hanging hair swings when the head moves.
 *
 * The head's motion is sampled at fixed life times, independent of when poses are computed, so the hair's position does
 * not depend on the frame rate.
 *
 * @module
 */
import type { Engagement, Life } from "./life.ts";
import type { FacePose } from "../contract/pose.ts";
import { Pendulum, type Swing } from "./spring.ts";

/** What moves the head at a given time. */
export interface HeadDrive {
  readonly doing: Engagement;
  /** Share of the spontaneous head motion that is shown. */
  readonly gain: number;
  /** Sideways motion of the head from speech and emotion; see {@linkcode sideways}. */
  readonly aside: number;
}

/** The displacement of the hair, as an equivalent head turn in degrees, that counts as large. */
const FULL_SWAY_DEGREES = 1.1;
/** Sampling interval in ms; a head turn takes many times as long. */
const STEP_MS = 40;
/** Swings that began longer ago, in ms, have ended. */
const MEMORY_MS = 1200;

/** Displacement of the hair to the right of the picture by a head attitude, in degrees of a turn. */
export function sideways(head: Pick<FacePose, "headYaw" | "headRoll" | "headX">): number {
  return head.headYaw + 1.3 * head.headRoll + 90 * head.headX;
}

/** Follows the head of one person, in constant memory. */
export class HairSway {
  readonly #life: Life;
  #pendulum: Pendulum | undefined;
  /** The last sample: its life time in ms, and the head's position. */
  #steppedMs = Number.NEGATIVE_INFINITY;
  #at = 0;
  #held: Swing | undefined;
  #before: { readonly lifeMs: number; readonly drive: HeadDrive } | undefined;

  constructor(life: Life) {
    this.#life = life;
  }

  /** The swing at the last time. */
  get swing(): Swing | undefined {
    return this.#pendulum?.swing;
  }

  /** Sets how the hair swings at the next time; it goes on from there. */
  hold(swing: Swing): void {
    this.#held = swing;
  }

  /**
   * The sway at a given time, -1 left .. 1 right of the picture.
   *
   * @param lifeMs Life time of the person in ms; must not decrease between calls.
   * @param drive What moves the head at that time.
   */
  at(lifeMs: number, drive: HeadDrive): number {
    const before = this.#before ?? { lifeMs, drive };
    this.#before = { lifeMs, drive };
    const pendulum = this.#follow(lifeMs, (ms) => {
      const passedMs = lifeMs - before.lifeMs;
      const share = passedMs > 0 ? Math.max(0, (ms - before.lifeMs) / passedMs) : 1;
      return this.#asideAt(ms, between(before.drive, drive, share));
    });
    if (this.#held !== undefined) pendulum.swing = this.#held;
    this.#held = undefined;
    const offset = pendulum.offsetAfter(lifeMs - this.#steppedMs);
    // Saturates: larger displacements grow less.
    return offset / Math.hypot(offset, FULL_SWAY_DEGREES);
  }

  /** Advances the swing to the last sample time not after `lifeMs`. */
  #follow(lifeMs: number, asideAt: (ms: number) => number): Pendulum {
    let pendulum = this.#pendulum;
    if (pendulum === undefined || lifeMs - this.#steppedMs > MEMORY_MS) {
      this.#steppedMs = (Math.floor(lifeMs / STEP_MS) - MEMORY_MS / STEP_MS) * STEP_MS;
      this.#at = asideAt(this.#steppedMs);
      const speed = (this.#at - asideAt(this.#steppedMs - STEP_MS)) / STEP_MS;
      this.#pendulum = pendulum = new Pendulum(speed);
    }
    while (this.#steppedMs + STEP_MS <= lifeMs) {
      this.#steppedMs += STEP_MS;
      const at = asideAt(this.#steppedMs);
      pendulum.advance(STEP_MS, (at - this.#at) / STEP_MS);
      this.#at = at;
    }
    return pendulum;
  }

  #asideAt(lifeMs: number, { doing, gain, aside }: HeadDrive): number {
    return gain * sideways(this.#life.headAt(lifeMs, doing)) + aside;
  }
}

function between(a: HeadDrive, b: HeadDrive, share: number): HeadDrive {
  if (share >= 1) return b;
  const mix = (from: number, to: number) => from + (to - from) * share;
  return {
    doing: {
      idle: mix(a.doing.idle, b.doing.idle),
      thinking: mix(a.doing.thinking, b.doing.thinking),
      speaking: mix(a.doing.speaking, b.doing.speaking),
    },
    gain: mix(a.gain, b.gain),
    aside: mix(a.aside, b.aside),
  };
}
