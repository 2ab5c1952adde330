/**
 * The size of a canvas in pixels, apart from the size that it has on the page.
 *
 * @module
 */

/** Layout may round a length that did not change by this much, in CSS pixels. */
const ROUNDING_PX = 1;

/**
 * Sets how many pixels a canvas has. A canvas without a size in CSS is laid out by its pixels: it gets the size that it
 * had, so that neither a dense display nor a small picture changes the page.
 */
export function setPixels(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  const { clientWidth, clientHeight } = canvas;
  // A canvas that is not laid out, such as a hidden one, has no size to keep.
  const isLaidOut = clientWidth > 0 && clientHeight > 0;
  // Copied before the change, as the style is live.
  const { width: cssWidth, height: cssHeight } = isLaidOut ? getComputedStyle(canvas) : { width: "", height: "" };
  canvas.width = width;
  canvas.height = height;
  if (!isLaidOut) return;
  if (Math.abs(canvas.clientWidth - clientWidth) > ROUNDING_PX) canvas.style.width = cssWidth;
  if (Math.abs(canvas.clientHeight - clientHeight) > ROUNDING_PX) {
    canvas.style.height = cssHeight;
    // A picture of another shape than the canvas is shown whole.
    if (getComputedStyle(canvas).objectFit === "fill") canvas.style.objectFit = "contain";
  }
}
