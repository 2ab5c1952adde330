/**
 * The drawn face as an avatar: it gives poses to clients that draw, and pictures from its drawing threads.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { LOOK_AHEAD_MS } from "../../../lipsync/from_audio.ts";
import { messageOf, ProviderError } from "../../../contract/errors.ts";
import { DEFAULT_LOOK, type LookDesigns } from "../../../contract/persona/look_design.ts";
import type { Persona } from "../../../contract/controls.ts";
import { WorkerPool } from "../../../core/workers/pool.ts";
import { LOOKS } from "../../../face/looks/built_in.ts";
import { lookIds } from "../../../face/looks/design.ts";
import { packPose } from "../../../contract/pose.ts";
import {
  type AdapterHost,
  AvatarAdapter,
  type AvatarContext,
  type AvatarInput,
  type AvatarPart,
  type Capabilities,
  type Health,
} from "../../../contract/adapter.ts";
import { type AvatarTimeline, drawFrames, type FrameMoment } from "../../kit/frames.ts";
import { isSlow } from "./frame.ts";
import { MAX_FPS, MAX_SIDE_PX, MAX_WORKERS, MIN_FPS, MIN_SIDE_PX, type Options } from "./options.ts";
import { type HeldPose, poser } from "./poser.ts";
import {
  type DrawingSetup,
  type DrawingTask,
  type EncodedPicture,
  flattenPose,
  type PictureFormat,
} from "./protocol.ts";

/** A thread that has not drawn a picture after this time is abandoned, in ms. */
const PICTURE_DEADLINE_MS = 5_000;

/** Looks that a thread paints ahead: so few that the smallest cache holds them beside the default. */
const MAX_AHEAD = 4;

/** Pictures that may wait for a thread: more than all sessions of a process request at a time, one each. */
const MAX_QUEUED = 4096;

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

/** See the module. */
export class FaceAvatar extends AvatarAdapter {
  override readonly defaults: { readonly width: number; readonly height: number; readonly fps: number };
  override readonly drawingCores: number;
  readonly #name: string;
  readonly #options: Options;
  readonly #looks: LookDesigns;
  readonly #log: Logger;
  readonly #pool: WorkerPool<DrawingSetup, DrawingTask, EncodedPicture>;
  #unable: string | undefined;

