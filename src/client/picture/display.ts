/**
 * The display as the renderer sees it; tests put a virtual one in its place.
 *
 * @module
 */

/** What shows pictures, and when. */
export interface Display {
  /** Milliseconds since an arbitrary origin; never goes back. */
  now(): number;
  /** Whether nobody can see it; then it does not refresh. */
  readonly hidden: boolean;
  /** Calls `fn` once, at the next refresh, with the time of `now`. Returns the function that cancels it. */
  onRefresh(fn: (nowMs: number) => void): () => void;
}

/** The display that the page is on. */
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
