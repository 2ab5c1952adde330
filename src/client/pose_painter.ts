/**
 * Draws poses with the project's own face, for sessions with `video: { mode: "pose" }`.
 *
 * @module
 */
import { FacePainter } from "../face/draw/painter.ts";
import type { Surface } from "../face/draw/surface.ts";
import type { Look } from "../face/look.ts";
import { lookById, LOOKS } from "../face/looks.ts";
import { unpackPose } from "../face/pose.ts";
import type { PoseWeights } from "./renderer.ts";

/** Canvases are not made larger than this, however large they are shown. */
const LARGEST_PIXELS = 1024;

/** Draws one person, whose look can change, at the canvas's own resolution. */
export class PosePainter {
  #look: Look;
  #painter: FacePainter | null = null;

  /** @param look The id of a look, e.g. `ava`. Default, and for ids that are not known: the first look. */
  constructor(look?: string) {
    this.#look = lookOf(look);
  }

  /** Changes who is drawn from the next pose on. */
  setLook(look: string): void {
    if (look === this.#look.id) return;
    this.#look = lookOf(look);
    this.#painter = null;
  }

  /** Draws a pose over the whole canvas, as sharp as the display shows it. */
  paint(pose: PoseWeights, canvas: HTMLCanvasElement): void {
    const side = sharpSide(canvas);
    if (this.#painter?.width !== side) {
      this.#painter = new FacePainter(this.#look, { width: side, height: side, makeSurface });
    }
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    const pen = canvas.getContext("2d");
    if (pen) this.#painter.paint(unpackPose(pose), pen);
  }
}

function lookOf(id: string | undefined): Look {
  return lookById(id !== undefined && Object.hasOwn(LOOKS, id) ? id : Object.keys(LOOKS)[0] ?? "ava");
}

/** Pixels of the display that the canvas covers, in steps, so that a resize does not begin anew at each pixel. */
function sharpSide(canvas: HTMLCanvasElement): number {
  const shown = Math.min(canvas.clientWidth, canvas.clientHeight) * globalThis.devicePixelRatio;
  const side = shown > 0 ? Math.ceil(shown / 64) * 64 : canvas.width;
  return Math.min(LARGEST_PIXELS, side);
}

function makeSurface(width: number, height: number): Surface {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const pen = image.getContext("2d");
  if (!pen) throw new TypeError("Cannot draw the face as the browser gives no 2d context. Close other tabs.");
  return { image, pen, width, height };
}
