/**
 * Time as a dependency: everything that waits or measures takes a {@linkcode Clock}, so that tests run on a virtual one.
 *
 * @module
 */

/** A monotonic clock with timers. */
export interface Clock {
  /** Milliseconds since an arbitrary origin; never goes back. */
  now(): number;
  /**
   * Runs `fn` once, `delayMs` from now, and returns a function that cancels it. 0 or less: as soon as the event loop
   * has served what waits, such as sockets with messages to send.
   */
  setTimer(delayMs: number, fn: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(delayMs, fn) {
    // A timeout takes at least 1 ms.
    if (delayMs <= 0 && typeof setImmediate === "function") {
      // The first one runs before the sockets are served, when what asks for it is an answer to a socket.
      let id = setImmediate(() => id = setImmediate(fn));
      return () => clearImmediate(id);
    }
    const id = setTimeout(fn, delayMs);
    return () => clearTimeout(id);
  },
};

/**
 * Waits on a clock.
 *
 * @param clock The clock to wait on.
 * @param delayMs How long, in ms.
 * @param options `signal` ends the wait early.
 * @returns A promise that resolves after the delay.
 * @throws The signal's reason when it aborts first.
 */
export function delay(clock: Clock, delayMs: number, options: { signal?: AbortSignal } = {}): Promise<void> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.setTimer(delayMs, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/**
 * The time of day on a clock.
 *
 * @param clock The machine's, or one that goes on from the time of this call.
 * @returns Tells the time, in ms since the Unix epoch.
 */
export function timeOfDay(clock: Clock): () => number {
  if (clock === systemClock) return Date.now;
  const offsetMs = Date.now() - clock.now();
  return () => offsetMs + clock.now();
}
