/**
 * Shows the human in step with its voice: pictures or poses, slaved to the audio's clock by skipping and repeating.
 *
 * @module
 */
import { type Display, pageDisplay } from "./display.ts";
import type { EventOf } from "../net/events.ts";
import { FrameQueue, type Timed } from "./frame_queue.ts";
import { closePicture, decodePicture, drawPicture, type Picture } from "./picture.ts";
import type { MediaPosition } from "../sound/player.ts";
import { type PaintTiming, PoseMotion, type PoseWeights, type TimedPose } from "./pose_motion.ts";

export type { Display, PaintTiming, PoseWeights };

/** Options of a renderer. */
export interface RendererOptions {
  /** The canvas; the renderer needs its 2d context. */
  readonly canvas: HTMLCanvasElement;
  /** What is heard right now, e.g. `() => player.position()`. */
  readonly position: () => MediaPosition | null;
  /** Draws a pose on the canvas; without it, poses are ignored. */
  readonly paintPose?: (pose: PoseWeights, canvas: HTMLCanvasElement) => void;
  /** How long poses take that `paintPose` draws on another thread. Default: it draws at once. */
  readonly paintTiming?: () => PaintTiming | undefined;
  /** Called for each picture, when it is shown. */
  readonly onShown?: (shown: ShownFrame) => void;
  /** Default: the page's display. */
  readonly display?: Display;
}

/** A picture that was shown. */
export interface ShownFrame {
  /** Its turn's epoch. */
  readonly turn: number;
  /** Its number in the turn: 0, 1, 2 … */
  readonly frameIndex: number;
  /** What was heard when it was shown, ms. */
  readonly positionMs: number;
  /** Lead (positive) or lag (negative) of the picture relative to the voice, ms. */
  readonly driftMs: number;
}

/** Statistics so far. */
export interface RendererStats {
  /** Pictures that were shown. */
  shown: number;
  /** Arrived too late to be shown. */
  skipped: number;
  /** Could not be decoded or stored. */
  failed: number;
  /** Not sent by the service because the client was slow. */
  dropped: number;
}

interface Item extends Timed {
  readonly event: EventOf<"video_frame"> | EventOf<"pose">;
  ready: boolean;
  picture: Picture | null;
  decoding: boolean;
}

/** Half a refresh at 60 Hz: a picture shown this early is closer to its time than one refresh later. */
const TOLERANCE_MS = 8;
/** Approximate size of a pose with about fifty weights. */
const POSE_BYTES = 2000;
/** Number of pictures decoded ahead. */
const DECODE_AHEAD = 12;
/** Buffering of idle pictures, for an even frame rate. */
const IDLE_DELAY_MS = 80;
/** Idle pictures that are this late or early restart their clock. */
const IDLE_LATE_MS = 300;
const IDLE_EARLY_MS = 2000;

/**
 * Draws a session's pictures on a canvas.
 *
 * @example
 * ```ts ignore
 * import { Renderer } from "@tth/tth/client";
 *
 * using renderer = new Renderer({ canvas, position: () => player.position() });
 * session.listen((event) => {
 *   if (event.type === "video_frame") renderer.push(event);
 * });
 * ```
 */
export class Renderer implements Disposable {
  /** Statistics so far, in pictures. */
  readonly stats: RendererStats = { shown: 0, skipped: 0, failed: 0, dropped: 0 };
  readonly #options: RendererOptions;
  readonly #pen: CanvasRenderingContext2D;
  readonly #display: Display;
  readonly #motion: PoseMotion;
  readonly #speech = new FrameQueue<Item>();
  readonly #idle = new FrameQueue<Item>();
  /** The display's time at the idle pictures' media time 0. */
  #idleStartMs: number | null = null;
  #idleLastMs = 0;
  /** The next idle picture is shown as soon as it is ready: it is the first, or closes a mouth that was cut off. */
  #hurries = true;
  #cancelRefresh: (() => void) | null = null;
  #disposed = false;

