/**
 * The part of the picture behind and below the head: the backdrop and, in front of it, the body, which breathes and
 * follows the head.
 *
 * @module
 */
import type { Look } from "../looks/look.ts";
import { hangsDown, napeOf } from "./hair/hair.ts";
import { HEAD_WIDTH, type HeadState, type View } from "./head.ts";
import type { Kept, Shelf } from "./canvas/shelf.ts";
import { enterBox, pixelsOf, placeSprite } from "./canvas/sprite.ts";
import { step } from "./states.ts";
import type { Stills } from "./stills.ts";
import type { Compositor, Surface } from "./canvas/surface.ts";

/** Share of the head's shift that the shoulders follow. */
const BODY_SHARE = 0.5;
/** Rise of the chest with a breath, in units. */
const CHEST_RISE = 6;
/** Growth of the shoulders' width with a breath. */
const CHEST_GROWTH = 0.012;
/** The shoulders shift in steps of this many pixels. */
const BODY_STEP_PX = 0.25;
/** What a room is painted from. */
interface RoomOptions<Canvas extends Surface> {
  readonly view: View;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly shelf: Shelf<Canvas>;
  /** The still parts of the picture, painted on first use. */
  stills(): Stills;
}

/** The room of one person at one size. */
export class Room<Canvas extends Surface> {
  readonly #look: Look;
  readonly #options: RoomOptions<Canvas>;
  #backdrop: Kept<Canvas> | undefined;
  #torso: Kept<Canvas> | undefined;
  /** The room as it was painted last, as a person's shoulders move much less than the head. */
  #last: { readonly canvas: Canvas; readonly state: string } | undefined;

  constructor(look: Look, options: RoomOptions<Canvas>) {
    this.#look = look;
    this.#options = options;
  }

  /** Paints over the whole of a picture. */
  paint(pen: Compositor, { headX, breath }: HeadState): void {
    const { view: { scale }, shelf, width, height } = this.#options;
    const shift = step(BODY_SHARE * headX * HEAD_WIDTH * scale, BODY_STEP_PX);
    if (shelf.storesSprites) return this.#compose(pen, shift, breath);
    const state = `${shift} ${breath}`;
    if (this.#last?.state !== state) {
      const canvas = this.#last?.canvas ?? shelf.blank(width, height);
      this.#last = { canvas, state };
      this.#compose(canvas.pen, shift, breath);
    }
    if (this.#look.backdrop.kind === "transparent") pen.clearRect(0, 0, width, height);
    pen.drawImage(this.#last.canvas.image, 0, 0);
  }

  #compose(pen: Compositor, shift: number, breath: number): void {
    const { view: { scale, x, y }, stills, width, height } = this.#options;
    if (this.#look.backdrop.kind === "transparent") pen.clearRect(0, 0, width, height);
    pen.drawImage((this.#backdrop ??= this.#paintBackdrop()).image, 0, 0);
    const wide = scale * (1 + CHEST_GROWTH * breath);
    pen.setTransform(wide, 0, 0, scale, x + shift, y - CHEST_RISE * breath * scale);
    placeSprite(pen, this.#torso ??= this.#paintTorso(), stills().body.box);
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  #paintTorso(): Kept<Canvas> {
    const { view, shelf, stills } = this.#options;
    const { surface, box } = stills().body;
    const { width, height } = pixelsOf(box, view.scale);
    const canvas = shelf.blank(width, height);
    placeSprite(enterBox(canvas, box), surface, box);
    return shelf.keep(canvas);
  }

  #paintBackdrop(): Kept<Canvas> {
    const { width, height, shelf, stills, view: { scale, x, y } } = this.#options;
    const canvas = shelf.blank(width, height);
    const { backdrop, hairBack } = stills();
    const { pen } = canvas;
    pen.drawImage(backdrop.image, 0, 0);
    if (hangsDown(this.#look)) {
      // A copy of long hair stays behind the neck and fills the gap left by the moving hair.
      pen.save();
      const [width, height] = napeOf(this.#look);
      pen.setTransform(scale * width, 0, 0, scale * height, x, y);
      const wide = this.#look.head.neck + 34;
      pen.beginPath();
      pen.ellipse(0, this.#look.head.length - 20, wide, 96, 0, 0, Math.PI * 2);
      pen.clip();
      placeSprite(pen, hairBack.surface, hairBack.box);
      pen.restore();
    }
    return shelf.keep(canvas);
  }
}
