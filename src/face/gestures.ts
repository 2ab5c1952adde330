/**
 * Gestures of head and face: single movements of about a second that return to what was before.
 *
 * @module
 */
import type { Gesture, LookDirection } from "../contract/parts.ts";
import { addPose, type FacePose, type PoseFragment } from "../contract/pose.ts";
import { chance } from "../contract/random.ts";
import { smoothStep } from "./spring.ts";

/** A gesture that has begun. */
interface Running {
  readonly gesture: Gesture;
  readonly startMs: number;
  /** The side of a movement that has one: -1 or 1. */
  readonly side: number;
}

/** When eyes and head have turned, when a look begins to return, and when it has returned, in ms. Eyes jump. */
const LOOK_MS = { eyes: 80, head: 310, held: 950, back: 1250 } as const;
const WINK_MS = { closed: 110, held: 270, open: 430 } as const;
const TILT_MS = { there: 300, held: 900, back: 1400 } as const;
const SHRUG_MS = { up: 260, held: 620, down: 1050 } as const;
/** Every gesture has ended after this time, in ms. */
const LONGEST_MS = 1400;

/** Degrees of a look's turn, and of its rise. */
const LOOK_YAW = 9;
const LOOK_PITCH = 6;
const LOOK_EYES = 0.8;

/** Where the eyes go: -1 left or down .. 1 right or up. */
const TOWARD: Readonly<Record<Exclude<LookDirection, "away">, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0.12, 0.85],
  down: [0.08, -0.85],
  up_left: [-0.75, 0.65],
  up_right: [0.75, 0.65],
  down_left: [-0.75, -0.65],
  down_right: [0.75, -0.65],
  viewer: [0, 0],
};

/** Plays gestures, one over the other if they overlap, in constant memory. */
export class Gestures {
  readonly #seed: number;
  #running: readonly Running[] = [];
  #begun = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Begins a gesture. */
  begin(gesture: Gesture, timeMs: number): void {
    const side = chance(this.#seed, this.#begun++, 61) < 0.5 ? -1 : 1;
    // A gesture that is made again before it has ended starts over.
    const others = this.#running.filter(({ gesture: { name } }) => name !== gesture.name);
    this.#running = [...others, { gesture, startMs: timeMs, side }];
  }

  /**
   * Adds the gestures to a pose, in place.
   *
   * @param pose The pose at that time.
   * @param timeMs Time in ms, as for `begin`; must not decrease between calls.
   * @param gain Share of the movement of the head that is shown.
   */
  apply(pose: FacePose, timeMs: number, gain: number): void {
    if (this.#running.length === 0) return;
    this.#running = this.#running.filter(({ startMs }) => timeMs - startMs < LONGEST_MS);
    for (const { gesture, startMs, side } of this.#running) {
      const sinceMs = timeMs - startMs;
      if (gesture.name === "look") look(pose, gesture.toward, { sinceMs, side, gain });
      else addPose(pose, movement(gesture.name, sinceMs, side, gain));
    }
  }
}

/** What a gesture adds to the pose. */
function movement(name: Exclude<Gesture["name"], "look">, sinceMs: number, side: number, gain: number): PoseFragment {
  switch (name) {
    case "nod":
      return { headPitch: -gain * (9 * bump(sinceMs, 170, 190) + 6 * bump(sinceMs, 600, 210)) };
    case "shake":
      return { headYaw: side * gain * 11 * Math.sin(sinceMs / 400 * 2 * Math.PI) * fade(sinceMs, 1000) };
    case "tilt":
      return { headRoll: side * gain * 9 * hold(sinceMs, TILT_MS.there, TILT_MS.held, TILT_MS.back) };
    case "shrug": {
      const up = hold(sinceMs, SHRUG_MS.up, SHRUG_MS.held, SHRUG_MS.down);
      const brows = { browInnerUp: 0.6 * up, browOuterUpLeft: 0.7 * up, browOuterUpRight: 0.7 * up };
      const mouth = { mouthFrownLeft: 0.45 * up, mouthFrownRight: 0.45 * up, mouthShrugLower: 0.6 * up };
      // The head sinks between the shoulders, which the breath lifts.
      return { ...brows, ...mouth, breath: up, headY: -0.025 * gain * up, headRoll: side * 5 * gain * up };
    }
    case "wink": {
      const shut = hold(sinceMs, WINK_MS.closed, WINK_MS.held, WINK_MS.open);
      const roll = { headRoll: 2.5 * side * gain * shut };
      // Left and right are the person's own: on the right of the picture is the left eye.
      return side > 0
        ? { eyeBlinkLeft: shut, cheekSquintLeft: 0.7 * shut, mouthSmileLeft: 0.45 * shut, ...roll }
        : { eyeBlinkRight: shut, cheekSquintRight: 0.7 * shut, mouthSmileRight: 0.45 * shut, ...roll };
    }
  }
}

/** The eyes go where the gesture says, whatever they did before, and the head follows a little. */
function look(
  pose: FacePose,
  toward: LookDirection,
  { sinceMs, side, gain }: { sinceMs: number; side: number; gain: number },
): void {
  const [x, y] = toward === "away" ? [side, -0.25] : TOWARD[toward];
  const eyes = hold(sinceMs, LOOK_MS.eyes, LOOK_MS.held, LOOK_MS.back);
  const head = hold(sinceMs - 40, LOOK_MS.head, LOOK_MS.held, LOOK_MS.back);
  pose.gazeX += (LOOK_EYES * x - pose.gazeX) * eyes;
  pose.gazeY += (LOOK_EYES * y - pose.gazeY) * eyes;
  pose.headYaw += LOOK_YAW * x * gain * head;
  pose.headPitch += LOOK_PITCH * y * gain * head;
}

/** 0 to 1, held, and back to 0. All in ms. */
function hold(sinceMs: number, thereMs: number, heldMs: number, backMs: number): number {
  return smoothStep(sinceMs / thereMs) * (1 - smoothStep((sinceMs - heldMs) / (backMs - heldMs)));
}

/** A smooth rise and fall around a time, `reachMs` to each side. */
function bump(sinceMs: number, atMs: number, reachMs: number): number {
  const off = Math.abs(sinceMs - atMs) / reachMs;
  return off >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * off);
}

/** 1, then less and less to 0 at `endMs`. */
function fade(sinceMs: number, endMs: number): number {
  return 1 - smoothStep(sinceMs / endMs);
}
