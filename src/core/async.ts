/**
 * Waits bounded by an abort signal, a deadline, or both. None of them stops the awaited work.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** When a wait ends without its result. */
interface DeadlineOptions {
  /** The clock that the deadline is measured on. */
  readonly clock: Clock;
  /** The deadline, in ms from now. */
  readonly limitMs: number;
  /** Makes the error to throw when the deadline passes. */
  readonly onTimeout: () => Error;
  /** Ends the wait early. */
  readonly signal?: AbortSignal;
}

/**
 * Waits for a promise until a signal aborts.
 *
 * @param promise What to wait for. If it rejects after the abort, the rejection counts as handled.
 * @param signal Ends the wait.
 * @returns What the promise resolves to.
 * @throws The signal's reason when it aborts first, or what the promise rejects with.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return race(promise, (_resolve, reject) => onAbort(signal, reject));
}

/**
 * Waits for a promise until a deadline passes or a signal aborts.
 *
 * @param promise What to wait for. If it rejects too late, the rejection counts as handled.
 * @param options The deadline, and what to throw when it passes.
 * @returns What the promise resolves to.
 * @throws What `onTimeout` makes when the deadline passes first, the signal's reason when it aborts first, or what the
 *   promise rejects with.
 */
export function deadline<T>(promise: Promise<T>, options: DeadlineOptions): Promise<T> {
  const { clock, limitMs, onTimeout, signal } = options;
  return race(promise, (_resolve, reject) => {
    if (signal?.aborted) return onAbort(signal, reject);
    const cancel = clock.setTimer(limitMs, () => reject(onTimeout()));
    const leave = signal && onAbort(signal, reject);
    return () => {
      cancel();
      leave?.();
    };
  });
}

/**
 * Whether a promise resolves before a deadline.
 *
 * @param promise What to wait for.
 * @param clock The clock that the deadline is measured on.
 * @param limitMs The deadline, in ms from now.
 * @returns `false` when the deadline passes first.
 * @throws What the promise rejects with, if it does so in time.
 */
export function resolvesWithin(promise: Promise<unknown>, clock: Clock, limitMs: number): Promise<boolean> {
  return race(promise.then(() => true), (resolve) => clock.setTimer(limitMs, () => resolve(false)));
}

/** Settles as `promise` does, or as `arm` decides before that; then runs what `arm` returned. */
function race<T>(
  promise: Promise<T>,
  arm: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  const { promise: first, resolve, reject } = Promise.withResolvers<T>();
  let isSettled = false;
  let disarm = () => {};
  const settle = <V>(how: (value: V) => void) => (value: V) => {
    isSettled = true;
    disarm();
    how(value);
  };
  promise.then(settle<T>(resolve), settle<unknown>(reject));
  disarm = arm(settle<T>(resolve), settle<unknown>(reject));
  // Deno runs microtasks inside the very first setTimeout, which it loads late: the promise may have settled meanwhile.
  if (isSettled) disarm();
  return first;
}

/**
 * Calls `reject` with the signal's reason when it aborts, immediately if it already has; returns a function that stops
 * listening.
 */
function onAbort(signal: AbortSignal, reject: (reason: unknown) => void): () => void {
  const listener = () => reject(signal.reason);
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}
