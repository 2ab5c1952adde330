/**
 * Moves head, shoulders, brows and gaze with speech: a new attitude with each phrase, which mostly begins with a look at
 * the listener, a nod on each accent, raised brows on some of them.
 *
 * @module
 */
import { chance } from "../contract/random.ts";
import { Spring } from "./spring.ts";

/** How speech has moved head, brows and gaze. */
export interface PhraseAttitude {
  /** Degrees. */
  readonly headPitch: number;
  readonly headYaw: number;
  readonly headRoll: number;
  /** In widths of the head. */
  readonly headX: number;
  readonly headY: number;
  /** 0..1. */
  readonly browUp: number;
  /** How firmly the eyes are on the listener, 0..1. */
  readonly attention: number;
  /** Phrases so far. */
  readonly phrases: number;
}

/** Effect of speech on head, brows and gaze. */
export interface PhraseMotion extends PhraseAttitude {
  /** Average loudness of speech, 0..1. */
  readonly energy: number;
}

/** An accent: the level rises this far over its mean. */
const ACCENT_RISE = 0.16;
/** Accents come at least this far apart, in ms. */
const ACCENT_GAP_MS = 420;

/** The pause that ends a phrase, and the maximum length of a phrase, in ms. */
const PAUSE_MS = 180;
const PHRASE_MS = 2600;
/** Level below which a voice pauses. */
const PAUSE_LEVEL = 0.06;
/** Time in which the head takes a new attitude, in ms. */
const ATTITUDE_MS = 900;
/** Most phrases begin with a look at the listener: for how long, in ms, at least and at most this much more. */
const LOOK_SHARE = 0.85;
const LOOK_MS = 1000;
const LOOK_MORE_MS = 900;
/** Time in which the eyes get there, in ms. */
const SACCADE_MS = 110;
/** Maximum deviation of a new attitude: degrees, and head widths. */
const ATTITUDE = { yaw: 7.5, roll: 3.6, pitch: 2.2, x: 0.055, y: 0.02 } as const;

