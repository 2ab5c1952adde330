/**
 * Shows the human in step with its voice: pictures or poses, slaved to the audio's clock by skipping and repeating.
 *
 * @module
 */
import { FrameQueue, type Timed } from "./frame_queue.ts";
import { closePicture, decodePicture, drawPicture, type Picture } from "./picture.ts";
import type { MediaPosition } from "./player.ts";
import type { EventOf } from "./session.ts";

/** The weights of a pose by name. */
export type PoseWeights = Readonly<Record<string, number>>;

/** How to show. */
export interface RendererOptions {
  readonly canvas: HTMLCanvasElement;
  /** What is heard right now, e.g. `() => player.position()`. */
  readonly position: () => MediaPosition | null;
  /** Draws a pose on the canvas; without it, poses are ignored. */
  readonly paintPose?: (pose: PoseWeights, canvas: HTMLCanvasElement) => void;
  /** Called for each picture, when it is shown. */
  readonly onShown?: (shown: ShownFrame) => void;
}

/** A picture that was shown. */
export interface ShownFrame {
  readonly turn: number;
  readonly frameIndex: number;
  /** What was heard when it was shown, ms. */
  readonly positionMs: number;
  /** Picture before (positive) or behind (negative) the voice, ms. */
  readonly driftMs: number;
}

/** What happened so far. */
export interface RendererStats {
  shown: number;
  /** Came, but too late to be shown. */
  skipped: number;
  /** Could not be decoded, or not be held. */
  failed: number;
  /** Not sent by the service because this end was slow. */
  dropped: number;
}

interface Item extends Timed {
  readonly event: EventOf<"video_frame"> | EventOf<"pose">;
  ready: boolean;
  picture: Picture | null;
  decoding: boolean;
}

interface ShownPose {
  readonly turn: number;
  readonly timestampMs: number;
  readonly weights: PoseWeights;
  readonly idle: boolean;
}

