/**
 * The waits of tests. Each has a deadline, and its error names what did not happen, so that a regression shows as a
 * message and not as a run that stands still.
 *
 * @module
 */

/** Longest wait unless a test says otherwise, ms: more than a machine with ten times the work that it can do needs. */
export const WAIT_LIMIT_MS = 120_000;

/** How often a condition is looked at, ms. */
const POLL_MS = 2;

/** What is awaited, e.g. `the second turn's end`; a function is asked at the deadline. */
export type WaitName = string | (() => string);

/**
 * Waits for a promise.
 *
 * @param promise What is awaited.
 * @param what Its name in the error.
 * @param limitMs The deadline, ms.
 * @throws Error When the promise has not settled by then.
 */
export async function soon<T>(promise: PromiseLike<T>, what: WaitName, limitMs = WAIT_LIMIT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(what, limitMs)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits until a condition holds that something outside the test brings about: a socket, a worker, another process.
 *
 * @param holds The condition.
 * @param what Its name in the error, e.g. `the provider to see the cancel`. Default: the condition as it is written.
 * @param limitMs The deadline, ms.
 * @throws Error When it does not hold by then.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: WaitName = String(holds),
  limitMs = WAIT_LIMIT_MS,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!await holds()) {
    if (performance.now() > deadline) throw tooLate(what, limitMs);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Lets what is on its way inside this process arrive: messages over the loopback, steps of streams, timers that are due.
 * Counted in turns of the event loop and not in time, as a loaded machine slows both down alike.
 *
 * @param turns How many turns.
 */
export async function arrivals(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
}

function tooLate(what: WaitName, limitMs: number): Error {
  return new Error(`waited ${limitMs} ms in vain for ${typeof what === "string" ? what : what()}`);
}
