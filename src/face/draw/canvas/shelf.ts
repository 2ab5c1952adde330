/**
 * Cached sprites and the canvases that they are painted on.
 *
 * @module
 */
import type { MakeSurface, SpriteStore, Surface } from "./surface.ts";

const PIXEL_BYTES = 4;

/** Something painted, for the compositor to draw. */
export interface Kept<Canvas extends Surface> {
  readonly image: object;
  /** Memory used, in bytes. */
  readonly bytes: number;
  /** The canvas that holds it; absent if a store holds it. */
  readonly canvas: Canvas | undefined;
}

/** Provides canvases and keeps painted ones as sprites, in a store if there is one. */
export class Shelf<Canvas extends Surface> {
  readonly #make: MakeSurface<Canvas>;
  readonly #store: SpriteStore<Canvas> | undefined;
  /** Reusable canvases by size. */
  readonly #spare = new Map<string, Canvas[]>();

  constructor(make: MakeSurface<Canvas>, store?: SpriteStore<Canvas>) {
    this.#make = make;
    this.#store = store;
  }

  /** Whether a store keeps what is painted, for a compositor that draws no canvases. */
  get storesSprites(): boolean {
    return this.#store !== undefined;
  }

  /** A transparent canvas. */
  blank(width: number, height: number): Canvas {
    const canvas = this.#spare.get(`${width} ${height}`)?.pop();
    if (canvas === undefined) return this.#make(width, height);
    canvas.pen.setTransform(1, 0, 0, 1, 0, 0);
    canvas.pen.clearRect(0, 0, width, height);
    return canvas;
  }

  /** Keeps the content of a canvas and takes ownership of it; with a store, the canvas is reused immediately. */
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
