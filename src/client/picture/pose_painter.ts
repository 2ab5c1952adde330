/**
 * Draws poses with the project's own face, for sessions with `video: { mode: "pose" }`.
 *
 * @module
 */
import { FacePainter } from "../../face/draw/painter.ts";
import type { Surface } from "../../face/draw/canvas/surface.ts";
import type { Background } from "../../contract/persona/background.ts";
import type { LookDesigns } from "../../contract/persona/look_design.ts";
import { type BackgroundImages, withBackground } from "../../face/looks/backdrop.ts";
import { findLook, lookIds } from "../../face/looks/design.ts";
import type { Look } from "../../face/looks/look.ts";
import { type FacePose, unpackPose } from "../../contract/pose.ts";
import { setPixels } from "./canvas_size.ts";
import type { PoseWeights } from "./renderer.ts";

/** Maximum canvas size, regardless of the displayed size. */
const LARGEST_PIXELS = 1024;

const STEP_PIXELS = 32;
/** Maximum average drawing time, ms; if exceeded, the resolution is reduced. */
const BUDGET_MS = 9;
/** Pictures over which the time is averaged, and after which the effect of a change is measured. */
const AVERAGED_PICTURES = 24;
/** Minimum share of the display's resolution. */
const SMALLEST_SHARE = 0.5;

/** The longer side of a face that is there at once. */
const SKETCH_PIXELS = 224;

interface PageSurface extends Surface {
  readonly image: HTMLCanvasElement;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Who is drawn, and before what. */
export interface Appearance {
  /** The id of a look, e.g. `ava`. Default, and for unknown ids: the first look. */
  readonly look?: string | undefined;
  /** Default: what the look has. */
  readonly background?: Background | undefined;
}

/** What a service offers beside the built-in looks. */
export interface Wardrobe {
  readonly designs?: LookDesigns | undefined;
  /** The address of a background's picture. */
  readonly imageUrl?: (name: string) => string | URL;
}

/** Draws one person, whose look can change, at the canvas's resolution. */
export class PosePainter {
  readonly #wardrobe: Wardrobe;
  #appearance: Appearance;
  #images: BackgroundImages = new Map();
  #look: Look;
  #painter: FacePainter<PageSurface> | null = null;
  #sketch: { readonly painter: FacePainter<PageSurface>; readonly surface: PageSurface } | null = null;
  /** The pose that is drawn again when the sharp face is ready, unless another comes. */
  #again: { readonly pose: PoseWeights; readonly canvas: HTMLCanvasElement } | null = null;
  /** Share of the display's resolution that is drawn. */
  #share = 1;
  #averageMs = 0;
  #pictures = 0;

  /** Draws nothing yet. */
  constructor(appearance: Appearance = {}, wardrobe: Wardrobe = {}) {
    this.#wardrobe = wardrobe;
    this.#appearance = appearance;
    this.#look = this.#dress();
  }

  /** Changes who is drawn, and before what, from the next pose on. */
  wear(appearance: Appearance): void {
    const { look, background } = this.#appearance;
    if (appearance.look === look && appearance.background === background) return;
    this.#appearance = appearance;
    this.#look = this.#dress();
    this.#painter = null;
  }

  /** Draws a pose over the whole canvas, as sharp as the display shows it. */
  paint(pose: PoseWeights, canvas: HTMLCanvasElement): void {
    const startMs = performance.now();
    const { width, height } = sizeOf(canvas, this.#share);
    if (this.#painter?.width !== width || this.#painter.height !== height) {
      this.#painter = new FacePainter(this.#look, { width, height, makeSurface });
    }
    setPixels(canvas, width, height);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    if (Math.max(width, height) > SKETCH_PIXELS && !this.#painter.prepareStep()) {
      this.#paintSketch(unpackPose(pose), pen, { width, height });
      if (this.#again === null) requestAnimationFrame(() => this.#repaint());
      this.#again = { pose, canvas };
      return;
    }
    this.#again = null;
    this.#sketch = null;
    this.#painter.paint(unpackPose(pose), pen);
    this.#adapt(performance.now() - startMs);
  }

  #repaint(): void {
    const last = this.#again;
    this.#again = null;
    if (last !== null) this.paint(last.pose, last.canvas);
  }

  /** A small, soft face that is there at once, until the parts of the sharp one are painted. */
  #paintSketch(pose: FacePose, pen: CanvasRenderingContext2D, { width, height }: Size): void {
    const scale = SKETCH_PIXELS / Math.max(width, height);
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    if (this.#sketch?.painter.look !== this.#look) {
      const painter = new FacePainter(this.#look, { ...size, makeSurface });
      this.#sketch = { painter, surface: makeSurface(size.width, size.height) };
    }
    const { painter, surface } = this.#sketch;
    painter.paint(pose, surface.pen);
    pen.clearRect(0, 0, width, height);
    pen.drawImage(surface.image, 0, 0, width, height);
  }

  /** The look, before its background once the picture of that is loaded. */
  #dress(): Look {
    const { designs = {} } = this.#wardrobe;
    const { look: wanted = "", background: own } = this.#appearance;
    const ids = lookIds(designs);
    const id = ids.includes(wanted) ? wanted : ids[0] ?? "";
    const background = own ?? designs[id]?.background;
    if (background?.image !== undefined && !this.#images.has(background.image)) this.#load(background.image);
    return withBackground(findLook(id, designs), background, this.#images);
  }

  #load(name: string): void {
    const url = this.#wardrobe.imageUrl?.(name);
    if (url === undefined) return;
    const image = new Image();
    image.onload = () => {
      this.#images = new Map([[name, { image, width: image.naturalWidth, height: image.naturalHeight }]]);
      this.#look = this.#dress();
      this.#painter = null;
    };
    // The page can go on reading the canvas's pixels where the service allows its origin.
    image.crossOrigin = "anonymous";
    image.src = String(url);
  }

  /** On a slow machine, a softer face that moves smoothly is better than a sharp one that stutters. */
  #adapt(tookMs: number): void {
    this.#averageMs += (tookMs - this.#averageMs) / AVERAGED_PICTURES;
    if (++this.#pictures < AVERAGED_PICTURES || this.#averageMs < BUDGET_MS || this.#share <= SMALLEST_SHARE) return;
    this.#share = Math.max(SMALLEST_SHARE, this.#share * 0.8);
    this.#averageMs = this.#pictures = 0;
  }
}

/** Pixels of the display that the canvas covers, in steps, so that a resize does not restart at every pixel. */
function sizeOf(canvas: HTMLCanvasElement, share: number): Size {
  const { clientWidth, clientHeight } = canvas;
  if (clientWidth === 0 || clientHeight === 0) return canvas;
  const scale = share * Math.min(globalThis.devicePixelRatio, LARGEST_PIXELS / Math.max(clientWidth, clientHeight));
  const width = Math.ceil(clientWidth * scale / STEP_PIXELS) * STEP_PIXELS;
  return { width, height: Math.round(width * clientHeight / clientWidth) };
}

function makeSurface(width: number, height: number): PageSurface {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const pen = image.getContext("2d");
  if (!pen) throw new TypeError("Cannot draw the face as the browser gives no 2d context. Close other tabs.");
  return { image, pen, width, height };
}