  constructor(options: Options, host: AdapterHost) {
    super();
    const { name, clock, log, looks = {}, cores = navigator.hardwareConcurrency } = host;
    const { width, height, fps, workers } = options;
    this.defaults = { width, height, fps };
    this.drawingCores = workers || Math.min(cores, MAX_WORKERS);
    this.#name = name;
    this.#options = options;
    this.#looks = looks;
    this.#log = log;
    this.#pool = new WorkerPool({
      provider: name,
      program: new URL("./worker.ts", import.meta.url),
      setup: { memoryBytes: options.cache_mb * 1024 * 1024, looks, ahead: this.#ahead() },
      workers: this.drawingCores,
      maxQueued: MAX_QUEUED,
      deadlineMs: PICTURE_DEADLINE_MS,
      clock,
      onLost: ({ message }) => log.warn("a drawing thread was replaced: {reason}", { reason: message }),
    });
  }

  override async warmup(): Promise<void> {
    if (!this.#options.pictures) return;
    const { width, height } = this.defaults;
    try {
      await this.#pool.start({ format: this.#format({ look: DEFAULT_LOOK }, width, height) });
      const tools = this.#pool.info;
      if (this.#options.content_type === "jpeg" && tools !== undefined && isSlow(tools)) {
        this.#log.warn("pictures take three to four times as long as necessary: {tools}", { tools });
      }
    } catch (error) {
      // Poses need no canvas, so the adapter remains usable. Pictures too, if the next threads do better.
      this.#noteUnable(error);
      if (this.#draws && !isClosing(error)) {
        const reason = messageOf(error);
        this.#log.warn("the drawing of pictures did not warm up, the first may be late: {reason}", { reason });
      }
    }
  }

  override fit(request: { width?: number; height?: number; fps?: number }): {
    width: number;
    height: number;
    fps: number;
  } {
    const { width, height, fps } = { ...this.defaults, ...request };
    return {
      width: clamp(width, MIN_SIDE_PX, MAX_SIDE_PX),
      height: clamp(height, MIN_SIDE_PX, MAX_SIDE_PX),
      fps: clamp(fps, MIN_FPS, MAX_FPS),
    };
  }

  override inferStream(input: ReadableStream<AvatarInput>, context: AvatarContext): ReadableStream<AvatarPart> {
    const poseAt = poser(context, this.#options.seed ?? context.seed);
    if (context.video === "pose") {
      return drawFrames(input, context, (moment, timeline) => {
        const { frameIndex, timestampMs, audioMs } = moment;
        const { pose, bearing } = poseAt(moment, timeline);
        return { type: "pose", frameIndex, timestampMs, audioMs, bearing, pose: packPose(pose) };
      }, { lookAheadMs: LOOK_AHEAD_MS });
    }
    return this.#frames(input, context, poseAt);
  }

  #frames(
    input: ReadableStream<AvatarInput>,
    context: AvatarContext,
    poseAt: (moment: FrameMoment, timeline: AvatarTimeline) => HeldPose,
  ): ReadableStream<AvatarPart> {
    const { width, height, signal, persona } = context;
    const format = this.#format(persona, width, height);
    const { contentType } = format;
    // A stream stays on one thread, because that thread has its look cached. Its work grows with its pixels.
    const lease = this.#pool.lease(Math.ceil(context.fps * width * height));
    return drawFrames(input, context, async (moment, timeline) => {
      const { frameIndex, timestampMs, audioMs } = moment;
      if (!this.#draws) throw cannotDraw(this.#name, this.#unable ?? `adapters.${this.#name}.pictures is false`);
      const { pose, bearing } = poseAt(moment, timeline);
      const data = await lease.ask({ format, pose: flattenPose(pose) }, { signal }).catch((error) => {
        if (signal.aborted) throw error;
        this.#noteUnable(error);
        throw cannotDraw(this.#name, error);
      });
      return { type: "frame", frameIndex, timestampMs, audioMs, bearing, width, height, contentType, data };
    }, { lookAheadMs: LOOK_AHEAD_MS, held: lease });
  }

  override health(): Promise<Health> {
    if (!this.#options.pictures) return Promise.resolve({ healthy: true, latencyMs: 0, detail: "poses only" });
    if (this.#unable !== undefined) {
      const detail = `no pictures, poses only: the canvas addon does not load here (${this.#unable})`;
      return Promise.resolve({ healthy: false, latencyMs: null, detail });
    }
    const { running, info } = this.#pool;
    const how = info === undefined ? "not started yet" : `pictures ${info}`;
    const detail = `${running} drawing thread(s), ${how}`;
    return Promise.resolve({ healthy: true, latencyMs: 0, detail });
  }

  override capabilities(): Capabilities {
    return {
      streams: this.#draws ? ["frames", "poses", "idle"] : ["poses", "idle"],
      controls: {
        "emotion.label": "native",
        "emotion.intensity": "native",
        "emotion.valence": "native",
        "emotion.arousal": "native",
        "character.persona_id": "native",
        "character.expressivity": "native",
        "character.motion_gain": "native",
      },
      formats: this.#options.content_type === "jpeg" ? ["jpeg", "webp"] : [this.#options.content_type],
      variants: lookIds(this.#looks),
      offline: true,
    };
  }

  override close(): Promise<void> {
    this.#pool[Symbol.dispose]();
    return Promise.resolve();
  }

  /** Notes that pictures cannot be drawn on this machine, if that is what an error says; health reports it. */
  #noteUnable(error: unknown): void {
    if (error instanceof ProviderError && error.code === "worker_unable") this.#unable = error.message;
  }

  get #draws(): boolean {
    return this.#options.pictures && this.#unable === undefined;
  }

  #lookOf(wanted: string | undefined): string {
    if (this.#options.look !== undefined) return this.#options.look;
    // A persona may name another avatar's look.
    return wanted !== undefined && lookIds(this.#looks).includes(wanted) ? wanted : DEFAULT_LOOK;
  }

  /** All looks as a sketch for all larger square sizes, which is quick; the other looks at the default size. */
  #ahead(): PictureFormat[] {
    if (!this.#options.pictures || this.#options.look !== undefined) return [];
    const others = [...Object.keys(this.#looks), ...Object.keys(LOOKS)].filter((look) => look !== DEFAULT_LOOK);
    const { width, height } = this.defaults;
    const looks = others.slice(0, MAX_AHEAD);
    return [
      ...[DEFAULT_LOOK, ...looks].map((look) => this.#format({ look }, MAX_SIDE_PX, MAX_SIDE_PX)),
      ...looks.map((look) => this.#format({ look }, width, height)),
    ];
  }

  #format({ look: wanted, background }: Partial<Persona>, width: number, height: number): PictureFormat {
    const { content_type, quality } = this.#options;
    const look = this.#lookOf(wanted);
    const behind = background ?? this.#looks[look]?.background;
    // JPEG has no transparency.
    const contentType = behind?.transparent && content_type === "jpeg" ? "webp" : content_type;
    return { look, background, width, height, contentType, quality };
  }
}

function isClosing(error: unknown): boolean {
  return error instanceof ProviderError && error.code === "pool_closed";
}

function cannotDraw(provider: string, cause: unknown): ProviderError {
  const message = `Cannot draw the face: ${messageOf(cause)}. Ask for video mode "pose", or see /v1/health`;
  const retryable = cause instanceof ProviderError && cause.retryable;
  return new ProviderError(message, { code: "drawing_failed", provider, retryable, cause });
}