/** Follows the level of a voice. */
export class PhraseFollower {
  readonly #seed: number;
  readonly #fast = { value: 0 };
  readonly #slow = { value: 0 };
  readonly #nod = new Spring(0);
  readonly #swing = new Spring(0);
  readonly #tilt = new Spring(0);
  readonly #brow = new Spring(0);
  readonly #eyes = new Spring(0);
  readonly #yaw = new Spring(0);
  readonly #roll = new Spring(0);
  readonly #pitch = new Spring(0);
  readonly #x = new Spring(0);
  readonly #y = new Spring(0);
  #silentMs = PAUSE_MS;
  #phraseMs = 0;
  #lookMs = 0;
  #phrases = 0;
  #sinceAccentMs = ACCENT_GAP_MS;
  #accents = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Sets where the head is, however it came there; it goes on from there. */
  hold({ phrases = this.#phrases, ...at }: Partial<PhraseAttitude>): void {
    this.#phrases = phrases;
    for (const accent of [this.#nod, this.#swing, this.#tilt]) accent.value = 0;
    this.#pitch.value = at.headPitch ?? 0;
    this.#yaw.value = at.headYaw ?? 0;
    this.#roll.value = at.headRoll ?? 0;
    this.#x.value = at.headX ?? 0;
    this.#y.value = at.headY ?? 0;
    this.#brow.value = at.browUp ?? 0;
    this.#eyes.value = at.attention ?? 0;
  }

  /**
   * Advances time.
   *
   * @param deltaMs Elapsed time in ms.
   * @param level Loudness of the voice, 0..1.
   */
  advance(deltaMs: number, level: number): PhraseMotion {
    follow(this.#fast, level, deltaMs, 45);
    follow(this.#slow, level, deltaMs, 650);
    this.#sinceAccentMs += deltaMs;
    if (this.#fast.value - this.#slow.value > ACCENT_RISE && this.#sinceAccentMs >= ACCENT_GAP_MS) this.#accent();
    this.#followPhrases(deltaMs);
    // An accent is held briefly, then released.
    const held = this.#sinceAccentMs < 170;
    if (!held) this.#nod.target = 1.1 * this.#slow.value;
    if (this.#sinceAccentMs > 380) this.#brow.target = 0;
    if (this.#slow.value < 0.05) {
      this.#swing.target = 0;
      this.#tilt.target = 0;
    }
    return {
      headPitch: this.#nod.advance(deltaMs, held ? 240 : 420) + this.#pitch.advance(deltaMs, ATTITUDE_MS),
      headYaw: this.#swing.advance(deltaMs, 620) + this.#yaw.advance(deltaMs, ATTITUDE_MS),
      headRoll: this.#tilt.advance(deltaMs, 700) + this.#roll.advance(deltaMs, ATTITUDE_MS),
      headX: this.#x.advance(deltaMs, ATTITUDE_MS),
      headY: this.#y.advance(deltaMs, ATTITUDE_MS),
      browUp: this.#brow.advance(deltaMs, 300),
      attention: this.#eyes.advance(deltaMs, SACCADE_MS),
      phrases: this.#phrases,
      energy: this.#slow.value,
    };
  }

  /** With each phrase the head moves to a different side; in silence it returns. */
  #followPhrases(deltaMs: number): void {
    const silent = this.#fast.value < PAUSE_LEVEL;
    const paused = this.#silentMs >= PAUSE_MS;
    this.#silentMs = silent ? this.#silentMs + deltaMs : 0;
    this.#phraseMs += deltaMs;
    if (!silent && (paused || this.#phraseMs > PHRASE_MS)) this.#takeAttitude(paused);
    this.#eyes.target = this.#phraseMs < this.#lookMs ? 1 : 0;
    if (this.#silentMs > 2 * PAUSE_MS) {
      for (const spring of [this.#yaw, this.#roll, this.#pitch, this.#x, this.#y]) spring.target *= 0.9;
    }
  }

  #takeAttitude(paused: boolean): void {
    const n = this.#phrases++;
    const side = (n % 2 === 0 ? 1 : -1) * (chance(this.#seed, 31) < 0.5 ? 1 : -1);
    const far = (k: number) => 0.35 + 0.65 * chance(this.#seed, n, k);
    this.#phraseMs = 0;
    const looks = paused && chance(this.#seed, n, 16) < LOOK_SHARE;
    this.#lookMs = looks ? LOOK_MS + LOOK_MORE_MS * chance(this.#seed, n, 17) : 0;
    this.#yaw.target = side * ATTITUDE.yaw * far(11);
    this.#x.target = side * ATTITUDE.x * far(12);
    this.#roll.target = (chance(this.#seed, n, 13) * 2 - 1) * ATTITUDE.roll;
    this.#pitch.target = (chance(this.#seed, n, 14) * 2 - 1) * ATTITUDE.pitch;
    this.#y.target = (chance(this.#seed, n, 15) * 2 - 1.3) * ATTITUDE.y;
  }

  #accent(): void {
    const n = this.#accents++;
    const strength = Math.min(1, (this.#fast.value - this.#slow.value) / 0.4);
    this.#sinceAccentMs = 0;
    this.#nod.target = -(2.2 + 3 * strength) * (0.7 + 0.6 * chance(this.#seed, n, 1));
    this.#swing.target = (chance(this.#seed, n, 2) * 2 - 1) * 2.6;
    this.#tilt.target = (chance(this.#seed, n, 3) * 2 - 1) * 1.8;
    if (chance(this.#seed, n, 4) < 0.5) this.#brow.target = 0.35 + 0.4 * strength;
  }
}

function follow(state: { value: number }, input: number, deltaMs: number, timeMs: number): void {
  state.value += (input - state.value) * (1 - Math.exp(-deltaMs / timeMs));
}
