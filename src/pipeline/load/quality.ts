/**
 * The step of the quality ladder on which all sessions stand.
 *
 * @module
 */
import type { Unsequenced } from "../../contract/protocol/messages.ts";
import { STEPS, type VideoFormat } from "./ladder.ts";

/** The current step. The governor moves it, sessions follow. */
export class Quality {
  readonly #listeners = new Set<() => void>();
  #step = 0;

  /** The step's index in {@linkcode STEPS}. */
  get step(): number {
    return this.#step;
  }

  /** Moves to a step, and notifies the followers. */
  set step(step: number) {
    const bounded = Math.min(Math.max(0, step), STEPS.length - 1);
    if (bounded === this.#step) return;
    this.#step = bounded;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each move, until `signal` aborts. */
  follow(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  /**
   * Tells a session's client of each change of its video.
   *
   * @param video What the session shows now; absent: nothing at any step.
   * @param signal Aborts when the session ends.
   * @param post Sends the event.
   */
  tell(
    video: { readonly shown: VideoFormat | undefined } | undefined,
    signal: AbortSignal,
    post: (event: Unsequenced) => void,
  ): void {
    if (video === undefined) return;
    let told = video.shown;
    this.follow(() => {
      const { shown } = video;
      if (isSame(told, shown)) return;
      told = shown;
      post({ type: "video_changed", video: shown ?? null, reason: this.#step === 0 ? "restored" : "load" });
    }, signal);
  }
}

function isSame(a: VideoFormat | undefined, b: VideoFormat | undefined): boolean {
  return a?.mode === b?.mode && a?.fps === b?.fps && a?.width === b?.width && a?.height === b?.height;
}
