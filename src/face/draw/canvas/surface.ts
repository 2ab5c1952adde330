/**
 * The subset of the Canvas 2D API that draws the face. The browser's canvas, `OffscreenCanvas` and `@napi-rs/canvas`
 * all implement it without a wrapper.
 *
 * @module
 */

/** A gradient. */
export interface Gradient {
  addColorStop(offset: number, color: string): void;
}

/** Composes pictures from painted sprites: any pen, or a faster implementation of just this. */
export interface Compositor {
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  drawImage(image: object, x: number, y: number): void;
  drawImage(image: object, x: number, y: number, width: number, height: number): void;
  /** Makes pixels transparent. */
  clearRect(x: number, y: number, width: number, height: number): void;
}

/** A 2D drawing context. */
export interface Pen extends Compositor {
  fillStyle: string | object;
  strokeStyle: string | object;
  lineWidth: number;
  lineCap: "butt" | "round" | "square";
  lineJoin: "bevel" | "miter" | "round";
  globalAlpha: number;
  globalCompositeOperation: string;
  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  scale(x: number, y: number): void;
  rotate(radians: number): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  bezierCurveTo(c1x: number, c1y: number, c2x: number, c2y: number, x: number, y: number): void;
  ellipse(x: number, y: number, rx: number, ry: number, rotation: number, start: number, end: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  fill(): void;
  stroke(): void;
  clip(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient;
  createRadialGradient(x0: number, y0: number, r0: number, x1: number, y1: number, r1: number): Gradient;
  drawImage(image: object, x: number, y: number): void;
  drawImage(image: object, x: number, y: number, width: number, height: number): void;
  drawImage(
    image: object,
    sx: number,
    sy: number,
    sw: number,
    sh: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
}

/** A canvas that can be drawn on and drawn from. */
export interface Surface {
  /** The argument type of `drawImage`. */
  readonly image: object;
  readonly pen: Pen;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Makes a transparent canvas of whole pixels. */
export type MakeSurface<Canvas extends Surface = Surface> = (width: number, height: number) => Canvas;

/** Where a {@linkcode Compositor} that cannot draw canvases keeps what was painted on them. */
export interface SpriteStore<Canvas extends Surface = Surface> {
  /** Keeps the current content of a canvas. `image` is for the compositor's `drawImage`, `bytes` is its memory use. */
  keep(surface: Canvas): { readonly image: object; readonly bytes: number };
  /** Releases what `keep` returned. */
  drop(image: object): void;
}

/**
 * Painting that takes long, a piece with each step. Between two pieces, the pen is as it was: within a piece, a canvas that
 * is drawn elsewhere may come out differently.
 */
export type Pieces = Generator<void, void>;
