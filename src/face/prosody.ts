/**
 * How the head and the brows go with the melody of speech: a nod on an accent, raised brows on some of them.
 *
 * @module
 */
import { chance } from "./random.ts";
import { Spring } from "./spring.ts";

/** What speech does to head and brows. */
export interface ProsodyMotion {
  /** Degrees. */
  headPitch: number;
  headYaw: number;
  headRoll: number;
  /** 0..1. */
  browUp: number;
  /** How loud speech is on the whole, 0..1. */
  energy: number;
}

/** An accent: the level rises this far over its mean. */
const ACCENT_RISE = 0.16;
/** Accents come at least this far apart, in ms. */
const ACCENT_GAP_MS = 420;

/** Follows the level of a voice. */
export class Prosody {
  readonly #seed: number;
  readonly #fast = { value: 0 };
  readonly #slow = { value: 0 };
  readonly #nod = new Spring(0);
  readonly #swing = new Spring(0);
  readonly #tilt = new Spring(0);
  readonly #brow = new Spring(0);
  #sinceAccentMs = ACCENT_GAP_MS;
  #accents = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * Lets time pass.
   *
   * @param deltaMs How much, in ms.
   * @param level Loudness of the voice, 0..1.
   */
  advance(deltaMs: number, level: number): ProsodyMotion {
    follow(this.#fast, level, deltaMs, 45);
    follow(this.#slow, level, deltaMs, 650);
    this.#sinceAccentMs += deltaMs;
    if (this.#fast.value - this.#slow.value > ACCENT_RISE && this.#sinceAccentMs >= ACCENT_GAP_MS) this.#accent();
    // An accent is held for a moment, then let go.
    const held = this.#sinceAccentMs < 170;
    if (!held) this.#nod.target = 1.1 * this.#slow.value;
    if (this.#sinceAccentMs > 380) this.#brow.target = 0;
    if (this.#slow.value < 0.05) {
      this.#swing.target = 0;
      this.#tilt.target = 0;
    }
    return {
      headPitch: this.#nod.advance(deltaMs, held ? 240 : 420),
      headYaw: this.#swing.advance(deltaMs, 620),
      headRoll: this.#tilt.advance(deltaMs, 700),
      browUp: this.#brow.advance(deltaMs, 300),
      energy: this.#slow.value,
    };
  }

  #accent(): void {
    const n = this.#accents++;
    const strength = Math.min(1, (this.#fast.value - this.#slow.value) / 0.4);
    this.#sinceAccentMs = 0;
    this.#nod.target = -(1.6 + 2.2 * strength) * (0.7 + 0.6 * chance(this.#seed, n, 1));
    this.#swing.target = (chance(this.#seed, n, 2) * 2 - 1) * 2.6;
    this.#tilt.target = (chance(this.#seed, n, 3) * 2 - 1) * 1.8;
    if (chance(this.#seed, n, 4) < 0.36) this.#brow.target = 0.3 + 0.3 * strength;
  }
}

function follow(state: { value: number }, input: number, deltaMs: number, timeMs: number): void {
  state.value += (input - state.value) * (1 - Math.exp(-deltaMs / timeMs));
}
