/**
 * The schema of recordings.
 *
 * @module
 */
import { z } from "zod";

const DAY_MS = 86_400_000;

/** Where and how long films of turns are kept. */
export const Recording = z.strictObject({
  dir: z.string().min(1).optional().describe(
    "A folder for the turns of sessions that ask for `record`: each as a film (WebM) with its transcript and captions. " +
      "`deno task serve` allows it to be written if it is set as TTH_RECORDING__DIR. Default: none, nothing is recorded.",
  ),
  max_bytes: z.int().min(1_048_576).max(1_099_511_627_776).default(10_737_418_240)
    .describe("All recordings together, bytes; the oldest turns are removed first. Default: 10737418240, 10 GiB."),
  max_age_ms: z.int().min(60_000).max(3650 * DAY_MS).default(30 * DAY_MS)
    .describe("How long a recorded turn is kept, ms. Default: 2592000000, 30 days."),
}).prefault({}).describe("Recordings of sessions.");
export type Recording = z.infer<typeof Recording>;
