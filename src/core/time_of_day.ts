/**
 * The time of day, for what other instances or people read.
 *
 * @module
 */
import { type Clock, systemClock } from "../contract/clock.ts";

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
