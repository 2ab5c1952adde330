/**
 * Draws poses on a separate thread, so that a page's main thread only puts finished pictures on the canvas.
 *
 * @module
 */
import { setPixels } from "../canvas_size.ts";
import type { PaintTiming, PoseWeights } from "../pose_motion.ts";
import type { PaintReply, PaintRequest } from "./painter_worker.ts";
import type { Appearance, PosePainter, Wardrobe } from "./pose_painter.ts";
import { Sharpness } from "./sharpness.ts";

/** The thread's script; it is beside the module that starts it. */
const SCRIPT = "painter_worker.js";
/** How long a thread may take to start, ms; then the main thread draws. */
const START_MS = 5000;
/** How long the first picture is waited for, ms; the voice does not need it. */
const FIRST_PICTURE_MS = 1000;
/** Maximum average drawing time, ms: a refresh at 60 Hz. */
const BUDGET_MS = 16;
/** A picture that is finished between two refreshes is seen at the second one, ms. */
const REFRESH_MS = 1000 / 60;
/** A picture that takes longer than this does not come from a slow thread, but from one that was held up, ms. */
const LONGEST_DELAY_MS = 60;
/** Pictures over which the delay is averaged. */
const AVERAGED_PICTURES = 16;

/** What a painter uses of a worker. */
export interface PainterPort {
  onmessage: ((event: MessageEvent<PaintReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: PaintRequest): void;
}

/** A thread that starts to draw. */
export interface PainterThread extends Disposable {
  readonly worker: PainterPort;
  /** Whether it has started; `false`: the browser or the page does not let it. */
  readonly started: Promise<boolean>;
}

/** Starts a thread. `null`: the browser has none that can draw. */
export function startPainterThread(): PainterThread | null {
  if (!("Worker" in globalThis && "OffscreenCanvas" in globalThis && globalThis.location)) return null;
  let opened: ReturnType<typeof openWorker>;
  try {
    opened = openWorker();
  } catch {
    // The page's policy allows no such script.
    return null;
  }
  const { worker, release } = opened;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), START_MS);
  worker.onmessage = () => resolve(true);
  worker.onerror = (event) => {
    // The main thread draws instead.
    event.preventDefault();
    resolve(false);
  };
  const started = promise.finally(() => {
    clearTimeout(timer);
    release();
  });
  return {
    worker,
    started,
    [Symbol.dispose]() {
      worker.terminate();
      resolve(false);
    },
  };
}

/** A page of another origin may not start the script itself, but a script of the page may import it. */
function openWorker(): { worker: Worker; release: () => void } {
  const { url } = import.meta;
  // webpack puts the file's address here, and serves the script beside the page's own.
  if (url.startsWith("file:") || new URL(url).origin === location.origin) {
    // In these words, bundlers find the script.
    const worker = new Worker(new URL("./painter_worker.js", import.meta.url), { type: "module" });
    return { worker, release: () => {} };
  }
  const script = `import ${JSON.stringify(new URL(url.replace(/[^/]*$/, SCRIPT)).href)};`;
  const own = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const release = () => URL.revokeObjectURL(own);
  try {
    return { worker: new Worker(own, { type: "module" }), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Draws one person on a thread that has started. Owns the thread. */
export class WorkerPainter implements PosePainter {
  readonly #thread: PainterThread;
  readonly #sharpness = new Sharpness(BUDGET_MS);
  readonly #shown = Promise.withResolvers<void>();
  #appearance: Appearance;
  /** What the thread draws now, and since when. */
  #drawn: { readonly canvas: HTMLCanvasElement; readonly sinceMs: number } | null = null;
  #busy = false;
  /** What it draws next: only the newest pose matters. */
  #next: { readonly pose: PoseWeights; readonly canvas: HTMLCanvasElement } | null = null;
  #delayMs = 0;

  /** Draws nothing yet. */
  constructor(thread: PainterThread, appearance: Appearance, wardrobe: Wardrobe) {
    this.#thread = thread;
    const timer = setTimeout(this.#shown.resolve, FIRST_PICTURE_MS);
    this.#shown.promise.then(() => clearTimeout(timer));
    this.#appearance = appearance;
    // What a picture was not drawn for is reported by the browser; the next one is tried.
    thread.worker.onerror = () => {
      this.#busy = false;
      this.#shown.resolve();
    };
    thread.worker.onmessage = ({ data }: MessageEvent<PaintReply>) => this.#onReply(data);
    this.#post({ type: "begin", appearance, wardrobe });
  }

  get timing(): PaintTiming {
    return { drawMs: this.#sharpness.averageMs, delayMs: Math.max(REFRESH_MS, this.#delayMs) };
  }

  get shown(): Promise<void> {
    return this.#shown.promise;
  }

  wear(appearance: Appearance): void {
    const { look, background } = this.#appearance;
    if (appearance.look === look && appearance.background === background) return;
    this.#appearance = appearance;
    this.#post({ type: "wear", appearance });
  }

  paint(pose: PoseWeights, canvas: HTMLCanvasElement): void {
    if (this.#busy) {
      this.#next = { pose, canvas };
      return;
    }
    this.#busy = true;
    this.#drawn = { canvas, sinceMs: performance.now() };
    this.#post({ type: "paint", pose, size: this.#sharpness.sizeOf(canvas) });
  }

  [Symbol.dispose](): void {
    this.#thread.worker.onmessage = null;
    this.#next = null;
    this.#shown.resolve();
    this.#thread[Symbol.dispose]();
  }

  #post(request: PaintRequest): void {
    this.#thread.worker.postMessage(request);
  }

  #onReply(reply: PaintReply): void {
    if (reply.type === "ready" || !this.#drawn) return;
    const { picture, drawMs, isAnswer } = reply;
    const { canvas, sinceMs } = this.#drawn;
    if (picture) show(picture, canvas);
    this.#shown.resolve();
    if (drawMs > 0) this.#sharpness.add(drawMs);
    if (!isAnswer) return;
    const delayMs = Math.min(LONGEST_DELAY_MS, performance.now() - sinceMs);
    if (picture) this.#delayMs += (delayMs - this.#delayMs) / AVERAGED_PICTURES;
    this.#busy = false;
    const next = this.#next;
    this.#next = null;
    if (next) this.paint(next.pose, next.canvas);
  }
}

/** Puts a picture on a canvas in place of what was there. */
function show(picture: ImageBitmap, canvas: HTMLCanvasElement): void {
  setPixels(canvas, picture.width, picture.height);
  const pen = canvas.getContext("2d");
  if (pen) {
    pen.globalCompositeOperation = "copy";
    pen.drawImage(picture, 0, 0);
    pen.globalCompositeOperation = "source-over";
  }
  picture.close();
}
