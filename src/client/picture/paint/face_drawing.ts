/**
 * One person as a drawing: on any canvas, on any thread of a browser.
 *
 * @module
 */
import { type FacePose, unpackPose } from "../../../contract/pose.ts";
import type { MakeSurface, Pen, Surface } from "../../../face/draw/canvas/surface.ts";
import { FacePainter } from "../../../face/draw/painter.ts";
import { type BackgroundImages, withBackground } from "../../../face/looks/backdrop.ts";
import { findLook, lookIds } from "../../../face/looks/design.ts";
import type { Look } from "../../../face/looks/look.ts";
import type { PoseWeights } from "../pose_motion.ts";
import type { Appearance, Wardrobe } from "./pose_painter.ts";
import type { Size } from "./sharpness.ts";

/** The longer side of a face that is there at once. */
const SKETCH_PIXELS = 128;

/** What a drawing needs of its thread. */
export interface DrawingOptions<Canvas extends Surface> {
  readonly makeSurface: MakeSurface<Canvas>;
  /** Called when the picture of a background has come: the next drawing of a pose differs. */
  readonly onChange: () => void;
}

/** Draws one person, whose look can change. */
export class FaceDrawing<Canvas extends Surface> {
  readonly #wardrobe: Wardrobe;
  readonly #options: DrawingOptions<Canvas>;
  #appearance: Appearance;
  #images: BackgroundImages = new Map();
  #look: Look;
  #painter: FacePainter<Canvas> | null = null;
  #sketch: { readonly look: Look; readonly painter: FacePainter<Canvas>; readonly surface: Canvas } | null = null;

  /** Draws nothing yet. */
  constructor(appearance: Appearance, wardrobe: Wardrobe, options: DrawingOptions<Canvas>) {
    this.#wardrobe = wardrobe;
    this.#options = options;
    this.#appearance = appearance;
    this.#look = this.#dress();
  }

  /** Changes who is drawn, and before what. */
  wear(appearance: Appearance): void {
    this.#appearance = appearance;
    this.#look = this.#dress();
    this.#painter = null;
  }

  /** A key for the picture of a pose: equal keys look the same. `null` before the sharp face is prepared. */
  keyOf(weights: PoseWeights, { width, height }: Size): string | null {
    const painter = this.#painter;
    if (!painter?.prepared || painter.width !== width || painter.height !== height) return null;
    return painter.keyOf(unpackPose(weights));
  }

  /**
   * Draws a pose over the whole of a picture. Each call paints some more of a large face's parts; until all are there,
   * the face is soft.
   *
   * @returns Whether the face is sharp.
   */
  draw(weights: PoseWeights, pen: Pen, { width, height }: Size): boolean {
    if (this.#painter?.width !== width || this.#painter.height !== height) {
      this.#painter = new FacePainter(this.#look, { width, height, makeSurface: this.#options.makeSurface });
    }
    const pose = unpackPose(weights);
    if (Math.max(width, height) > SKETCH_PIXELS && !this.#prepare(this.#painter)) {
      this.#drawSketch(pose, pen, { width, height });
      return false;
    }
    this.#sketch = null;
    this.#painter.paint(pose, pen);
    return true;
  }

  /** Paints some more of the parts, after a first sketch. Returns whether all are there. */
  #prepare(painter: FacePainter<Canvas>): boolean {
    return painter.prepared || this.#sketch?.look === this.#look && painter.prepareStep();
  }

  /** A small, soft face that is there at once, until the parts of the sharp one are painted. */
  #drawSketch(pose: FacePose, pen: Pen, { width, height }: Size): void {
    const { makeSurface } = this.#options;
    const scale = SKETCH_PIXELS / Math.max(width, height);
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const look = this.#look;
    if (this.#sketch?.look !== look) {
      const rough = { ...look, hair: { ...look.hair, rough: true } };
      const painter = new FacePainter(rough, { ...size, makeSurface });
      this.#sketch = { look, painter, surface: makeSurface(size.width, size.height) };
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
    const { image } = background ?? {};
    // Without its picture the person stands before the background of the look.
    if (image !== undefined && !this.#images.has(image)) this.#load(image).catch(() => {});
    return withBackground(findLook(id, designs), background, this.#images);
  }

  async #load(name: string): Promise<void> {
    const { imagesUrl } = this.#wardrobe;
    if (imagesUrl === undefined) return;
    const response = await fetch(new URL(name, imagesUrl));
    const image = await createImageBitmap(await response.blob());
    this.#images = new Map([[name, { image, width: image.width, height: image.height }]]);
    this.#look = this.#dress();
    this.#painter = null;
    this.#options.onChange();
  }
}
