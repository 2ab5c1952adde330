/**
 * The size of a canvas in pixels, independent of its size on the page.
 *
 * @module
 */

/** Layout rounding may change a length by this much, in CSS pixels. */
const ROUNDING_PX = 1;

/**
 * Sets how many pixels a canvas has. A canvas without a CSS size is laid out by its pixels: it is given its previous
 * size in CSS, so that neither a high-density display nor a small picture changes the layout.
 */
export function setPixels(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  const { clientWidth, clientHeight } = canvas;
  // A canvas without layout, such as a hidden one, has no size to keep.
  const isLaidOut = clientWidth > 0 && clientHeight > 0;
  // Copied before the change, as the style is live.
  const { width: cssWidth, height: cssHeight } = isLaidOut ? getComputedStyle(canvas) : { width: "", height: "" };
  canvas.width = width;
  canvas.height = height;
  if (!isLaidOut) return;
  if (Math.abs(canvas.clientWidth - clientWidth) > ROUNDING_PX) canvas.style.width = cssWidth;
  if (Math.abs(canvas.clientHeight - clientHeight) > ROUNDING_PX) {
    canvas.style.height = cssHeight;
    // A picture with another aspect ratio than the canvas is shown completely.
    if (getComputedStyle(canvas).objectFit === "fill") canvas.style.objectFit = "contain";
  }
}
