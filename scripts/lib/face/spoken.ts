/**
 * Poses of a face that speaks with the configured voice, and how its jaw moves.
 *
 * @module
 */
import { poser } from "../../../src/adapters/avatar/drawn_face/poser.ts";
import { AvatarTimeline, frameTimeMs } from "../../../src/adapters/kit/frames.ts";
import { MediaClock } from "../../../src/alignment/media_clock.ts";
import type { Control } from "../../../src/contract/controls.ts";
import type { EmotionLabel } from "../../../src/contract/emotions.ts";
import type { FacePose } from "../../../src/contract/pose.ts";
import { createLipSync } from "../../../src/lipsync/lip_sync.ts";
import { openConfiguredVoice } from "../voice/configured_voice.ts";

const TEXT =
  "On Tuesday the parcel will be at the counter of the library on the second floor. You can ask for it from " +
  "nine until half past four, and you do not need to bring the card. Far apart, both large barns are open all August.";

/** Seed and age of the face, ms. */
const SEED = 1;
const LIFE_MS = 150;

/** A face that speaks some sentences, as the service would show it. */
export class SpokenFace {
  readonly #timeline: AvatarTimeline;
  readonly #control: Control;

  private constructor(timeline: AvatarTimeline, control: Control) {
    this.#timeline = timeline;
    this.#control = control;
  }

  /**
   * Has the configured voice speak.
   *
   * @throws As `openConfiguredVoice`.
   */
  static async speak(emotion: { readonly label: EmotionLabel; readonly intensity: number }): Promise<SpokenFace> {
    await using voice = await openConfiguredVoice({ control: { emotion } });
    const timeline = new AvatarTimeline(voice.control);
    const lips = createLipSync();
    const clock = new MediaClock({ chunkMs: 80 }, (part) => {
      if (part.type === "word") return;
      if (part.type === "audio") timeline.accept(part);
      for (const viseme of lips.push(part)) timeline.accept(viseme);
    });
    for await (const part of voice.speak(TEXT)) {
      if (part.type === "segment") clock.push({ ...part, charStart: 0 });
      else if (part.type === "audio" || part.type === "phone") clock.push(part);
    }
    clock.flush();
    for (const viseme of lips.flush()) timeline.accept(viseme);
    return new SpokenFace(timeline, voice.control);
  }

  /** The poses of all frames. */
  poses(fps: number): FacePose[] {
    const poseAt = poser({ lifeMs: LIFE_MS, control: this.#control, mode: "turn" }, SEED);
    const frames = Math.ceil(this.#timeline.knownMs * fps / 1000);
    return Array.from({ length: frames }, (_, frameIndex) => {
      const timestampMs = frameTimeMs(frameIndex, fps);
      const moment = { frameIndex, timestampMs, audioMs: timestampMs, lifeMs: LIFE_MS + timestampMs };
      return poseAt(moment, this.#timeline).pose;
    });
  }
}

/** How the jaw moves from picture to picture. */
export interface JawStatistics {
  /** Number of pictures. */
  readonly pictures: number;
  /** The largest change of `jawOpen`. */
  readonly largestStep: number;
  /** Share of the pictures in which it is open by more than 60 % of its range. */
  readonly shareAbove60: number;
}

/** Measures the jaw in a course of poses. */
export function jawStatistics(poses: readonly FacePose[]): JawStatistics {
  const jaws = poses.map(({ jawOpen }) => jawOpen);
  const steps = jaws.slice(1).map((jaw, i) => Math.abs(jaw - (jaws[i] ?? 0)));
  const shareAbove60 = jaws.filter((jaw) => jaw > 0.6).length / jaws.length;
  return { pictures: jaws.length, largestStep: Math.max(...steps), shareAbove60 };
}
