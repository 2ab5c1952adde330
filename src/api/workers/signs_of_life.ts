/**
 * Signs of life of a worker.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";

/** Interval between signs of life, ms. */
const PING_MS = 1000;

/**
 * Asks a worker for signs of life, one after the other.
 *
 * @param started Resolves when the worker can answer.
 * @param ask Asks for one; rejects if none comes.
 * @param clock Measures the time between them.
 * @param onSilent Called with the reason when none comes, also at the start.
 * @returns Ends it: nothing is asked from then on.
 */
export function watchSigns(
  started: Promise<unknown>,
  ask: () => Promise<unknown>,
  clock: Clock,
  onSilent: (reason: string) => void,
): () => void {
  let isOver = false;
  let cancel = () => {};
  const next = () => {
    // An answer may be on its way when the watch ends.
    if (isOver) return;
    cancel = clock.setTimer(PING_MS, () => {
      ask().then(next, (error) => onSilent(`it does not answer: ${messageOf(error)}`));
    });
  };
  started.then(next, (error) => onSilent(messageOf(error)));
  return () => {
    isOver = true;
    cancel();
  };
}
