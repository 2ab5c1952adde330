/**
 * The waits of a fake provider: each ends by time, by its signal, or when the fake is closed, so that no timer is left.
 *
 * @module
 */

/** A set of waits that can all be ended at once. */
export class Pauses {
  #waiting = new Set<() => void>();
  #closed = false;

  /**
   * Waits.
   *
   * @param ms How long; `Infinity` waits for the signal or for {@linkcode Pauses.close}.
   * @param signal Ends the wait early.
   * @returns A promise that always resolves.
   */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#closed || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = Number.isFinite(ms) ? setTimeout(wake, ms) : undefined;
      signal?.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }

  /** Ends every wait, and all that may still be asked for. */
  close(): void {
    this.#closed = true;
    for (const wake of [...this.#waiting]) wake();
  }
}
