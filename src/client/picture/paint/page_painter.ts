/**
 * Draws poses on the page's main thread: for single pictures, and for browsers and pages that let no other thread draw.
 *
 * @module
 */
import type { Surface } from "../../../face/draw/canvas/surface.ts";
import { setPixels } from "../canvas_size.ts";
import type { PoseWeights } from "../pose_motion.ts";
import { FaceDrawing } from "./face_drawing.ts";
import type { Appearance, PosePainter, Wardrobe } from "./pose_painter.ts";
import { Sharpness } from "./sharpness.ts";

/** Maximum average drawing time, ms: the page has other work. */
const BUDGET_MS = 9;

interface PageSurface extends Surface {
  readonly image: HTMLCanvasElement;
}

/** Draws one person at once. */
export class PagePainter implements PosePainter {
  readonly #drawing: FaceDrawing<PageSurface>;
  readonly #sharpness = new Sharpness(BUDGET_MS);
  #appearance: Appearance;
  /** What was drawn last. */
  #last: { readonly pose: PoseWeights; readonly canvas: HTMLCanvasElement } | null = null;
  #cancelRepaint: (() => void) | null = null;

  /** Draws nothing yet. */
  constructor(appearance: Appearance = {}, wardrobe: Wardrobe = {}) {
    this.#appearance = appearance;
    this.#drawing = new FaceDrawing(appearance, wardrobe, { makeSurface, onChange: () => this.#repaintSoon() });
  }

  wear(appearance: Appearance): void {
    const { look, background } = this.#appearance;
    if (appearance.look === look && appearance.background === background) return;
    this.#appearance = appearance;
    this.#drawing.wear(appearance);
  }

  paint(pose: PoseWeights, canvas: HTMLCanvasElement): void {
    const startMs = performance.now();
    this.#last = { pose, canvas };
    const size = this.#sharpness.sizeOf(canvas);
    setPixels(canvas, size.width, size.height);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    if (this.#drawing.draw(pose, pen, size)) this.#sharpness.add(performance.now() - startMs);
    else this.#repaintSoon();
  }

  [Symbol.dispose](): void {
    this.#cancelRepaint?.();
    this.#last = null;
  }

  #repaintSoon(): void {
    if (this.#cancelRepaint !== null) return;
    const request = requestAnimationFrame(() => {
      this.#cancelRepaint = null;
      if (this.#last) this.paint(this.#last.pose, this.#last.canvas);
    });
    this.#cancelRepaint = () => cancelAnimationFrame(request);
  }
}

function makeSurface(width: number, height: number): PageSurface {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const pen = image.getContext("2d");
  if (!pen) throw new TypeError("Cannot draw the face as the browser gives no 2d context. Close other tabs.");
  return { image, pen, width, height };
}
