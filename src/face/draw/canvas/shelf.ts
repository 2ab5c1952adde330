/**
 * What was painted and is drawn again and again, and the canvases that it is painted on.
 *
 * @module
 */
import type { MakeSurface, SpriteStore, Surface } from "./surface.ts";

const PIXEL_BYTES = 4;

/** Something painted, for the compositor to draw. */
export interface Kept<Canvas extends Surface> {
  readonly image: object;
  /** Memory that it takes. */
  readonly bytes: number;
  /** The canvas that it is on, where no store has taken it off. */
  readonly canvas: Canvas | undefined;
}

/** Gives out canvases, and keeps what comes back painted: on its canvas, or in a store if there is one. */
export class Shelf<Canvas extends Surface> {
  readonly #make: MakeSurface<Canvas>;
  readonly #store: SpriteStore<Canvas> | undefined;
  /** Canvases that can be used again, by their size. */
  readonly #spare = new Map<string, Canvas[]>();

  constructor(make: MakeSurface<Canvas>, store?: SpriteStore<Canvas>) {
    this.#make = make;
    this.#store = store;
  }

  /** A transparent canvas. */
  blank(width: number, height: number): Canvas {
    const canvas = this.#spare.get(`${width} ${height}`)?.pop();
    if (canvas === undefined) return this.#make(width, height);
    canvas.pen.setTransform(1, 0, 0, 1, 0, 0);
    canvas.pen.clearRect(0, 0, width, height);
    return canvas;
  }

  /** Keeps what is on a canvas. The shelf owns the canvas from now on: with a store, it is reused immediately. */
  keep(canvas: Canvas): Kept<Canvas> {
    const { image, width, height } = canvas;
    if (this.#store === undefined) return { image, bytes: width * height * PIXEL_BYTES, canvas };
    const kept = this.#store.keep(canvas);
    this.#putBack(canvas);
    return { ...kept, canvas: undefined };
  }

  /** Forgets what was kept. */
  drop({ image, canvas }: Kept<Canvas>): void {
    if (canvas === undefined) this.#store?.drop(image);
    else this.#putBack(canvas);
  }

  #putBack(canvas: Canvas): void {
    const size = `${canvas.width} ${canvas.height}`;
    const spare = this.#spare.get(size);
    if (spare === undefined) this.#spare.set(size, [canvas]);
    else spare.push(canvas);
  }
}
