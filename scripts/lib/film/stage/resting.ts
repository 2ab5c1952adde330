/**
 * People of a film who do not speak: they breathe, blink and look at the viewer.
 *
 * @module
 */
import type { Control } from "../../../../src/contract/controls.ts";
import type { FacePose } from "../../../../src/contract/pose.ts";
import { FaceAnimator, SILENCE } from "../../../../src/face/animator.ts";

/** One person at rest. */
export class RestingPerson {
  readonly #animator: FaceAnimator;

  /**
   * @param control What the person feels.
   * @param seed Makes its movements different from others'.
   */
  constructor(control: Control, seed: number) {
    this.#animator = new FaceAnimator({ seed, lifeMs: 0, control, state: "idle" });
  }

  /** Sets what the person feels. */
  set control(control: Control) {
    this.#animator.control = control;
  }

  /** The pose at a time, ms in the film. Times must not decrease. */
  poseAt(timeMs: number): FacePose {
    return this.#animator.poseAt(timeMs, SILENCE);
  }
}