  /**
   * Shows nothing yet.
   *
   * @throws {TypeError} When the canvas has a context of another kind.
   */
  constructor(options: RendererOptions) {
    this.#options = options;
    const pen = options.canvas.getContext("2d");
    if (!pen) {
      throw new TypeError("Cannot draw as the canvas has no 2d context. Give the renderer its own canvas.");
    }
    this.#pen = pen;
    this.#display = options.display ?? pageDisplay;
    this.#motion = new PoseMotion(
      (pose) => options.paintPose?.(pose, options.canvas),
      () => this.#display.now(),
      () => options.paintTiming?.()?.drawMs ?? 0,
    );
  }

  /** Adds a picture or pose event. */
  push(event: EventOf<"video_frame"> | EventOf<"pose">): void {
    if (this.#disposed) return;
    this.stats.dropped += event.dropped_frames ?? 0;
    const isPose = event.type === "pose";
    const item: Item = {
      turn: event.turn,
      timestampMs: event.timestamp_ms,
      bytes: isPose ? POSE_BYTES : event.data.length,
      event,
      ready: isPose,
      picture: null,
      decoding: false,
    };
    if (event.idle) this.#setIdleClock(item.timestampMs);
    // The service draws a turn's pictures again when the feeling changes at once.
    else this.#discard(this.#speech.takeReplaced(item.turn, item.timestampMs));
    if (!(event.idle ? this.#idle : this.#speech).push(item)) this.stats.failed++;
    this.#schedule();
  }

  /** Draws the last pose again, for a canvas whose size has changed. Returns whether there was one. */
  redraw(): boolean {
    return this.#motion.redraw();
  }

  /** Drops the queued pictures of turns. The current one stays, but its mouth closes if it is a pose. */
  flush(): void {
    this.#discard(this.#speech.clear());
    this.#motion.hush();
    this.#hurries = true;
    this.#schedule();
  }

  /** Stops showing pictures, and releases the queued ones. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#cancelRefresh?.();
    this.#discard([...this.#speech.clear(), ...this.#idle.clear()]);
  }

  #setIdleClock(timestampMs: number): void {
    const dueMs = this.#display.now() + (this.#hurries ? 0 : IDLE_DELAY_MS) - timestampMs;
    this.#hurries = false;
    const lateMs = this.#idleStartMs === null ? Infinity : dueMs - this.#idleStartMs;
    const isOff = lateMs > IDLE_LATE_MS || lateMs < -IDLE_EARLY_MS;
    if (timestampMs < this.#idleLastMs || isOff) this.#idleStartMs = dueMs;
    this.#idleLastMs = timestampMs;
  }

  #schedule(): void {
    this.#decodeAhead(this.#speech);
    this.#decodeAhead(this.#idle);
    // A hidden page gets no refreshes; it advances as pictures arrive.
    if (this.#display.hidden) this.#refresh(this.#display.now());
    this.#cancelRefresh ??= this.#display.onRefresh((now) => {
      this.#cancelRefresh = null;
      this.#refresh(now);
      if (this.#speech.length + this.#idle.length > 0 || this.#motion.hushing) this.#schedule();
    });
  }

  #refresh(now: number): void {
    const heard = this.#options.position();
    // A pose that another thread draws is seen later: it is chosen for what is heard then.
    const delayMs = this.#options.paintTiming?.()?.delayMs ?? 0;
    const position = heard && (heard.playing ? { ...heard, positionMs: heard.positionMs + delayMs } : heard);
    if (position && this.#showSpeech(position)) return;
    if (!this.#showIdle(now, position)) this.#motion.close();
  }

  /** Returns whether the turn owns the canvas. */
  #showSpeech(position: MediaPosition): boolean {
    const { due, skipped } = this.#speech.takeDue(position.turn, position.positionMs, TOLERANCE_MS);
    this.stats.skipped += skipped.length;
    this.#discard(skipped);
    if (due) {
      this.#discard(this.#idle.clear());
      this.#show(due);
      this.stats.shown++;
      const { turn, frame_index: frameIndex } = due.event;
      const driftMs = due.timestampMs - position.positionMs;
      this.#options.onShown?.({ turn, frameIndex, positionMs: position.positionMs, driftMs });
    }
    return due !== null || this.#blend(this.#speech, position.turn, position.positionMs);
  }

  /** Returns whether there was something to show. */
  #showIdle(now: number, position: MediaPosition | null): boolean {
    if (this.#idleStartMs === null || position?.playing) return false;
    const last = this.#idle.head(Infinity).at(-1);
    if (!last) return false;
    const positionMs = now - this.#idleStartMs;
    const { due, skipped } = this.#idle.takeDue(last.turn, positionMs, TOLERANCE_MS);
    this.#discard(skipped);
    if (due) this.#show(due);
    return due !== null || this.#blend(this.#idle, last.turn, positionMs);
  }

  #show(item: Item): void {
    const pose = poseOf(item);
    if (pose) return this.#motion.show(pose);
    if (item.picture) drawPicture(this.#options.canvas, this.#pen, item.picture);
    closePicture(item.picture);
  }

  /** Between two poses the face moves at the display's refresh rate. Returns whether there was something to blend. */
  #blend(queue: FrameQueue<Item>, turn: number, positionMs: number): boolean {
    const next = poseOf(queue.head(1)[0]);
    return next !== null && next.turn === turn && this.#motion.blend(next, positionMs);
  }

  #decodeAhead(queue: FrameQueue<Item>): void {
    for (const item of queue.head(DECODE_AHEAD)) {
      if (item.event.type === "pose" || item.decoding) continue;
      item.decoding = true;
      decodePicture(item.event).then(
        (picture) => this.#onDecoded(queue, item, picture),
        () => this.#onUndecodable(queue, item),
      );
    }
  }

  #onDecoded(queue: FrameQueue<Item>, item: Item, picture: Picture): void {
    // It may have been flushed while it was decoded.
    if (this.#disposed || !queue.has(item)) return closePicture(picture);
    item.picture = picture;
    item.ready = true;
  }

  #onUndecodable(queue: FrameQueue<Item>, item: Item): void {
    this.stats.failed++;
    queue.remove(item);
  }

  #discard(items: readonly Item[]): void {
    for (const item of items) closePicture(item.picture);
  }
}

function poseOf(item: Item | undefined): TimedPose | null {
  if (item?.event.type !== "pose") return null;
  const { turn, timestampMs, event: { pose: weights, idle = false } } = item;
  return { turn, timestampMs, idle, weights };
}