/** Half a refresh at 60 Hz: showing a picture this early is nearer to its time than one refresh later. */
const TOLERANCE_MS = 8;
/** About what a pose of some fifty weights takes. */
const POSE_BYTES = 2000;
/** Where a pose takes longer than this to draw, ms, none is drawn between two that came. */
const BLEND_BUDGET_MS = 6;
/** From speech to idle life and back, a face goes in this time, ms, rather than jump. */
const EASE_MS = 120;
/** Pictures that are decoded ahead. */
const DECODE_AHEAD = 12;
/** Idle pictures wait this long, so that they come evenly. */
const IDLE_DELAY_MS = 80;
/** Idle pictures that are this far off begin their clock anew. */
const IDLE_OFF_MS = 300;

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
  readonly stats: RendererStats = { shown: 0, skipped: 0, failed: 0, dropped: 0 };
  readonly #options: RendererOptions;
  readonly #pen: CanvasRenderingContext2D;
  readonly #speech = new FrameQueue<Item>();
  readonly #idle = new FrameQueue<Item>();
  /** `performance.now()` of the idle pictures' media time 0. */
  #idleStartMs: number | null = null;
  #idleLastMs = 0;
  #pose: ShownPose | null = null;
  #painted: PoseWeights | null = null;
  #paintMs = 0;
  #ease: { readonly from: PoseWeights; readonly startMs: number } | null = null;
  #request: number | null = null;
  #disposed = false;

  /** @throws {TypeError} When the canvas has a context of another kind. */
  constructor(options: RendererOptions) {
    this.#options = options;
    const pen = options.canvas.getContext("2d");
    if (!pen) {
      throw new TypeError("Cannot draw as the canvas has no 2d context. Give the renderer a canvas of its own.");
    }
    this.#pen = pen;
  }

  /** Adds a picture or pose: the event as it is. */
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
    if (!(event.idle ? this.#idle : this.#speech).push(item)) this.stats.failed++;
    this.#schedule();
  }

  /** Forgets what waits of turns; the picture that is shown stays. */
  flush(): void {
    this.#discard(this.#speech.clear());
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    if (this.#request !== null) cancelAnimationFrame(this.#request);
    this.#discard([...this.#speech.clear(), ...this.#idle.clear()]);
  }

  #setIdleClock(timestampMs: number): void {
    const dueMs = performance.now() + IDLE_DELAY_MS - timestampMs;
    const offMs = this.#idleStartMs === null ? Infinity : Math.abs(dueMs - this.#idleStartMs);
    if (timestampMs < this.#idleLastMs || offMs > IDLE_OFF_MS) this.#idleStartMs = dueMs;
    this.#idleLastMs = timestampMs;
  }

  #schedule(): void {
    this.#decodeAhead(this.#speech);
    this.#decodeAhead(this.#idle);
    // A hidden page gets no refreshes; it goes on at the pace of what comes in.
    if (document.hidden) this.#refresh(performance.now());
    this.#request ??= requestAnimationFrame((now) => {
      this.#request = null;
      this.#refresh(now);
      if (this.#speech.length + this.#idle.length > 0) this.#schedule();
    });
  }

  #refresh(now: number): void {
    const position = this.#options.position();
    if (!position || !this.#showSpeech(position)) this.#showIdle(now, position);
  }

  /** Returns whether the turn has the canvas. */
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

  #showIdle(now: number, position: MediaPosition | null): void {
    if (this.#idleStartMs === null || position?.playing) return;
    const last = this.#idle.head(Infinity).at(-1);
    if (!last) return;
    const positionMs = now - this.#idleStartMs;
    const { due, skipped } = this.#idle.takeDue(last.turn, positionMs, TOLERANCE_MS);
    this.#discard(skipped);
    if (due) this.#show(due);
    else this.#blend(this.#idle, last.turn, positionMs);
  }

  #show(item: Item): void {
    if (item.event.type === "pose") {
      const { pose: weights, idle = false } = item.event;
      if (this.#painted && this.#pose && (this.#pose.idle !== idle || this.#pose.turn !== item.turn)) {
        this.#ease = { from: this.#painted, startMs: performance.now() };
      }
      this.#paint(weights);
      this.#pose = { turn: item.turn, timestampMs: item.timestampMs, weights, idle };
    } else if (item.picture) {
      drawPicture(this.#options.canvas, this.#pen, item.picture);
      closePicture(item.picture);
    }
  }

  /** Between two poses the face moves at the rate of the display. Returns whether there was something to blend. */
  #blend(queue: FrameQueue<Item>, turn: number, positionMs: number): boolean {
    const next = queue.head(1)[0];
    const from = this.#pose;
    if (next?.event.type !== "pose" || next.turn !== turn || this.#paintMs > BLEND_BUDGET_MS) return false;
    if (!from || from.turn !== turn || from.idle !== (next.event.idle ?? false)) return false;
    const share = (positionMs - from.timestampMs) / (next.timestampMs - from.timestampMs);
    const weights = blendWeights(from.weights, next.event.pose, Math.min(1, Math.max(0, share)));
    this.#paint(weights);
    return true;
  }

  #paint(target: PoseWeights): void {
    const startMs = performance.now();
    const share = this.#ease ? (startMs - this.#ease.startMs) / EASE_MS : 1;
    const weights = this.#ease && share < 1 ? blendWeights(this.#ease.from, target, share) : target;
    if (share >= 1) this.#ease = null;
    this.#painted = weights;
    this.#options.paintPose?.(weights, this.#options.canvas);
    this.#paintMs += (performance.now() - startMs - this.#paintMs) / 8;
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

/** Weights between `from` and `to`, `share` of the way. */
export function blendWeights(from: PoseWeights, to: PoseWeights, share: number): Record<string, number> {
  const weights: Record<string, number> = {};
  for (const [name, value] of Object.entries(to)) {
    const start = from[name] ?? value;
    weights[name] = start + (value - start) * share;
  }
  return weights;
}
