/**
 * Draws poses on a thread beside the page, and sends it the pictures.
 *
 * @module
 */
import type { Surface } from "../../../face/draw/canvas/surface.ts";
import type { PoseWeights } from "../pose_motion.ts";
import { FaceDrawing } from "./face_drawing.ts";
import type { Appearance, Wardrobe } from "./pose_painter.ts";
import type { Size } from "./sharpness.ts";

/** What the page asks for. Each `paint` gets one answer. */
export type PaintRequest =
  | { readonly type: "begin"; readonly appearance: Appearance; readonly wardrobe: Wardrobe }
  | { readonly type: "wear"; readonly appearance: Appearance }
  | { readonly type: "paint"; readonly pose: PoseWeights; readonly size: Size };

/** What the page is told. */
export type PaintReply =
  | { readonly type: "ready" }
  | {
    readonly type: "painted";
    /** `null`: the same as before. */
    readonly picture: ImageBitmap | null;
    /** How long it took, ms; 0 without a sharp picture. */
    readonly drawMs: number;
    /** Whether it answers a `paint`; otherwise it is the last picture, made sharp. */
    readonly isAnswer: boolean;
  };

/** The thread's own end of its channel. */
export interface PaintScope {
  onmessage: ((event: MessageEvent<PaintRequest>) => void) | null;
  postMessage(reply: PaintReply, transfer?: Transferable[]): void;
}

interface ThreadSurface extends Surface {
  readonly image: OffscreenCanvas;
}

/** The part of a painter that runs on its thread. */
class PainterThread {
  readonly #scope: PaintScope;
  readonly #target = makeSurface(1, 1);
  #drawing: FaceDrawing<ThreadSurface> | null = null;
  #last: { readonly pose: PoseWeights; readonly size: Size } | null = null;
  #shownKey: string | null = null;
  #repainting: ReturnType<typeof setTimeout> | undefined;

  constructor(scope: PaintScope) {
    this.#scope = scope;
  }

  handle(request: PaintRequest): void {
    switch (request.type) {
      case "begin":
        this.#drawing = new FaceDrawing(request.appearance, request.wardrobe, {
          makeSurface,
          onChange: () => this.#changed(),
        });
        break;
      case "wear":
        this.#drawing?.wear(request.appearance);
        this.#shownKey = null;
        break;
      case "paint":
        this.#last = request;
        this.#paint(true);
    }
  }

  #changed(): void {
    this.#shownKey = null;
    this.#repaintSoon();
  }

  #paint(isAnswer: boolean): void {
    clearTimeout(this.#repainting);
    const [drawing, last] = [this.#drawing, this.#last];
    if (!drawing || !last) return;
    const startMs = performance.now();
    const { pose, size } = last;
    const key = drawing.keyOf(pose, size);
    if (key !== null && `${key} ${size.width} ${size.height}` === this.#shownKey) {
      this.#scope.postMessage({ type: "painted", picture: null, drawMs: 0, isAnswer });
      return;
    }
    const { image, pen } = this.#target;
    if (image.width !== size.width) image.width = size.width;
    if (image.height !== size.height) image.height = size.height;
    const isSharp = drawing.draw(pose, pen, size);
    const picture = image.transferToImageBitmap();
    const drawMs = isSharp && key !== null ? performance.now() - startMs : 0;
    this.#shownKey = key && `${key} ${size.width} ${size.height}`;
    this.#scope.postMessage({ type: "painted", picture, drawMs, isAnswer }, [picture]);
    if (!isSharp) this.#repaintSoon();
  }

  /** After what the page has asked for in the meantime. */
  #repaintSoon(): void {
    clearTimeout(this.#repainting);
    this.#repainting = setTimeout(() => this.#paint(false));
  }
}

/**
 * Begins to draw what the page asks for.
 *
 * @throws {TypeError} When this browser draws on no thread but the page's.
 */
export function servePainter(scope: PaintScope): void {
  const thread = new PainterThread(scope);
  scope.onmessage = ({ data }) => thread.handle(data);
  scope.postMessage({ type: "ready" });
}

function makeSurface(width: number, height: number): ThreadSurface {
  const image = new OffscreenCanvas(width, height);
  const pen = image.getContext("2d");
  if (!pen) throw new TypeError("Cannot draw the face as the browser gives no 2d context. Close other tabs.");
  return { image, pen, width, height };
}
