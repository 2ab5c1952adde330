/**
 * The lips in two halves, because the halves of a turned head differ in width. They are painted whole and then cut.
 *
 * @module
 */
import type { Look } from "../looks/look.ts";
import { type Box, enterBox, pixelsOf } from "./canvas/sprite.ts";
import { paintMouth } from "./parts/mouth.ts";
import type { MouthState } from "./parts/lips.ts";
import type { Shelf } from "./canvas/shelf.ts";
import type { Surface } from "./canvas/surface.ts";

/** Bounds of all lips, and of the shade around them, in units of the head around the middle of the mouth. */
export const MOUTH_BOX: Box = { left: -62, top: -28, right: 62, bottom: 64 };
/** The halves overlap by about this many units on each side, so that no gap shows between their soft edges … */
const SEAM = 2;
/** … for which there is room of this many pixels. */
const MARGIN_PX = 2;

/** Cuts the lips of one person at one size. */
export class LipHalves<Canvas extends Surface> {
  /** Bounds of each half. */
  readonly boxes: Readonly<Record<-1 | 1, Box>>;
  readonly #look: Look;
  readonly #shelf: Shelf<Canvas>;
  readonly #size: { readonly width: number; readonly height: number };
  /** Width of a half in pixels. */
  readonly #halfWidth: number;
  /** The lips that were painted last. */
  #whole: { readonly canvas: Canvas; readonly key: string } | undefined;

  /** `scale`: pixels per unit. */
  constructor(look: Look, shelf: Shelf<Canvas>, scale: number) {
    this.#look = look;
    this.#shelf = shelf;
    const { left, right, top, bottom } = MOUTH_BOX;
    this.#size = pixelsOf(MOUTH_BOX, scale);
    const unit = (right - left) / this.#size.width;
    this.#halfWidth = Math.ceil(this.#size.width / 2 + SEAM / unit) + MARGIN_PX;
    const reach = this.#halfWidth * unit;
    this.boxes = { [-1]: { left, top, bottom, right: left + reach }, 1: { left: right - reach, top, bottom, right } };
  }

  /** Paints one half. `key`: the same for equal states, and for no others. */
  paint(side: -1 | 1, state: MouthState, key: string): Canvas {
    const { width, height } = this.#size;
    const whole = this.#paintWhole(state, key);
    const half = this.#shelf.blank(this.#halfWidth, height);
    const from = side < 0 ? 0 : width - this.#halfWidth;
    half.pen.setTransform(1, 0, 0, 1, 0, 0);
    half.pen.drawImage(whole.image, -from, 0);
    half.pen.clearRect(side < 0 ? this.#halfWidth - MARGIN_PX : 0, 0, MARGIN_PX, height);
    return half;
  }

  #paintWhole(state: MouthState, key: string): Canvas {
    if (this.#whole?.key === key) return this.#whole.canvas;
    const { width, height } = this.#size;
    const canvas = this.#whole?.canvas ?? this.#shelf.blank(width, height);
    canvas.pen.setTransform(1, 0, 0, 1, 0, 0);
    canvas.pen.clearRect(0, 0, width, height);
    paintMouth(enterBox(canvas, MOUTH_BOX), this.#look, state);
    this.#whole = { canvas, key };
    return canvas;
  }
}
