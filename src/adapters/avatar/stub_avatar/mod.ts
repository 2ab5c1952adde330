/**
 * An avatar without dependencies: raw pictures that make audio-video sync visible.
 *
 * @module
 */
import { z } from "zod";
import { setBounded } from "../../../core/bounded_map.ts";
import { VISEME_OPENING } from "../../../contract/visemes.ts";
import {
  AvatarAdapter,
  type AvatarContext,
  type AvatarInput,
  type AvatarPart,
  type Capabilities,
  defineAdapter,
  type Health,
} from "../../../contract/adapter.ts";
import { type AvatarTimeline, drawFrames, type FrameMoment } from "../../kit/frames.ts";
import { TestCard } from "./picture.ts";

/** Raw pictures are large, and made on the event loop: one of this size is less than a megabyte as base64. */
const MAX_SIDE_PX = 480;

const Options = z.strictObject({
  width: z.int().min(16).max(MAX_SIDE_PX).default(256).describe("Default width, in pixels."),
  height: z.int().min(16).max(MAX_SIDE_PX).default(256).describe("Default height, in pixels."),
  fps: z.int().min(1).max(60).default(25).describe("Default frames per second."),
});
type Options = z.output<typeof Options>;

/** How far the jaw drops when a viseme opens the lips fully. */
const JAW_SPAN = 0.8;
/** Ordinary speech has a root mean square of about a sixth of full scale where it is loudest. */
const LEVEL_TO_JAW = 6;
/** Number of sizes whose background is cached. */
const MAX_CARDS = 8;

/** How far the mouth is open: from the visemes if there are any, else from the level. */
function jawOpen(timeline: AvatarTimeline, timeMs: number, level = timeline.levelAt(timeMs)): number {
  if (!timeline.hasVisemes) return Math.min(1, level * LEVEL_TO_JAW);
  return timeline.mouthAt(timeMs).reduce((sum, { id, weight }) => sum + JAW_SPAN * VISEME_OPENING[id] * weight, 0);
}

/** Face parameters of a moment: jaw and, for the emotion, smile or frown. */
function poseOf({ timestampMs }: FrameMoment, timeline: AvatarTimeline): Record<string, number> {
  const { valence } = timeline.control.emotion;
  const smile = Math.max(0, valence);
  const frown = Math.max(0, -valence);
  return {
    jawOpen: jawOpen(timeline, timestampMs),
    mouthSmileLeft: smile,
    mouthSmileRight: smile,
    mouthFrownLeft: frown,
    mouthFrownRight: frown,
  };
}

/** See the module. */
class StubAvatar extends AvatarAdapter {
  override readonly defaults: Options;
  readonly #cards = new Map<string, TestCard>();

  constructor(options: Options) {
    super();
    this.defaults = options;
  }

  override fit(request: { width?: number; height?: number; fps?: number }): Options {
    const { width, height, fps } = { ...this.defaults, ...request };
    return { width: Math.min(width, MAX_SIDE_PX), height: Math.min(height, MAX_SIDE_PX), fps };
  }

  override inferStream(input: ReadableStream<AvatarInput>, context: AvatarContext): ReadableStream<AvatarPart> {
    const { width, height, fps } = context;
    if (context.video === "pose") {
      return drawFrames(input, context, (moment, timeline) => {
        const { frameIndex, timestampMs, audioMs } = moment;
        return { type: "pose", frameIndex, timestampMs, audioMs, pose: poseOf(moment, timeline) };
      });
    }
    const card = this.#cardFor(width, height);
    return drawFrames(input, context, ({ frameIndex, timestampMs, audioMs }, timeline) => {
      const { label: emotion, intensity } = timeline.control.emotion;
      const isSpeaking = context.mode === "turn";
      const level = isSpeaking ? timeline.levelAt(timestampMs) : 0;
      const data = card.paint({
        timeMs: timestampMs,
        level,
        mouthOpen: isSpeaking ? jawOpen(timeline, timestampMs, level) : 0,
        emotion,
        intensity,
        caption: `${emotion} ${isSpeaking ? "" : timeline.state}`.trimEnd().toUpperCase(),
        isBeat: frameIndex % fps === 0,
      });
      return { type: "frame", frameIndex, timestampMs, audioMs, width, height, contentType: "raw_rgb", data };
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "built in" });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["frames", "poses", "idle"],
      lipSync: false,
      controls: { "emotion.label": "approximated", "emotion.intensity": "approximated" },
      formats: ["raw_rgb"],
      offline: true,
    };
  }

  /** Painters are stateless, so sessions share them. */
  #cardFor(width: number, height: number): TestCard {
    const size = `${width}x${height}`;
    return this.#cards.get(size) ?? setBounded(this.#cards, size, new TestCard(width, height), MAX_CARDS);
  }
}

export default defineAdapter({
  kind: "avatar",
  name: "stub_avatar",
  summary: "Raw pictures with a clock, a playhead and a level meter, to make audio-video sync visible",
  options: Options,
  create: (options) => new StubAvatar(options),
});
