/**
 * Spontaneous motion of the face: blinks, gaze shifts, breathing and small head movements.
 *
 * All of it is a pure function of the person's life time and a seed, so one sequence of frames continues where another
 * ended.
 *
 * @module
 */
import { chance } from "../contract/random.ts";
import { smoothStep } from "./spring.ts";

/** An event, with random numbers in [0, 1) that determine its properties. */
interface Happening {
  readonly atMs: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Events whose mark is above the current rate are skipped. */
  readonly mark: number;
}

/** Irregular events, at least `gapMs` and on average `meanMs` apart, generated separately for every time window. */
class Happenings {
  readonly #seed: number;
  readonly #gapMs: number;
  readonly #meanMs: number;
  #window = Number.NaN;
  #list: readonly Happening[] = [];
  #next = 0;
  #recent: readonly Happening[] = [];

  constructor(seed: number, gapMs: number, meanMs: number) {
    this.#seed = seed;
    this.#gapMs = gapMs;
    this.#meanMs = meanMs;
  }

  /** The last few events up to a given time, in order. */
  until(timeMs: number): readonly Happening[] {
    const window = Math.floor(timeMs / WINDOW_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#list = [...this.#fill(window - 1), ...this.#fill(window)];
      this.#next = 0;
      this.#recent = [];
    }
    // Time usually advances in small steps; otherwise start over.
    const last = this.#list[this.#next - 1];
    if (last !== undefined && last.atMs > timeMs) this.#next = 0;
    const before = this.#next;
    while ((this.#list[this.#next]?.atMs ?? Number.POSITIVE_INFINITY) <= timeMs) this.#next++;
    if (this.#next !== before || this.#recent.length === 0) {
      this.#recent = this.#list.slice(Math.max(0, this.#next - REMEMBERED), this.#next);
    }
    return this.#recent;
  }

  #fill(window: number): Happening[] {
    const list: Happening[] = [];
    const start = window * WINDOW_MS;
    let at = start;
    for (let i = 0;; i++) {
      const draw = (k: number) => chance(this.#seed, window, i, k);
      // Exponential waiting after a dead time: many short waits, a few long ones.
      const wait = this.#gapMs - Math.log(1 - draw(0)) * (this.#meanMs - this.#gapMs);
      at += i === 0 ? wait * 0.6 : wait;
      if (at > start + WINDOW_MS - this.#gapMs) return list;
      list.push({ atMs: at, a: draw(1), b: draw(2), c: draw(3), mark: draw(4) });
    }
  }
}

const WINDOW_MS = 12_000;
/** Earlier events have no effect any more. */
const REMEMBERED = 7;

/** The activities as shares that sum to 1. */
export interface Engagement {
  readonly idle: number;
  readonly thinking: number;
  readonly speaking: number;
}

/** Spontaneous motion. Angles in degrees, the rest in the units of a pose. */
export interface LifeMotion {
  blink: number;
  gazeX: number;
  gazeY: number;
  headYaw: number;
  headPitch: number;
  headRoll: number;
  headX: number;
  headY: number;
  breath: number;
}

/** A blink's lids close in 70 ms, stay closed for 40 ms and open in 140 ms. */
const CLOSE_MS = 70;
const SHUT_MS = 40;
const OPEN_MS = 140;

/** How far the lids are closed `sinceMs` after a blink began. */
export function blinkAt(sinceMs: number): number {
  if (sinceMs <= 0 || sinceMs >= CLOSE_MS + SHUT_MS + OPEN_MS) return 0;
  if (sinceMs < CLOSE_MS) return smoothStep(sinceMs / CLOSE_MS);
  if (sinceMs < CLOSE_MS + SHUT_MS) return 1;
  return 1 - smoothStep((sinceMs - CLOSE_MS - SHUT_MS) / OPEN_MS);
}

const SACCADE_MS = 55;
const FOLLOW_MS = 620;
const SHIFT_MS = 780;
const BREATH_MS = 4300;
/** How far the head follows a sideways gaze. */
const FOLLOW_DEGREES = 5.5;
/** Depth of a listener's nod, and how long it takes, in ms. */
const LISTENING_NOD_DEGREES = 3.4;
const NOD_MS = 460;
/** Listeners hold the head at a slight tilt. */
const LISTENING_TILT_DEGREES = 2.4;
/** How long a look away lasts, in ms: at least, and at most this much more. */
const AWAY_MS = 420;
const AWAY_MORE_MS = 800;
/** Shift of the head per degree of spontaneous rotation, in head widths. */
const SHIFT_A_DEGREE = 0.0022;

/** The spontaneous motion of one person. */
export class Life {
  readonly #seed: number;
  readonly #blinks: Happenings;
  readonly #glances: Happenings;
  readonly #shifts: Happenings;
  readonly #nods: Happenings;

  constructor(seed: number) {
    this.#seed = seed;
    // People blink about 15 times a minute at rest and 25 in conversation (Bentivoglio et al. 1997); this generates
    // more, and the current rate selects a share of them. In speech the ends of phrases add a third.
    this.#blinks = new Happenings(seed ^ 0x51, 520, 1500);
    this.#glances = new Happenings(seed ^ 0x52, 380, 1500);
    this.#shifts = new Happenings(seed ^ 0x53, 900, 2000);
    this.#nods = new Happenings(seed ^ 0x54, 3200, 5200);
  }

  /**
   * The spontaneous motion at a given time.
   *
   * @param lifeMs Life time of the person, in ms.
   * @param doing The activities.
   * @param arousal Calm -1 .. excited 1: excited people blink more.
   */
  at(lifeMs: number, doing: Engagement, arousal: number): LifeMotion {
    const gaze = this.#gaze(lifeMs, doing);
    const shift = this.#attitude(lifeMs, doing);
    const breath = this.#breath(lifeMs);
    return {
      blink: this.#blink(lifeMs, doing, arousal),
      gazeX: gaze.x,
      gazeY: gaze.y,
      headYaw: shift.yaw + FOLLOW_DEGREES * gaze.followX,
      headPitch: shift.pitch + 3.5 * gaze.followY + 0.35 * (breath - 0.5) + this.#listeningNod(lifeMs, doing),
      headRoll: shift.roll,
      headX: shift.yaw * SHIFT_A_DEGREE,
      headY: 0.008 * (breath - 0.5),
      breath,
    };
  }

  /** The part of `at` that moves the head sideways. */
  headAt(lifeMs: number, doing: Engagement): Pick<LifeMotion, "headYaw" | "headRoll" | "headX"> {
    const { followX } = this.#gaze(lifeMs, doing);
    const { yaw, roll } = this.#attitude(lifeMs, doing);
    return { headYaw: yaw + FOLLOW_DEGREES * followX, headRoll: roll, headX: yaw * SHIFT_A_DEGREE };
  }

  /** The side to which the head tilts. */
  get #side(): number {
    return chance(this.#seed, 9) < 0.5 ? -1 : 1;
  }

  #blink(lifeMs: number, doing: Engagement, arousal: number): number {
    const share = 0.4 * doing.idle + 0.36 * doing.thinking + 0.44 * doing.speaking + 0.2 * arousal;
    let closed = 0;
    for (const event of this.#blinks.until(lifeMs)) {
      if (event.mark > share) continue;
      const depth = 0.94 + 0.06 * event.a;
      closed = Math.max(closed, depth * blinkAt(lifeMs - event.atMs));
      // One blink in eight is double.
      if (event.b < 0.125) closed = Math.max(closed, depth * blinkAt(lifeMs - event.atMs - 300));
    }
    return closed;
  }

  /** Direction of the gaze, and how far the head has followed it. */
  #gaze(lifeMs: number, doing: Engagement): { x: number; y: number; followX: number; followY: number } {
    let x = 0;
    let y = 0;
    let followX = 0;
    let followY = 0;
    for (const event of this.#glances.until(lifeMs)) {
      const sinceMs = lifeMs - event.atMs;
      const go = (target: { x: number; y: number }, afterMs: number) => {
        const eyes = smoothStep((sinceMs - afterMs) / SACCADE_MS);
        const head = smoothStep((sinceMs - afterMs - 60) / FOLLOW_MS);
        x += (target.x - x) * eyes;
        y += (target.y - y) * eyes;
        followX += (target.x - followX) * head;
        followY += (target.y - followY) * head;
      };
      go(glance(event, doing), 0);
      // Eyes that have left return.
      go(near(event), AWAY_MS + AWAY_MORE_MS * event.c);
    }
    return { x, y, followX, followY };
  }

  /** The attitude of the head: it alternates between moving and holding, as real heads do. */
  #attitude(lifeMs: number, doing: Engagement): { yaw: number; pitch: number; roll: number } {
    const lively = 0.75 * doing.idle + 0.8 * doing.thinking + 1.25 * doing.speaking;
    let yaw = 0;
    let pitch = 0;
    let roll = 0;
    for (const event of this.#shifts.until(lifeMs)) {
      const done = smoothStep((lifeMs - event.atMs) / SHIFT_MS);
      yaw += ((event.a * 2 - 1) * 3.4 - yaw) * done;
      pitch += ((event.b * 2 - 1) * 1.9 - pitch) * done;
      roll += ((event.c * 2 - 1) * 2.1 + 0.2 * yaw - roll) * done;
    }
    return {
      yaw: yaw * lively,
      pitch: pitch * lively + 1.6 * doing.thinking,
      roll: roll * lively + (3 * doing.thinking + LISTENING_TILT_DEGREES * doing.idle) * this.#side,
    };
  }

