/**
 * The display as the renderer sees it; tests use a virtual one.
 *
 * @module
 */

/** Shows pictures at refreshes. */
export interface Display {
  /** Milliseconds since an arbitrary origin; never goes back. */
  now(): number;
  /** Whether it is hidden; then it does not refresh. */
  readonly hidden: boolean;
  /** Calls `fn` once, at the next refresh, with the current time of `now`. Returns the function that cancels it. */
  onRefresh(fn: (nowMs: number) => void): () => void;
}

/** The page's display. */
export const pageDisplay: Display = {
  now: () => performance.now(),
  get hidden() {
    return document.hidden;
  },
  onRefresh(fn) {
    const request = requestAnimationFrame(fn);
    return () => cancelAnimationFrame(request);
  },
};

/** Whether the person asked the system for less motion. */
export function prefersCalm(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}
