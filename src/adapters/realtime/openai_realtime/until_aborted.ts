/**
 * Waiting for something that does not know of a signal.
 *
 * @module
 */

/**
 * Waits for a promise, or for a signal, whichever comes first.
 *
 * @param promise What is waited for; it goes on when the signal aborts.
 * @param signal Ends the wait.
 * @throws The signal's reason when it aborts first, or what the promise rejects with.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