  /** Listeners nod: small, in ones or twos. */
  #listeningNod(lifeMs: number, { idle }: Engagement): number {
    if (idle === 0) return 0;
    let pitch = 0;
    for (const event of this.#nods.until(lifeMs)) {
      const depth = LISTENING_NOD_DEGREES * (0.6 + 0.6 * event.a);
      const times = event.b < 0.45 ? 2 : 1;
      for (let i = 0; i < times; i++) pitch -= depth * (1 - 0.35 * i) * nodAt(lifeMs - event.atMs - i * NOD_MS * 0.8);
    }
    return pitch * idle;
  }

  #breath(lifeMs: number): number {
    const phase = lifeMs / BREATH_MS + chance(this.#seed, 3) + 0.06 * Math.sin(lifeMs / 7300);
    const t = phase - Math.floor(phase);
    // Inhaling takes two fifths of the time, exhaling the rest.
    return t < 0.4 ? smoothStep(t / 0.4) : 1 - smoothStep((t - 0.4) / 0.6);
  }
}

/** A nod of depth 1, `sinceMs` after it began. */
function nodAt(sinceMs: number): number {
  if (sinceMs <= 0 || sinceMs >= NOD_MS) return 0;
  return 0.5 - 0.5 * Math.cos(2 * Math.PI * sinceMs / NOD_MS);
}

/** A fixation on the viewer's face, from eye to eye to mouth. */
function near(event: Happening): { x: number; y: number } {
  return { x: (event.a * 2 - 1) * 0.1, y: (event.b * 2 - 1) * 0.07 - 0.02 };
}

/** Most fixations stay on the viewer's face; sometimes the eyes look elsewhere. Thought has a gaze beyond this. */
function glance(event: Happening, doing: Engagement): { x: number; y: number } {
  const close = near(event);
  const far = { x: Math.sign(event.a - 0.5) * (0.34 + 0.3 * event.b), y: (event.b * 2 - 1) * 0.22 - 0.06 };
  const away = (share: number) => Math.max(0, Math.min(1, (share - event.mark) * 8));
  const mix = (share: number, from: number, to: number) => from + (to - from) * share;
  // A speaker looks away about a third of the time (Argyle and Cook, "Gaze and Mutual Gaze", 1976).
  const at = (axis: "x" | "y") =>
    doing.idle * mix(away(0.2), close[axis], far[axis]) + doing.speaking * mix(away(0.45), close[axis], far[axis]) +
    doing.thinking * close[axis];
  return { x: at("x"), y: at("y") };
}
